"""Searching the library by words: ranked, with vintages and publishers side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from openpcf.factors.dataset import Dataset
from openpcf.factors.library import Library
from openpcf.factors.synonyms import Concept, Synonyms, words_of
from openpcf.model.factor import Factor

_TEXT = ("name", "technology", "category", "id", "note")
_LESS = {"characterisation": 20, "spend": 30, "cbam-default": 40, "parameter": 15}
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Hit:
    """A factor found: ``matched`` of ``asked`` words, a ``score`` to rank by."""

    factor: Factor
    score: float
    matched: int
    asked: int


@dataclass(frozen=True, slots=True)
class _Index:
    rows: tuple[tuple[Dataset, int], ...]
    words: dict[str, set[int]]
    name_words: dict[str, set[int]]
    vocabulary: list[str]
    regions: dict[str, set[int]]
    rank: list[float]


@lru_cache(maxsize=8)
def _index(library: Library) -> _Index:
    """Words and rank of all rows; built at the first search."""
    rows: list[tuple[Dataset, int]] = []
    words: dict[str, set[int]] = {}
    names: dict[str, set[int]] = {}
    regions: dict[str, set[int]] = {}
    rank: list[float] = []
    cache: dict[str, tuple[str, ...]] = {}
    for dataset in library.datasets:
        base = 0.0 if dataset.header.default else -10.0
        for i in range(len(dataset)):
            number = len(rows)
            rows.append((dataset, i))
            for column in _TEXT:
                text = dataset.cell(i, column)
                if not text:
                    continue
                found = cache.get(text)
                if found is None:
                    found = cache[text] = tuple(set(words_of(text)))
                for word in found:
                    words.setdefault(word, set()).add(number)
                    if column == "name":
                        names.setdefault(word, set()).add(number)
            region = dataset.cell(i, "geography")
            regions.setdefault(region, set()).add(number)
            if "-" in region:
                regions.setdefault(region.split("-")[0], set()).add(number)
            rank.append(base + _standing(dataset, i))
    return _Index(tuple(rows), words, names, sorted(words), regions, rank)


def _standing(dataset: Dataset, row: int) -> float:
    """How far up a row stands before any word: complete, newest, shortest name first."""
    standing = -float(_LESS.get(dataset.cell(row, "kind"), 0))
    standing -= 8 if dataset.cell(row, "incomplete") else 0
    standing -= 4 if dataset.cell(row, "seen") == "estimated" else 0
    year = str(dataset.cell(row, "year"))[-4:]
    if year.isdigit() and int(year) in _YEARS:
        standing += (int(year) - 2020) * 0.4
    return standing - len(dataset.cell(row, "name")) * 0.02


def _having(index: _Index, word: str) -> set[int]:
    """Rows with a word, or with words that begin with it."""
    exact = index.words.get(word, set())
    if len(word) < 4:
        return exact
    found = set(exact)
    at = bisect_left(index.vocabulary, word)
    while at < len(index.vocabulary) and index.vocabulary[at].startswith(word):
        found |= index.words[index.vocabulary[at]]
        at += 1
    return found


def _meaning(index: _Index, concept: Concept) -> tuple[set[int], set[int]]:
    """Rows that mean a concept, and those that do so in their name."""
    found: set[int] = set()
    named: set[int] = set()
    for phrase in concept.phrases:
        lists = [index.words.get(w, set()) for w in phrase]
        found |= set.intersection(*lists) if lists else set()
        in_name = [index.name_words.get(w, set()) for w in phrase]
        named |= set.intersection(*in_name) if in_name else set()
    return found, named


def concepts_of(synonyms: Synonyms, text: str) -> tuple[Concept, ...]:
    """The concepts a text names, regions left out."""
    return tuple(c for c in synonyms.read(text)[0] if c.kind != "region")


def search(
    library: Library,
    text: str,
    limit: int = 20,
    *,
    per: Iterable[str] = (),
    usable: bool = False,
) -> tuple[Hit, ...]:
    """Factors for a few words in English, German or Chinese, such as ``aluminium CN``.

    Rows with more of the words come first, then those whose name has them, then what is
    complete, from a default data set and recent. ``per`` keeps factors per these units;
    ``usable`` leaves out what never stands alone. No words, no hits.
    """
    index = _index(library)
    concepts, rest = library.synonyms.read(text)
    asked = len(concepts) + len(rest)
    points: dict[int, float] = {}
    counts: dict[int, int] = {}

    def give(rows: Iterable[int], amount: float, count: int) -> None:
        for row in rows:
            points[row] = points.get(row, 0.0) + amount
            if count:
                counts[row] = counts.get(row, 0) + count

    for concept in concepts:
        if concept.kind == "region":
            give(index.regions.get(concept.id, ()), 60, 1)
            continue
        found, named = _meaning(index, concept)
        give(found | named, 100, 1)
        give(named, 30, 0)
    for word in rest:
        found = _having(index, word)
        give(found, 100, 1)
        give(index.words.get(word, ()), 10, 0)
        give(index.name_words.get(word, ()), 20, 0)
    if not counts:
        return ()
    most = max(counts.values())
    pool = (row for row, count in counts.items() if count == most)
    wanted = frozenset(per)
    ranked = sorted(pool, key=lambda r: (-(points[r] + index.rank[r]), r))
    hits: list[Hit] = []
    for row in ranked:
        dataset, i = index.rows[row]
        if wanted and dataset.cell(i, "per") not in wanted:
            continue
        if usable and (dataset.cell(i, "incomplete") or dataset.cell(i, "kind") == "parameter"):
            continue
        score = round(points[row] + index.rank[row], 3)
        hits.append(Hit(dataset.factor(i), score, counts[row], asked))
        if len(hits) == limit:
            break
    return tuple(hits)
