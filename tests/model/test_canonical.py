"""The canonical gate reads many texts as it reads one, and counts levels exactly."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.model.canonical import DEPTH, read_canonical, read_canonical_texts

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


@given(st.lists(VALUE.map(written) | FRAGMENT, max_size=5))
def test_many_are_read_as_one_by_one(texts: list[bytes]) -> None:
    def outcome(read: object) -> object:
        try:
            return read()  # type: ignore[operator]
        except InputError as refused:
            return refused.code

    assert outcome(lambda: read_canonical_texts(texts)) == outcome(
        lambda: [read_canonical(text) for text in texts]
    )


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":', '{"a":['])
@pytest.mark.parametrize("together", [False, True])
def test_levels_are_counted_whatever_the_brackets(opening: str, together: bool) -> None:
    def nested(levels: int) -> bytes:
        marks = (opening * levels).replace('"a":', "")[:levels]
        opened = "".join('{"a":' if mark == "{" else "[" for mark in marks)
        closed = "".join("}" if mark == "{" else "]" for mark in reversed(marks))
        return f'{opened}"x"{closed}'.encode()

    def read(data: bytes) -> object:
        return read_canonical_texts([data, b'"y"']) if together else read_canonical(data)

    read(nested(DEPTH))
    with pytest.raises(InputError) as refused:
        read(nested(DEPTH + 1))
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
        ('{"b":1,"a":2}', "JSON_NOT_CANONICAL"),
    ],
)
def test_what_is_refused_alone_is_refused_among_others(text: str, code: str) -> None:
    for read in (
        lambda: read_canonical(text.encode()),
        lambda: read_canonical_texts([b'{"a":1}', text.encode(), b'["\xc3\xa9"]']),
    ):
        with pytest.raises(InputError) as refused:
            read()
        assert refused.value.code == code


@pytest.mark.parametrize("text", ['{"a":"é:"}', '{"a":["é","x"],"b":-7}', '["\\ñ"]', "[true,1]"])
def test_what_is_fine_is_read(text: str) -> None:
    assert read_canonical(text.encode()) == orjson.loads(text)
    assert read_canonical_texts([text.encode()]) == [orjson.loads(text)]
