"""The Python face: the verbs as functions of paths and plain values.

Every function takes ``home``, the folder of store and keys (else ``$OPENPCF_HOME`` or
``~/.openpcf``). Refusals are raised as ``OpenpcfError`` with ``code``, ``place`` and ``findings``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpcf.errors import UsageError
from openpcf.messages.catalogue import Language
from openpcf.model.document import Document
from openpcf.model.factor import Factor
from openpcf.model.finding import Finding
from openpcf.model.policy import Clearance
from openpcf.model.study import Study
from openpcf.report.compare import Comparison as Differences
from openpcf.report.compare import compare as differences
from openpcf.report.compare import comparison_text
from openpcf.report.notebook import clearance_html, comparison_html, report_html, result_html
from openpcf.report.terminal import clearance_text, explain_text, report_text, result_text
from openpcf.rules import Report
from openpcf.store import Issued
from openpcf.workflow.bom_mapping import read_mappings
from openpcf.workflow.calculate import Prepared, prepare, prepare_loaded
from openpcf.workflow.check import check
from openpcf.workflow.convert import convert as convert_loaded
from openpcf.workflow.declarations import Read, load_trust_list
from openpcf.workflow.demo import run
from openpcf.workflow.factors import search
from openpcf.workflow.files import write_bytes
from openpcf.workflow.init import Basics, start
from openpcf.workflow.init import write as write_started
from openpcf.workflow.keys import make, signer
from openpcf.workflow.present import convert_declaration
from openpcf.workflow.report import report_of
from openpcf.workflow.request import request_files, requests
from openpcf.workflow.sign import Signed, sign
from openpcf.workflow.study_files import LoadedStudy, load, save
from openpcf.workflow.surroundings import Surroundings, real
from openpcf.workflow.verify import clear as run_clear
from openpcf.workflow.verify import verify as run_verify

Where = str | Path


def _here(home: Where | None) -> Surroundings:
    outside = real()
    return outside if home is None else replace(outside, home=Path(home))


@dataclass(frozen=True, repr=False)
class Judgement:
    """What the rules of a profile say of a footprint."""

    report: Report

    @property
    def verdict(self) -> str:
        """``pass``, ``fail`` or ``inconclusive``."""
        return str(self.report.verdict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self.report.findings)

    def text(self, language: Language = "en") -> str:
        """As the command line says it."""
        return report_text(self.report, language)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return report_html(self.report)


@dataclass(frozen=True, repr=False)
class Comparison:
    """Two calculations side by side; the changes by line add up to the change of the totals."""

    differences: Differences

    def plain(self) -> dict[str, Any]:
        """JSON-ready, every figure as decimal text."""
        return self.differences.plain()

    def __repr__(self) -> str:
        return comparison_text(self.differences)

    def _repr_html_(self) -> str:
        return comparison_html(self.differences)


@dataclass(frozen=True, repr=False)
class Decision:
    """The decision of a policy, with all its reasons."""

    clearance: Clearance
    reading: Reading

    @property
    def decision(self) -> str:
        """``accept``, ``supplement``, ``refer`` or ``refuse``."""
        return str(self.clearance.decision)

    def __repr__(self) -> str:
        return clearance_text(self.clearance)

    def _repr_html_(self) -> str:
        return clearance_html(self.clearance)


@dataclass(frozen=True, repr=False)
class Reading:
    """A declaration verified: its document, each step, the rules of its profile."""

    read: Read

    @property
    def document(self) -> Document | None:
        """None where it could not be opened: see ``problems``."""
        return self.read.document

    @property
    def problems(self) -> tuple[Exception, ...]:
        """What failed of signature, keys, digests and disclosures; empty when all held."""
        return self.read.problems

    @property
    def steps(self) -> tuple[tuple[str, bool, str], ...]:
        """Name, whether it held, what was found."""
        return tuple((s.name, s.ok, s.found) for s in self.read.verified.own.steps)

    @property
    def judgement(self) -> Judgement | None:
        return None if self.read.report is None else Judgement(self.read.report)

    def __repr__(self) -> str:
        return "\n".join(f"{'pass' if ok else 'fail'}  {name}" for name, ok, _ in self.steps)

    def _repr_html_(self) -> str:
        shown = "" if self.document is None else result_html(self.document)
        return shown + ("" if self.judgement is None else self.judgement._repr_html_())


@dataclass(frozen=True, repr=False)
class Calculation:
    """A calculated study: its document, lines and findings, and what can be done with it."""

    prepared: Prepared
    surroundings: Surroundings

    @property
    def document(self) -> Document:
        """Payload, inventory and components as they would be signed."""
        return self.prepared.document

    @property
    def lines(self) -> tuple[dict[str, Any], ...]:
        """The lines of the inventory, every figure as decimal text, kg CO2e."""
        return tuple(self.document.lines())

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.prepared.findings

    @property
    def total(self) -> str | None:
        """kg CO2e for the declared unit, biogenic uptake left out; None while it is open."""
        found: str | None = self.document.get("result.total_excl_biogenic_uptake")
        return found

    def check(self, profile: str | None = None) -> Judgement:
        """The rules of its profile, or of another."""
        return Judgement(check(self.prepared, profile))

    def explain(self, line: str, language: Language = "en") -> str:
        """Formula, numbers and source of a line; raises UsageError ``LINE_UNKNOWN``."""
        detail = self.prepared.matching.details.get(line)
        text = explain_text(self.document, line, language, detail.working if detail else ())
        if text is None:
            raise UsageError("LINE_UNKNOWN", found=line, expected="l-0001")
        return text

    def match(self) -> tuple[dict[str, Any], ...]:
        """How each line got its factor: how, why, confidence, alternatives, who confirmed."""
        details = self.prepared.matching.details
        return tuple(
            {
                "line": line.id,
                "what": line.what,
                "how": details[line.id].how,
                "why": details[line.id].why,
                "confidence": details[line.id].confidence,
                "factor": line.factor.id if line.factor else None,
                "confirmed_by": details[line.id].confirmed_by,
                "alternatives": [a.factor for a in details[line.id].alternatives],
            }
            for line in self.prepared.calculated.inventory.lines
        )

    def request(self, folder: Where, top: int = 5) -> tuple[Path, ...]:
        """One workbook to each of the largest contributors, asking what is missing."""
        asked = requests(self.prepared, top)
        paths = []
        for name, data in request_files(asked).items():
            paths.append(Path(folder) / name)
            write_bytes(paths[-1], data)
        return tuple(paths)

    def report(self, path: Where) -> Path:
        """One self-contained HTML file."""
        write_bytes(Path(path), report_of(self.prepared, check(self.prepared)))
        return Path(path)

    def sign(self, key: str, passphrase: str, path: Where) -> Signed:
        """Check, sign, keep in the store, write the declaration with its inventory hidden.

        Raises FindingsError ``NOT_ISSUABLE`` with the findings where the rules do not pass.
        """
        holder = signer(key, passphrase, self.surroundings)
        signed = sign(self.prepared, holder, self.surroundings)
        write_bytes(Path(path), signed.public)
        return signed

    def __repr__(self) -> str:
        return result_text(self.document)

    def _repr_html_(self) -> str:
        return result_html(self.document)


def read_study(path: Where) -> Study:
    """The study of a folder or workbook; raises InputError with every fault at once."""
    return load(Path(path)).study


def write_study(study: Study, path: Where, *, overwrite: bool = False) -> tuple[Path, ...]:
    """A workbook where the path ends in .xlsx, else a folder."""
    return save(study, Path(path), overwrite=overwrite)


def convert(
    source: Where,
    target: Where,
    *,
    show: Sequence[str] = (),
    hide: Sequence[str] = (),
    children: bool = True,
) -> tuple[Path, ...]:
    """A study folder into a workbook or back, without loss; or a declaration (``.json``) into
    another presentation of the same digest.

    ``show``: groups, lines, components; ``hide``: ids inside them; ``children``: hand on those of
    suppliers.
    """
    if Path(source).suffix == ".json":
        convert_declaration(Path(source), Path(target), show, hide, children=children)
        return (Path(target),)
    return convert_loaded(load(Path(source)), Path(target))


def init(
    target: Where,
    bom: Where | Sequence[Where] = (),
    *,
    pcb: Where | None = None,
    columns: Mapping[str, str] | None = None,
    mapping: Where | None = None,
    sheet: str | None = None,
    keep_faults: bool = False,
    **basics: Any,
) -> Study:
    """Start a study from any bill of materials and write it; without one, a template to fill in.

    ``columns`` says header → field, ``mapping`` is a saved mapping to use again. ``basics``:
    product, product_id, issuer, issuer_id, country, year. Raises InputError ``BOM_FAULTS`` while
    lines would be lost, unless ``keep_faults``.
    """
    many = (bom,) if isinstance(bom, str | Path) else tuple(bom)
    started = start(
        tuple(Path(one) for one in many),
        Basics(**basics),
        pcb=None if pcb is None else Path(pcb),
        mapping=columns,
        saved=None if mapping is None else read_mappings(Path(mapping)),
        sheet=sheet,
    )
    write_started(started, Path(target), keep_faults=keep_faults)
    return started.study


def calculate(
    study: Where | Study,
    *,
    trust: Where | None = None,
    as_of: str | None = None,
    base: Where = ".",
    update_lock: bool = False,
    reason: str | None = None,
    home: Where | None = None,
) -> Calculation:
    """Calculate a study at a path, or one in memory (its paths are relative to ``base``, no lock
    is written). ``trust`` is the list of keys for suppliers' declarations, ``as_of`` RFC 3339 UTC.

    Raises InputError for faults of the study, TrustError where a declaration does not hold.
    """
    surroundings = _here(home)
    keys = load_trust_list(None if trust is None else Path(trust))
    if isinstance(study, Study):
        loaded = LoadedStudy(study, Path(base), Path(base), "folder", ())
        made = prepare_loaded(
            loaded, surroundings, trust=keys, as_of=as_of, keep_lock=False, reason=reason
        )
    else:
        made = prepare(
            Path(study),
            surroundings,
            trust=keys,
            as_of=as_of,
            update_lock=update_lock,
            reason=reason,
        )
    return Calculation(made, surroundings)


def compare(first: Calculation, second: Calculation) -> Comparison:
    """The difference of two calculations, line by line."""
    return Comparison(differences(first.document, second.document))


def verify(
    declaration: Where, trust: Where, *, as_of: str | None = None, home: Where | None = None
) -> Reading:
    """Verify a declaration and its children, offline; what fails is in ``problems``."""
    return Reading(run_verify(Path(declaration), Path(trust), _here(home), as_of))


def clear(
    declaration: Where, trust: Where, policy: Where, as_of: str, *, home: Where | None = None
) -> Decision:
    """The decision of a policy on a declaration at an instant (RFC 3339 UTC), offline."""
    found, read = run_clear(Path(declaration), Path(trust), Path(policy), _here(home), as_of)
    return Decision(found, Reading(read))


def history(series: str | None = None, *, home: Where | None = None) -> tuple[Issued, ...]:
    """Every version issued from the store, oldest first."""
    store = _here(home).store()
    try:
        return tuple(store.history(series))
    finally:
        store.close()


def search_factors(words: str, limit: int = 15, *, everything: bool = False) -> tuple[Factor, ...]:
    """Factors by words; publishers who disagree stand side by side."""
    return tuple(hit.factor for hit in search(words, limit, everything=everything))


def new_key(name: str, passphrase: str, *, home: Where | None = None) -> str:
    """A new key pair, encrypted at rest; gives its key id."""
    return make(name, passphrase, _here(home)).kid


def demo(folder: Where = "demo-out", language: Language = "en") -> Iterator[str]:
    """The demonstration, line by line."""
    return run(Path(folder), language)
