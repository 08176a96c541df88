"""A study as a folder: lossless, and one clear finding for each fault."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from study_strategies import studies

from openpcf.errors import InputError
from openpcf.formats.study.folder import read_study_folder, write_study_folder
from openpcf.formats.study.workbook_read import read_workbook
from openpcf.formats.study.workbook_write import write_workbook
from openpcf.messages import fix, say
from openpcf.model.base import dump
from openpcf.model.study import BomLine, Site, Study

QUICK = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
YAML = b"issuer:\n  name: Maker\n"


def read(yaml: str | bytes = YAML, **tables: str | bytes):
    files = {"study.yaml": yaml, **{f"{k}.csv": v for k, v in tables.items()}}
    return read_study_folder({k: v.encode() if isinstance(v, str) else v for k, v in files.items()})


@QUICK
@given(studies())
def test_a_folder_read_back_is_the_same_study(study):
    read, findings = read_study_folder(write_study_folder(study))
    assert [f for f in findings if f.is_error] == []
    assert read == study
    assert dump(read) == dump(study)


@settings(QUICK, max_examples=8)
@given(studies())
def test_folder_to_workbook_to_folder_gives_the_same_bytes(study):
    files = write_study_folder(study)
    first, _ = read_study_folder(files)
    second, _ = read_workbook(write_workbook(first, "zh"), "s.xlsx")
    assert write_study_folder(second) == files


def test_a_folder_holds_what_is_there_and_nothing_else():
    study = Study(
        sites=(Site(id="s1", controlled_by_issuer=True, extra={"x-plant, no.": "7"}),),
        bom=(
            BomLine(id="a", source="bom.csv#row=2", designators=("R1", "R2"), description='1" pin'),
        ),
    )
    assert write_study_folder(study) == {
        "study.yaml": b'format: "0.1"\n',
        "sites.csv": b'id,controlled_by_issuer,"x-plant, no."\ns1,yes,7\n',
        "bom.csv": b'id,designators,description\na,R1 R2,"1"" pin"\n',
    }


def test_a_row_without_source_has_its_own_place_as_source():
    study, _ = read(bom="id,value\na,10k\n\nb,1k\n")
    assert [line.source for line in study.bom] == ["bom.csv#row=2", "bom.csv#row=4"]


def test_own_columns_stay_and_titled_semicolon_files_of_spreadsheets_are_read():
    text = "编号;名称;x-Werk\ns1;苏州;7\n"
    for data in (text.encode("utf-8-sig"), text.encode("gb18030"), text.encode("utf-16")):
        study, findings = read(sites=data)
        assert [f for f in findings if f.is_error] == []
        assert (study.sites[0].name, study.sites[0].extra) == ("苏州", {"x-Werk": "7"})


def test_a_sheet_saved_as_csv_with_both_headers_and_notes_is_read():
    study, _ = read(sites="ID,Name\n编号,名称\n› Unique,› Name of the site\ns1,Suzhou\n")
    assert [s.id for s in study.sites] == ["s1"]


def test_an_empty_list_says_none_and_a_missing_one_says_nothing():
    study, _ = read("method:\n  pcr: []\n  standards:\n")
    assert (study.method.pcr, study.method.standards) == ((), None)


def test_extensions_and_absences_keep_their_own_names():
    study, findings = read(
        "absent:\n  boundary.cutoff.items: not-relevant\nextensions:\n  urn:a/0.1: '{\"n\": 2}'\n"
        "  urn:b:\n    role: [component]\n"
    )
    assert findings == ()
    assert study.absent == {"boundary.cutoff.items": "not-relevant"}
    assert study.extensions == {"urn:a/0.1": {"n": 2}, "urn:b": {"role": ["component"]}}


def test_fractions_in_extensions_become_texts_and_are_reported():
    study, findings = read("extensions:\n  urn:a: '{\"n\": 2.50}'\n")
    assert study.extensions == {"urn:a": {"n": "2.50"}}
    assert [f.code for f in findings] == ["STUDY_EXTENSION_NUMBER"]


@pytest.mark.parametrize("value", [{"n": 2.5}, {"n": {1, 2}}])
def test_extensions_that_json_without_fractions_cannot_say_are_not_written(value):
    with pytest.raises(InputError) as refusal:
        write_study_folder(Study(extensions={"urn:a": value}))
    assert refusal.value.code == "STUDY_EXTENSION"


@pytest.mark.parametrize(
    ("yaml", "code", "place", "found", "expected"),
    [
        ("isuer:\n  name: x\n", "STUDY_KEY_UNKNOWN", "isuer", "isuer", "issuer"),
        ("issuer:\n  nme: x\n", "STUDY_KEY_UNKNOWN", "issuer.nme", "issuer.nme", "issuer.name"),
        ("issuer: ACME\n", "STUDY_KEY_UNKNOWN", "issuer", "issuer", None),
        ("issuer:\n  name:\n    first: x\n", "STUDY_SHAPE", "issuer.name", None, "text"),
        ("issuer:\n  name: [a, b]\n", "STUDY_SHAPE", "issuer.name", "[…]", "text"),
        ("bom:\n  - id: a\n", "STUDY_KEY_UNKNOWN", "bom", "bom", "bom.csv"),
        ("purpose: fun\n", "STUDY_CHOICE", "purpose", "fun", None),
        ("product:\n  mass:\n    amount: '1,5'\n    unit: kg\n", "STUDY_COMMA", "product.mass", "1,5", None),
        ("product:\n  mass:\n    amount: '1'\n", "STUDY_UNIT_BLANK", "product.mass", "1", "g"),
        ("product:\n  mass:\n    amount: '1'\n    unit: kg\n    of: box\n", "STUDY_KEY_UNKNOWN", "product.mass.of", None, "product.mass"),
        ("method:\n  allocation:\n    - proces: smt\n", "STUDY_KEY_UNKNOWN", "method.allocation[1].proces", None, "method.allocation[1].process"),
        ("period:\n  valid_from: soon\n", "STUDY_DATE", "period.valid_from", "soon", None),
        ("absent:\n  method.pcr: because\n", "STUDY_CHOICE", "absent.method.pcr", "because", None),
        ("format: '0.2'\n", "STUDY_FORMAT", "format", "0.2", "0.1"),
    ],
)  # fmt: skip
def test_one_clear_finding_for_each_fault_of_the_yaml(yaml, code, place, found, expected):
    study, findings = read(yaml)
    assert study is None
    assert [(f.code, f.place) for f in findings] == [(code, f"study.yaml#{place}")]
    assert found is None or findings[0].found == found
    assert expected is None or findings[0].expected == expected
    assert fix(findings[0], "en") and fix(findings[0], "zh")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("id,mas\na,1\n", "STUDY_HEADER_UNKNOWN", "bom.csv#row=1;col=2"),
        ("id,quantity\na,-1\n", "STUDY_NEGATIVE", "bom.csv#row=2;col=quantity"),
        ('id,quantity\na,1\nb,"1,5"\n', "STUDY_COMMA", "bom.csv#row=3;col=quantity"),
        ("id,value\na,1\na,2\n", "STUDY_ID_TWICE", "bom.csv#row=3;col=id"),
        ("id,fitted_at\na,smt\n", "STUDY_REFERENCE", "bom.csv#row=2;col=fitted_at"),
        ("id,id\na,b\n", "STUDY_HEADER_TWICE", "bom.csv#row=1;col=2"),
        ("id,value\na,1,2\n", "TABLE_ROW_WIDTH", "bom.csv#row=2"),
        ("id,value\na,#N/A\n", "TABLE_FORMULA_ERROR", "bom.csv#row=2;col=value"),
        ("1,2\n3,4\n", "STUDY_HEADER_MISSING", "bom.csv"),
    ],
)
def test_one_clear_finding_for_each_fault_of_a_table(text, code, place):
    study, findings = read(bom=text)
    assert study is None
    assert [(f.code, f.place) for f in findings] == [(code, place)]


def test_all_faults_of_all_files_come_in_one_go():
    study, findings = read(
        "a: 1\na: 2\n", bom="id,quantity\na,x\n", sites="id,controlled_by_issuer\ns,so\n"
    )
    assert study is None
    assert {f.code for f in findings} == {"YAML_DUPLICATE_KEY", "STUDY_AMOUNT", "STUDY_YES_NO"}


def test_a_folder_without_study_yaml_and_files_of_no_table_are_reported():
    study, findings = read_study_folder(
        {"boms.csv": b"id\na\n", "evidence/e.csv": b"?", "a.pdf": b""}
    )
    assert study is None
    assert [f.code for f in findings] == ["STUDY_FILE_MISSING", "STUDY_FILE_IGNORED"]


def test_two_files_for_one_table_are_a_fault():
    _, findings = read_study_folder(
        {"study.yaml": YAML, "bom.csv": b"id\na\n", "BOM.csv": b"id\nb\n"}
    )
    assert [f.code for f in findings] == ["STUDY_FILE_TWICE"]


def test_an_empty_file_is_an_empty_table():
    study, findings = read(bom=b"", sites=b"id,name\n")
    assert (study.bom, study.sites, findings) == ((), (), ())


def test_a_refusal_names_its_place() -> None:
    assert say(InputError("STUDY_NONE", "a.xlsx")).startswith("a.xlsx")


@pytest.mark.parametrize(
    ("written", "amount", "unit", "codes"),
    [
        ("0.096 kg", "0.096", "kg", []),
        ("96g", "96", "g", []),
        ("{amount: '0.096', unit: kg}", "0.096", "kg", []),
        ("0,096 kg", None, None, ["STUDY_COMMA"]),
        ("'0.096'", None, None, ["STUDY_UNIT_BLANK"]),
        ("0.096 stone", None, None, ["UNIT_UNKNOWN"]),
        ("heavy", None, None, ["STUDY_AMOUNT", "STUDY_UNIT_BLANK"]),
    ],
)
def test_a_mass_is_written_with_its_unit(written, amount, unit, codes):
    study, findings = read(f"product:\n  name: P\n  mass: {written}\n")
    assert [f.code for f in findings] == codes
    if amount is not None:
        assert (str(study.product.mass.amount), study.product.mass.unit) == (amount, unit)
