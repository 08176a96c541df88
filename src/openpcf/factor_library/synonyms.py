"""Synonyms for materials, processes and regions, in English, German and Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*|[^\x00-\x7f\s\W]+")
_CJK = re.compile("[\u3400-\u9fff]")


def words_of(text: str) -> list[str]:
    """Return the words of a text: lower case, NFKC, no punctuation, no plural s."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return [singular(w) for w in _WORD.findall(text)]


def singular(word: str) -> str:
    """Return ``metal`` for ``metals``; short words and those in -ss keep their s."""
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "su" else word


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its names; ``phrases`` are the word lists that data sets use for it."""

    id: str
    kind: str
    phrases: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """All concepts. Those of kind ``region`` have an ISO 3166 code as id."""

    concepts: tuple[Concept, ...] = ()

    @cached_property
    def _by_phrase(self) -> dict[tuple[str, ...], Concept]:
        table: dict[tuple[str, ...], Concept] = {}
        for concept in self.concepts:
            for name in concept.names:
                if not _CJK.search(name):
                    table.setdefault(tuple(words_of(name)), concept)
        return table

    @cached_property
    def _by_characters(self) -> list[tuple[str, Concept]]:
        pairs = [(n, c) for c in self.concepts for n in c.names if _CJK.search(n)]
        return sorted(pairs, key=lambda p: (-len(p[0]), p[0]))

    @cached_property
    def _longest(self) -> int:
        return max((len(p) for p in self._by_phrase), default=1)

    def by_id(self, id: str) -> Concept | None:
        """Return the concept of an id."""
        return next((c for c in self.concepts if c.id == id), None)

    def read(self, text: str) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
        """Return concepts named in a text, longest names first, and the remaining words."""
        text = unicodedata.normalize("NFKC", text)
        found: list[Concept] = []
        if _CJK.search(text):
            for name, concept in self._by_characters:
                if name in text:
                    found.append(concept)
                    text = text.replace(name, " ")
        words, rest, i = words_of(text), [], 0
        while i < len(words):
            for length in range(min(self._longest, len(words) - i), 0, -1):
                hit = self._by_phrase.get(tuple(words[i : i + length]))
                if hit:
                    found.append(hit)
                    i += length
                    break
            else:
                rest.append(words[i])
                i += 1
        return tuple(dict.fromkeys(found)), tuple(rest)


NO_SYNONYMS = Synonyms()


def read_synonyms(rows: Iterable[Mapping[str, str]]) -> Synonyms:
    """Return synonyms from the rows of ``materials/synonyms.csv``.

    Columns ``id``, ``kind``, ``means`` (the spelling in data sets, alternatives by ``;``), ``en``,
    ``de``, ``zh`` (everyday names).
    """
    concepts = []
    for row in rows:
        means = [m.strip() for m in row["means"].split(";") if m.strip()]
        names = [n.strip() for c in ("en", "de", "zh") for n in row[c].split(";") if n.strip()]
        phrases = tuple(dict.fromkeys(tuple(words_of(m)) for m in means))
        every = tuple(dict.fromkeys([*means, *names]))
        if row["kind"] == "region":
            every = (row["id"], *every)
        concepts.append(Concept(row["id"], row["kind"], phrases, every))
    return Synonyms(tuple(concepts))
