"""The canonical gate takes what a plain walk of the data takes, and counts levels exactly."""

from __future__ import annotations

import unicodedata
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.model.canonical import DEPTH, INT_LIMIT, read_canonical

TEXT = st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    ["é", "e\u0301", "电", "1.5", "null", "a\\b", '"', "{[", "-0", "1e5", "n\u0303"]
)
VALUE = st.recursive(
    TEXT | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def written(value: object) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return b"0"


FRAGMENT = st.sampled_from([b"[1", b"2]", b"],[", b"", b" 1", b'{"b":1,"a":2}', b'{"a":1,"a":1}',
                            b'["a', b'"', b"1.0", b"9007199254740993", b'"\xff"'])  # fmt: skip


def fit(value: Any) -> bool:
    """Whether data may stand in a canonical text, member by member."""
    if isinstance(value, str):
        return unicodedata.is_normalized("NFC", value)
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) < INT_LIMIT
    if isinstance(value, list):
        return all(map(fit, value))
    if isinstance(value, dict):
        return all(key.isascii() and fit(member) for key, member in value.items())
    return False


@example(b'{"a":999999999999999,"b":[-1],"c":":0"}')
@example(b'{"a":9007199254740991}')
@example(b'{"a":9007199254740992}')
@example('{"\\"é\\"":"x"}'.encode())
@example('["\\"\u0301"]'.encode())
@given(VALUE.map(written) | st.lists(FRAGMENT, max_size=3).map(b"".join))
def test_exactly_what_a_plain_walk_takes_is_taken(text: bytes) -> None:
    try:
        value = orjson.loads(text)
        taken = written(value) == text and fit(value)
    except ValueError:
        taken = False
    try:
        assert read_canonical(text) == value
    except InputError:
        assert not taken
    else:
        assert taken


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":', '{"a":['])
def test_levels_are_counted_whatever_the_brackets(opening: str) -> None:
    def nested(levels: int) -> bytes:
        marks = (opening * levels).replace('"a":', "")[:levels]
        opened = "".join('{"a":' if mark == "{" else "[" for mark in marks)
        closed = "".join("}" if mark == "{" else "]" for mark in reversed(marks))
        return f'{opened}"x"{closed}'.encode()

    def many(data: bytes) -> bytes:
        return b'["[",%s]' % b",".join([data] * DEPTH)

    read_canonical(nested(DEPTH))
    read_canonical(many(nested(DEPTH - 1)))
    for deep in (nested(DEPTH + 1), many(nested(DEPTH))):
        with pytest.raises(InputError) as refused:
            read_canonical(deep)
        assert refused.value.code == "DEPTH"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"é":"x"}', "KEY_NOT_ASCII"),
        ('{"é1:":"x"}', "KEY_NOT_ASCII"),
        ('{"a":"e\u0301"}', "TEXT_NOT_NFC"),
        ('{"a":"x\\ne\u0301"}', "TEXT_NOT_NFC"),
        ('{"a":1.5}', "NUMBER_FORM"),
        ('{"a":1e16}', "NUMBER_FORM"),
        ('{"a":-0}', "NUMBER_FORM"),
        ('{"a":null}', "NULL_FOUND"),
        ('{"a":9007199254740992}', "INT_RANGE"),
        ('{"a":"1",":0":-9007199254740992}', "INT_RANGE"),
        ("[1.5]", "NUMBER_FORM"),
        ('["a",null]', "NULL_FOUND"),
        ("1.5", "NUMBER_FORM"),
        ('{"x\\"é\\"x":"x"}', "KEY_NOT_ASCII"),
        ('{"b":1,"a":2}', "JSON_NOT_CANONICAL"),
    ],
)
def test_what_is_refused_is_named(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_canonical(text.encode())
    assert refused.value.code == code


@pytest.mark.parametrize("text", ['{"a":"é:"}', '{"a":["é","x"],"b":-7}', '["\\ñ"]', "[true,1]"])
def test_what_is_fine_is_read(text: str) -> None:
    assert read_canonical(text.encode()) == orjson.loads(text)
