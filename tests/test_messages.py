"""One catalogue per language: same keys, same parameters, no orphan; broken ones are refused."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from openpcf.messages import LANGUAGES, coded, codes, render, say, term, text
from openpcf.messages.catalogue import catalogue, parameters
from openpcf.messages.source import fingerprint, read
from openpcf.model.base import dump
from openpcf.model.finding import Finding, warning
from openpcf.model.message import message
from openpcf.vocabulary import lists

SOURCE = Path(__file__).resolve().parents[1] / "src/openpcf"
LOCALES = SOURCE / "data/locale"
CODE = re.compile(r"[\"']([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)[\"']")
RAISED = re.compile(
    r"(?:Error|error|warning|info|fail|inconclusive|note|fault)\(\s*\"([A-Z][A-Z0-9_]+)\""
)
HAN = re.compile(r"[\u4e00-\u9fff]")


def _sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py")))


def test_every_text_is_of_a_code_that_is_raised() -> None:
    named = set(CODE.findall(_sources()))
    assert [code for code in codes() if code not in named] == []


def test_every_code_that_is_raised_has_a_text() -> None:
    raised = set(RAISED.findall(_sources()))
    assert len(raised) > 300
    assert sorted(raised - set(codes())) == []


def test_a_language_is_one_file() -> None:
    assert {path.stem for path in LOCALES.glob("*.yaml")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert set(catalogue(language)) == set(catalogue("en"))


def _parameters(template: str) -> set[str]:
    """The parameters of a text; ``name_zh`` is ``name`` in Chinese words."""
    return {name.removesuffix("_zh") for name in parameters(template)}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_language_has_the_same_parameters(language: str) -> None:
    other = catalogue(language)
    for key, template in catalogue("en").items():
        assert _parameters(template) == _parameters(other[key]), key


def test_english_has_no_chinese_and_findings_have_their_own_words() -> None:
    assert not [
        k
        for k, t in catalogue("en").items()
        if HAN.search(t) and k not in ("meta.name", "label.language")
    ]
    findings = {k: t for k, t in catalogue("zh").items() if k.startswith("finding.")}
    assert not [k for k, t in findings.items() if not HAN.search(t)]


def test_a_text_is_filled_for_its_reader() -> None:
    found = warning("BOM_LINE_NO_QUANTITY", "bom.csv#row=3", "R1")
    assert "R1" in say(found) and "R1" in say(found, "zh") and HAN.search(say(found, "zh"))
    assert term("stage", "production", "zh") == "生产"
    assert term("stage", "no such stage", "zh") == "no such stage"
    with pytest.raises(KeyError):
        text("no.such.key")


def test_a_text_may_be_a_parameter_of_another_in_the_readers_language() -> None:
    inner = coded(warning("BOM_LINE_NO_QUANTITY", "bom.csv#row=3", "R1"))
    share = {"code": "share.of-result", "params": {"percent": "12.5"}}
    found = warning("CHILD_NOT_USABLE", "a.sdpcf", "SIG", supplier="S", why=inner, share=share)
    again = Finding.model_validate_json(found.model_dump_json())
    for language, part in (("en", "12.5 % of the result"), ("zh", "结果的 12.5%")):
        assert part in say(again, language)
        assert render(inner, language) in say(again, language)
    assert render({"code": "share.undisclosed"}, "zh") == "结果中未披露的份额"


def test_a_coded_text_that_is_not_known_is_shown_with_its_parameters() -> None:
    assert render({"code": "from-elsewhere", "params": {"a": "1", "b": "2"}}) == (
        "from-elsewhere (a: 1, b: 2)"
    )
    assert render("as somebody wrote it", "zh") == "as somebody wrote it"


def test_a_coded_text_is_filled_with_terms_clauses_and_other_codes() -> None:
    part = message("part-placed", **{"class": "ic"}, name="BQ76952", designators="U4")
    assert render(part) == "IC BQ76952 (U4)"
    assert render(dump(part), "zh") == "集成电路 BQ76952（U4）"
    piece = message("piece-of", of=part, element=["lead-frame", "leads"])
    assert render(piece) == "IC BQ76952 (U4): lead frame, leads"
    gap = message("shares-without-factor", notes=["own-estimate", "no-open-factor"])
    assert (render(gap), render(gap, "zh")) == (
        "own estimate; no open factor", "自行估算；无公开排放因子"
    )  # fmt: skip
    refused = message("BOM_LINE_NO_QUANTITY", place="bom.csv#row=3", found="R1")
    assert "R1" in render(refused) and "bom.csv#row=3" in render(refused, "zh")
    assert (render(None), render("")) == ("", "")


def test_every_parameter_format_of_a_reason_is_a_list_of_the_vocabulary() -> None:
    formats = {
        spec
        for key, template in catalogue("en").items()
        if key.startswith("reason.")
        for _, name, spec, _ in Formatter().parse(template)
        if name and spec and not spec.startswith("plural(")
    }
    known = {"clauses()", *lists(), *(f"clauses({name})" for name in lists())}
    assert formats and formats <= known


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (b"a: one\na: two\n", "2:1: key-twice: a"),
        (b"a:\n  b: one\n  b: two\n", "3:3: key-twice: b"),
        (b"a:\n  b.c: one\na.b.c: two\n", "key-twice: a.b.c"),
        (b"a: ''\n", "not-a-text: a"),
        (b"a: [one]\n", "not-a-text: a"),
        (b"- one\n", "no-texts"),
    ],
)
def test_a_broken_catalogue_is_refused(source: bytes, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read(source)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_build_compiled_is_current(language: str) -> None:
    import json

    source = (LOCALES / f"{language}.yaml").read_bytes()
    compiled = json.loads((LOCALES / f"{language}.json").read_text("utf-8"))
    assert compiled == {"source": fingerprint(source), "texts": read(source)}
