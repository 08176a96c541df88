"""The report: one self-contained HTML file in nine sections, from the declaration to its lines.

Template, style and script are passed in; everything is escaped; the data block has the document's
own figures as text, so that the result can be recalculated from the saved file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import segno
from markupsafe import Markup

from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence
from openpcf.model.policy import Clearance
from openpcf.reporting.charts import bars, sankey
from openpcf.reporting.compare import Comparison
from openpcf.reporting.figures import signed
from openpcf.reporting.page import template
from openpcf.reporting.parts import Part
from openpcf.reporting.view import View, view
from openpcf.ruleset.engine import Report

CHANGES = 15
"""Changes drawn in the picture of a difference."""


@dataclass(frozen=True)
class Assets:
    """Template, style and script as they ship."""

    template: str
    css: str
    js: str


@dataclass(frozen=True)
class SignatureFacts:
    """What was verified of the document: yes, no or absent."""

    signed: bool = False
    kid: str = ""
    timestamp: bool = False
    statement: bool = False


@dataclass(frozen=True)
class ReportInput:
    """Everything that the report shows."""

    document: Document
    rules: Report | None = None
    clearance: Clearance | None = None
    signature: SignatureFacts = SignatureFacts()
    as_of: str = ""
    heading: str | None = None
    link: str | None = None
    command: str = ""
    engine: str = ""
    licences: tuple[tuple[str, str], ...] = ()
    children: tuple[ChildEvidence, ...] = ()
    days: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """First and last day of ``period`` and ``valid`` at the site."""
    received: bool = False
    """A declaration received from others, not the issuer's own study."""


def data_block(document: Document) -> Markup:
    """Return the signed content and what is shown beside it, as JSON."""
    return json_block(document.shown())


def json_block(data: dict[str, Any]) -> Markup:
    """Return JSON that can't end the script element around it."""
    found = orjson.dumps(data).decode("utf-8")
    for mark, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        found = found.replace(mark, code)
    # Every character that could leave the element is written as an escape above.
    return Markup(found)  # noqa: S704


def qr(document: Document, link: str | None) -> Markup | None:
    """Return a QR code of link and digest; None without a digest."""
    if document.digest is None:
        return None
    base = link or (document.get("product.ids") or [""])[0]
    code = segno.make(f"{base}#{document.digest}", error="m", micro=False)
    svg = code.svg_inline(scale=3, border=2, dark="#000", light="#fff", omitsize=True)
    # The drawing has numbers only; link and digest are encoded in its modules, not as text.
    return Markup(svg)  # noqa: S704


def render(given: ReportInput, assets: Assets) -> bytes:
    """Return the HTML file, UTF-8."""
    found: View = view(given.document, given.rules, given.clearance, given.children)
    page = template(assets.template)
    return page.render(
        given=given,
        view=found,
        css=Markup(assets.css),  # noqa: S704
        js=Markup(assets.js),  # noqa: S704
        data=data_block(given.document),
        qr=qr(given.document, given.link),
        bars=bars(found.top),
        sankey=sankey(found),
        difference=None,
    ).encode("utf-8")


def _changes(comparison: Comparison) -> tuple[Part, ...]:
    """Return the largest changes for the chart."""
    return tuple(
        Part(
            name=line.name,
            stage=line.stage,
            part_class="",
            figure=signed(line.change, 2),
            share="",
            value=float(line.change),
            low=None,
            high=None,
            origin="",
            estimated=False,
            lines=(),
        )
        for line in comparison.lines[:CHANGES]
        if line.change
    )


def difference_html(comparison: Comparison, assets: Assets) -> bytes:
    """Return a comparison of two documents in the same style."""
    page = template(assets.template)
    changes = _changes(comparison)
    return page.render(
        given=None,
        view=None,
        css=Markup(assets.css),  # noqa: S704
        js=Markup(assets.js),  # noqa: S704
        data=json_block(comparison.to_json()),
        qr=None,
        bars=bars(changes),
        changes=changes,
        sankey=None,
        difference=comparison,
    ).encode("utf-8")
