"""The closed word lists of the data model, from ``data/vocabulary.csv``.

A list has keys, each with the standard or decision it comes from. The display term of a key is in
the catalogues only (``term.<list>.<key>``).
"""

from __future__ import annotations

import csv
import io
import pkgutil
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

FILE = "data/vocabulary.csv"
NEAR_FILE = "data/near_words.csv"
"""Alternative spellings of words: ``list,text,key``."""


def read(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of a table ``list,key,source``, keys in their order.

    The key ``=<list>`` takes the words of a list above, for a second set of terms. Raises
    ValueError for a word that stands twice in its list or has no source, KeyError for a list that
    is not above.
    """
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        words = found.setdefault(row["list"], [])
        if row["key"] in words:
            raise ValueError(f"{row['list']}: the word {row['key']!r} is repeated")
        if not row["source"]:
            raise ValueError(f"{row['list']}: the word {row['key']!r} has no source")
        words += found[row["key"][1:]] if row["key"].startswith("=") else [row["key"]]
    return {name: tuple(words) for name, words in found.items()}


@cache
def lists() -> Mapping[str, tuple[str, ...]]:
    """Return every list by name."""
    return read((pkgutil.get_data("openpcf", FILE) or b"").decode("utf-8"))


def words(name: str) -> tuple[str, ...]:
    """Return the words of a list in their order; raises KeyError for an unknown list."""
    return lists()[name]


def is_word(name: str, text: str) -> bool:
    """Return whether a text is a word of a list; raises KeyError for an unknown list."""
    return text in lists()[name]


@cache
def near_words(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return words of a list by common alternative spellings."""
    text = (pkgutil.get_data("openpcf", NEAR_FILE) or b"").decode("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["list"] == name:
            found[row["text"]] = (*found.get(row["text"], ()), row["key"])
    return found


def nearest(name: str, text: str, count: int = 3) -> tuple[str, ...]:
    """Return the nearest words of a list.

    Words with a known alternative spelling in the text come first, then those spelt similarly or
    sharing a part.
    """
    low = text.strip().casefold()
    meant = [key for near, keys in near_words(name).items() if near in low for key in keys]
    spelt = get_close_matches(low, words(name), n=count, cutoff=0.6)
    pieces = {
        piece for piece in low.replace("_", "-").replace(" ", "-").split("-") if len(piece) > 2
    }
    sharing = sorted(
        (word for word in words(name) if pieces & set(word.split("-"))),
        key=lambda word: -len(pieces & set(word.split("-"))),
    )
    return tuple(dict.fromkeys((*meant, *spelt, *sharing)))[:count]


def require(name: str, found: Iterable[str], place: str) -> None:
    """Raise ValueError, with the nearest words, for a text that is not a word of a list.

    For tables of this package and of others; blank is accepted.
    """
    for text in found:
        if text and not is_word(name, text):
            near = ", ".join(nearest(name, text)) or ", ".join(words(name)[:5])
            raise ValueError(f"{place}: {text!r} is not a {name} (nearest: {near})")
