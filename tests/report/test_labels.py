"""Words of the report: both languages, all used, all there."""

from __future__ import annotations

import re

import pytest

from openpcf.report.labels import LABELS, both, pair
from openpcf.report.terminal import words

from .build import assets

SAME = {"GWP", "kg CO2e", "A", "B", "B − A"}
"""Signs that are no words of a language."""


def named() -> set[str]:
    template = assets().template
    found = set(re.findall(r"""\bt\("(\w+)"\)""", template))
    found |= set(re.findall(r"labels\.(\w+)\[", template))
    for first, second in re.findall(r"""\bt\("(\w+)" if [\w.]+ else "(\w+)"\)""", template):
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


def test_a_label_is_shown_in_both_languages_and_escaped() -> None:
    assert both("claim").count("<span lang=") == 2
    assert pair("<b>", "&") == ('<span lang="en">&lt;b&gt;</span><span lang="zh-Hans">&amp;</span>')


def test_the_terminal_has_the_same_words_in_both_languages() -> None:
    assert set(words("en")) == set(words("zh"))
    assert all(words("en").values())
    assert all(re.search("[\u4e00-\u9fff]", zh) for zh in words("zh").values())
