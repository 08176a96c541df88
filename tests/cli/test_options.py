"""What the shared options make of what people type."""

from __future__ import annotations

import pytest

from openpcf.cli.options import instant
from openpcf.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (None, None),
        ("2026-11-25", "2026-11-25T23:59:59Z"),
        ("2026-11-25T13:03:43Z", "2026-11-25T13:03:43Z"),
        ("2026-11-25T08:00:00+08:00", "2026-11-25T00:00:00Z"),
    ],
)
def test_a_day_is_meant_to_its_end(typed: str | None, meant: str | None) -> None:
    assert instant(typed) == meant


@pytest.mark.parametrize("typed", ["", "yesterday", "25.11.2026", "2026-11-31", "2026-11-25T13:03"])
def test_another_form_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        instant(typed)
    assert refused.value.code == "AS_OF_FORM"
