"""One line of an inventory as plain text: formula, numbers, origin and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpcf.messages import render, text
from openpcf.messages.catalogue import Language
from openpcf.model.base import parse_decimal, trimmed_decimal
from openpcf.model.document import Document
from openpcf.reporting.figures import DASH
from openpcf.reporting.layout import table
from openpcf.reporting.lines import divisors
from openpcf.reporting.vocabulary import in_words

Row = tuple[str, str]
"""Key of the name of a row (blank: continuation), and its text."""


def _formula(line: Mapping[str, Any], working: Sequence[Any], language: Language) -> str:
    quantity, factor = line["quantity"], line["factor"]
    worked = " × ".join(render(each, language) for each in working)
    amount = worked or f"{quantity['amount']} {quantity['unit']}"
    per = divisors(quantity.get("per", ()), language)
    return f"{amount} × {factor['value']} {factor['unit']}{per}"


def _origin(line: Mapping[str, Any], language: Language) -> str:
    """Return the source of the quantity as stated, and whether the figure is an estimate."""
    quantity = line["quantity"]
    origin = in_words("origin", quantity.get("origin") or DASH, language)
    if stated := quantity.get("source_quantity"):
        note = f"{trimmed_decimal(Decimal(stated['amount']))} {stated['unit']}"
        origin = text("meta.noted", language, text=origin, note=note)
    if line.get("estimated"):
        origin = text("terminal.origin_estimated", language, origin=origin)
    return origin


def _quality(line: Mapping[str, Any], language: Language) -> str:
    """Return ratings of a line, σ, confidence of its match, and who confirmed it."""
    match = line.get("match") or {}
    found = []
    if line.get("dqr"):
        names = ("technology", "time", "geography")
        found.append(
            text("terminal.ratings", language, **dict(zip(names, line["dqr"], strict=True)))
        )
    for of in ("quantity", "factor"):
        if sigma := (line.get("sigma_ln") or {}).get(of):
            found.append(text(f"terminal.sigma_{of}", language, sigma=sigma))
    if match.get("confidence"):
        found.append(text("terminal.confidence", language, confidence=match["confidence"]))
    if match.get("confirmed_by"):
        found.append(text("terminal.confirmed", language, who=match["confirmed_by"]))
    return text("meta.clause", language).join(found)


def _supplied(
    line: Mapping[str, Any], item: Mapping[str, Any] | None, language: Language
) -> list[Row]:
    if item is None:
        return [("factor", text("terminal.hidden", language, component=line["component"]))]
    child = item["child"]
    product = f"{item['quantity']['amount']} × {item['child_result']['excl']}"
    return [
        ("quantity", product + divisors(item.get("per", ()), language)),
        ("factor", f"{child['series']} v{child['version']}"),
        ("", child["digest"]),
        ("origin", in_words("origin", "supplied", language)),
    ]


def _range(line: Mapping[str, Any], language: Language) -> str:
    bounds, unit = line["quantity"]["range"], line["quantity"]["unit"]
    low, high = (trimmed_decimal(parse_decimal(bounds[name])) for name in ("low", "high"))
    means = render(bounds["means"], language)
    return text("meta.noted", language, text=f"{low} – {high} {unit}", note=means)


def _factored(line: Mapping[str, Any], working: Sequence[Any], language: Language) -> list[Row]:
    factor, match = line["factor"], line.get("match") or {}
    facts = ("publisher", "geography", "year", "gwp", "licence")
    why = text("terminal.matched", language, how=match.get("how") or DASH, why=match.get("why", ""))
    rows = [
        ("quantity", _formula(line, working, language)),
        ("origin", _origin(line, language)),
        ("factor", f"{factor['id']}  ({factor['dataset']}/{factor['version']})"),
        ("", "  ".join(factor[name] for name in facts if factor.get(name))),
        ("why", why),
    ]
    if line["quantity"].get("range"):
        rows.append(("range", _range(line, language)))
    if quality := _quality(line, language):
        rows.append(("quality", quality))
    return rows


def _result(line: Mapping[str, Any], language: Language) -> str:
    figure = f"{line['result']['excl']} kg CO2e"
    parts = [f"{name} {value}" for name, value in line["result"]["parts"].items()]
    return text("meta.noted", language, text=figure, note=parts) if parts else figure


def explain_text(
    document: Document, line_id: str, language: Language = "en", working: Sequence[Any] = ()
) -> str | None:
    """Return formula, numbers, origin and source of a line; None for an unknown line.

    ``working`` has the numbers that matching multiplied to the amount of the line, each with its
    label.
    """
    line = next((found for found in document.lines() if found.get("id") == line_id), None)
    if line is None:
        return None
    place = text("terminal.stage_scope", language, stage=line.get("stage"), scope=line.get("scope"))
    rows: list[Row] = [
        ("line", f"{line['id']}  {render(line.get('what', ''), language)}"),
        ("stage", place),
    ]
    if "component" in line:
        item = next((i for i in document.items() if i.get("id") == line["component"]), None)
        rows += _supplied(line, item, language)
    elif "factor" in line:
        rows += _factored(line, working, language)
    else:
        rows += [
            ("factor", text("terminal.gap", language)),
            ("why", render(line.get("note", ""), language)),
        ]
    if line.get("result"):
        rows.append(("result", _result(line, language)))
    rows.append(("source", str(line.get("source", DASH))))
    names = {key: text(f"terminal.{key}", language) if key else "" for key, _ in rows}
    return table((names[key], shown) for key, shown in rows)
