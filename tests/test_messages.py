"""Every code has its two texts, every text has a code that is raised, and both languages say it."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from openpcf.messages import codes, text

SOURCE = Path(__file__).resolve().parents[1] / "src/openpcf"
TEXTS = SOURCE / "messages/texts"
CODE = re.compile(r"[\"']([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)[\"']")
RAISED = re.compile(
    r"(?:Error|Found|Note|error|warning|info|fail|unclear|remark|Said)\(\s*\"([A-Z][A-Z0-9_]+)\""
)


def _sources() -> str:
    return "\n".join(
        path.read_text("utf-8")
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.is_relative_to(TEXTS)
    )


def test_every_text_is_of_a_code_that_is_raised() -> None:
    named = set(CODE.findall(_sources()))
    assert [code for code in codes() if code not in named] == []


def test_every_code_that_is_raised_has_a_text() -> None:
    raised = set(RAISED.findall(_sources()))
    assert len(raised) > 300
    assert sorted(raised - set(codes())) == []


SAID_OTHERWISE = {
    "NOT_EVALUATED": "found: a word of the model, in Chinese the clause why_zh",
    "NOT_EVALUATED_MANY": "the same",
    "CHILD_NOT_USABLE": "field: named in words in Chinese",
}
"""Codes whose Chinese has another parameter than their English, with the reason."""


def _fields(template: str) -> set[str]:
    """The parameters of a text; ``name_zh`` is ``name`` in Chinese words."""
    return {name.removesuffix("_zh") for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", codes())
def test_both_languages_say_the_same(code: str) -> None:
    said = text(code)
    assert said.en and said.zh
    assert bool(said.fix_en) == bool(said.fix_zh)
    assert re.search(r"[\u4e00-\u9fff]", said.zh)
    assert not re.search(r"[\u4e00-\u9fff]", said.en + said.fix_en)
    assert (_fields(said.en) == _fields(said.zh)) is (code not in SAID_OTHERWISE)
    assert _fields(said.fix_en) == _fields(said.fix_zh)
