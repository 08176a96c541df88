"""Canonical JSON: the published pairs of RFC 8785, and a second implementation beside ours.

Ours is narrower than the RFC: ASCII names, NFC texts, integers below 2^53, no null, no floats.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.model.canonical import DEPTH, canonical_bytes, read_canonical, to_canonical
from tests.proof.vectors import VALID, admitted, load

PAIRS = ("arrays", "french", "structures", "unicode", "values", "weird")
LAST = 2**53 - 1


def gate(data: bytes) -> str:
    try:
        read_canonical(data)
    except InputError as e:
        return e.code
    return VALID


def ours(value: Any) -> str:
    try:
        canonical_bytes(value)
    except InputError as e:
        return e.code
    return VALID


def pair(shared: Path, name: str) -> tuple[Any, bytes]:
    folder = shared / "data/vectors/rfc8785/testdata"
    output = (folder / f"output/{name}.json").read_bytes()
    stated = bytes.fromhex((folder / f"outhex/{name}.txt").read_text())
    assert output == stated
    return orjson.loads((folder / f"input/{name}.json").read_bytes()), output


def fitting(value: Any) -> Any:
    """What of a value is ours to write."""
    if isinstance(value, dict):
        return {k: fitting(v) for k, v in value.items() if k.isascii() and v is not None}
    if isinstance(value, list):
        return [fitting(v) for v in value if v is not None]
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= LAST else str(value)
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def test_all_published_pairs_are_there(shared: Path) -> None:
    folder = shared / "data/vectors/rfc8785/testdata"
    for kind in ("input", "output"):
        assert tuple(sorted(p.stem for p in (folder / kind).iterdir())) == PAIRS


@pytest.mark.parametrize("name", PAIRS)
def test_published_canonical_bytes_pass_or_deviate_as_documented(shared: Path, name: str) -> None:
    _, output = pair(shared, name)
    assert gate(output) == admitted("rfc8785").get(name, VALID)


@pytest.mark.parametrize("name", PAIRS)
def test_what_fits_of_a_published_input_is_written_as_the_rfc_says(shared: Path, name: str) -> None:
    value, output = pair(shared, name)
    fit = fitting(value)
    written = canonical_bytes(fit)
    assert written == rfc8785.dumps(fit)
    assert read_canonical(written) == fit
    if gate(output) == VALID:
        assert written == output


def test_as_many_deviations_as_documented(shared: Path) -> None:
    assert len(admitted("rfc8785")) == 5
    assert [n for n in PAIRS if gate(pair(shared, n)[1]) == VALID] == ["structures"]


def test_foreign_input_is_brought_into_our_form_and_every_change_is_reported(shared: Path) -> None:
    expected = {
        "arrays": ["INTAKE_NULL"],
        "unicode": ["INTAKE_TEXT"],
        "structures": ["INTAKE_FLOAT"],
    }
    for name, codes in expected.items():
        value, notes = to_canonical(pair(shared, name)[0])
        assert [n.code for n in notes] == codes
        assert canonical_bytes(value) == rfc8785.dumps(value)


TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda t: unicodedata.normalize("NFC", t)
)
NAMES = st.text(st.characters(max_codepoint=127))
INTEGERS = st.integers(-LAST, LAST)
ACCEPTED = st.recursive(
    st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | INTEGERS
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


def is_ours(value: Any) -> bool:
    """The narrower form, said once more and plainly."""
    if isinstance(value, dict):
        return all(k.isascii() and is_ours(v) for k, v in value.items())
    if isinstance(value, list):
        return all(map(is_ours, value))
    if isinstance(value, str):
        return unicodedata.is_normalized("NFC", value)
    return isinstance(value, int) and abs(value) <= LAST


@given(ACCEPTED)
def test_a_second_implementation_writes_the_same_bytes(value: Any) -> None:
    written = canonical_bytes(value)
    assert written == rfc8785.dumps(value)
    assert read_canonical(written) == value


@given(ANY_JSON)
def test_canonical_bytes_of_others_are_accepted_exactly_where_they_are_ours(value: Any) -> None:
    data = rfc8785.dumps(value)
    assert (gate(data) == VALID) == is_ours(orjson.loads(data))


@given(ANY_JSON)
def test_what_is_not_ours_is_not_written(value: Any) -> None:
    assert (ours(value) == VALID) == is_ours(value)


@given(ACCEPTED, st.data())
def test_one_value_has_one_spelling(value: Any, data: st.DataObject) -> None:
    written = canonical_bytes(value)
    at = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.sampled_from(b' \t\n0123456789-+.eE"\\{}[]:,utrfalsn\x00\x7f\xc3\xa9'))
    changed = written[:at] + bytes([other]) + written[at + data.draw(st.integers(0, 1)) :]
    if changed == written or gate(changed) != VALID:
        return
    again = read_canonical(changed)
    assert rfc8785.dumps(again) == changed


@given(st.binary(max_size=60))
def test_bytes_of_any_kind_never_crash_it(data: bytes) -> None:
    if gate(data) == VALID:
        assert rfc8785.dumps(read_canonical(data)) == data


def test_limits_are_where_they_are_stated_to_be() -> None:
    assert gate(b"[" * DEPTH + b"]" * DEPTH) == VALID
    assert gate(b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1)) == "DEPTH"
    assert gate(str(LAST).encode()) == gate(str(-LAST).encode()) == VALID
    assert gate(str(LAST + 1).encode()) == gate(str(-LAST - 1).encode()) == "INT_RANGE"
    assert gate(b"") == "JSON_FORM"


def test_naughty_strings_keep_their_text(shared: Path) -> None:
    strings = load(shared, "blns/blns.json")
    assert len(strings) > 500
    for text in strings:
        value, notes = to_canonical({"text": text})
        normal = unicodedata.normalize("NFC", text)
        assert value == {"text": normal}
        assert [n.code for n in notes] == ([] if normal == text else ["INTAKE_TEXT"])
        written = canonical_bytes(value)
        assert written == rfc8785.dumps(value)
        assert read_canonical(written) == value
