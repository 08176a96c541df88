"""What a column's help gives as an example is known to matching, in both languages."""

from __future__ import annotations

import re

import pytest

import openpcf
from openpcf.factor_library.library import Library
from openpcf.formats.study.columns import SHEETS, column_of
from openpcf.matching.parts.parser import parse_part
from openpcf.matching.tables.tables import MatchingTables
from openpcf.messages import LANGUAGES
from openpcf.model.study import BomLine

from .build import matched

ROWS = {
    ("bom", "material"): {"quantity": "1", "mass": "2", "mass_unit": "g"},
    ("activities", "material"): {"quantity": "3", "unit": "kWh", "pieces": "1"},
    ("packaging", "material"): {"mass": "60", "mass_unit": "g"},
    ("transport", "mode"): {
        "mass": "1", "mass_unit": "kg", "distance": "1", "distance_unit": "km",
    },
}  # fmt: skip
_EXAMPLES = re.compile(r"(?:Example: |例：)(?P<words>[^。]+?)[.。]?$")


def examples() -> list[tuple[str, str, str]]:
    found = []
    for table in SHEETS:
        for column in table.columns:
            if (table.key, column.key) not in ROWS:
                continue
            for help_text in (column.note(language) for language in LANGUAGES):
                reported = _EXAMPLES.search(help_text)
                assert reported is not None, (table.key, column.key, help_text)
                words = re.split("[;；]", reported["words"])
                found += [(table.key, column.key, word.strip()) for word in words]
            found += [(table.key, column.key, word) for word in column.offers]
    return found


@pytest.mark.parametrize(("table", "column", "word"), examples())
def test_an_example_of_a_column_is_known(
    library: Library, tables: MatchingTables, table: str, column: str, word: str
) -> None:
    row = {**ROWS[table, column], column: word}
    kinds = {"electricity": "kWh", "fuel": "kWh (gross CV)"}
    term = tables.terms.find(word)
    unit = kinds.get(term.kind if term else "", "kg")
    if table == "activities":
        row["unit"] = unit
    (line,) = matched(library, tables, **{table: [row]}).inventory.lines
    assert line.factor is not None, word


def test_the_words_are_listed_with_their_factor() -> None:
    (paste,) = openpcf.factors.terms("lötpaste")
    assert (paste["term"], paste["factor"]) == ("solder paste", "solder-sac305-calc")
    assert paste["column"] == "material"
    assert "flux" in paste["note"]
    every = {word for row in openpcf.factors.terms() for word in row["words"]}
    assert {"strom", "lkw", "flugzeug", "wellpappe", "锡膏"} <= every
    assert not openpcf.factors.terms("no such thing").data


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_of_a_package_is_recognised(tables: MatchingTables, language: str) -> None:
    note = column_of("bom", "package").note(language)
    examples = re.split("[,、]", _EXAMPLES.search(note)["words"])
    assert len(examples) > 1
    for text in examples:
        lines = [
            BomLine(id="a", part_class=each, package=text.strip())
            for each in ("resistor", "capacitor-ceramic", "ic")
        ]
        assert any(parse_part(line, tables).package for line in lines), text
