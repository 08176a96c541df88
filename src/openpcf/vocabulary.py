"""The closed word lists of the data model, from ``data/vocabulary.csv``.

A list has keys, each with the standard or decision it comes from. The display term of a key is in
the catalogues only (``term.<list>.<key>``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from openpcf.package_data import fault, parsed, reading, table
from openpcf.package_data import text as text_of

FILE = "vocabulary.csv"
NEAR_FILE = "near_words.csv"
"""What people write for a word of a list: ``list,text,key``."""


def read(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of a table ``list,key,source``, keys in their order.

    The key ``=<list>`` takes the words of a list above, for a second set of terms. Raises
    InputError ``PACKAGE_DATA`` for a word that is twice in its list or has no source, and for a
    list that is not above.
    """
    found: dict[str, list[str]] = {}
    for number, row in enumerate(parsed(text, FILE), 2):
        with reading(FILE, number):
            name, key, source = row["list"], row["key"], row["source"]
        words = found.setdefault(name, [])
        if key in words:
            raise fault("word-twice", FILE, number, word=key, list=name)
        if not source:
            raise fault("no-source", FILE, number, word=key, list=name)
        if key.startswith("=") and key[1:] not in found:
            raise fault("list-unknown", FILE, number, list=key[1:])
        words += found[key[1:]] if key.startswith("=") else [key]
    return {name: tuple(words) for name, words in found.items()}


@cache
def lists() -> Mapping[str, tuple[str, ...]]:
    """Every list by name."""
    return read(text_of(FILE))


def words(name: str) -> tuple[str, ...]:
    """Return the words of a list in their order; raises KeyError for an unknown list."""
    return lists()[name]


def is_word(name: str, text: str) -> bool:
    """Return whether a text is a word of a list; raises KeyError for an unknown list."""
    return text in lists()[name]


@cache
def near_words(name: str) -> Mapping[str, tuple[str, ...]]:
    """Words of a list by what people write for them."""
    found: dict[str, tuple[str, ...]] = {}
    with reading(NEAR_FILE):
        for row in table(NEAR_FILE):
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


def require(name: str, found: Iterable[str], place: str, row: int | None = None) -> None:
    """Raise InputError ``PACKAGE_DATA``, with the nearest words, for what is not a word of a list.

    For the rows of tables of the package; blanks pass.
    """
    for text in found:
        if text and not is_word(name, text):
            near = nearest(name, text) or words(name)[:5]
            raise fault("not-a-word", place, row, word=text, list=name, near=list(near))
