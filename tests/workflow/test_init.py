"""Starting a study: what is said of each line, what is saved, what is never touched."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.errors import InputError, UsageError
from openpcf.formats.bom.read import read_bom
from openpcf.messages import LANGUAGES, fix, say, term
from openpcf.messages.catalogue import text as shown
from openpcf.model.assemblies import flattened
from openpcf.model.study import Study
from openpcf.workflow.study.column_mapping import read_mappings
from openpcf.workflow.study.files import load
from openpcf.workflow.study.init import StudyDefaults, start, write

BOM = """Kennung;Stk;Wert;Bauform;Datenblatt;Ort
R1,R2;2;10k;LibreSolar:R_0603_1608;http://a.example;oben
D1 left;1;;D_SMA;;
TP1;1;;TestPoint_Pad_D1.0mm;;
"""
AS_STATED = ("--map", "Kennung=designators", "--map", "Ort=remarks")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture
def bom_file(tmp_path: Path) -> Path:
    path = tmp_path / "bill.csv"
    path.write_text(BOM, encoding="utf-8")
    return path


def test_a_dry_run_writes_nothing_and_shows_a_record_for_each_line(bom_file: Path) -> None:
    answer = run("init", bom_file.parent / "s", "--bom", bom_file, *AS_STATED)
    rows = {line.split()[0]: line for line in answer.stdout.splitlines() if line[:4] == "row="}
    for text in ("resistor", "0603", "10k", "2", "R1,R2", "designator R; footprint “0603”", "LibreSolar"):  # fmt: skip
        assert text in rows["row=2"]
    assert "diode" in rows["row=3"] and rows["row=3"].rstrip().endswith("left D")
    assert "not-part" in rows["row=4"] and rows["row=4"].rstrip().endswith("test point")
    assert list(bom_file.parent.iterdir()) == [bom_file]
    assert (answer.exit_code, bom_file.read_text("utf-8")) == (0, BOM)


def test_the_records_as_json(bom_file: Path) -> None:
    answer = run("init", bom_file.parent / "s", "--bom", bom_file, *AS_STATED, "--format", "json")
    data = json.loads(answer.stdout)
    assert data["files"][0]["columns"] == {
        "Kennung": "designators", "Stk": "quantity", "Wert": "value", "Bauform": "package",
        "Datenblatt": "datasheet", "Ort": "remarks",
    }  # fmt: skip
    assert data["lines"][0] == {
        "line": "line-1", "source": "bill.csv#row=2", "kind": "part", "class": "resistor",
        "package": "0603", "footprint": "LibreSolar:R_0603_1608", "value": "10k",
        "designators": ["R1", "R2"], "quantity": "2", "rule": "designator R; footprint “0603”",
        "left_over": ["LibreSolar", "R", "1608"],
    }  # fmt: skip
    assert data["lines"][1]["left_over"] == ["left", "D"]
    assert data["lines"][2]["rule"] == "test point"
    assert [f["code"] for f in data["findings"]] == ["BOM_DESIGNATOR_WORDS"]


def test_what_a_bom_says_and_a_study_has_no_column_for_is_kept(bom_file: Path) -> None:
    run("init", bom_file.parent / "s", "--bom", bom_file, *AS_STATED, "--write")
    first, second, third = load(bom_file.parent / "s").study.bom
    assert first.extra == {"x-Datenblatt": "http://a.example"}
    assert second.note == shown("study-note.left-over", words="left")
    assert (third.kind, third.note) == (
        "not-part",
        shown("study-note.set-apart", rule="test-point"),
    )


@pytest.mark.parametrize(
    ("target", "saved"), [("s", "s/bom.mapping.yaml"), ("s.xlsx", "s.mapping.yaml")]
)
def test_a_mapping_is_saved_and_used_again(bom_file: Path, target: str, saved: str) -> None:
    folder = bom_file.parent
    assert run("init", folder / target, "--bom", bom_file, *AS_STATED, "--write").exit_code == 0
    again = folder / "next month.csv"
    again.write_text(BOM.replace(";Ort", ";Ort;Neu").replace("oben", "oben;1"), encoding="utf-8")
    answer = run("init", folder / "x", "--bom", again, "--mapping", folder / saved, "--format", "json")  # fmt: skip
    columns = json.loads(answer.stdout)["files"][0]["columns"]
    assert (columns["Kennung"], columns["Ort"], columns["Neu"]) == ("designators", "remarks", "extra")  # fmt: skip
    answer = run("init", folder / "x", "--bom", again, "--mapping", folder / saved,
                 "--map", "Neu=remarks", "--format", "json")  # fmt: skip
    columns = json.loads(answer.stdout)["files"][0]["columns"]
    assert (columns["Kennung"], columns["Ort"], columns["Neu"]) == ("designators", "extra", "remarks")  # fmt: skip


def test_a_saved_mapping_of_another_layout_is_reported_and_not_used(bom_file: Path) -> None:
    run("init", bom_file.parent / "s", "--bom", bom_file, *AS_STATED, "--write")
    other = bom_file.parent / "other.csv"
    other.write_text("Reference,Qty,Value\nR1,1,1k\n")
    answer = run("init", bom_file.parent / "x", "--bom", other, "--mapping",
                 bom_file.parent / "s" / "bom.mapping.yaml", "--format", "json")  # fmt: skip
    data = json.loads(answer.stdout)
    assert [f["code"] for f in data["findings"]] == ["BOM_MAPPING_UNFIT"]
    assert data["files"][0]["columns"]["Reference"] == "designators"


@pytest.mark.parametrize(
    "text", ["", "a: b\n", "a:\n  columns: x\n", "a:\n  columns:\n    b: c\n  more: d\n",
             "a:\n  columns:\n    b:\n      - c\n"]
)  # fmt: skip
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(InputError) as refusal:
        read_mappings(tmp_path / "m.yaml")
    assert refusal.value.code == "MAPPING_FORM"


def test_a_saved_unit_of_mass_and_sheet_hold_again() -> None:
    book = b"Reference,Qty,Gewicht\nR1,1,5\n"
    first = read_bom(book, "a.csv").mapping.model_copy(update={"mass_unit": "mg"})
    assert read_bom(book, "a.csv", saved=[first]).records[0].mass_unit == "mg"


def test_the_users_own_file_is_never_rewritten(tmp_path: Path) -> None:
    for name in ("bom.csv", "BOM.csv", "物料清单.csv"):
        folder = tmp_path / name[:-4]
        folder.mkdir()
        own = folder / name
        own.write_text("Reference,Qty\nR1,1\n")
        answer = run("init", folder, "--bom", own, "--write")
        assert (answer.exit_code, answer.stderr.split()[-1] != "") == (2, True)
        assert f"FILE_EXISTS  {own}" in answer.stderr
        assert [p.name for p in folder.iterdir()] == [name]
        assert own.read_text() == "Reference,Qty\nR1,1\n"


def test_several_boms_with_one_name_and_a_column_of_one_of_them(tmp_path: Path) -> None:
    for folder, text in (("a", "Reference,Qty\nR1,1\n"), ("b", "Reference,Qty,Zeug\nR1,1,x\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bom.csv").write_text(text)
    boms = (tmp_path / "a" / "bom.csv", tmp_path / "b" / "bom.csv")
    preview = start(boms, StudyDefaults(), mapping={"Zeug": "remarks"})
    assert [line.id for line in preview.study.bom] == ["bom-1", "bom-2-1"]
    assert preview.study.bom[1].remarks == "x"
    assert [f.code for f in preview.findings if f.is_error] == []
    preview = start(boms, StudyDefaults(), mapping={"Zeugs": "remarks"})
    assert {f.code for f in preview.findings} == {"BOM_MAPPING_HEADER"}


def test_both_real_boms_of_a_board_become_one_study(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/bom/libresolar-bms-c1"
    boms = [folder / "bms-c1_bom.csv", folder / "bms-c1_bom_mechanical.csv"]
    answer = run("init", tmp_path / "s", "--bom", boms[0], "--bom", boms[1], "--write")
    study = load(tmp_path / "s").study
    assert (answer.exit_code, len(study.bom)) == (0, 80)
    parts = [line for line in study.bom if line.kind == "part" and "mech" not in line.id]
    assert sum(line.quantity or 0 for line in parts) == 166
    assert {line.extra.get("x-Supplier") for line in study.bom} >= {"Klauke"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_template_to_fill_in(tmp_path: Path, language: str) -> None:
    target = tmp_path / "new.xlsx"
    answer = run("--lang", language, "init", target, "--product", "Lamp", "--year", "2025", "--write")  # fmt: skip
    assert answer.exit_code == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:3] == {"en": ["Study", "Sites", "BOM"], "zh": ["研究", "场所", "物料清单"]}[language]  # fmt: skip
    assert len(book[book.sheetnames[2]].data_validations.dataValidation) > 3
    study = load(target).study
    assert study.product and study.product.name == "Lamp" and study.bom == ()
    assert study.period and study.period.reference_start == "2025-01-01T00:00:00Z"
    assert [p.name for p in tmp_path.iterdir()] == ["new.xlsx"]


def test_a_workbook_goes_back_into_its_folder(tmp_path: Path) -> None:
    run("init", tmp_path / "s", "--product", "Lamp", "--write")
    assert run("--lang", "zh", "convert", tmp_path / "s", tmp_path / "s.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    row = next(r for r in book["研究"].iter_rows(min_row=3) if r[0].value == "product.name")
    row[1 + len(LANGUAGES)].value = "Lantern"
    book.save(tmp_path / "s.xlsx")
    assert run("convert", tmp_path / "s.xlsx", tmp_path / "s").exit_code == 2
    assert run("convert", tmp_path / "s.xlsx", tmp_path / "s", "--overwrite").exit_code == 0
    study: Study = load(tmp_path / "s").study
    assert study.product and study.product.name == "Lantern"


INDENTED = """Level,Reference,Qty,Description,MPN
0,,1,Inverter,INV
1,,2,Power board,PB
2,R1-R3,3,resistor,X1
2,,1,Heat sink block,HS
3,,4,screw,S1
1,,5,screw,S1
"""
PARENTS = """Parent,Reference,Qty,Description,MPN
INV,,2,Power board,PB
PB,R1-R3,3,resistor,X1
PB,,1,Heat sink block,HS
HS,,4,screw,S2
INV,,5,screw,S1
"""


@pytest.mark.parametrize("text", [INDENTED, PARENTS, INDENTED.replace("\n2,", "\n..2,")])
def test_boms_of_several_levels(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.csv").write_text(text)
    answer = run("init", tmp_path / "s", "--bom", tmp_path / "b.csv", "--write")
    assert answer.exit_code == 0, answer.stderr
    assert "6 parts" not in answer.stdout and ": 19 parts" in answer.stdout.replace("lines,", ":")
    study = load(tmp_path / "s").study
    counted = {(r.description, str(r.quantity)) for r in flattened(study.bom)}
    assert counted == {("resistor", "6"), ("screw", "8"), ("screw", "5")}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (PARENTS.replace("INV,,5", "OTHER,,5"), ["BOM_PARENT", "BOM_PARENT"]),
        (PARENTS.replace("INV,,2", "HS,,2"), ["ASSEMBLY_CYCLE"]),
        (INDENTED.replace("\n2,R1", "\ntwo,R1"), ["BOM_LEVEL"]),
    ],
)
def test_what_is_wrong_with_levels(tmp_path: Path, text: str, codes: list[str]) -> None:
    (tmp_path / "b.csv").write_text(text)
    answer = run("init", tmp_path / "s", "--bom", tmp_path / "b.csv", "--format", "json")
    data = [f for f in json.loads(answer.stdout)["findings"] if f["severity"] == "error"]
    assert [f["code"] for f in data] == codes and answer.exit_code == 1
    if codes == ["ASSEMBLY_CYCLE"]:
        assert data[0]["found"] == "PB → HS → PB" and data[0]["place"] == "b.csv#row=2"
    assert run("init", tmp_path / "s", "--bom", tmp_path / "b.csv").exit_code == 1


def test_rows_that_say_in_words_what_they_are(tmp_path: Path) -> None:
    bom_file = tmp_path / "b.csv"
    bom_file.write_text(
        "Designator;Menge;Wert\nPCB;1;FR4 4-lagig 100x80mm\nGEH;1;Gehäuse ABS 120 g\n"
        "DOK;1;Anleitung\n",
        encoding="utf-8",
    )
    begun = start((bom_file,), StudyDefaults(country="DE", year=2025))
    board, case, sheet = begun.study.bom
    (bare,) = begun.study.boards
    assert board.kind == "not-part"
    assert (bare.area, bare.area_unit, bare.layers, bare.thickness_mm) == (8000, "mm2", 4, None)
    assert (case.material, case.mass, case.mass_unit) == ("ABS", 120, "g")
    assert (sheet.kind, sheet.material, sheet.mass) == ("part", None, None)
    reported = {f.code: f for f in begun.findings if f.code.startswith("BOM_SAID")}
    assert reported["BOM_SAID_BOARD"].expected == "thickness_mm"
    assert reported["BOM_SAID_PART"].place == "b.csv#row=3"


def test_a_board_under_a_designator_and_a_mass_in_its_own_column(tmp_path: Path) -> None:
    bom_file = tmp_path / "b.csv"
    bom_file.write_text(
        "Designator,Qty,Description,Weight (g)\n"
        "PCB1,1,PCB 60x40 mm 2 layers FR4 1.6mm ENIG,\n"
        "MP1,1,Housing ABS,45\nMP2,1,Gehäuse PA66,20\nMP3,1,外壳 ABS,30\n"
        "MP4,1,Housing,45\nJ1,1,Connector PA66,2\n",
        encoding="utf-8",
    )
    begun = start((bom_file,), StudyDefaults(country="DE", year=2025))
    (bare,) = begun.study.boards
    assert (bare.area, bare.layers, bare.thickness_mm, bare.finish) == (
        2400, 2, Decimal("1.6"), "ENIG",
    )  # fmt: skip
    assert [(r.kind, r.material, r.mass) for r in begun.study.bom] == [
        ("not-part", None, None),
        ("part", "ABS", 45),
        ("part", "polyamide 6.6", 20),
        ("part", "ABS", 30),
        ("part", None, 45),
        ("part", None, 2),
    ]


def test_a_board_read_from_its_drawing_is_not_taken_from_words_too(
    tmp_path: Path,
) -> None:
    drawing = tmp_path / "b.kicad_pcb"
    corners = ["0 0", "0 80", "100 80", "100 0", "0 0"]
    sides = " ".join(
        f'(gr_line (start {a}) (end {b}) (layer "Edge.Cuts") (width 0.1))'
        for a, b in pairwise(corners)
    )
    drawing.write_text(
        f'(kicad_pcb (version 20240108) (general (thickness 1.6)) (layers (0 "F.Cu" signal)'
        f' (31 "B.Cu" signal)) {sides})'
    )
    bom_file = tmp_path / "b.csv"
    bom_file.write_text("Designator;Menge;Wert\nPCB;1;FR4 100x80mm\n", encoding="utf-8")
    begun = start((bom_file,), StudyDefaults(country="DE", year=2025), pcb=drawing)
    assert [b.id for b in begun.study.boards] == ["pcb"]
    assert begun.study.boards[0].area == 8000
    assert begun.study.bom[0].kind == "not-part"


@pytest.mark.parametrize(
    ("arguments", "purpose"), [((), "draft"), (("--purpose", "customer"), "customer")]
)
def test_a_study_says_what_it_is_for_and_what_was_set(
    bom_file: Path, arguments: tuple[str, ...], purpose: str
) -> None:
    place = bom_file.parent / "s"
    answer = run(
        "init", place, "--bom", bom_file, *AS_STATED, *arguments, "--year", "2025", "--write"
    )
    assert load(place).study.purpose == purpose
    (data,) = (line for line in answer.stdout.splitlines() if line.startswith("Defaults applied"))
    for claim in (purpose, "operational control", "offsets", "2026-01-01 to 2028-01-01"):
        assert claim in data
    assert f"purpose {term('purpose', purpose)}" in answer.stderr
    assert "openpcf check" in answer.stderr


def test_nothing_is_claimed_of_what_was_cut_off_and_check_asks_for_it(
    bom_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENPCF_HOME", str(bom_file.parent / "home"))
    place = bom_file.parent / "s"
    run("init", place, "--bom", bom_file, *AS_STATED, "--country", "DE", "--year", "2025", "--product",
        "P", "--write")  # fmt: skip
    boundary = load(place).study.boundary
    assert boundary is not None
    assert (boundary.cutoff, boundary.excluded_processes) == (None, None)
    asked = run("check", place, "--format", "json")
    missing = {f["place"] for f in json.loads(asked.stdout)["findings"] if f["code"] == "FIELD_MISSING"}  # fmt: skip
    assert {"boundary.cutoff", "boundary.excluded_processes"} <= missing


def test_a_demonstration_is_no_purpose_to_begin_with(bom_file: Path) -> None:
    assert (
        run(
            "init", bom_file.parent / "s", "--bom", bom_file, "--purpose", "demonstration"
        ).exit_code
        == 2
    )


@pytest.mark.parametrize(
    ("typed", "code"), [("UK", "GB"), ("Deutschland", "DE"), ("中国大陆", "CN"), ("us", "US")]
)
def test_what_init_writes_can_be_read(tmp_path: Path, typed: str, code: str) -> None:
    defaults = StudyDefaults(
        product="X", product_id="A-1", issuer="Maker", issuer_id="maker.example",
        country=typed, year=2025, purpose="draft",
    )  # fmt: skip
    write(start((), defaults), tmp_path / "study")
    study = load(tmp_path / "study").study
    assert (study.region, study.issuer.country, study.sites[0].country) == (code,) * 3
    assert study.issuer.ids == ("urn:pact:maker.example:company-id:1",)
    assert study.product.ids == ("urn:pact:maker.example:product-id:A-1",)


@pytest.mark.parametrize(
    ("defaults", "code", "near"),
    [
        ({"country": "Germny"}, "INIT_COUNTRY", "DE"),
        ({"country": "Atlantis"}, "INIT_COUNTRY_FORM", "CN, DE"),
        ({"year": 25}, "INIT_YEAR", ""),
        ({"year": 9998}, "INIT_YEAR", ""),
        ({"purpose": "fun"}, "INIT_PURPOSE", ""),
        ({"issuer_id": "1234"}, "INIT_COMPANY", ""),
        ({"product_id": "A 1"}, "INIT_PRODUCT", ""),
    ],
)
def test_a_default_no_reader_would_take_is_refused(
    defaults: dict[str, Any], code: str, near: str
) -> None:
    with pytest.raises(UsageError) as refusal:
        start((), StudyDefaults(**defaults))
    assert refusal.value.code == code
    assert near in refusal.value.expected
    assert all(say(refusal.value, each) and fix(refusal.value, each) for each in LANGUAGES)
