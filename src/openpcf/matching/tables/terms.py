"""A closed table of terms for materials, processes and transport: exact words only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from openpcf.model.base import Frozen, parse_decimal
from openpcf.package_data import each, fault

FILE = "materials.csv"


class Term(Frozen):
    """A material, process or transport with its words and its factor.

    Without an open factor, ``screening`` is a high value in kg CO2e/kg for its gap. ``term`` and
    ``note`` are words of the vocabulary lists ``material`` and ``material-note``.
    """

    term: str
    kind: str
    words: tuple[str, ...]
    factor: str = ""
    technology: Decimal
    sigma_factor: Decimal
    screening: Decimal | None = None
    note: str = ""


def normal(text: str) -> str:
    """Normalise case, width and blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class Terms(Frozen):
    """The table of terms."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def _by_word(self) -> Mapping[str, Term]:
        return {normal(word): t for t in self.terms for word in (t.term, *t.words)}

    def find(self, text: str | None, *kinds: str) -> Term | None:
        """Return the term for an exact word, of one of the kinds (default: all)."""
        if not text:
            return None
        found = self._by_word.get(normal(text))
        return found if found is not None and (not kinds or found.kind in kinds) else None

    def like(self, text: str, *kinds: str) -> tuple[Term, ...]:
        """Return terms spelt similarly, then those that share a word; for display only."""
        words = {w: t for w, t in self._by_word.items() if not kinds or t.kind in kinds}
        spelt = [words[w] for w in get_close_matches(normal(text), words, n=6, cutoff=0.75)]
        return tuple(dict.fromkeys((*spelt, *self.near(text, *kinds))))

    def near(self, text: str, *kinds: str) -> tuple[Term, ...]:
        """Return terms that share a word with a text; for display only."""
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
