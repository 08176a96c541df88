"""After the first signature: an unchanged study passes and is not signed again; a changed one
needs its reason; nothing written is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

import openpcf
from openpcf.errors import FindingsError, UsageError

from .supply import PHRASE, Actor, base, emits


def issued(tmp_path: Path) -> tuple[Actor, Path]:
    maker = Actor("maker", tmp_path).start()
    study = base(maker, "Part", parts=False)
    path = maker.study("study", study.model_copy(update={"activities": (emits("metered", "5"),)}))
    openpcf.sign(path, maker.name, PHRASE, tmp_path / "v1.json", home=maker.home)
    return maker, path


def change(path: Path) -> None:
    study = openpcf.read_study(path)
    openpcf.write_study(
        study.model_copy(update={"activities": (emits("metered", "6"),)}), path, overwrite=True
    )


def test_an_unchanged_study_passes_and_says_so(tmp_path: Path) -> None:
    maker, path = issued(tmp_path)
    found = openpcf.check(path, home=maker.home)
    assert found.verdict == "pass"
    (reported,) = (f for f in found.findings if f.code == "VERSION_UNCHANGED")
    assert reported.found == "v1"
    assert "Nothing has changed since v1" in found.text()
    assert "自 v1 以来没有变化" in found.text("zh")


def test_an_unchanged_study_is_not_signed_again(tmp_path: Path) -> None:
    maker, path = issued(tmp_path)
    with pytest.raises(FindingsError) as refused:
        openpcf.sign(
            path, maker.name, PHRASE, tmp_path / "v2.json", reason="again", home=maker.home
        )
    assert (refused.value.code, refused.value.found) == ("SIGN_UNCHANGED", "v1")
    assert not (tmp_path / "v2.json").exists()
    assert [row["version"] for row in openpcf.history(home=maker.home)] == [1]


def test_a_changed_study_needs_its_reason(tmp_path: Path) -> None:
    maker, path = issued(tmp_path)
    change(path)
    found = openpcf.check(path, home=maker.home)
    assert found.verdict == "fail"
    assert {f.code for f in found.findings if str(f.outcome) == "fail"} == {"VERSION_REASON"}
    assert openpcf.check(path, reason="meter read again", home=maker.home).verdict == "pass"


@pytest.mark.parametrize(("kilograms", "asked"), [("15", False), ("15.1", True), ("1.6", True)])
def test_a_result_far_from_the_version_before_is_asked(
    tmp_path: Path, kilograms: str, asked: bool
) -> None:
    """v1 has 5 kg: up to 15 and down to 5/3 nothing is said."""
    maker, path = issued(tmp_path)
    study = openpcf.read_study(path)
    openpcf.write_study(
        study.model_copy(update={"activities": (emits("metered", kilograms),)}),
        path, overwrite=True,
    )  # fmt: skip
    found = openpcf.check(path, reason="meter read again", home=maker.home)
    assert found.verdict == "pass"
    reported = [f for f in found.findings if f.code == "RESULT_FAR_FROM_BEFORE"]
    assert bool(reported) is asked
    assert ("RESULT_FAR_FROM_BEFORE" in found.text()) is asked
    signed = openpcf.sign(
        path, maker.name, PHRASE, tmp_path / "v2.json", reason="meter read again", home=maker.home
    )
    assert [f.code for f in signed.findings] == ["RESULT_FAR_FROM_BEFORE"] * asked


def test_a_declaration_is_not_written_over(tmp_path: Path) -> None:
    maker, path = issued(tmp_path)
    first = (tmp_path / "v1.json").read_bytes()
    change(path)
    for more in ({}, {"full": tmp_path / "v1.json"}):
        out = tmp_path / ("v2.json" if more else "v1.json")
        with pytest.raises(UsageError) as refused:
            openpcf.sign(
                path, maker.name, PHRASE, out, reason="read again", home=maker.home, **more
            )
        assert refused.value.code == "FILE_EXISTS"
    assert (tmp_path / "v1.json").read_bytes() == first
    assert len(openpcf.history(home=maker.home)) == 1


def test_a_request_filled_in_is_not_written_over(tmp_path: Path) -> None:
    bom = tmp_path / "b.csv"
    bom.write_text("Reference;Qty;Value;Footprint\nR1;1;10k;R_0603\nC1;1;1u;C_0603\n")
    defaults = {"product": "P", "country": "DE", "year": 2025}
    openpcf.init(tmp_path / "s", bom, write=True, **defaults)
    home, out = tmp_path / "home", tmp_path / "requests"
    first = openpcf.request(tmp_path / "s", out, home=home)
    openpcf.request(tmp_path / "s", out, home=home)  # nothing was filled in: the same again
    answered = Path(first[-1]["file"])
    answered.write_bytes(answered.read_bytes() + b"answers")
    kept = answered.read_bytes()
    with pytest.raises(UsageError) as refused:
        openpcf.request(tmp_path / "s", out, home=home)
    assert (refused.value.code, refused.value.place) == ("FILE_EXISTS", str(answered))
    assert answered.read_bytes() == kept


@pytest.mark.parametrize("purpose", ["draft", "customer"])
def test_a_signed_draft_says_that_buyers_may_refuse_it(tmp_path: Path, purpose: str) -> None:
    maker = Actor("maker", tmp_path).start()
    study = base(maker, "Part", parts=False).model_copy(
        update={"activities": (emits("metered", "5"),), "purpose": purpose}
    )
    path = maker.study("study", study)
    signed = openpcf.sign(path, maker.name, PHRASE, tmp_path / "v1.json", home=maker.home)
    reported = [(f.code, f.expected) for f in signed.findings]
    draft = [("SIGNED_DRAFT", "customer, tender, regulatory")]
    assert reported == (draft if purpose == "draft" else [])
