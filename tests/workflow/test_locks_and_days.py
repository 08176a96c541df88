"""The lock of a study, the days of a key, the carbon of packaging: small things held exactly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from openpcf.errors import InputError
from openpcf.model.study import Packaging
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.keys import later
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.study.lock import Lock, read_lock, write_lock

from .supply import Actor, base, emits


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "study.lock"
    assert read_lock(path) is None
    lock = Lock(engine="0.1.0", library={"act/2.0": "sha-256:00"}, declarations={"a.json": "x"})
    write_lock(path, lock)
    assert read_lock(path) == lock
    assert "profiles" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("library: nothing\n", "library"),
        ("engine: '1'\nprofiles:\n- a\n", "profiles"),
        ("declarations: 'x'\n", "declarations"),
        ("librari: {}\n", "librari"),
        ("colour: red\n", "colour"),
    ],
)
def test_a_lock_of_another_form_is_refused(tmp_path: Path, text: str, found: str) -> None:
    path = tmp_path / "study.lock"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_lock(path)
    assert (caught.value.code, caught.value.found) == ("LOCK_FORM", found)


@pytest.mark.parametrize(
    ("moment", "years", "days", "then"),
    [
        ("2026-11-30T08:00:00Z", 0, 0, "2026-11-30T08:00:00Z"),
        ("2026-11-30T08:00:00Z", 2, 0, "2028-11-30T08:00:00Z"),
        ("2026-12-31T23:59:59Z", 0, 1, "2027-01-01T23:59:59Z"),
        ("2028-02-29T00:00:00Z", 1, 0, "2029-02-28T00:00:00Z"),
        ("2028-02-29T00:00:00Z", 4, 0, "2032-02-29T00:00:00Z"),
        ("2028-02-29T00:00:00Z", 1, 1, "2029-03-01T00:00:00Z"),
    ],
)
def test_some_years_and_days_later(moment: str, years: int, days: int, then: str) -> None:
    assert later(moment, years=years, days=days) == then


@pytest.mark.parametrize(
    ("rows", "carbon"),
    [
        ((("0.3", None, "in"),), "0.3"),
        ((("0.3", "1", "in"),), "0.3"),
        ((("0.3", "3", "in"),), "0.1"),
        ((("0.1", "3", "in"),), "0.033333333333"),  # twelve decimals
        ((("0.3", "3", "in"), ("0.05", None, "in")), "0.15"),
        ((("0.3", "3", "in"), ("0.05", None, "out")), "0.1"),
        ((("0.3", None, "out"),), None),
        ((), None),
    ],
)
def test_biogenic_carbon_of_the_packaging_is_of_one_use(
    tmp_path: Path, rows: tuple[tuple[str, str | None, str], ...], carbon: str | None
) -> None:
    maker = Actor("maker", tmp_path)
    boxes = tuple(
        Packaging(
            id=f"box-{number}", material="wood", mass=Decimal(1), mass_unit="kg", option=option,
            uses=None if uses is None else Decimal(uses), biogenic_carbon_kg=Decimal(kg),
        )
        for number, (kg, uses, option) in enumerate(rows)
    )  # fmt: skip
    study = base(maker, "Box", parts=False).model_copy(
        update={"packaging": boxes, "activities": (emits("own", "1"),)}
    )
    made = calculate_at(maker.study("study", study), Environment(home=maker.home))
    found = made.document.get("carbon_content.packaging_biogenic.amount")
    assert (None if found is None else Decimal(found)) == (
        None if carbon is None else Decimal(carbon)
    )
