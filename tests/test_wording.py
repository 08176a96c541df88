"""The texts people read: the glossary's words, natural English and Chinese, punctuation, plurals."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from openpcf.messages import LANGUAGES
from openpcf.messages.catalogue import catalogue

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "src" / "openpcf" / "data" / "glossary.csv"

CJK = "[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]"
LITERAL = re.compile(r"`[^`]*`|\{[^}]*\}|--[a-z-]+|https?://|urn:|sha-256:|\bT\d\d:\d\d:\d\dZ")
"""Parts of a text that are no words of a language: commands, parameters, identifiers."""

AVOIDED_ENGLISH = {
    r"(?<!there )\bis no\b": "is not a …",
    r"\bstands\b": "is",
    r"\bsaid\b": "stated",
    r"\bsays\b": "states",
    r"\bmend(s|ed|ing)?\b": "fix, correct",
    r"\bat hand\b": "available, provided",
    r"\bholds\b": "contains",
    r"\bis off\b": "differs",
    r"\bnothing is known of\b": "was not recognised",
    r"\bbeside\b": "next to",
    r"\bthe ways? .* goes\b": "treatment",
    r"\bfor nothing\b": "is not counted",
    r"\bpass phrase": "passphrase",
    r"\btime stamp": "timestamp",
    r"\bholders?\b": "key owner",
    r"\bbills?\b(?! of materials)": "BOM",
    r"\binstants?\b": "timestamp",
    r"\bfaults?\b": "error",
    r"\bslips?\b": "entry error",
    r"\bcan't\b": "cannot",
    r"\bhand in\b": "provide",
    r"\banew\b": "again",
}
"""Words of these texts that a technical writer would not choose, and what to write instead."""
SENTENCES = ("finding", "term", "column", "field", "section", "label", "rule", "question", "reason")
"""Sections without columns of a terminal."""
ALLOWED_ENGLISH = {
    "term.part-class.battery-holder": "a battery holder is a component",
    "term.part-name.battery-holder": "the same",
    "term.package-note.holder-without-fuse": "a fuse holder is a component",
    "question.site:electricity.hint": "the bill of a utility",
    "question.input:natural gas.hint": "the same",
}

AVOIDED_CHINESE = {
    "假设": "假定",
    "数据库|(?<!排放)因子库": "排放因子库",
    "(?<!已)暂停": "已暂停",
    "(?<!已)撤回": "已撤回",
    "(?<!数据)缺口": "数据缺口",
    "密码(?!保护)": "口令",
    "时间印": "时间戳",
    "密钥持有者|密钥持有人": "密钥持有方",
    "信任名单|信任清单": "信任列表",
    "签发者|签发人": "签发方",
    "核查员|核查者": "核查方",
    "不通过": "未通过",
    "补正": "需补充材料",
    "贴装": "不装配",
    "部件(?<!零部件)": "组件",
    "分配键|键值": "分配基准",
    "审核声明|验证声明": "核查声明",
}
"""Other Chinese words for a concept of the glossary, and the glossary's one."""
ALLOWED_CHINESE = {
    "finding.TABLE_ENCRYPTED.fix": "the password of a spreadsheet file",
}


def glossary() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(GLOSSARY.read_text(encoding="utf-8"), newline="")))


def offending(language: str, avoided: dict[str, str], allowed: dict[str, str]) -> list[str]:
    return [
        f"{key}: {text!r}: write {better!r}"
        for key, text in catalogue(language).items()
        for pattern, better in avoided.items()
        if key not in allowed and re.search(pattern, LITERAL.sub("·", text), re.IGNORECASE)
    ]


def test_the_glossary_has_the_hundred_terms_with_key_and_source() -> None:
    rows = glossary()
    assert len(rows) >= 100
    for row in rows:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["key"]), row["key"]
        assert row["source"], row["key"]
    assert len({row["key"] for row in rows}) == len(rows)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each in glossary()[0]])
def test_a_term_of_the_vocabulary_has_the_words_of_the_glossary(language: str) -> None:
    found = catalogue(language)
    stated = {term: row[language] for row in glossary() for term in row["terms"].split()}
    assert len(stated) > 40
    assert {term: found[f"term.{term}"] for term in stated} == stated


def test_avoided_english_does_not_occur() -> None:
    assert offending("en", AVOIDED_ENGLISH, ALLOWED_ENGLISH) == []


def test_a_concept_has_one_chinese_term() -> None:
    assert offending("zh", AVOIDED_CHINESE, ALLOWED_CHINESE) == []


@pytest.mark.parametrize(
    ("language", "avoided", "allowed"),
    [("en", AVOIDED_ENGLISH, ALLOWED_ENGLISH), ("zh", AVOIDED_CHINESE, ALLOWED_CHINESE)],
)
def test_exceptions_are_needed(
    language: str, avoided: dict[str, str], allowed: dict[str, str]
) -> None:
    found = {text.split(": ")[0] for text in offending(language, avoided, {})}
    assert set(allowed) <= found


def test_the_terms_preferred_in_chinese_are_of_the_glossary() -> None:
    assert set(AVOIDED_CHINESE.values()) <= {row["zh"] for row in glossary()}


def test_chinese_has_full_width_punctuation() -> None:
    half = re.compile(rf"(?<={CJK})[,;:?!()]|[,;:?!()](?={CJK})|(?<={CJK})\.(?!\w)")
    kept = {key: LITERAL.sub("x", text) for key, text in catalogue("zh").items()}
    assert [f"{key}: {text}" for key, text in kept.items() if half.search(text)] == []
    loose = re.compile(rf"[\w}}]\s+%|{CJK}\s+[，。；：]|[，。；：]\s")
    assert [f"{key}: {text}" for key, text in kept.items() if loose.search(text)] == []


def test_english_has_no_chinese_signs() -> None:
    assert [key for key, text in catalogue("en").items() if re.search(CJK, text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_sentences_with_one_kind_of_quotation_marks(language: str) -> None:
    for key, text in catalogue(language).items():
        kept = LITERAL.sub("x", text)
        assert not re.search(r"(?<!\w)'|\"(?!12\.5)(?<!12\.5\")", kept), f"{key}: {text}"
        if not key.startswith("meta."):  # separators
            assert text == text.strip(), key
        if key.split(".")[0] in SENTENCES:
            assert "  " not in text, key


def test_plurals_are_forms_not_brackets() -> None:
    assert [key for key, text in catalogue("en").items() if "(s)" in text or "(es)" in text] == []


def test_plurals_have_two_different_forms() -> None:
    forms = re.compile(r":plural\(([^,()]*),([^,()]*)\)")
    found = [match for text in catalogue("en").values() for match in forms.finditer(text)]
    assert len(found) > 10
    assert [match[0] for match in found if match[1].strip() == match[2].strip()] == []
