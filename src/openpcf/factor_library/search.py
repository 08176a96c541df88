"""Search the library by words: ranked, with vintages and publishers side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import chain

from openpcf.factor_library.dataset import Dataset
from openpcf.factor_library.library import Library
from openpcf.factor_library.synonyms import Concept, Synonyms, words_of
from openpcf.model.factor import Factor

_TEXT = ("name", "technology", "category", "kind", "id")
_LESS = {"characterisation": 20.0, "spend": 30.0, "cbam-default": 40.0, "parameter": 15.0}
_MORE = {"life-cycle": 4.0, "transport-wtw": 4.0}
_AT_HOME = {
    "energy": ("fuel_combustion", "electricity_grid"),
    "material": ("material_production",),
    "transport": ("freight_transport",),
    "waste": ("waste_treatment",),
    "component": ("pcb", "passive_component"),
}
"""Preferred categories by kind of concept."""
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Hit:
    """A factor found: ``matched`` of ``asked`` words, and a ``score`` for ranking."""

    factor: Factor
    score: float
    matched: int
    asked: int


@dataclass(frozen=True, slots=True)
class _Index:
    rows: list[tuple[Dataset, int]]
    words: dict[str, set[int]]
    name_words: dict[str, set[int]]
    vocabulary: list[str]
    regions: dict[str, set[int]]
    per: dict[str, set[int]]
    categories: dict[str, set[int]]
    usable: set[int]
    rank: list[float]


@lru_cache(maxsize=8)
def _index(library: Library) -> _Index:
    """Return words and rank of all rows; built at the first search."""
    index = _Index([], {}, {}, [], {}, {}, {}, set(), [])
    cache: dict[str, frozenset[str]] = {}
    for dataset in library.datasets:
        for i in range(len(dataset)):
            number = len(index.rows)
            index.rows.append((dataset, i))
            for column in _TEXT:
                text = dataset.cell(i, column)
                found = cache.get(text)
                if found is None:
                    found = frozenset(words_of(text))
                    if column != "id":
                        cache[text] = found
                for word in found:
                    index.words.setdefault(word, set()).add(number)
                    if column == "name":
                        index.name_words.setdefault(word, set()).add(number)
            region = dataset.cell(i, "geography")
            for part in {region, region.split("-")[0]}:
                index.regions.setdefault(part, set()).add(number)
            index.per.setdefault(dataset.cell(i, "per"), set()).add(number)
            index.categories.setdefault(dataset.cell(i, "category"), set()).add(number)
            if not dataset.cell(i, "incomplete") and dataset.cell(i, "kind") != "parameter":
                index.usable.add(number)
            index.rank.append(_standing(dataset, i))
    index.vocabulary.extend(sorted(index.words))
    return index


def _standing(dataset: Dataset, row: int) -> float:
    """Return the rank of a row independent of words: complete, recent, average, short name."""
    kind, category = dataset.cell(row, "kind"), dataset.cell(row, "category")
    standing = 0.0 if dataset.header.default else -10.0
    standing += _MORE.get(kind, 0.0) - _LESS.get(kind, 0.0)
    standing -= 8 if dataset.cell(row, "incomplete") else 0
    standing -= 3 if dataset.cell(row, "seen") == "estimated" else 0
    if category == "freight_transport" and dataset.cell(row, "per") != "t.km":
        standing -= 3
    year = str(dataset.cell(row, "year"))[-4:]
    if year.isdigit() and int(year) in _YEARS:
        standing += max(int(year) - 2020, -5) * 0.4
    name = dataset.cell(row, "name")
    standing += ("verage" in name) + ("All " in name)
    return standing - len(name) * 0.02


def _having(index: _Index, word: str) -> set[int]:
    """Return rows with a word, or with words that begin with it."""
    exact = index.words.get(word, set())
    if len(word) < 4:
        return exact
    found = set(exact)
    at = bisect_left(index.vocabulary, word)
    while at < len(index.vocabulary) and index.vocabulary[at].startswith(word):
        found |= index.words[index.vocabulary[at]]
        at += 1
    return found


def _meaning(words: Mapping[str, set[int]], phrases: Iterable[Sequence[str]]) -> set[int]:
    """Return rows that have all words of one of the phrases."""
    found: set[int] = set()
    for phrase in phrases:
        found |= set.intersection(*(words.get(w, set()) for w in phrase))
    return found


def _phrases(concept: Concept) -> tuple[Sequence[str], ...]:
    """Return the phrases for a concept in data sets and in everyday use.

    A user's own table may use either. Names of three letters and fewer are too ambiguous.
    """
    own = (tuple(words_of(n)) for n in concept.names if len(n) > 3 or not n.isascii())
    return tuple(dict.fromkeys((*concept.phrases, *(words for words in own if words))))


@dataclass(frozen=True, slots=True)
class _Term:
    """Rows that a word matches, and rows that get more points for it."""

    rows: set[int]
    points: tuple[tuple[set[int], float], ...]


def _terms(index: _Index, concepts: Iterable[Concept], words: Iterable[str]) -> list[_Term]:
    terms: list[_Term] = []
    for concept in concepts:
        if concept.kind == "region":
            exact = index.regions.get(concept.id, set())
            terms.append(_Term(exact, ((exact, 60.0),)))
            continue
        phrases = _phrases(concept)
        named = _meaning(index.name_words, phrases)
        found = _meaning(index.words, phrases)
        home = [(index.categories.get(c, set()), 6.0) for c in _AT_HOME.get(concept.kind, ())]
        terms.append(_Term(found, ((found, 100.0), (named, 30.0), *home)))
    for word in words:
        found, exact = _having(index, word), index.words.get(word, set())
        named = index.name_words.get(word, set())
        terms.append(_Term(found, ((found, 100.0), (exact, 10.0), (named, 20.0))))
    return terms


def concepts_of(synonyms: Synonyms, text: str) -> tuple[Concept, ...]:
    """Return the concepts a text names, without regions."""
    return tuple(c for c in synonyms.read(text)[0] if c.kind != "region")


def search(
    library: Library,
    text: str,
    limit: int = 20,
    *,
    per: Iterable[str] = (),
    usable: bool = False,
    anywhere: bool = False,
) -> tuple[Hit, ...]:
    """Search factors by a few words in English, German or Chinese, such as ``aluminium CN``.

    Rows with more of the words come first, then those whose name has them, then complete, default
    and recent ones. ``per`` keeps factors per these units; ``usable`` leaves out factors that never
    stand alone; ``anywhere`` ignores named places. Without words there are no hits.
    """
    index = _index(library)
    concepts, words = library.synonyms.read(text)
    if anywhere:
        concepts = tuple(c for c in concepts if c.kind != "region")
    terms = _terms(index, concepts, words)
    allowed: set[int] | None = index.usable if usable else None
    units = [index.per.get(p, set()) for p in per]
    if units:
        of_unit = set.union(*units)
        allowed = of_unit if allowed is None else allowed & of_unit
    rows = [t.rows if allowed is None else t.rows & allowed for t in terms]
    if not any(rows):
        return ()
    pool = set.intersection(*rows)
    matched = len(rows)
    if not pool:
        counts = Counter(chain.from_iterable(rows))
        matched = max(counts.values())
        pool = {row for row, count in counts.items() if count == matched}
    points = [pair for term in terms for pair in term.points]
    rank = index.rank

    def score(row: int) -> float:
        return rank[row] + sum(amount for having, amount in points if row in having)

    best = nsmallest(limit, ((-score(row), row) for row in pool))
    return tuple(
        Hit(index.rows[row][0].factor(index.rows[row][1]), round(-minus, 3), matched, len(terms))
        for minus, row in best
    )
