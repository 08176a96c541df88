"""Terms of the data model for display, from the catalogue of a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpcf.messages import term
from openpcf.messages.catalogue import Language
from openpcf.vocabulary import is_word

_LISTS: Mapping[str, Sequence[str]] = {
    "class": ("part-class", "work-class"),
    "origin": ("origin", "line-state"),
    "scope": ("scope", "scope-extra"),
}
"""Members whose words are from more than one list."""


def in_words(kind: str, value: object, language: Language) -> str:
    """Return the term of a word of a list, or of the lists of a member.

    Members are ``class``, ``origin`` and ``scope``. A word that is in none of them, such as a
    material a user named, is returned unchanged.
    """
    word = str(value)
    for name in _LISTS.get(kind, (kind,)):
        if is_word(name, word):
            return term(name, word, language)
    return word
