"""A supply chain in folders: each actor has a home, a key and the command line, nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import Result
from typer.testing import CliRunner

import openpcf
from openpcf.cli.main import app
from openpcf.formats.forms.request import ANSWER, HEADERS, KEY
from openpcf.model.document import Document
from openpcf.model.footprint import CutOff
from openpcf.model.study import Activity, BomLine, Study
from openpcf.proof.bundle import Bundle, read_bundle, write_bundle
from openpcf.proof.container import issue, without_hidden_parts
from openpcf.proof.sd_jwt import split_presentation
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.keys import signer
from openpcf.workflow.study.init import StudyDefaults, starter

PHRASE = "correct horse battery"
NOW = datetime.now(UTC)
AS_OF = (NOW + timedelta(days=1)).date().isoformat()
YEAR = NOW.year - 2
"""Of the figures: over, and still valid."""


@dataclass
class Actor:
    """A company with a home folder of its own."""

    name: str
    root: Path

    @property
    def id(self) -> str:
        return f"urn:pact:{self.name}.example:company-id:1"

    @property
    def home(self) -> Path:
        return self.root / self.name / "home"

    @property
    def trust(self) -> Path:
        return self.root / self.name / "trust.json"

    def path(self, *parts: str) -> Path:
        return self.root.joinpath(self.name, *parts)

    def run(self, *words: object, lang: str = "en") -> Result:
        environment = {"OPENPCF_HOME": str(self.home), "OPENPCF_PASSPHRASE": PHRASE}
        return CliRunner().invoke(app, ["--lang", lang, *map(str, words)], env=environment)

    def ok(self, *words: object, code: int = 0) -> Result:
        done = self.run(*words)
        assert done.exit_code == code, done.output
        return done

    def start(self) -> Actor:
        """A key, and a list that has it."""
        self.ok("keys", "new", self.name)
        self.ok("trust", "create", self.trust, "--owner", self.name, "--id", self.id)
        return self

    def trusts(self, other: Actor) -> None:
        jwk = other.home / "keys" / f"{other.name}.jwk.json"
        self.ok(
            "trust", "add", self.trust, "--owner", other.name, "--id", other.id,
            "--jwk", jwk,
        )  # fmt: skip

    def study(self, name: str, study: Study) -> Path:
        """The study, written to a folder."""
        openpcf.write_study(study, self.path(name))
        return self.path(name)

    def signs(self, study: Path, out: str, *more: object, code: int = 0) -> Path:
        self.ok(
            "sign", study, "--key", self.name, "--out", self.path(out), "--trust", self.trust,
            *more, code=code,
        )  # fmt: skip
        return self.path(out)

    def check(self, study: Path, *more: object) -> dict[str, Any]:
        done = self.run("check", study, "--trust", self.trust, "--format", "json", *more)
        assert done.exit_code in (0, 1), done.output
        report: dict[str, Any] = json.loads(done.stdout)
        assert done.exit_code == (0 if report["verdict"] == "pass" else 1)
        return report

    def signs_anything(self, document: Document, out: Path) -> Path:
        """Another program than ours: it signs what it is given, complete or not."""
        own_signer = signer(self.name, PHRASE, Environment(home=self.home))
        compact = issue(document, own_signer, bytes)
        out.write_bytes(write_bundle(Bundle(without_hidden_parts(compact))))
        return out


def base(actor: Actor, name: str, *, parts: bool = True) -> Study:
    """A study with everything but lines; with or without parts to come."""
    study = starter(
        StudyDefaults(
            product=name,
            product_id=f"urn:pact:{actor.name}.example:product-id:1",
            issuer=actor.name,
            issuer_id=actor.id,
            country="DE",
            year=YEAR,
            purpose="customer",
        )
    )
    assert study.boundary is not None
    boundary = study.boundary.model_copy(
        update={
            "cutoff": CutOff(emissions_percent=Decimal(0)),
            "excluded_processes": ("capital goods",),
        }
    )
    stages = ("inbound-transport", "packaging")
    absent: Any = {f"result.by_stage[stage={s}]": "unknown-to-issuer" for s in stages}
    if not parts:
        absent["result.by_stage[stage=raw-materials]"] = "not-relevant"
    return study.model_copy(update={"boundary": boundary, "absent": absent})


def emits(name: str, amount: str, *, measured: bool = True) -> Activity:
    """Process gases, kg CO2e of one piece: the figure itself."""
    return Activity(
        id=name, what=name, stage="production", site="plant", scope="1", granularity="site",
        pieces=Decimal(1), quantity=Decimal(amount), unit="kg CO2e", material="process gases",
        origin="measured" if measured else "assumed",
    )  # fmt: skip


def part(name: str, quantity: str, part_class: str = "transistor-power") -> BomLine:
    return BomLine(
        id=name, quantity=Decimal(quantity), description=f"{name} of the product",
        part_class=part_class, designators=(), mass=Decimal("0.8"), mass_unit="g",
    )  # fmt: skip


def fill(request: Path, answers: Mapping[str, Any]) -> Path:
    """A request filled in as in a spreadsheet program."""
    book = openpyxl.load_workbook(request)
    sheet = book.worksheets[0]
    key, answer = HEADERS.index(KEY), HEADERS.index(ANSWER) + 1
    for row in sheet.iter_rows():
        if row[key].value in answers:
            sheet.cell(row[0].row, answer).value = answers[row[key].value]
    out = io.BytesIO()
    book.save(out)
    filled = request.with_name(f"filled-{request.name}")
    filled.write_bytes(out.getvalue())
    return filled


def payload(path: Path) -> dict[str, Any]:
    """What a declaration says in the clear."""
    return payload_of(read_bundle(path.read_bytes(), path.name).footprint)


def payload_of(footprint: str) -> dict[str, Any]:
    import base64

    middle = split_presentation(footprint)[0].split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return found
