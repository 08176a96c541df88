"""A closed table of words for materials, processes and transport: exact words, no similarity."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from openpcf.model.base import Frozen, parse_decimal
from openpcf.package_data import each, fault

FILE = "terms.csv"


class Term(Frozen):
    """A thing people buy or do, the words for it, and the factor that stands for it; where no
    open factor does, ``screening`` is a high value, kg CO2e/kg, for its gap. ``term`` and ``note``
    are words of the vocabulary lists ``material`` and ``material-note``."""

    term: str
    kind: str
    words: tuple[str, ...]
    factor: str = ""
    technology: Decimal
    sigma_factor: Decimal
    screening: Decimal | None = None
    note: str = ""


def normal(text: str) -> str:
    """Case, width and blanks evened out; nothing else."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class Terms(Frozen):
    """The table."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def _by_word(self) -> Mapping[str, Term]:
        return {normal(word): t for t in self.terms for word in (t.term, *t.words)}

    def find(self, text: str | None, *kinds: str) -> Term | None:
        """The term whose words a text is exactly, of one of the kinds (all when none named)."""
        if not text:
            return None
        found = self._by_word.get(normal(text))
        return found if found is not None and (not kinds or found.kind in kinds) else None

    def like(self, text: str, *kinds: str) -> tuple[Term, ...]:
        """Terms spelt like a text, then those that share a word with it: shown to a person, never
        chosen."""
        words = {w: t for w, t in self._by_word.items() if not kinds or t.kind in kinds}
        spelt = [words[w] for w in get_close_matches(normal(text), words, n=6, cutoff=0.75)]
        return tuple(dict.fromkeys((*spelt, *self.near(text, *kinds))))

    def near(self, text: str, *kinds: str) -> tuple[Term, ...]:
        """Terms that share a word with a text: shown to a person, never chosen."""
        wanted = set(normal(text).split())
        return tuple(
            t
            for t in self.terms
            if (not kinds or t.kind in kinds)
            and any(wanted & set(normal(word).split()) for word in (t.term, *t.words))
        )


def read_terms(rows: Iterable[Mapping[str, str]]) -> Terms:
    """The table from its rows; raises InputError ``PACKAGE_DATA`` for a word under two terms."""
    terms = tuple(each(rows, _term, FILE))
    seen: dict[str, str] = {}
    for number, term in enumerate(terms, 2):
        for word in {normal(w) for w in (term.term, *term.words)}:
            if word in seen:
                first, second = seen[word], term.term
                raise fault("two-terms", FILE, number, word=word, first=first, second=second)
            seen[word] = term.term
    return Terms(terms=terms)


def _term(row: Mapping[str, str]) -> Term:
    return Term(
        term=row["term"],
        kind=row["kind"],
        words=tuple(w for w in row["words"].split("|") if w),
        factor=row["factor"],
        technology=parse_decimal(row["technology"]),
        sigma_factor=parse_decimal(row["sigma_factor"]),
        screening=parse_decimal(row["screening"]) if row["screening"] else None,
        note=row["note"],
    )
