"""The report: one self-contained HTML file, in the order of the story (docs/report.md).

Template, style and script come in as values; everything is escaped; the data block holds the
document's own figures as text, so that anybody recomputes from the saved file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
import segno
from jinja2 import ChainableUndefined, Environment, Template
from markupsafe import Markup

from openpcf.messages import render as in_language
from openpcf.model.base import decimal_text
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence
from openpcf.model.inventory import STAGES
from openpcf.model.policy import Clearance
from openpcf.reporting.charts import MARKS, bars, sankey
from openpcf.reporting.compare import Comparison
from openpcf.reporting.figures import DASH, shown, signed, significant
from openpcf.reporting.labels import LABELS, both, pair
from openpcf.reporting.lines import Part
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.view import View, view
from openpcf.reporting.vocabulary import term
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
    """What is proven of the document: yes, no or absent."""

    signed: bool = False
    kid: str = ""
    timestamp: bool = False
    statement: bool = False


@dataclass(frozen=True)
class ReportInput:
    """Everything the report shows."""

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
    """A declaration somebody presents, and not the issuer's own study."""


def data_block(document: Document) -> Markup:
    """What was signed, and what is shown beside it, as JSON."""
    return json_block(document.shown())


def json_block(data: dict[str, Any]) -> Markup:
    """JSON that can't end the script element it stands in."""
    text = orjson.dumps(data).decode("utf-8")
    for mark, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, code)
    # Every character that could leave the element is written as an escape above.
    return Markup(text)  # noqa: S704


def qr(document: Document, link: str | None) -> Markup | None:
    """QR code of link and digest; None while there is no digest."""
    if document.digest is None:
        return None
    base = link or (document.get("product.ids") or [""])[0]
    code = segno.make(f"{base}#{document.digest}", error="m", micro=False)
    svg = code.svg_inline(scale=3, border=2, dark="#000", light="#fff", omitsize=True)
    # The drawing is made of numbers only; link and digest are inside its modules, not its text.
    return Markup(svg)  # noqa: S704


class _Missing(ChainableUndefined):
    """What a document does not hold, to any depth: a dash."""

    def __str__(self) -> str:
        return DASH


def _visible(value: object) -> object:
    """A text of somebody's document without marks that turn or hide what stands around it; a coded
    one in every language of the page."""
    if isinstance(value, Mapping) and "code" in value:
        en, zh = (sanitize(in_language(value, language)) for language in ("en", "zh"))
        return en if en == zh else pair(en, zh)
    return sanitize(value) if type(value) is str else value


def _listed(values: Iterable[object]) -> str:
    return sanitize(", ".join(str(value) for value in values))


def _share(text: object) -> str:
    return f"{text} %" if isinstance(text, str) and text != DASH else DASH


def _figure(text: object) -> str:
    return shown(text) if isinstance(text, str) else DASH


def _rounded(value: Decimal) -> str:
    return significant(value, 2)


@cache
def _template(text: str) -> Template:
    environment = Environment(
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.globals["t"] = both
    environment.globals["labels"] = LABELS
    environment.filters["plain"] = decimal_text
    environment.filters["signed"] = signed
    environment.filters["share"] = _share
    environment.filters["fig"] = _figure
    environment.filters["listed"] = _listed
    environment.filters["rounded"] = _rounded
    environment.globals["term"] = term
    environment.globals["marks"] = MARKS
    environment.globals["stages"] = STAGES
    return environment.from_string(text)


def render(given: ReportInput, assets: Assets) -> bytes:
    """The HTML file, UTF-8."""
    found: View = view(given.document, given.rules, given.clearance, given.children)
    template = _template(assets.template)
    return template.render(
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
    """The largest changes for the picture."""
    return tuple(
        Part(
            name=line.what,
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
    """Two documents side by side, in the same dress."""
    template = _template(assets.template)
    changes = _changes(comparison)
    return template.render(
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
