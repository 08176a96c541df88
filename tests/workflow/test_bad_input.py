"""Bad input through the real command line: one clear finding each, in English and Chinese, all of
a file in one go; nothing is written, nothing stored is touched."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.messages.catalogue import catalogue

HEADER = "Reference,Qty,Value,Part Number"
REPORTED = re.compile(r"^([A-Z][A-Z_]+)  (.*)$", re.M)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENPCF_HOME", str(tmp_path / "home"))


def run(*words: str | Path, language: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", language, *(str(w) for w in words)])


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows]).encode() + b"\n"


def book(
    *rows: list[object], sheet: str = "BOM", change: Callable[[Worksheet], object] | None = None
) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    if change is not None:
        change(page)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def bomb() -> bytes:
    """Half a megabyte that would unfold to half a gigabyte."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(512):
                member.write(b"0" * 1024 * 1024)
    return target.getvalue()


def says(answer: Result) -> list[tuple[str, str]]:
    """(code, sentence) of everything said."""
    return REPORTED.findall(answer.stderr)


def check(english: Result, chinese: Result, exit_code: int, wanted: list[tuple[str, str]]) -> None:
    """The same codes in both languages, each at its place, with a mend, and no traceback."""
    for answer in (english, chinese):
        assert answer.exit_code == exit_code, answer.stderr
        assert "Traceback" not in answer.output + answer.stderr
        assert "INTERNAL" not in answer.stderr
    reported_en, reported_zh = says(english), says(chinese)
    assert [code for code, _ in reported_en] == [code for code, _ in wanted]
    assert [code for code, _ in reported_zh] == [code for code, _ in wanted]
    for (code, place), (_, sentence) in zip(wanted, reported_en, strict=True):
        assert place in sentence
        assert all(f"finding.{code}.fix" in catalogue(each) for each in ("en", "zh"))
    assert not wanted or re.search(r"[\u4e00-\u9fff]", chinese.stderr)
    assert not re.search(r"\{\w*\}", english.stderr + chinese.stderr)


# --- bills of materials: init ---------------------------------------------------------------------

H: list[object] = ["Reference", "Qty", "Value", "Part Number"]


@dataclass(frozen=True)
class BomCase:
    """A file handed to ``init``; ``said`` are codes with their places, in their order."""

    data: bytes
    reported: tuple[tuple[str, str], ...]
    dry: int = 1
    name: str = "b.csv"


BOM_CASES = {
    "empty file": BomCase(b"", (("TABLE_EMPTY", "b.csv"),), 3),
    "empty workbook": BomCase(book(), (("TABLE_EMPTY", "b.xlsx"),), 3, "b.xlsx"),
    "header alone": BomCase(table(), (("BOM_NO_LINES", "b.csv#row=1"),)),
    "no table": BomCase(b"%PDF-1.7 x", (("TABLE_NOT_TABLE", "b.csv"),), 3),
    "wrong sheet": BomCase(
        book(["Month", "Sum"], [1, 2], sheet="Prices"),
        (("BOM_NO_HEADER", "b.xlsx#Prices"),), 3, "b.xlsx",
    ),
    "merged cells": BomCase(
        book(H, ["R1", 1, "1k", "A"], ["R2", 1, None, "B"],
             change=lambda p: p.merge_cells("C2:C3")),
        (("TABLE_MERGED", "b.xlsx#BOM!C2 (C2:C3)"),), 1, "b.xlsx",
    ),
    "formula error": BomCase(
        book(H, ["R1", "#N/A", "1k", "A"], change=lambda p: setattr(p["B2"], "data_type", "e")),
        (("TABLE_FORMULA_ERROR", "b.xlsx#BOM!B2"),), 1, "b.xlsx",
    ),
    "formula without value": BomCase(
        book(H, ["R1", "=1+1", "1k", "A"]),
        (("TABLE_FORMULA_UNCOMPUTED", "b.xlsx#BOM!B2"),), 1, "b.xlsx",
    ),
    "two decimal signs": BomCase(
        table("R1;1;12,5;A", "R2;1;12.5;B", header="Reference;Qty;Weight (g);MPN"),
        (("NUMBER_MIXED", "b.csv#row=2;col=Weight (g)"),),
    ),
    "quantities": BomCase(
        table("R1,0,1k,A", "R2,-1,1k,B", "R3,two,1k,C", "R4,,1k,D"),
        (("BOM_QUANTITY_ZERO", "b.csv#row=2;col=Qty"),
         ("BOM_QUANTITY_NEGATIVE", "b.csv#row=3;col=Qty"),
         ("BOM_QUANTITY_TEXT", "b.csv#row=4;col=Qty"),
         ("BOM_QUANTITY_MISSING", "b.csv#row=5;col=Qty")),
    ),
    "designators twice": BomCase(
        table('"R1,R2",2,1k,A', '"R2,R3",2,1k,B'),
        (("BOM_DESIGNATOR_TWICE", "R2 at b.csv#row=3;col=Reference is also used at b.csv#row=2"),), 0,
    ),
    "a comma in a part number": BomCase(table('Q1,1,BSS84,"BSS84AK,215"'), (), 0),
    "two part numbers": BomCase(
        table('"R1,R2",2,10k,"NTCG163,RC0603","TDK,Yageo"', header=f"{HEADER},Manufacturer"),
        (("BOM_TWO_PARTS", "b.csv#row=2;col=Part Number"),), 0,
    ),
    "unknown unit": BomCase(
        table("R1,1,1k,A,furlong", header=f"{HEADER},Unit"),
        (("UNIT_UNKNOWN", "b.csv#row=2;col=Unit: the unit furlong"),),
    ),
    "unit of the wrong dimension": BomCase(
        table("R1,1,1k,A,5,kWh", header=f"{HEADER},Mass,Mass unit"),
        (("UNIT_DIMENSION", "b.csv#row=2;col=Mass unit: kWh (energy)"),),
    ),
    "zip bomb": BomCase(bomb(), (("TABLE_BOMB", "b.xlsx"),), 3, "b.xlsx"),
    "formula injection": BomCase(
        table("R1,1,=cmd|' /C calc'!A0,A"),
        (("CELL_FORMULA_TEXT", "b.csv#row=2;col=Value"),), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOM_CASES)
def test_boms(tmp_path: Path, name: str) -> None:
    case = BOM_CASES[name]
    path = tmp_path / case.name
    path.write_bytes(case.data)
    words = ("init", tmp_path / "s", "--bom", path)
    reported = [(code, place) for code, place in case.reported]
    check(run(*words), run(*words, language="zh"), case.dry, reported)
    assert sorted(p.name for p in tmp_path.iterdir()) == [case.name]
    written = run(*words, "--write")
    if case.dry == 0:
        assert written.exit_code == 0
        assert run("convert", tmp_path / "s", tmp_path / "s.xlsx").exit_code == 0
    else:
        codes = [code for code, _ in says(written) if code != "BOM_FAULTS"]
        assert written.exit_code == 3
        assert sorted(codes) == sorted(code for code, _ in reported)
        assert sorted(p.name for p in tmp_path.iterdir()) == [case.name]
    assert path.read_bytes() == case.data


# --- studies: calculate and check -----------------------------------------------------------------

BOM = "id,quantity,unit,description,mass,mass_unit,material\n"
BOARD = (
    "id,what,quantity,area,area_unit,area_basis,layers,copper_um,thickness_mm,finish,"
    "panel_utilisation_percent\npcb,Board,1,20,cm2,outline,4,35,1.6,HASL,80\n"
)
GOOD = "Reference,Qty,Value,Footprint\nR1,1,1k,R_0603_1608Metric\n"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that calculates."""
    folder = tmp_path_factory.mktemp("good")
    (folder / "b.csv").write_text(GOOD)
    answer = run("init", folder / "s", "--bom", folder / "b.csv", "--write", "--product", "P",
                 "--country", "CN", "--year", "2025", "--issuer", "I",
                 "--issuer-id", "urn:pact:i.example:company-id:1",
                 "--product-id", "urn:pact:i.example:product-id:1")  # fmt: skip
    assert answer.exit_code == 0, answer.stderr
    (folder / "s" / "bom.mapping.yaml").unlink()
    (folder / "s" / "boards.csv").write_text(BOARD)
    return folder / "s"


@dataclass(frozen=True)
class Case:
    """Files of a study changed (``more`` is added to study.yaml, ``swap`` replaces in it)."""

    reported: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str | bytes], ...] = ()
    more: str = ""
    swap: tuple[str, str] = ("", "")
    exit_code: int = 3


def bom(*rows: str, header: str = BOM) -> tuple[tuple[str, str], ...]:
    return (("bom.csv", header + "".join(f"{row}\n" for row in rows)),)


CASES = {
    "an empty study.yaml": Case(
        (("STUDY_FIELD_NEEDED", "study.yaml#period.reference_start"),
         ("STUDY_FIELD_NEEDED", "study.yaml#period.reference_end")),
        (("study.yaml", ""),),
    ),
    "a study.yaml that is no text": Case(
        (("YAML_ENCODING", "study.yaml"),), (("study.yaml", bytes(range(256))),)
    ),
    "quantities": Case(
        (("STUDY_ZERO", "bom.csv#row=2;col=quantity"),
         ("STUDY_NEGATIVE", "bom.csv#row=3;col=quantity"),
         ("STUDY_AMOUNT", "bom.csv#row=4;col=quantity")),
        bom("a,0,,x,,,", "b,-1,,x,,,", "c,two,,x,,,"),
    ),
    "a quantity of zero": Case(
        (("STUDY_ZERO", "bom.csv#row=2;col=quantity"),), bom("a,0,,x,,,"), exit_code=0
    ),
    "two decimal signs": Case(
        (("STUDY_COMMA", "“12,5” at bom.csv#row=2;col=mass"),),
        bom("a;1;;x;12,5;g;", "b;1;;x;12.5;g;", header=BOM.replace(",", ";")),
    ),
    "unknown units": Case(
        (("UNIT_UNKNOWN", "bom.csv#row=2;col=unit"), ("UNIT_UNKNOWN", "bom.csv#row=2;col=mass_unit")),
        bom("a,1,furlong,x,1,stone,"),
    ),
    "units of the wrong dimension": Case(
        (("UNIT_DIMENSION", "bom.csv#row=2;col=mass_unit: kWh (energy)"),
         ("UNIT_DIMENSION", "transport.csv#row=2;col=distance_unit: kg (mass)")),
        (*bom("a,1,,x,1,kWh,"),
         ("transport.csv", "id,mode,mass,mass_unit,distance,distance_unit\nt,road,1,kg,5,kg\n")),
    ),
    "a unit that does not fit the factor": Case(
        (("FACTOR_UNIT_DIFFERS", "activities.csv#row=2"),),
        (("activities.csv", "id,what,quantity,unit,material\ne,power,5,kg,electricity\n"),),
        exit_code=1,
    ),
    "a mass missing for a factor per kg": Case(
        (("MASS_NEEDED", "bom.csv#row=2"),),
        bom("a,1,bracket,ne14-cu", header="id,quantity,description,factor\n"), exit_code=1,
    ),
    "a mass missing for a material": Case(
        (("MASS_NEEDED", "bom.csv#row=2"),), bom("a,1,,profile,,,copper"), exit_code=1
    ),
    "dates of a German and a Chinese Excel": Case(
        (("DATE_READ", "31.12.2025 at activities.csv#row=2;col=period_start"),
         ("DATE_READ", "2025年12月31日 at activities.csv#row=2;col=period_end")),
        (("activities.csv", "id,what,quantity,unit,material,period_start,period_end\n"
          "e,power,5,kWh,electricity,31.12.2025,2025年12月31日\n"),), exit_code=0,
    ),
    "a date that may be two": Case(
        (("DATE_AMBIGUOUS", "activities.csv#row=2;col=period_start"),),
        (("activities.csv", "id,what,quantity,unit,period_start\ne,power,5,kWh,03/04/2025\n"),),
    ),
    "designators twice, and more than pieces": Case(
        (("BOM_DESIGNATOR_TWICE", "R2 at bom.csv#row=3;col=designators"),
         ("BOM_QUANTITY_DESIGNATORS", "bom.csv#row=3;col=quantity is 5, but the line lists 1")),
        bom("a,2,R1 R2,R_0603_1608Metric", "b,5,R2,R_0603_1608Metric",
            header="id,quantity,designators,package\n"), exit_code=0,
    ),
    "two part numbers on one line": Case(
        (("BOM_TWO_PARTS", "bom.csv#row=2;col=part_number"),),
        bom('a,1,R1,R_0603_1608Metric,"NTCG163,RC0603","TDK,Yageo"',
            header="id,quantity,designators,package,part_number,manufacturer\n"), exit_code=0,
    ),
    "a comma in a part number": Case(
        (), bom('a,1,R1,R_0603_1608Metric,"BSS84AK,215",Nexperia',
                header="id,quantity,designators,package,part_number,manufacturer\n"), exit_code=0,
    ),
    "a cycle among sub-assemblies": Case(
        (("ASSEMBLY_CYCLE", "bom.csv#row=2;col=part_of: sub-assemblies contain each other: "
          "PSU → board → PSU"),),
        bom("PSU,1,board", "board,1,PSU", "r,1,board", header="id,quantity,part_of\n"),
    ),
    "part of nothing that is here": Case(
        (("STUDY_REFERENCE", "“PSU” at bom.csv#row=2;col=part_of"),),
        bom("a,1,PSU", header="id,quantity,part_of\n"),
    ),
    "an id twice": Case(
        (("STUDY_ID_TWICE", "bom.csv#row=3;col=id"),), bom("a,1,,x,,,", "a,1,,y,,,")
    ),
    "own factors": Case(
        (("DECIMAL_FORM", "own.csv row 2 value"), ("UNIT_UNKNOWN", "own.csv row 3 unit")),
        (("factors/own.csv", "id,value,unit,publisher,kind,year\nf,\"1,5\",kg CO2e/kg,P,process,2024\n"
          "g,1,kg CO2e/furlong,P,process,2024\n"),),
    ),
    "formula injection": Case(
        (("CELL_FORMULA_TEXT", "bom.csv#row=2;col=value"),),
        bom("a,1,R1,R_0603_1608Metric,=cmd|' /C calc'!A0",
            header="id,quantity,designators,package,value\n"), exit_code=0,
    ),
    "YAML: NO is Norway": Case((), swap=("country: CN", "country: NO"), exit_code=0),
    "YAML: an exponent": Case(
        (("STUDY_AMOUNT", "“1e3” at study.yaml#unit.amount"),), swap=('amount: "1"', "amount: 1e3")
    ),
    "YAML: an anchor and its alias": Case(
        (("YAML_ANCHOR", "study.yaml#line="), ("YAML_ALIAS", "study.yaml#line=")),
        more="x: *p\n", swap=("name: P", "name: &p P"),
    ),
    "YAML: a key twice": Case((("YAML_DUPLICATE_KEY", "purpose at study.yaml#line="),),
                              more="purpose: draft\n"),
    "YAML: 300 levels": Case(
        (("YAML_DEPTH", "study.yaml#line=33"),),
        (("study.yaml", "".join("  " * n + f"k{n}:\n" for n in range(300))),),
    ),
    "JSON in an extension: 300 levels": Case(
        (("YAML_DEPTH", "study.yaml#extensions.urn:x:y"),),
        more=f"extensions:\n  'urn:x:y': '{'[' * 300}{']' * 300}'\n",
    ),
    "JSON in an extension: 30,000 levels": Case(
        (("YAML_DEPTH", "study.yaml#extensions.urn:x:y"),),
        more=f"extensions:\n  'urn:x:y': '{'[' * 30_000}{']' * 30_000}'\n",
    ),
}  # fmt: skip


def spoilt(good: Path, target: Path, case: Case) -> None:
    """The good study with the case's files."""
    target.mkdir()
    for path in good.iterdir():
        if path.is_file() and path.suffix != ".lock":
            (target / path.name).write_bytes(path.read_bytes())
    yaml = (target / "study.yaml").read_text("utf-8")
    assert case.swap[0] in yaml
    (target / "study.yaml").write_text(yaml.replace(*case.swap, 1) + case.more, "utf-8")
    for name, content in case.files:
        (target / name).parent.mkdir(exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (target / name).write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.suffix != ".lock"
    }


@pytest.mark.parametrize("name", CASES)
def test_studies(good: Path, tmp_path: Path, name: str) -> None:
    case, study = CASES[name], tmp_path / "s"
    spoilt(good, study, case)
    before = contents(study)
    reported = list(case.reported)
    english, chinese = run("calculate", study), run("calculate", study, language="zh")
    if case.exit_code == 3 and reported[0][0] != "STUDY_FIELD_NEEDED":
        reported = [("STUDY_FAULTS", str(study)), *reported]
    check(english, chinese, case.exit_code, reported)
    assert contents(study) == before


def test_check_finds_a_period_in_the_future(good: Path, tmp_path: Path) -> None:
    spoilt(good, tmp_path / "s", Case((), swap=('reference_end: "2026', 'reference_end: "2046')))
    for language, word in (("en", "after the data set was created"), ("zh", "晚于")):
        answer = run("check", tmp_path / "s", language=language)
        assert answer.exit_code == 1 and "Traceback" not in answer.output
        reported = [line for line in answer.stdout.splitlines() if "PERIOD_FUTURE" in line]
        assert len(reported) == 1 and "2046-01-01T00:00:00Z" in reported[0] and word in reported[0]


def test_a_factor_without_a_year_is_named_when_added_and_when_used(
    good: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,value,unit,publisher,kind\nmy-metal,1,kg CO2e/kg,P,life-cycle\n")
    study = tmp_path / "s"
    row = bom("a,1,0.5,kg,my-metal", header="id,quantity,mass,mass_unit,factor\n")
    spoilt(good, study, Case((), row))
    added = [run("factors", "add", study, own, language=lang) for lang in ("en", "zh")]
    check(*added, 0, [("FACTOR_YEAR", "own.csv row 2 year: the factor my-metal")])
    used = [run("calculate", study, language=lang) for lang in ("en", "zh")]
    check(*used, 0, [("FACTOR_YEAR", "own.csv row 2 year: the factor my-metal")])
    report = json.loads(run("check", study, "--format", "json").stdout)
    places = [f["place"] for f in report["findings"] if f["code"] == "FACTOR_NOT_STATED"]
    assert "inventory[id=l-0001].factor.year" in places


# --- workbooks as studies -------------------------------------------------------------------------


def no_sheet(made: openpyxl.Workbook) -> None:
    for page in made.worksheets[1:]:
        made.remove(page)
    made.worksheets[0].title = "Prices"


def merged(made: openpyxl.Workbook) -> None:
    made["BOM"].merge_cells("F4:G4")


def error_value(made: openpyxl.Workbook) -> None:
    made["BOM"]["F4"].value = "#REF!"
    made["BOM"]["F4"].data_type = "e"


def formula(made: openpyxl.Workbook) -> None:
    made["BOM"]["F4"].value = "=2+2"


def misnamed(made: openpyxl.Workbook) -> None:
    made["BOM"]["F1"].value, made["BOM"]["F2"].value = "Quantty", None


BOOKS: dict[str, tuple[Callable[[openpyxl.Workbook], None], tuple[tuple[str, str], ...]]] = {
    "no sheet of a study": (no_sheet, (("STUDY_NONE", "s.xlsx"), ("STUDY_SHEET_IGNORED", "Prices"))),
    "merged cells": (merged, (("STUDY_FAULTS", "s.xlsx"), ("TABLE_MERGED", "s.xlsx#BOM!F4 (F4:G4)"))),
    "a formula error": (error_value, (("STUDY_FAULTS", "s.xlsx"),
                                      ("TABLE_FORMULA_ERROR", "s.xlsx#BOM!F4 returns #REF!"))),
    "a formula without value": (formula, (("STUDY_FAULTS", "s.xlsx"),
                                          ("TABLE_FORMULA_UNCOMPUTED", "s.xlsx#BOM!F4"))),
    "a column nobody knows": (misnamed, (("STUDY_FAULTS", "s.xlsx"),
                                         ("STUDY_HEADER_UNKNOWN", "Quantty” at s.xlsx#BOM!F1"))),
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_study_workbooks(good: Path, tmp_path: Path, name: str) -> None:
    change, reported = BOOKS[name]
    path = tmp_path / "s.xlsx"
    assert run("convert", good, path).exit_code == 0
    made = openpyxl.load_workbook(path)
    assert made["BOM"]["F1"].value == "Quantity"
    change(made)
    made.save(path)
    before = path.read_bytes()
    check(run("calculate", path), run("calculate", path, language="zh"), 3, list(reported))
    assert path.read_bytes() == before and not (tmp_path / "s.lock").exists()


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "TABLE_EMPTY"), (bomb(), "TABLE_BOMB"), (b"PK\x03\x04x", "TABLE_DAMAGED")]
)  # fmt: skip
def test_workbooks_that_can_not_be_opened(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(data)
    check(run("calculate", path), run("calculate", path, language="zh"), 3, [(code, "s.xlsx")])


# --- what is written ------------------------------------------------------------------------------

EVIL = "=cmd|' /C calc'!A0"


def test_no_spreadsheet_runs_what_was_handed_in(good: Path, tmp_path: Path) -> None:
    study = tmp_path / "s"
    header = "id,quantity,description,designators,package,x-own\n"
    spoilt(good, study, Case((), bom(f"a,1,{EVIL},R1,R_0603_1608Metric,{EVIL}", header=header)))
    for target in ("s.xlsx", "again"):
        assert run("convert", study, tmp_path / target).exit_code == 0
    for form in ("r.csv", "r.xlsx"):
        assert run("calculate", study, "--out", tmp_path / form).exit_code == 0
    for name in ("again/bom.csv", "r.csv"):
        cells = re.split(r'[,\n"]', (tmp_path / name).read_text("utf-8-sig"))
        assert any("cmd|" in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith("=")]
    for name in ("s.xlsx", "r.xlsx"):
        cells = [
            c for p in openpyxl.load_workbook(tmp_path / name) for r in p.iter_rows() for c in r
        ]
        assert any("cmd|" in str(c.value) for c in cells)
        assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert (tmp_path / "again" / "bom.csv").read_text().count(f"'{EVIL}") == 2
    assert run("convert", tmp_path / "again", tmp_path / "third").exit_code == 0
    assert contents(tmp_path / "again") == contents(tmp_path / "third")


@pytest.mark.parametrize("form", ["s", "s.xlsx"])
def test_a_result_never_takes_the_place_of_the_study(good: Path, tmp_path: Path, form: str) -> None:
    study = tmp_path / form
    assert run("convert", good, study).exit_code == 0
    target = study if form == "s.xlsx" else study / "bom.csv"
    before = target.read_bytes()
    for words in (("calculate", study, "--out", target), ("match", study, "--gaps", target)):
        reported = [("STUDY_IN_THE_WAY", str(target))]
        check(run(*words), run(*words, language="zh"), 2, reported)
        assert target.read_bytes() == before
