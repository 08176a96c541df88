"""A verification for readers without knowledge of signatures: the result, then each check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from openpcf.errors import Diagnostic, OpenpcfError
from openpcf.messages import fix, say, text
from openpcf.messages.catalogue import Language
from openpcf.model.document import Document
from openpcf.model.finding import Finding
from openpcf.model.instants import required_instant
from openpcf.proof.bundle import Verified
from openpcf.proof.container import STEPS, OpenedContainer
from openpcf.proof.trust_list import TrustList
from openpcf.reporting.figures import DASH
from openpcf.reporting.findings import report_text
from openpcf.reporting.layout import pad, width
from openpcf.reporting.result import total_text
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.terminal import paint
from openpcf.ruleset.engine import Report

Mark = Literal["ok", "fail", "none", "old", "unseen", "look"]
_VERDICTS = {"ok": "pass", "fail": "fail", "old": "inconclusive", "look": "inconclusive"}
"""The verdict that sets the colour of a mark."""
_DIGEST = 23
"""Characters shown of a supplier's digest."""


class Row(NamedTuple):
    """One check: its mark, its code, what is shown of it, and how to fix a failure."""

    mark: Mark
    name: str
    text: str
    fix: str = ""


def _hidden(document: Document, language: Language) -> str:
    """Return what is not disclosed, with the counts the issuer signed."""
    disclosable: Any = document.get("disclosable")
    found = []
    for name in sorted(document.hidden | document.partly):
        counts = disclosable.get(name) if isinstance(disclosable, dict) else None
        stated = counts if isinstance(counts, dict) else {}
        shown = {key: str(stated.get(key, DASH)) for key in ("groups", "lines", "items")}
        key = "partly_hidden" if name in document.partly else "hidden"
        found.append(text(f"verified.{key}.{name}", language, **shown))
    return text("meta.clause", language).join(found)


def _why(opening: OpenedContainer, language: Language) -> str:
    return DASH if opening.problem is None else say(opening.problem, language)


def _fix(problem: Diagnostic | None, language: Language) -> str:
    return "" if problem is None else fix(problem, language)


def _checks(opening: OpenedContainer, language: Language) -> Iterator[Row]:
    done = {step.name: step for step in opening.steps}
    for name in STEPS:
        step = done.get(name)
        if step is None:
            yield Row("unseen", name, text("verified.text.unseen", language))
        elif not step.ok:
            yield Row("fail", name, _why(opening, language), _fix(opening.problem, language))
        elif name == "content" and opening.document is not None and step.found:
            hidden = _hidden(opening.document, language)
            yield Row("ok", name, text("verified.text.content_hidden", language, hidden=hidden))
        else:
            yield Row("ok", name, text(f"verified.text.{name}", language, found=step.found))


def _context(trust: TrustList, as_of: str, language: Language) -> Iterator[Row]:
    """Return the trust list, and the proofs that were not verified."""
    old = required_instant(trust.next_update, "next_update") < required_instant(as_of, "as_of")
    key = "verified.text.list_old" if old else "verified.text.list"
    until = trust.next_update[:10]
    about = text(key, language, id=trust.list_id, sequence=trust.sequence, until=until)
    yield Row("old" if old else "ok", "list", about)
    for name in ("timestamp", "statement"):
        yield Row("none", name, text(f"verified.text.{name}", language, as_of=as_of))


def _suppliers(verified: Verified, language: Language) -> Iterator[Row]:
    for name, opening in verified.children.items():
        shown = {"digest": name[:_DIGEST]}
        document = opening.document
        if document is None:
            shown["why"] = _why(opening, language)
            about = text("verified.text.supplier_failed", language, **shown)
            yield Row("fail", "supplier", about, _fix(opening.problem, language))
            continue
        shown["issuer"] = str(document.get("issuer.name") or DASH)
        shown["product"] = str(document.get("product.name") or DASH)
        yield Row("ok", "supplier", text("verified.text.supplier", language, **shown))


def _head(verified: Verified, language: Language, colour: bool) -> list[str]:
    """Return the result with product, version and total."""

    def result(key: str, verdict: str, **about: str) -> str:
        word = paint(text(f"verified.{key}_word", language), verdict, colour)
        safe = {name: sanitize(value) for name, value in about.items()}
        return text(f"verified.{key}", language, verdict=word, **safe)

    document = verified.own.document
    if document is None:
        return [result("failed", "fail", why=_why(verified.own, language))]
    issuer = str(document.get("issuer.name") or DASH)
    product = text(
        "verified.product",
        language,
        product=document.get("product.name") or DASH,
        version=document.get("dataset.version") or DASH,
        day=str(document.get("dataset.created_at") or DASH)[:10],
    )
    return [
        result("partly", "fail") if verified.problems else result("genuine", "pass", issuer=issuer),
        sanitize(product),
        _total(document, language),
    ]


def _total(document: Document, language: Language) -> str:
    """Return the total, or a dash if a genuine document has none that can be read."""
    try:
        return total_text(document, language)
    except (OpenpcfError, AttributeError, TypeError, ValueError):
        return DASH


def _table(rows: Iterable[Row], language: Language, colour: bool) -> Iterator[str]:
    many = list(rows)
    marks = {row.mark: text(f"verified.mark.{row.mark}", language) for row in many}
    names = {row.name: text(f"verified.name.{row.name}", language) for row in many}
    left, middle = max(map(width, marks.values())), max(map(width, names.values()))
    for row in many:
        word = marks[row.mark]
        mark = paint(word, _VERDICTS.get(row.mark, ""), colour) + " " * (left - width(word))
        yield f"{mark}  {pad(names[row.name], middle)}  {sanitize(row.text)}"
        if row.fix:
            yield f"{' ' * (left + middle + 4)}→ {sanitize(row.fix)}"


def verification_text(
    verified: Verified,
    trust: TrustList,
    as_of: str,
    reports: Iterable[Report],
    remarks: Iterable[Finding] = (),
    language: Language = "en",
    colour: bool = False,
) -> str:
    """Return the result, each check with its meaning, the suppliers, and the rules."""
    rows = [
        *_checks(verified.own, language),
        *_context(trust, as_of, language),
        *_suppliers(verified, language),
        *(Row("look", "note", say(finding, language)) for finding in remarks),
    ]
    lines = [*_head(verified, language, colour), "", *_table(rows, language, colour)]
    if verified.own.document is not None:
        rules = [report_text(report, language, colour) for report in reports]
        lines += ["", *(rules or [text("verified.text.no_rules", language)])]
    return "\n".join(lines)
