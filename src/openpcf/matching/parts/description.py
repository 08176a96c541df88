"""Properties in the text of a BOM row: a board's size and layers, a part's material and mass.

Only what is written is used; nothing is guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from openpcf.matching.tables.terms import Terms, normal
from openpcf.model.base import Frozen

MATERIALS = ("input", "packaging")
_NUMBER = r"\d{1,6}(?:[.,]\d{1,4})?"
_BOARD = re.compile(
    r"(?<!\w)(?:pcb|pwb|fr-?4|leiterplatte|platine|bare board|printed circuit board)(?!\w)"
    r"|印制板|印制电路板|线路板|电路板|光板",
)
_SIZE = re.compile(
    rf"(?<![\w.,])(?P<a>{_NUMBER})\s*(?:mm)?\s*[x×*]\s*(?P<b>{_NUMBER})"
    rf"(?:\s*(?:mm)?\s*[x×*]\s*(?P<t>{_NUMBER}))?\s*mm(?!\w)"
)
_LAYERS = re.compile(
    r"(?<!\w)(?P<n>\d{1,2})\s*[- ]?\s*(?:lagig|lagen|lage|layers?|l(?!\w)|层)", re.IGNORECASE
)
_THICKNESS = re.compile(rf"(?<![\w.,x×*])(?P<t>{_NUMBER})\s*mm(?!\w|\s*[x×*])")
_THIN, _THICK = Decimal("0.4"), Decimal("3.2")
"""Usual board thicknesses in mm (IPC-4101 laminates), to exclude bores and tracks."""
_FINISHES = {
    "ENIG": r"(?<!\w)enig(?!\w)|chemisch(?:es)? gold|immersion gold|沉金|化金",
    "HASL": r"(?<!\w)(?:lf-?)?hasl(?!\w)|喷锡",
    "OSP": r"(?<!\w)osp(?!\w)",
}
_MASS = re.compile(rf"(?<![\w.,])(?P<amount>{_NUMBER})\s*(?P<unit>mg|g|kg)(?!\w)")


_LATIN = r"[^\W\u4e00-\u9fff]"


def _stands(word: str, text: str) -> bool:
    """Return whether a word is a whole word of a text, or touches only Chinese characters."""
    edge = _LATIN if word.isascii() else r"\w"
    return re.search(rf"(?<!{edge}){re.escape(word)}(?!{edge})", text) is not None


class StatedBoard(Frozen):
    """Size of a bare board in mm, and copper layers, thickness in mm and finish if stated."""

    width_mm: Decimal
    height_mm: Decimal
    layers: int | None = None
    thickness_mm: Decimal | None = None
    finish: str | None = None


class StatedPart(Frozen):
    """A part's material, a term, and its mass."""

    material: str
    mass: Decimal
    unit: str


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def stated_board(text: str) -> StatedBoard | None:
    """Return a bare board if a word names one and exactly one size in mm is written."""
    plain = normal(text)
    sizes = list(_SIZE.finditer(plain))
    if not _BOARD.search(plain) or len(sizes) != 1:
        return None
    layers = {found["n"] for found in _LAYERS.finditer(plain)}
    size = sizes[0]
    apart = {_number(found["t"]) for found in _THICKNESS.finditer(_SIZE.sub(" ", plain))}
    thick = {value for value in apart if _THIN <= value <= _THICK}
    if size["t"]:
        thick = {_number(size["t"])}
    finishes = [name for name, words in _FINISHES.items() if re.search(words, plain)]
    return StatedBoard(
        width_mm=_number(size["a"]),
        height_mm=_number(size["b"]),
        thickness_mm=thick.pop() if len(thick) == 1 else None,
        layers=int(layers.pop()) if len(layers) == 1 else None,
        finish=finishes[0] if len(finishes) == 1 else None,
    )


def stated_material(text: str, terms: Terms) -> str | None:
    """Return the one known material a text names; None for none or several."""
    plain = normal(text)
    materials: dict[str, str] = {}
    for term in terms.terms:
        words = [
            word
            for word in map(normal, (term.term, *term.words))
            if term.kind in MATERIALS and _stands(word, plain)
        ]
        if words:
            materials[term.term] = max(words, key=len)
    longest = [
        term
        for term, word in materials.items()
        if not any(word != other and word in other for other in materials.values())
    ]
    return longest[0] if len(longest) == 1 else None


def stated_part(text: str, terms: Terms) -> StatedPart | None:
    """Return a part with exactly one known material and one mass; otherwise None."""
    masses = {(found["amount"], found["unit"]) for found in _MASS.finditer(normal(text))}
    material = stated_material(text, terms)
    if len(masses) != 1 or material is None:
        return None
    ((amount, unit),) = masses
    return StatedPart(material=material, mass=_number(amount), unit=unit)
