"""Check digits of GS1 keys against an implementation of others."""

from __future__ import annotations

import random

import pytest
from biip.checksums import gs1_standard_check_digit

from openpcf.model.gs1 import check_digit


@pytest.mark.parametrize("length", [7, 11, 12, 13, 16, 17])
def test_check_digits_are_those_of_biip(length: int) -> None:
    chance = random.Random(length)
    for _ in range(200):
        digits = "".join(chance.choices("0123456789", k=length))
        assert check_digit(digits) == gs1_standard_check_digit(digits)


def test_only_digits_are_read() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        check_digit("95A123")
