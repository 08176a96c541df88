"""The closed word lists of the data model, each word once, from ``data/vocabulary.csv``.

A list is a table of keys with the standard or decision each is from. What people read for a key
stands in the catalogues alone (``term.<list>.<key>``).
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
"""What people write for a word of a list: ``list,text,key``."""


def read(text: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a table ``list,key,source``, keys in their order.

    Raises ValueError for a word that stands twice in its list or has no source.
    """
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        words = found.setdefault(row["list"], [])
        if row["key"] in words:
            raise ValueError(f"{row['list']}: the word {row['key']!r} stands twice")
        if not row["source"]:
            raise ValueError(f"{row['list']}: the word {row['key']!r} has no source")
        words.append(row["key"])
    return {name: tuple(words) for name, words in found.items()}


@cache
def lists() -> Mapping[str, tuple[str, ...]]:
    """Every list by name."""
    return read((pkgutil.get_data("openpcf", FILE) or b"").decode("utf-8"))


def words(name: str) -> tuple[str, ...]:
    """The words of a list in their order; raises KeyError for a list there is not."""
    return lists()[name]


def is_word(name: str, text: str) -> bool:
    """Whether a text is a word of a list; raises KeyError for a list there is not."""
    return text in lists()[name]


@cache
def near_words(name: str) -> Mapping[str, tuple[str, ...]]:
    """Words of a list by what people write for them."""
    text = (pkgutil.get_data("openpcf", NEAR_FILE) or b"").decode("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["list"] == name:
            found[row["text"]] = (*found.get(row["text"], ()), row["key"])
    return found


def nearest(name: str, text: str, count: int = 3) -> tuple[str, ...]:
    """Words of a list that a text is written for, then those spelt like it or holding a part of
    it, nearest first."""
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
    """Raise ValueError, with the nearest words, for what is not a word of a list.

    For tables of this package and of others: blanks pass.
    """
    for text in found:
        if text and not is_word(name, text):
            near = ", ".join(nearest(name, text)) or ", ".join(words(name)[:5])
            raise ValueError(f"{place}: {text!r} is not a {name} (nearest: {near})")
