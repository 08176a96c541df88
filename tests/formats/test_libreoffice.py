"""A workbook opened and saved by LibreOffice is the same study, its drop-downs are still there."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from openpcf.formats.study.workbook_read import read_workbook
from openpcf.formats.study.workbook_write import template, write_workbook
from openpcf.model.footprint import Product
from openpcf.model.study import BomLine, Leg, Study

OFFICE = shutil.which("soffice")
LINES = tuple(
    BomLine(
        id=f"l{number}",
        source="erp.csv#row=8",
        designators=("R1", "R2"),
        quantity=Decimal(digits),
        description=text,
        mass=Decimal(digits),
        mass_unit="g",
        extra={"x-own": text},
    )
    for number, (digits, text) in enumerate(
        [("1.50", "=1+1"), ("0.1", "+49 30"), ("123456789012345678.123", "a\tb"), ("0.00001", "00123"),
         ("2", "2025-01-01"), ("3", "第一行\n第二行"), ("4", "TRUE"), ("5", "1E5"), ("6", "'x'")]
    )
)  # fmt: skip
STUDY = Study(
    product=Product(name="灯 Ω"),
    bom=LINES,
    transport=(Leg(id="t", source="x", paid_by_issuer=True),),
)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_what_libreoffice_saves_is_the_same_study(tmp_path: Path, form: str) -> None:
    if OFFICE is None:
        message = "libreoffice-calc is not installed (tools/setup_debian.sh)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    made = {
        "en": write_workbook(STUDY, "en"),
        "zh": write_workbook(STUDY, "zh"),
        "empty": template("zh"),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    out = tmp_path / "out"
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", form, "--outdir", str(out), *(f"{tmp_path}/{n}.xlsx" for n in made)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name in made:
        data = (out / f"{name}.{form}").read_bytes()
        study, findings = read_workbook(data, name)
        assert [f for f in findings if f.is_error] == []
        assert study == (Study() if name == "empty" else STUDY)
        if form == "xlsx":
            before, after = (openpyxl.load_workbook(io.BytesIO(d)) for d in (made[name], data))
            for one, other in zip(before, after, strict=True):
                assert len(one.data_validations.dataValidation) == len(
                    other.data_validations.dataValidation
                )
