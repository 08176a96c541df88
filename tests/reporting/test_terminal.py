"""What a terminal shows: aligned, plain unless colour is asked for, and nothing of a document
that could move the cursor."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpcf.messages import LANGUAGES, say, term
from openpcf.messages import text as message
from openpcf.model.finding import Finding, Outcome, Verdict
from openpcf.model.policy import Clearance, Decision
from openpcf.reporting.explain import explain_text
from openpcf.reporting.findings import clearance_text, findings_text, report_text
from openpcf.reporting.layout import pad, table, width
from openpcf.reporting.result import result_text
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.wrap import wrap
from openpcf.ruleset.engine import Report

from .build import DIGEST, child, document, line


def plain_width(text: str) -> int:
    return width(re.sub("\x1b\\[[0-9;]*m", "", text))


WORDS = st.lists(
    st.sampled_from(
        ["a", "word", "量化", "碳足迹。", "（注）", "12 %", "→", "x", "longer-word", "  "]
    ),
    max_size=40,
).map(" ".join)


@given(WORDS, st.integers(40, 100))
def test_folded_text_keeps_its_words_and_its_width(text: str, columns: int) -> None:
    shown = wrap(text, columns)
    assert all(width(row) <= columns for row in shown.split("\n"))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    assert not re.search(
        r"^\s*[，。；：、）%]", shown.split("\n", 1)[1] if "\n" in shown else "", re.M
    )


def test_what_goes_on_hangs_under_where_it_began() -> None:
    assert wrap("factor  " + "word " * 12, 40).split("\n") == [
        "factor  word word word word word word",
        "        word word word word word word",
    ]
    assert wrap("x CODE  " + "word " * 12, 40).split("\n") == [
        "x CODE  word word word word word word",
        "    word word word word word word",
    ]
    assert wrap("    → " + "word " * 10, 40).split("\n")[1] == "      word word word"


def test_colours_take_no_room_and_nothing_is_folded_without_a_width() -> None:
    red = f"\x1b[1;31m{'FAIL'}\x1b[0m"
    assert wrap(f"{red} {'a' * 35}", 40) == f"{red} {'a' * 35}"
    assert wrap("word " * 50, None) == "word " * 50


CELLS = st.text(st.sampled_from("ab碳足Ａｱ é\u0301\u200d1"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_columns_start_and_end_together(rows: list[tuple[str, str, str]]) -> None:
    shown = table(rows, frozenset({1})).split("\n")
    widths = [max(width(row[n]) for row in rows) for n in range(3)]
    assert len(shown) == len(rows)
    for text, row in zip(shown, rows, strict=True):
        cells = (pad(row[0], widths[0]), " " * (widths[1] - width(row[1])) + row[1], row[2])
        assert text == "  ".join(cells).rstrip()


def test_wide_letters_take_two_columns() -> None:
    assert table([("碳足迹", "1"), ("ab", "22")], frozenset({1})) == "碳足迹   1\nab      22"


def test_a_table_of_nothing_is_nothing() -> None:
    assert table([]) == ""


REPORT = Report(
    verdict=Verdict.FAIL,
    rules=(),
    findings=(
        Finding(code="FIELD_MISSING", place="product.name", expected="-"),
        Finding(code="FIELD_MISSING", place="x", outcome=Outcome.NOTE),
    ),
    profile="cfp-base/0.1",
    profile_digest=DIGEST,
)
CLEARANCE = Clearance(decision=Decision.REFER, policy="buyer", as_of="2026-01-01")


def test_no_colour_unless_asked() -> None:
    for show in (
        lambda colour: report_text(REPORT, colour=colour),
        lambda colour: clearance_text(CLEARANCE, colour=colour),
    ):
        assert "\x1b" not in show(False)
        assert "\x1b[1;3" in show(True)
    assert "\x1b" not in result_text(document([line(1, "steel", "3.0")]))


def test_a_report_counts_remarks_and_says_findings() -> None:
    text = report_text(REPORT)
    verdict = message(
        "terminal.verdict", profile="cfp-base/0.1", verdict=term("verdict-shown", "fail")
    )
    assert text.startswith(f"{verdict}\nx FIELD_MISSING")
    assert text.endswith("· FIELD_MISSING ×1")
    assert "    → " in text


def test_a_question_is_reported_and_not_counted() -> None:
    asked = Finding(
        code="LEG_ABOVE_PRODUCT", place="transport.csv#row=2", found="30 kg", expected="0.2 kg",
        params={"what": "to plant"}, outcome=Outcome.NOTE,
    )  # fmt: skip
    text = report_text(REPORT.model_copy(update={"findings": (*REPORT.findings, asked)}))
    assert f"· LEG_ABOVE_PRODUCT  {say(asked)}" in text
    assert text.endswith("· FIELD_MISSING ×1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_explain_holds_formula_numbers_and_source(language: str) -> None:
    shown = line(7, "sheet steel", "3.0")
    shown["quantity"]["per"] = [{"amount": "0.98", "why": "yield of stamping"}]
    text = explain_text(document([shown]), "l-0007", language)
    assert text is not None
    divisor = message("meta.noted", language, text="0.98", note="yield of stamping")
    for part in (
        f"2 kg × 1.5 kg CO2e/kg ÷ {divisor}",
        "sheet steel", "3.1",
        term("stage", "raw-materials", language),
        message("terminal.matched", language, how="class", why="word steel"),
        "example:steel  (example/2025)", "Example publisher", "CN", "2024", "AR6-GWP100", "CC0-1.0",
        message("meta.noted", language, text="3.0 kg CO2e", note="fossil 3.0"),
        "bom.csv#row=7",
    ):  # fmt: skip
        assert part in text


def test_coded_texts_of_a_line_are_in_the_language_of_the_reader(third: str) -> None:
    shown = line(7, {"code": "made-up", "params": {"stage": "use"}}, "3.0")
    shown["match"]["why"] = {"code": "made-up", "params": {"stage": "production"}}
    text = explain_text(document([shown]), "l-0007", third)
    assert text is not None
    assert "⟦made up of ⟦use⟧⟧" in text
    assert "⟦made up of ⟦production⟧⟧" in text
    assert "made-up (stage: use)" in (explain_text(document([shown]), "l-0007") or "")


def test_explain_a_supplied_line() -> None:
    supplied = line(2, "board", None, component="c-01", result={"excl": "1.5", "parts": {}})
    text = explain_text(document([supplied], [child()]), "l-0002")
    assert text is not None
    assert "3 × 2 ÷ 4 (declared unit of the child)" in text
    assert "urn:openpcf:boards.example:b7 v3" in text
    assert DIGEST in text


def test_explain_a_supplied_line_whose_declaration_is_not_shown() -> None:
    supplied = line(2, "board", None, component="c-01", result={"excl": "1.5", "parts": {}})
    text = explain_text(document([supplied]), "l-0002")
    assert text is not None
    assert message("terminal.hidden", component="c-01") in text
    assert "1.5 kg CO2e" in text


def test_explain_a_gap_and_nothing() -> None:
    gap = line(3, "label", None, note="no mass known")
    shown = document([gap])
    text = explain_text(shown, "l-0003")
    assert text is not None
    assert message("terminal.gap") in text
    assert "no mass known" in text
    assert "0 kg" not in text
    assert explain_text(shown, "l-9999") is None


def test_a_result_without_range_and_shares_shows_dashes() -> None:
    shown = document([line(1, "steel", "3.0")], quality={}, supplied={})
    shown.payload["result"].pop("uncertainty")
    shown.payload["result"].pop("coverage")
    text = result_text(shown)
    assert text.split("\n")[1] == message(
        "terminal.total_open", total="3.0", unit="kg CO2e", per=term("unit", "piece")
    )
    assert text.split("\n")[2] == message("terminal.shares")
    assert text.split("\n")[2].count("–") == 5


def test_nothing_of_a_document_moves_the_cursor(shared: Path) -> None:
    naughty = json.loads((shared / "data/vectors/blns/blns.json").read_bytes())
    naughty += ["\x1b[31mred\x1b[0m", "a\rb", "a\nb", "a\u202eb", "\x9b2J"]
    for text in naughty:
        shown = document([line(1, text, "3.0", source=text)], name=text)
        findings = findings_text([Finding(code="FIELD_MISSING", place=text, found=text)])
        for made in (result_text(shown), explain_text(shown, "l-0001") or "", findings):
            for row in made.split("\n"):
                assert sanitize(row) == row
        assert len((explain_text(shown, "l-0001") or "").split("\n")) == 9
