"""YAML as text only."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.formats.yaml_text import MAX_DEPTH, read_yaml_text, write_yaml_text
from openpcf.messages import fix, say


def codes(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read_yaml_text(text, "study.yaml")
    for finding in caught.value.findings:
        assert all(say(finding, lang) and fix(finding, lang) for lang in ("en", "zh"))
    return [(f.code, f.place.removeprefix("study.yaml#")) for f in caught.value.findings]


def test_every_scalar_is_the_text_that_was_typed() -> None:
    text = """
country: NO
factor: 1e3
number: 007
sure: yes
day: 2025-12-31
sexagesimal: 12:30:00
nothing: null
tilde: ~
quoted: "12.50"
list: [1.0, off, 0x1F]
folded: >
  two
  words
"""
    assert read_yaml_text(text, "study.yaml") == {
        "country": "NO",
        "factor": "1e3",
        "number": "007",
        "sure": "yes",
        "day": "2025-12-31",
        "sexagesimal": "12:30:00",
        "nothing": "null",
        "tilde": "~",
        "quoted": "12.50",
        "list": ["1.0", "off", "0x1F"],
        "folded": "two words\n",
    }


def test_an_empty_value_is_not_there() -> None:
    assert read_yaml_text("a:\nb: ''\nc:\n  d:\ne: [x, ]\n", "s") == {"b": "", "c": {}, "e": ["x"]}
    assert read_yaml_text("", "s") == {} and read_yaml_text("# nothing\n", "s") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", [("YAML_DUPLICATE_KEY", "line=4;col=3")]),
        ("a: &x 1\nb: *x\n", [("YAML_ANCHOR", "line=1;col=4"), ("YAML_ALIAS", "line=2;col=4")]),
        ("a: !!int 1\n", [("YAML_TAG", "line=1;col=4")]),
        ("a: !python/object x\n", [("YAML_TAG", "line=1;col=4")]),
        ("<<: {a: 1}\n", [("YAML_MERGE_KEY", "line=1;col=1")]),
        ("a: 1\n---\nb: 2\n", [("YAML_DOCUMENTS", "line=2;col=1")]),
        ("? [a]\n: b\n", [("YAML_KEY", "line=1;col=3")]),
        ("- a\n", [("YAML_ROOT", "line=1;col=1")]),
        ("text\n", [("YAML_ROOT", "line=1;col=1")]),
        ("a: 'x\n", [("YAML_SYNTAX", "line=2;col=1")]),
        ("a: b: c\n", [("YAML_SYNTAX", "line=1;col=5")]),
        ("a: " + "[" * 300 + "]" * 300, [("YAML_DEPTH", "line=1;col=35")]),
        ("{a: " * 300 + "b" + "}" * 300, [("YAML_DEPTH", "line=1;col=129")]),
        ("a: \x01\n", [("YAML_SYNTAX", "study.yaml")]),
    ],
)
def test_what_is_refused_with_line_and_column(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_all_faults_come_at_once() -> None:
    found = codes("a: &x 1\na: 2\nb: !t 3\n<<: *x\n")
    assert [code for code, _ in found] == [
        "YAML_ANCHOR",
        "YAML_DUPLICATE_KEY",
        "YAML_TAG",
        "YAML_MERGE_KEY",
        "YAML_ALIAS",
    ]


def test_bytes_that_are_no_utf_8_and_texts_without_end_are_refused() -> None:
    for data, code in ((b"a: \xff", "YAML_ENCODING"), (b"a" * (1024 * 1024 + 1), "YAML_TOO_LARGE")):
        with pytest.raises(InputError) as caught:
            read_yaml_text(data, "s")
        assert caught.value.code == code


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["NO", "1e3", "007", "a: b", "x #y", "- z", "null", "~", "", "<<", "2025-01-01", "=", "\u2028",
     "\ufeffx", "#", "a:", "\x85", "12.5", "'", '"', "\\", "true", " x", "x ", "多\n行"]
)  # fmt: skip
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_is_written_is_read_back_here_and_elsewhere(data: dict[str, object]) -> None:
    text = write_yaml_text(data)
    assert read_yaml_text(text.encode(), "s") == data
    assert yaml.safe_load(text) == data


def test_what_needs_no_quotes_has_none() -> None:
    text = write_yaml_text({"issuer": {"name": "Würth 电子", "country": "NO"}, "mass": "12.5"})
    assert text == 'issuer:\n  name: Würth 电子\n  country: "NO"\nmass: "12.5"\n'


def test_only_text_is_written() -> None:
    for data in ({"a": 1}, {"a": None}, {1: "a"}):
        with pytest.raises(TypeError):
            write_yaml_text(data)
    deep: object = "x"
    for _ in range(MAX_DEPTH + 1):
        deep = {"a": deep}
    with pytest.raises(ValueError, match="deeper"):
        write_yaml_text(deep)
