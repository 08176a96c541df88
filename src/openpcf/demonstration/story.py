"""``demo``: a real board from its BOM to a decision, in a folder of its own.

The demonstration uses the same verbs as any study. Supplier and plant data are fictitious and
labelled as such; keys are made for each run and are valid for that run only.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from openpcf.errors import InputError, TrustError, UsageError
from openpcf.messages import Language, fix, say, term, text
from openpcf.model.base import trimmed_decimal
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Outcome
from openpcf.model.study import Study, SuppliedDeclaration
from openpcf.proof.bundle import Bundle, write_bundle
from openpcf.proof.container import issue, without_hidden_parts
from openpcf.reporting.figures import headline, percent_text, significant
from openpcf.reporting.layout import pad
from openpcf.reporting.terminal import paint
from openpcf.ruleset import Report
from openpcf.signers import FileSigner
from openpcf.workflow.base.environment import Environment, machine_environment
from openpcf.workflow.base.files import read_bytes, write_bytes
from openpcf.workflow.declarations.judge import load_trust_list
from openpcf.workflow.declarations.keys import make
from openpcf.workflow.declarations.trust_lists import Draft, KeyOwner, entity, key_entry, list_bytes
from openpcf.workflow.declarations.verify import decide
from openpcf.workflow.issue.calculate import CalculatedStudy, calculate_at, calculate_study
from openpcf.workflow.issue.check import check
from openpcf.workflow.issue.gaps import gaps_workbook
from openpcf.workflow.issue.report import difference_report, report_of
from openpcf.workflow.issue.sign import Signed, sign
from openpcf.workflow.study.files import LoadedStudy, load, save
from openpcf.workflow.suppliers.reply import declare, read_answers, study_of
from openpcf.workflow.suppliers.request import (
    BOARD,
    Contribution,
    contributions,
    request_files,
    requests,
)

PASSPHRASE = "for demonstration only"  # noqa: S105
MARK = ".openpcf-demo"
PAGES = ("report-a.html", "report-b.html", "difference.html")
STUDY_A, STUDY_B = "study-a", "study-b"
ASKED = 2
LARGEST = 3
SCENE = 17
"""Columns of a scene's name."""


class _Scene(NamedTuple):
    """What a failure scene shows."""

    text: str
    fix: str = ""


@dataclass
class _Demo:
    out: Path
    environment: Environment
    language: Language
    colour: bool

    def path(self, *parts: str) -> Path:
        return self.out.joinpath(*parts)

    def say(self, key: str, **params: object) -> str:
        """Return a sentence of the story."""
        return text(f"demo.{key}", self.language, **params)

    def step(self, number: int, key: str, text: str) -> str:
        """One numbered line."""
        return f"{number:>2} {pad(self.say(key), 13)}{text}"

    def more(self, text: str) -> str:
        """Return a line that belongs to the numbered line above it."""
        return f"{'':16}{text}"

    def verdict(self, kind: str, value: object) -> str:
        """A verdict in words, in its colour."""
        return paint(term(kind, str(value), self.language), str(value), self.colour)

    def scene(self, key: str, shown: _Scene) -> Iterator[str]:
        """Return what was broken, what was found, and how to fix it."""
        yield pad(self.say(key), SCENE) + shown.text
        if shown.fix:
            yield f"{'':{SCENE}}→ {shown.fix}"

    def percent(self, share: str | None) -> str:
        """A share."""
        shown = percent_text(share)
        number = shown.removesuffix(" %")
        return shown if number == shown else text("meta.percent", self.language, value=number)

    @property
    def trust(self) -> Path:
        return self.path("trust.json")

    def calculated_study(self, study: str) -> CalculatedStudy:
        return calculate_at(
            self.path(study), self.environment, trust=load_trust_list(self.trust), update_lock=True
        )


def _start(out: Path) -> None:
    """Create a new folder, or clear one that an earlier demo created; clear nothing else.

    Raises InputError ``DEMO_FOLDER``, UsageError ``FILE_NOT_WRITTEN``.
    """
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise InputError("DEMO_FOLDER", place=str(out))
    try:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        (out / MARK).touch()
        with as_file(files("openpcf") / "data" / "demo") as source:
            shutil.copytree(source / "study", out / STUDY_A)
            shutil.copy(source / "policy.yaml", out / "policy.yaml")
            if (source / "replies").is_dir():
                shutil.copytree(source / "replies", out / "replies")
    except OSError as e:
        raise UsageError("FILE_NOT_WRITTEN", place=str(out), found=e.strerror or "") from None


def _bom(demo: _Demo, study: Study) -> str:
    parts = [r for r in study.bom if r.kind == "part"]
    pieces = sum((r.quantity or Decimal(0) for r in parts if r.is_in), Decimal(0))
    apart = sum((r.quantity or Decimal(0) for r in study.bom if r.kind == "not-part"), Decimal(0))
    return demo.say(
        "bom-text",
        lines=len(study.bom),
        parts=trimmed_decimal(pieces),
        apart=trimmed_decimal(apart),
        name=study.configuration.name if study.configuration else "",
        out=sum(1 for r in parts if r.option == "out"),
    )


def _matched(demo: _Demo, calculated_study: CalculatedStudy) -> str:
    lines = calculated_study.calculated.inventory.lines
    counts = Counter(calculated_study.matching.details[line.id].how for line in lines)
    gaps = counts.pop("gap", 0)
    how = [demo.say("how", n=n, name=demo.say(f"way.{name}")) for name, n in counts.most_common()]
    return demo.say("matched-text", lines=len(lines), how=how, gaps=gaps)


def _result(demo: _Demo, document: Document) -> str:
    quality, supplied = document.get("quality"), document.get("supplied")
    total, low, high = headline(document.get("result"))
    estimated = demo.percent(quality.get("estimated_share_percent"))
    figures = {"total": total, "low": low, "high": high, "estimated": estimated}
    if not supplied.get("declarations"):
        return demo.say("total", **figures)
    return demo.say(
        "shares",
        **figures,
        supplied=demo.percent(supplied.get("share_percent")),
        verified=demo.percent(supplied.get("verified_percent")),
    )


def _why(demo: _Demo, finding: Finding) -> str:
    """Return in a few words why a footprint may not be issued."""
    if finding.code == "ESTIMATED_SHARE_ABOVE_LIMIT":
        return demo.say("estimates", found=finding.found, expected=finding.expected)
    return say(finding, demo.language)


def _called(demo: _Demo, contribution: Contribution) -> str:
    """Return the display name of a row: its designators, or its description."""
    if contribution.part_class == BOARD:
        return demo.say("board")
    first, *rest = contribution.designators or (contribution.what,)
    if not rest:
        return first
    numbers = [int(re.sub(r"\D", "", name) or 0) for name in contribution.designators]
    whole = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return f"{first}{'–' if whole else '…'}{rest[-1]}"


def _largest(demo: _Demo, calculated_study: CalculatedStudy) -> list[str]:
    return [
        demo.say("one", name=_called(demo, c), figure=significant(c.excl, 2))
        for c in contributions(calculated_study)[:LARGEST]
    ]


def _failing(report: Report) -> Finding | None:
    weighty = [f for f in report.findings if f.outcome is not Outcome.NOTE]
    return weighty[0] if weighty else None


def _keys(demo: _Demo, replies: list[Path]) -> dict[str, FileSigner]:
    """Make the keys of manufacturer and suppliers and one trust list with all of them."""
    made = {"maker": make("maker", PASSPHRASE, demo.environment)}
    study = load(demo.path(STUDY_A)).study
    issuer = study.issuer
    now = demo.environment.now()
    start = "2026-01-01T00:00:00Z"
    owners = [(made["maker"], issuer)]
    for reply in replies:
        name = reply.stem
        made[name] = make(name, PASSPHRASE, demo.environment)
        supplier = study_of(read_answers(reply)[0]).issuer
        owners.append((made[name], supplier))
    entities = tuple(
        entity(
            KeyOwner((who.name or "") if who else "", tuple((who.ids or ()) if who else ())),
            [key_entry(key.jwk, start)],
        )
        for key, who in owners
    )
    write_bytes(demo.trust, list_bytes(Draft("demo", entities=entities), now))
    return made


def _declare(demo: _Demo, reply: Path, key: FileSigner) -> Signed:
    _, signed = declare(reply, key, demo.environment, purpose="demonstration")
    write_bytes(demo.path(STUDY_B, "declarations", f"{reply.stem}.json"), signed.public)
    return signed


def _study_b(demo: _Demo, replies: list[Path]) -> Study:
    """Make study B: study A with declarations in place of its largest estimates."""
    study = load(demo.path(STUDY_A)).study
    rows, bom, boards = [], list(study.bom), list(study.boards)
    for reply in replies:
        name = reply.stem
        line = name.removeprefix("request-")
        supplier = study_of(read_answers(reply)[0]).issuer
        rows.append(
            SuppliedDeclaration(
                id=name,
                supplier=supplier.name if supplier else None,
                path=f"declarations/{name}.json",
            )
        )
        bom = [r.model_copy(update={"declaration": name}) if r.id == line else r for r in bom]
        boards = [b.model_copy(update={"declaration": name}) if b.id == line else b for b in boards]
    return study.model_copy(
        update={"bom": tuple(bom), "boards": tuple(boards), "declarations": tuple(rows)}
    )


def _with(loaded: LoadedStudy, row: int = 0, **changes: Any) -> LoadedStudy:
    """Return the study with one declaration's row changed (default: the first row)."""
    rows = list(loaded.study.declarations)
    rows[row] = rows[row].model_copy(update=changes)
    return replace(loaded, study=loaded.study.model_copy(update={"declarations": tuple(rows)}))


def _judge(demo: _Demo, loaded: LoadedStudy) -> Report:
    return check(
        calculate_study(
            loaded,
            demo.environment,
            trust=load_trust_list(demo.trust),
            keep_lock=False,
            reason="a supplier's declaration changed",
        )
    )


def _one_byte(demo: _Demo) -> _Scene:
    """Run scene (a): one byte of a supplier's file is changed."""
    loaded = load(demo.path(STUDY_B))
    path = demo.path(STUDY_B, str(loaded.study.declarations[0].path))
    data = bytearray(read_bytes(path))
    at = data.index(b'"footprint":"') + 200
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    broken = path.with_name("one-byte-changed.json")
    write_bytes(broken, bytes(data))
    try:
        _judge(demo, _with(loaded, path=f"declarations/{broken.name}"))
    except TrustError as problem:
        verdict = demo.verdict("verdict-shown", "fail")
        why = say(problem, demo.language)
        shown = demo.say("exit", verdict=verdict, code=problem.exit_code, text=why)
        return _Scene(shown, fix(problem, demo.language))
    return _Scene(demo.say("nothing"))


def _scene(demo: _Demo, report: Report, found: Finding | None) -> _Scene:
    verdict = demo.verdict("verdict-shown", report.verdict)
    if found is None:
        return _Scene(demo.say("verdict", verdict=verdict, why=demo.say("nothing")))
    why = say(found, demo.language)
    remedy = fix(found, demo.language)
    if not found.requirements:
        return _Scene(demo.say("verdict", verdict=verdict, why=why), remedy)
    rows = list(found.requirements)
    return _Scene(demo.say("rows", verdict=verdict, rows=rows, text=why), remedy)


def _field_missing(demo: _Demo, reply: Path, key: FileSigner) -> _Scene:
    """Run scene (b): the supplier signs a version without a mandatory field."""
    study = study_of(read_answers(reply)[0]).model_copy(update={"purpose": "demonstration"})
    loaded = LoadedStudy(study, reply, reply.parent, "workbook", ())
    document = calculate_study(loaded, demo.environment, keep_lock=False).document
    payload = dict(document.payload)
    payload["quality"] = {
        k: v for k, v in payload["quality"].items() if k != "primary_data_share_percent"
    }
    compact = issue(document.model_copy(update={"payload": payload}), key, demo.environment.entropy)
    path = demo.path(STUDY_B, "declarations", "field-missing.json")
    write_bytes(path, write_bundle(Bundle(without_hidden_parts(compact))))
    report = _judge(demo, _with(load(demo.path(STUDY_B)), path=f"declarations/{path.name}"))
    return _scene(demo, report, _failing(report))


def _status_unknown(demo: _Demo) -> _Scene:
    """Run scene (c): the status of the supplier's declaration is unknown."""
    report = _judge(demo, _with(load(demo.path(STUDY_B)), -1, status="unknown"))
    return _scene(demo, report, _failing(report))


def _penalised(demo: _Demo) -> _Scene:
    """Show the fix for scene (c): a penalised default within the profile's limit."""
    report = _judge(demo, _with(load(demo.path(STUDY_B)), -1, if_not_usable="penalised-default"))
    found = next((f for f in report.findings if f.code == "PENALISED_DEFAULT"), None)
    return _scene(demo, report, found)


def _scenes(demo: _Demo, replies: list[Path], keys: dict[str, FileSigner]) -> Iterator[str]:
    yield from demo.scene("one-byte", _one_byte(demo))
    if replies:
        missing = _field_missing(demo, replies[0], keys[replies[0].stem])
        yield from demo.scene("field-missing", missing)
        yield from demo.scene("status-unknown", _status_unknown(demo))
        yield from demo.scene("default", _penalised(demo))


def run(
    out: Path, language: Language = "en", colour: bool = False, outside: Environment | None = None
) -> Iterator[str]:
    """Run the story line by line; every figure is computed in this run."""
    _start(out)
    home = out / "home"
    demo = _Demo(out, replace(outside or machine_environment(), home=home), language, colour)
    replies = sorted((out / "replies").glob("request-*.xlsx"))
    keys = _keys(demo, replies)

    study = load(demo.path(STUDY_A)).study
    yield demo.step(1, "bom", _bom(demo, study))
    first = demo.calculated_study(STUDY_A)
    write_bytes(demo.path("gaps.xlsx"), gaps_workbook(first))
    yield demo.step(2, "matched", _matched(demo, first))
    yield demo.step(3, "a", _result(demo, first.document))
    report_a = check(first)
    failing = _failing(report_a)
    verdict = demo.verdict("issuable", report_a.verdict)
    if failing is not None:
        verdict = demo.say("verdict", verdict=verdict, why=_why(demo, failing))
    yield demo.step(4, "check", verdict)
    yield demo.more(demo.say("largest", largest=_largest(demo, first)))

    asked = requests(first, ASKED)
    for name, data in request_files(asked).items():
        write_bytes(demo.path("requests", name), data)
    fields = sum(len(r.asked) for r in asked)
    for reply in replies:
        _declare(demo, reply, keys[reply.stem])
    shown = demo.say("ask-text", asked=len(asked), fields=fields, replies=len(replies))
    yield demo.step(5, "ask", shown)
    save(_study_b(demo, replies), demo.path(STUDY_B), overwrite=True)
    second = demo.calculated_study(STUDY_B)
    yield demo.step(6, "b", _result(demo, second.document))
    yield demo.more(demo.say("invented"))
    signed = sign(second, keys["maker"], demo.environment)
    declaration = demo.path("declaration.json")
    write_bytes(declaration, signed.public)
    write_bytes(demo.path("declaration-full.json"), signed.full)
    shown = demo.say(
        "signed-text",
        version=signed.version,
        digest=signed.digest[:23],
        kid=keys["maker"].kid[:12],
    )
    yield demo.step(7, "signed", shown)
    yield demo.more(demo.say("signed-whence", phrase=PASSPHRASE, suppliers=len(replies)))
    decision, _ = decide(
        declaration,
        demo.trust,
        demo.path("policy.yaml"),
        demo.environment,
        demo.environment.now(),
    )
    separator = text("meta.clause", language)
    reasons = separator.join(
        say(r.finding, language) for r in decision.reasons if r.decision == decision.decision
    )
    verdict = demo.verdict("decision-shown", decision.decision)
    yield demo.step(8, "decide", demo.say("decide-text", verdict=verdict, reasons=reasons))
    for number, line in enumerate(_scenes(demo, replies, keys)):
        yield demo.more(line) if number else demo.step(9, "break", line)
    write_bytes(demo.path("report-a.html"), report_of(first, report_a))
    write_bytes(
        demo.path("report-b.html"),
        report_of(
            second,
            signed.report,
            signed=signed,
            clearance=decision,
            heading="INVENTED_SUPPLIER_DATA",
            kid=keys["maker"].kid,
        ),
    )
    write_bytes(demo.path("difference.html"), difference_report(first, second))
    yield demo.step(10, "open", " ".join(str(out / name) for name in PAGES))
