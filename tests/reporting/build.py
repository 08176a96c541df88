"""Small documents whose figures can be checked by eye."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.model.base import decimal_text, exact_sum
from openpcf.model.document import Document
from openpcf.reporting.html import Assets

DATA = Path(__file__).resolve().parents[2] / "src" / "openpcf" / "data" / "report"
DIGEST = "sha-256:" + "a" * 64


def words(text: str) -> dict[str, Any]:
    """A user's own words as data model 0.2 has them."""
    return {"code": "own-words", "params": {"text": text}}


def piece(whole: str, element: str) -> dict[str, Any]:
    """The name of a line that is a piece of a part."""
    return {"code": "piece-of", "params": {"of": words(whole), "element": element}}


def assets() -> Assets:
    """Template, style and script as they ship."""
    names = ("report.html.j2", "report.css", "report.js")
    return Assets(*((DATA / name).read_text(encoding="utf-8") for name in names))


def line(number: int, what: Any, result: str | None, /, **more: Any) -> dict[str, Any]:
    """A line of 2 kg x half its result; without result it is a gap."""
    made: dict[str, Any] = {
        "id": f"l-{number:04d}", "what": words(what) if isinstance(what, str) else what,
        "stage": "raw-materials", "scope": "3.1",
        "source": f"bom.csv#row={number}", "class": "other",
    }  # fmt: skip
    if result is not None:
        half = decimal_text(Decimal(result) / 2)
        made |= {
            "quantity": {"amount": "2", "unit": "kg", "origin": "calculated"},
            "factor": {
                "id": "example:steel", "dataset": "example", "version": "2025", "value": half,
                "unit": "kg CO2e/kg", "parts": {"fossil": half}, "gwp": "AR6-GWP100",
                "publisher": "Example publisher", "geography": "CN", "year": "2024",
                "licence": "CC0-1.0",
            },
            "match": {"how": "class", "why": "word steel"},
            "estimated": True,
            "result": {"excl": result, "parts": {"fossil": result}},
        }  # fmt: skip
    return made | more


def child(series: str = "urn:openpcf:boards.example:b7") -> dict[str, Any]:
    """A component item: 3 of the child, 4 to a unit."""
    return {
        "id": "c-01",
        "child": {"series": series, "id": "5a", "version": 3, "digest": DIGEST,
                  "issuer": "urn:pact:boards.example:company-id:1"},
        "quantity": {"amount": "3", "unit": "piece"},
        "per": [{"amount": "4", "why": "declared unit of the child"}],
        "child_result": {"excl": "2", "parts": {"fossil": "2"}},
    }  # fmt: skip


def document(
    lines: Sequence[dict[str, Any]],
    items: Iterable[dict[str, Any]] = (),
    name: str = "Widget",
    **payload: Any,
) -> Document:
    """A document whose total is the sum of its lines."""
    figures = [Decimal(each["result"]["excl"]) for each in lines if "result" in each]
    total = decimal_text(exact_sum(figures))
    stage = {"stage": "raw-materials", "excl": total, "parts": {"fossil": total}}
    given: dict[str, Any] = {
        "dataset": {"spec_version": "0.2.0", "version": 1},
        "product": {"name": name, "ids": ["https://id.gs1.org/01/09521234543213"]},
        "unit": {"measure": "piece", "amount": "1"},
        "result": {"unit": "kg CO2e", "total_excl_biogenic_uptake": total, "by_stage": [stage],
                   "uncertainty": {"low": "1", "high": "9"}, "coverage": {"gaps": 0}},
        "quality": {"estimated_share_percent": "55.0", "primary_data_share_percent": "26.7"},
        "supplied": {"share_percent": "25.0", "verified_percent": "0.0"},
        **payload,
    }  # fmt: skip
    group = {"id": "g-001", "stage": "raw-materials", "scope": "3.1", "class": "other",
             "lines": list(lines)}  # fmt: skip
    many = list(items)
    return Document(
        payload=given,
        inventory={"groups": [group]},
        components={"items": many} if many else None,
        digest=DIGEST,
    )
