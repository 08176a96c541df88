"""Two documents side by side: changes by line add up to the change of the total, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.errors import InputError
from openpcf.messages import text as message
from openpcf.model.base import decimal_text
from openpcf.reporting.compare import Comparison, compare
from openpcf.reporting.compare_text import comparison_text
from openpcf.reporting.html import difference_html
from openpcf.reporting.notebook import comparison_html

from .build import assets, child, document, line

FIGURE = st.integers(-(10**35), 10**35).map(lambda n: decimal_text(Decimal(n).scaleb(-18)))


@st.composite
def inventories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Lines of a few names, so that some are in both bills and some stand twice in one."""
    names = draw(st.lists(st.sampled_from(["steel", "copper", "board", "label"]), max_size=6))
    made = []
    for number, name in enumerate(names, 1):
        figure = draw(st.none() | FIGURE)
        if name == "board":
            result = {} if figure is None else {"result": {"excl": figure, "parts": {}}}
            made.append(line(number, name, None, component="c-01", **result))
        else:
            made.append(line(number, name, figure, source=f"bom.csv#{name}"))
    return made


@given(inventories(), inventories())
def test_line_changes_add_up_to_the_change_of_the_total(
    ours: list[dict[str, Any]], theirs: list[dict[str, Any]]
) -> None:
    found = compare(document(ours, [child()]), document(theirs, [child()]))
    total = Fraction(found.second_total) - Fraction(found.first_total)
    assert Fraction(found.change) == total
    assert sum(Fraction(each.change) for each in found.lines) == total
    assert sum(Fraction(each.first or 0) for each in found.lines) == Fraction(found.first_total)
    plain = found.to_json()
    assert sum(Fraction(each["change"]) for each in plain["lines"]) == Fraction(plain["change"])
    assert [abs(each.change) for each in found.lines] == sorted(
        (abs(each.change) for each in found.lines), reverse=True
    )


def test_a_document_beside_itself_has_no_change() -> None:
    shown = document([line(1, "steel", "3.0"), line(2, "label", None)])
    found = compare(shown, shown)
    assert found.change == 0
    assert all(each.change == 0 for each in found.lines)
    assert found.lines[-1].first is None


def test_a_line_that_is_not_there_is_a_dash_and_no_zero() -> None:
    first = document([line(1, "steel", "3.0"), line(2, "copper", "1.0")], name="Old")
    second = document([line(1, "steel", "5.0"), line(3, "carton", "0.25")], name="New")
    text = comparison_text(compare(first, second))
    assert text.split("\n") == [
        "A Old v1", "B New v1", "",
        "   A      B   B - A",
        "3.00   5.00   +2.00  steel",
        "1.00      –   -1.00  copper",
        "   –  0.250  +0.250  carton",
        f"4.00   5.25   +1.25  {message('terminal.sum')}",
    ]  # fmt: skip


def test_what_is_not_listed_is_added_up() -> None:
    many = [line(n, f"part {n}", "1.0") for n in range(1, 21)]
    text = comparison_text(compare(document([]), document(many)), limit=15)
    assert "+5.00  " + message("terminal.other_lines", count=5) in text


def test_no_figure_has_an_exponent() -> None:
    lines = [line(1, "ship", "1234567.5"), line(2, "dust", "0.000000000010")]
    found = compare(document([]), document(lines))
    for shown in (comparison_text(found), comparison_html(found)):
        assert "+1234567.5" in shown or "+1234568" in shown
        assert "+0.0000000000100" in shown
    page = difference_html(found, assets()).decode("utf-8")
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "0.000000000010" in table
    assert "E-" not in table
    cells = page[page.index('<ul class="cells"') : page.index("</ul>")]
    assert "1234567" in cells or "1234568" in cells
    assert "E+" not in cells.upper()


def changes(found: Comparison) -> dict[str, str]:
    return {
        (each.name("en") if each.what else each.stage): decimal_text(each.change)
        for each in found.lines
        if each.change
    }


def test_a_row_put_in_above_moves_no_other_line() -> None:
    before = [line(1, "steel", "3.0", source="bom.csv#row=2"),
              line(2, "copper", "1.0", source="bom.csv#row=3")]  # fmt: skip
    after = [line(1, "label", "0.5", source="bom.csv#row=2"),
             line(2, "steel", "3.0", source="bom.csv#row=3"),
             line(3, "copper", "1.5", source="bom.csv#row=4")]  # fmt: skip
    found = compare(document(before), document(after))
    assert changes(found) == {"label": "0.5", "copper": "0.5"}


def test_a_line_whose_words_changed_is_known_by_its_place() -> None:
    before = [line(1, "R1…R3 resistor (10k)", "0.3", source="bom.csv#row=2")]
    after = [line(1, "R1…R4 resistor (10k)", "0.4", source="bom.csv#row=2")]
    found = compare(document(before), document(after))
    assert [(e.first, e.second) for e in found.lines] == [(Decimal("0.3"), Decimal("0.4"))]


def test_a_line_with_a_coded_name_is_known_by_code_and_parameters() -> None:
    what = {"code": "made-up", "params": {"name": "steel"}}
    before = [line(1, what, "3.0", source="bom.csv#row=2")]
    after = [line(1, dict(reversed(what.items())), "3.5", source="bom.csv#row=3")]
    (found,) = compare(document(before), document(after)).lines
    assert (found.first, found.second) == (Decimal("3.0"), Decimal("3.5"))
    assert "steel" in found.name("en")


def test_where_lines_are_hidden_the_stages_are_compared() -> None:
    shown = document([line(1, "steel", "3.0")])
    hidden = document([line(1, "steel", "5.0")]).model_copy(
        update={"inventory": None, "hidden": frozenset({"inventory"})}
    )
    found = compare(shown, hidden)
    assert (found.by, changes(found)) == ("stage", {"raw-materials": "2.0"})
    partly = document([line(1, "steel", "5.0")]).model_copy(
        update={"partly": frozenset({"inventory"})}
    )
    assert compare(partly, shown).by == "stage"


def test_other_declared_units_are_refused() -> None:
    kilo = document([line(1, "steel", "3.0")], unit={"measure": "kilogram", "amount": "1"})
    with pytest.raises(InputError, match="COMPARE_UNIT"):
        compare(document([line(1, "steel", "3.0")]), kilo)
