"""Exports of results: opened again they hold everything, and no cell is a formula."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openpcf.demonstration.story import run
from openpcf.model.document import Document
from openpcf.reporting.export import line_rows, to_csv, to_json, to_xlsx
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.judge import load_trust_list
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.issue.check import check

from .build import child, document, line, words

NAUGHTY = ["=1+1", "+1+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "|cmd"]


@pytest.fixture(scope="module")
def calculated_study(tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("export") / "out"
    list(run(out))
    trust = load_trust_list(out / "trust.json")
    return calculate_at(out / "study-b", Environment(home=out / "home"), trust=trust)


def as_csv(shown: Document) -> list[dict[str, str]]:
    data = to_csv(shown)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_sheets(shown: Document, report: Any = None) -> dict[str, list[list[str]]]:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(shown, report)))
    assert all(cell.data_type in ("s", "inlineStr", "n") for page in book for row in page.iter_rows()
               for cell in row)  # fmt: skip
    return {
        page.title: [
            ["" if c is None else str(c) for c in row] for row in page.iter_rows(values_only=True)
        ]
        for page in book
    }


def test_lines_add_up_to_the_total_and_each_indicator_to_its_part(calculated_study: Any) -> None:
    result = calculated_study.document.payload["result"]
    rows = as_csv(calculated_study.document)
    assert len(rows) == len(list(calculated_study.document.lines()))
    total = sum(Fraction(row["result"]) for row in rows if row["result"])
    assert total == Fraction(result["total_excl_biogenic_uptake"])
    for name, figure in {**result["parts"], **result["memo"]}.items():
        assert sum(Fraction(row[name]) for row in rows if row[name]) == Fraction(figure), name
    gaps = [row for row in rows if not row["result"]]
    assert len(gaps) == result["coverage"]["gaps"]
    assert all(row["note"] for row in gaps)


def test_a_row_recomputes_from_its_own_cells(calculated_study: Any) -> None:
    quantum = Fraction(calculated_study.document.payload["result"]["quantum"])
    for row in as_csv(calculated_study.document):
        if not row["factor_value"]:
            continue
        value = Fraction(row["amount"]) * Fraction(row["factor_value"])
        for divisor in filter(None, row["per"].split(" | ")):
            value /= Fraction(divisor.split()[0])
        # The factor of taken-up carbon has no other part than the uptake.
        result = row["result"] if row["result"] != "0" else row["biogenic_uptake"]
        assert abs(value - Fraction(result)) <= quantum * 3, row["id"]


def test_supplied_lines_name_the_declaration(calculated_study: Any) -> None:
    rows = [row for row in as_csv(calculated_study.document) if row["origin"] == "supplied"]
    digests = {item["child"]["digest"] for item in calculated_study.document.items()}
    assert {row["factor"] for row in rows} == digests
    assert all(row["amount"] for row in rows)


def test_the_workbook_holds_payload_lines_components_and_findings(calculated_study: Any) -> None:
    report = check(calculated_study)
    sheets = as_sheets(calculated_study.document, report)
    assert list(sheets) == ["Result", "Lines", "Components", "Findings"]
    fields = dict(row[:2] for row in sheets["Result"][1:])
    result = calculated_study.document.payload["result"]
    assert fields["result.total_excl_biogenic_uptake"] == result["total_excl_biogenic_uptake"]
    assert fields["result.by_stage[0].parts.unsplit"] == result["by_stage"][0]["parts"]["unsplit"]
    assert fields["method.offsets_included"] == "false"
    header, *lines = sheets["Lines"]
    assert [dict(zip(header, row, strict=True)) for row in lines] == line_rows(
        calculated_study.document, "en"
    )
    assert len(sheets["Findings"]) == len(report.findings) + 1


def test_json_is_the_document(calculated_study: Any) -> None:
    data = json.loads(to_json(calculated_study.document))
    assert data["payload"] == calculated_study.document.payload
    assert data["inventory"] == calculated_study.document.inventory
    assert data["components"] == calculated_study.document.components


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_text_becomes_a_formula(text: str) -> None:
    shown = document([line(1, text, "3.0", source=text, note=words(text))], [child()], name=text)
    (row,) = as_csv(shown)
    assert row["what"][0] not in "=+-@\t\r"
    sheets = as_sheets(shown)
    assert sheets["Lines"][1][1] == text.replace("\r", "_x000D_") or text in sheets["Lines"][1][1]
    assert json.loads(to_json(shown))["inventory"]["groups"][0]["lines"][0]["what"] == words(text)


def test_the_form_is_by_the_ending(calculated_study: Any, tmp_path: Path) -> None:
    from openpcf.errors import UsageError
    from openpcf.workflow.issue.export import export

    for name in ("r.json", "r.csv", "r.xlsx"):
        assert export(calculated_study.document, None, tmp_path / name).stat().st_size > 1000
    with pytest.raises(UsageError, match="EXPORT_FORM"):
        export(calculated_study.document, None, tmp_path / "r.pdf")
