"""Words of the report: both languages, all used, all there."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

from openpcf.model.finding import Outcome, Verdict
from openpcf.model.inventory import STAGES, Origin
from openpcf.model.policy import Decision
from openpcf.reporting.labels import LABELS, both, pair
from openpcf.reporting.next_steps import BY_CLASS, BY_STAGE
from openpcf.reporting.terminal import words
from openpcf.reporting.vocabulary import KINDS, term
from openpcf.reporting.vocabulary import named as named_term

from .build import assets

SAME = {"GWP", "kg CO2e", "A", "B", "B − A", "，", "：", "；"}
"""Signs that are no words of a language."""


def named() -> set[str]:
    template = assets().template
    found = set(re.findall(r"""\bt\("(\w+)"\)""", template))
    found |= set(re.findall(r"""\bhead\(\d, "(\w+)"\)""", template))
    found |= set(re.findall(r"labels\.(\w+)\[", template))
    for first, second in re.findall(r"""\bt\("(\w+)" if [^"]+ else "(\w+)"\)""", template):
        found |= {first, second}
    return found


@pytest.mark.parametrize("key", sorted(LABELS))
def test_a_label_has_english_and_chinese(key: str) -> None:
    en, zh = LABELS[key]
    assert en
    assert zh
    if key == "language":
        # The button names the language it turns to.
        en, zh = zh, en
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", en)
    assert re.search("[\u4e00-\u9fff]", zh) or zh in SAME


def test_the_template_names_only_labels_there_are() -> None:
    assert named() <= set(LABELS)
    assert len(named()) > 50


def test_every_label_is_used() -> None:
    steps = {value for asked in (*BY_CLASS.values(), *BY_STAGE.values()) for value in asked}
    others = {"supplier", "silicon_field", "mass_field", "INVENTED_SUPPLIER_DATA"}
    assert set(LABELS) == named() | steps | others


TERMS = [(kind, value) for kind, terms in KINDS.items() for value in terms]


@pytest.mark.parametrize(("kind", "value"), TERMS)
def test_a_term_has_english_and_chinese(kind: str, value: str) -> None:
    en, zh = KINDS[kind][value]
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", en)
    assert re.search("[\u4e00-\u9fff]", zh)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("stage", STAGES),
        ("verdict", tuple(Verdict)),
        ("decision", tuple(Decision)),
        ("outcome", tuple(Outcome)),
        ("origin", get_args(Origin)),
    ],
)
def test_every_word_of_the_model_has_its_term(kind: str, words: tuple[str, ...]) -> None:
    assert {str(word) for word in words} <= set(KINDS[kind])


def test_classes_of_shipped_tables_have_their_term() -> None:
    folder = Path(__file__).resolve().parents[2] / "src" / "openpcf" / "data" / "matching"
    found = set()
    for name in ("designators", "packages", "recipes", "words"):
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            found |= {row["class"] for row in csv.DictReader(file) if row["class"]}
    assert found - set(KINDS["class"]) == set()


def test_a_word_nobody_knows_stands_as_it_is_escaped() -> None:
    assert named_term("stage", "<b>") == ("<b>", "<b>")
    assert "<b>" not in term("stage", "<b>")


def test_a_label_is_shown_in_both_languages_and_escaped() -> None:
    assert both("claim").count("<span lang=") == 2
    assert pair("<b>", "&") == ('<span lang="en">&lt;b&gt;</span><span lang="zh-Hans">&amp;</span>')


def test_the_terminal_has_the_same_words_in_both_languages() -> None:
    assert set(words("en")) == set(words("zh"))
    assert all(words("en").values())
    signs = {"comma", "colon"}
    assert all(
        re.search("[\u4e00-\u9fff]", zh) for key, zh in words("zh").items() if key not in signs
    )
