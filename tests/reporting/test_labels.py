"""Texts of the page: all of them there, all used, and in as many languages as there are."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

from openpcf.messages import LANGUAGES, texts
from openpcf.proof.container import STEPS
from openpcf.reporting import verified
from openpcf.reporting.next_steps import BY_CLASS, BY_STAGE
from openpcf.reporting.spans import label, spans, word_of
from openpcf.reporting.vocabulary import in_words
from openpcf.vocabulary import is_word

from .build import DATA, assets

SOURCE = DATA.parents[1]


def named_in_the_template() -> set[str]:
    template = assets().template
    found = set(re.findall(r"""\b(?:t|title|head)\((?:\d, )?"(\w+)[")]""", template))
    chosen = re.findall(r"""\bt\("(\w+)" if .*? else "(\w+)"[,)]""", template)
    return found | {key for pair in chosen for key in pair}


def named_in_the_code(section: str) -> set[str]:
    sources = "\n".join(
        path.read_text("utf-8") for path in sorted((SOURCE / "reporting").glob("*.py"))
    )
    return set(re.findall(rf"""["']{section}\.([\w.]+)["']""", sources))


def test_the_template_and_the_code_name_only_labels_there_are() -> None:
    labels = set(texts("label"))
    assert len(named_in_the_template()) > 100
    assert named_in_the_template() | named_in_the_code("label") <= labels


def test_every_label_is_used() -> None:
    steps = {value for asked in (*BY_CLASS.values(), *BY_STAGE.values()) for value in asked}
    others = {"supplier", "silicon_field", "mass_field", "INVENTED_SUPPLIER_DATA"}
    used = named_in_the_template() | named_in_the_code("label") | steps | others
    assert set(texts("label")) == used


def test_every_step_of_a_verification_has_its_texts() -> None:
    names, explained = texts("verified.name"), texts("verified.text")
    assert set(STEPS) <= set(names) & set(explained)
    assert set(texts("verified.mark")) == set(get_args(verified.Mark))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "name", "word"),
    [
        ("class", "part-class", "resistor"),
        ("class", "work-class", "electricity"),
        ("origin", "origin", "measured"),
        ("origin", "line-state", "gap"),
        ("scope", "scope", "3.1"),
        ("scope", "scope-extra", "removals"),
    ],
)
def test_a_member_of_several_lists_finds_its_word_in_each(
    kind: str, name: str, word: str, language: str
) -> None:
    assert in_words(kind, word, language) == texts(f"term.{name}", language)[word]
    assert re.search("[一-鿿]", in_words(kind, word, "zh"))


def test_classes_of_shipped_tables_are_words() -> None:
    folder = Path(DATA).parent / "matching"
    found = set()
    for name in ("designators", "packages", "recipes", "keywords"):
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            found |= {row["class"] for row in csv.DictReader(file) if row["class"]}
    lists = ("part-class", "work-class")
    assert [word for word in found if not any(is_word(name, word) for name in lists)] == []


def test_a_word_nobody_knows_is_shown_as_it_is_escaped() -> None:
    assert in_words("class", "<b>", LANGUAGES[-1]) == "<b>"
    assert spans(word_of("stage", "<b>")) == "&lt;b&gt;"


def test_a_label_is_shown_in_every_language_and_escaped() -> None:
    assert label("claim").count("<span lang=") == len(LANGUAGES)
    shown = spans(lambda language: "<b>" if language == "en" else "&")
    assert shown.startswith('<span lang="en">&lt;b&gt;</span>')
    assert '<span lang="zh-Hans">&amp;</span>' in shown


def test_what_is_the_same_in_every_language_is_shown_once() -> None:
    assert spans(lambda _: "BQ76952") == "BQ76952"
