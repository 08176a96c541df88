"""Every section, page and file that the code names as a source exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CITING = sorted(
    path
    for folder in ("src/openpcf", "tests", "tools", "benchmarks")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".csv", ".yaml", ".j2", ".sh"} and path != Path(__file__)
)

PAGE = "|".join(sorted(path.stem for path in DOCS.glob("*.md")))
SECTION = re.compile(rf"\b({PAGE})(?:\.md)?,? (?:§|section )(\d+)((?:, §\d+)*)")
NAME = r"[A-Z][a-z]+(?: [a-z]+)*(?![A-Za-z0-9])"
NAMED = re.compile(rf"\b({PAGE})\.md[,:] ({NAME}(?:[;,] {NAME})*)")
FILE = re.compile(r"\bdocs/[\w./-]*\w(?:#[\w-]+)?")
PAGE_NAMED = re.compile(r"(?:^|[\s(])([a-z][a-z-]+)\.md\b", re.M)


def headings(page: Path) -> list[str]:
    """Titles of a page, without the marks of headings."""
    return re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)


def anchor(title: str) -> str:
    """The name a link uses for a heading, as GitHub and MyST make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def missing(text: str) -> Iterator[str]:
    """Citations in a text that lead nowhere."""
    for page, number, more in SECTION.findall(text):
        titles = headings(DOCS / f"{page}.md")
        for each in (number, *re.findall(r"\d+", more)):
            if not any(title.startswith(f"{each}. ") for title in titles):
                yield f"{page} §{each}"
    for page, names in NAMED.findall(text):
        titles = headings(DOCS / f"{page}.md")
        for name in re.split(r"[;,] ", names):
            if sum(bool(re.search(rf"\b{name}\b", t, re.I)) for t in titles) != 1:
                yield f"{page}.md, {name}"
    for cited in FILE.findall(text):
        path, _, part = cited.partition("#")
        found = [ROOT / path] if (ROOT / path).exists() else sorted(DOCS.glob(f"{path[5:]}*.md"))
        if not found or (part and part not in map(anchor, headings(found[0]))):
            yield cited
    for page in PAGE_NAMED.findall(text):
        if not (DOCS / f"{page}.md").exists():
            yield f"{page}.md"


@pytest.mark.parametrize("path", CITING, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_source_exists(path: Path) -> None:
    assert sorted(set(missing(path.read_text("utf-8")))) == []


def test_sources_are_cited() -> None:
    text = "\n".join(path.read_text("utf-8") for path in CITING)
    assert len(SECTION.findall(text)) > 30
    assert len(NAMED.findall(text)) > 20


@pytest.mark.parametrize(
    "text",
    ["(data-model §99)", "design §2, §77", "method.md, Astrology", "method.md, Yields; Astrology",
     "docs/nothing.md", "docs/method.md#nothing", "see nothing.md", "trust.md §40", "docs/adr/9999"],
)  # fmt: skip
def test_a_source_that_does_not_exist_is_found(text: str) -> None:
    assert list(missing(text))


@pytest.mark.parametrize(
    "text",
    ["(data-model §3)", "design §1, §6", "method.md, Yields; Coverage", "RFC 9901 §4.2.3",
     "docs/method.md#18-gaps-coverage-and-cut-off", "method.md; ISO 14067", "docs/adr/0007"],
)  # fmt: skip
def test_a_source_that_exists_is_accepted(text: str) -> None:
    assert not list(missing(text))


def test_nothing_is_still_to_be_written() -> None:
    pages = [
        *DOCS.glob("*.md"),
        *DOCS.glob("adr/*.md"),
        *ROOT.glob("*.md"),
        *(ROOT / "src").rglob("*.py"),
    ]
    unwritten = re.compile(r"to be written|\btbd\b|\btodo\b|lorem ipsum", re.I)
    assert [p.name for p in pages if unwritten.search(p.read_text("utf-8"))] == []
