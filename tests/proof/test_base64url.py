"""One spelling for each value: whatever is accepted is written again as it was read."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import TrustError
from openpcf.proof.base64url import decode, encode

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.binary(max_size=200))
def test_what_is_written_is_read_and_is_that_of_the_standard_library(data: bytes) -> None:
    text = encode(data)
    assert text == base64.urlsafe_b64encode(data).decode().rstrip("=")
    assert decode(text) == data


@given(st.text(alphabet=ALPHABET + '=+/ \n\t\r\\"\x00uéＡ\ud800', max_size=24))
def test_what_is_accepted_has_one_spelling(text: str) -> None:
    try:
        data = decode(text)
    except TrustError as refused:
        assert refused.code == "B64"
        return
    assert encode(data) == text


@pytest.mark.parametrize("last", ALPHABET)
@pytest.mark.parametrize("start", ["", "A", "AA", "AAA", "AAAA"])
def test_last_characters_with_bits_that_mean_nothing_are_refused(start: str, last: str) -> None:
    text = start + last
    unused = {0: 0, 2: 4, 3: 2}.get(len(text) % 4)
    good = unused is not None and ALPHABET.index(last) % (1 << unused) == 0
    if good:
        assert encode(decode(text)) == text
        return
    with pytest.raises(TrustError):
        decode(text)


@pytest.mark.parametrize(
    "text",
    ["QQ==", "QQ=", "=", "+/++", "QUJ D", "QUJD\n", " QUJD", "Q\\u0051", 'QQ","QQ', "Ｑ", "\ud800"],
)
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(TrustError):
        decode(text)
