"""Studies of every shape: each column of each table, hard texts, long decimals, x- columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from openpcf.formats.study.column import Column, Sheet
from openpcf.formats.study.columns import SHEETS
from openpcf.formats.study.keys import FIELDS
from openpcf.formats.study.keys_read import _listed, _put
from openpcf.formats.study.values import parse
from openpcf.formats.tables.cells import unit_findings
from openpcf.formats.tables.csv import ERROR_WORDS
from openpcf.model.base import Measure
from openpcf.model.study import TABLES, Study

HARD = [
    "=1+1", "+49 30", "-5", "@here", "a,b;c", 'say "yes"', "第一行\n第二行", "行尾\r\n", "\r",
    "编号", "id", "› note", " lead", "trail ", "_x0041_", "1E5", "00123", "1.0", "true", "null",
    "~", "[]", "{a: b}", "# no comment", "- item", "key: value", "2025-01-01", "café µ Ω", "😀",
    "'quoted'", "x" * 400, "a\tb", "\ufeffmark", "a\u2028b", "*ref", "&anchor", "%", "yes", "<a>&",
]  # fmt: skip
_SIGNS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"),
    include_characters="\n\t",
    exclude_characters="\ufffe\uffff",
)
TEXTS = (st.sampled_from(HARD) | st.text(_SIGNS, min_size=1, max_size=12)).filter(
    lambda t: bool(t.strip()) and t.strip() not in ERROR_WORDS
)
CODES = TEXTS.map(str.strip)
UNITS = ["g", "kg", "piece", "cm2", "kWh", "千克", "km"]


def units(column: Column) -> st.SearchStrategy[str]:
    """Units a column takes: of the dimension of those it offers, where that is one."""
    return st.sampled_from([u for u in UNITS if not unit_findings(u, "", column.offers)])


@st.composite
def decimals(draw: st.DrawFn, column: Column) -> Decimal:
    """An amount a column takes, up to 18 digits before and behind the point."""
    if column.most is not None:
        whole = str(draw(st.integers(1, column.most - 1)))
    else:
        whole = str(draw(st.integers(0, 10 ** draw(st.integers(0, 18)) - 1)))
    places = draw(st.integers(0, 18))
    value = Decimal(
        f"{whole}.{draw(st.integers(0, 10**places - 1)):0{places}}" if places else whole
    )
    if value == 0 and column.least == "above-zero":
        return Decimal("0.5")
    return value


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values of one column."""
    match column.kind:
        case "amount":
            return decimals(column)
        case "yes-no":
            return st.booleans()
        case "choice":
            return st.sampled_from(column.choices)
        case "date":
            return st.sampled_from(["2025-01-31", "2024-12-31T16:00:00Z"])
        case "unit":
            return units(column)
        case "measure":
            return st.builds(Measure, amount=decimals(column), unit=units(column))
        case "list":
            return st.lists(CODES, max_size=3).map(tuple)
    reported = parse(column, "a", "")[1]
    if reported and reported[0].code == "STUDY_REGION":
        return st.sampled_from(["CN", "CN-JS", "DE", "GLO", "US-grid-CAMX"])
    if column.vocabulary:
        return st.sampled_from(column.offers) | CODES.filter(lambda t: not column.key_of(t))
    if parse(column, " a ", "")[0] == "a":
        return CODES
    return TEXTS


def may_have_parts(row: Any) -> bool:
    """Whether a line may be an assembly: a part whose own row states neither mass nor material.
    Parents are drawn from the rows above alone, so that there is no cycle."""
    return row.kind == "part" and row.mass is None and row.material is None


@st.composite
def rows(draw: st.DrawFn, sheet: Sheet, ids: dict[str, list[str]]) -> tuple[Any, ...]:
    """Rows of one table with the given ids; references only to ids that exist."""
    columns = [c for c in sheet.columns if c.key not in ("id", "source")]
    made = []
    for name in ids[sheet.key]:
        members: dict[str, Any] = {
            "id": name,
            "source": draw(st.sampled_from(["erp.csv#row=8", "旧.xlsx#BOM!9"])),
        }
        for column in draw(st.lists(st.sampled_from(columns), max_size=5, unique=True)):
            if column.key == "part_of":
                if above := [row.id for row in made if may_have_parts(row)]:
                    members[column.key] = draw(st.sampled_from(above))
            elif column.refers:
                if ids[column.refers]:
                    members[column.key] = draw(st.sampled_from(ids[column.refers]))
            else:
                members[column.key] = draw(values(column))
        extra = st.dictionaries(CODES.map(lambda t: f"x-{t}"), TEXTS, max_size=2)
        members["extra"] = draw(extra) if draw(st.booleans()) else {}
        made.append(TABLES[sheet.key](**members))
    return tuple(made)


LEAVES = st.sampled_from(HARD) | st.integers(-(10**20), 10**20) | st.booleans()
EXTENSIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["a", "键", "x.y"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@st.composite
def members(draw: st.DrawFn) -> dict[str, Any]:
    """Members of the key/value part."""
    root: dict[str, Any] = {}
    fields = [f for f in FIELDS.values() if f.key != "format" and not f.key.endswith("*")]
    for field in draw(st.lists(st.sampled_from(fields), max_size=6, unique_by=lambda f: f.key)):
        if "[]" in field.key:
            for number in (1, 2):
                _put(root, field.key.replace("[]", f"[{number}]"), draw(values(field)))
        else:
            _put(root, field.key, draw(values(field)))
    made = _listed(root)
    if draw(st.booleans()):
        made["absent"] = draw(
            st.dictionaries(
                st.sampled_from(["method.pcr", "sites[0].id", "a b"]),
                st.sampled_from(FIELDS["absent.*"].choices),
            )
        )
        made["extensions"] = draw(
            st.dictionaries(st.sampled_from(["urn:x:a/0.1", "urn:y.z"]), EXTENSIONS, max_size=2)
        )
        if "allocation" not in made.get("method", {}) and draw(st.booleans()):
            made["method"] = {**made.get("method", {}), "allocation": ()}
    return made


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """A study whose every row has an id and a source."""
    ids = {
        sheet.key: draw(st.lists(CODES, max_size=2, unique=True)) if draw(st.booleans()) else []
        for sheet in SHEETS
    }
    tables = {sheet.key: draw(rows(sheet, ids)) for sheet in SHEETS if ids[sheet.key]}
    return Study(**draw(members()), **tables)


__all__ = ["HARD", "studies"]
