"""Short ways to write inventories in tests."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from openpcf.model.inventory import Component, Inventory, Line

SHARED_FACTOR = "f:shared"


def line(
    name: str,
    amount: str | None,
    parts: dict[str, str] | None = None,
    *,
    per: tuple[str, ...] = (),
    factor: str | None = None,
    **more: Any,
) -> Line:
    """A line of ``amount`` kg with a factor of the given parts; no parts = a gap."""
    data: dict[str, Any] = {
        "id": name,
        "what": name,
        "stage": "raw-materials",
        "scope": "3.1",
        "estimated": False,
    }
    if amount is not None:
        data["quantity"] = {
            "amount": amount,
            "unit": "kg",
            "per": [{"amount": p, "why": "test"} for p in per],
        }
    if parts is not None:
        data["factor"] = {
            "id": factor or f"f:{name}",
            "dataset": "test",
            "version": "1",
            "value": format(sum(Decimal(p) for p in parts.values()), "f"),
            "unit": "kg CO2e/kg",
            "parts": parts,
            "gwp": "AR6-GWP100",
        }
    return Line.model_validate({**data, **more})


def child_digest(name: str) -> str:
    """The digest of the declaration behind the component of this name."""
    return f"sha-256:{hashlib.sha256(name.encode()).hexdigest()}"


def component(
    name: str, quantity: str, parts: dict[str, str], *, per: tuple[str, ...] = (), **more: Any
) -> Component:
    """A component item with a child's gate parts."""
    data: dict[str, Any] = {
        "id": name,
        "child": {
            "series": "urn:s",
            "id": "i",
            "version": 1,
            "digest": child_digest(name),
            "issuer": "urn:i",
        },
        "quantity": {"amount": quantity, "unit": "piece"},
        "per": [{"amount": p, "why": "test"} for p in per],
        "child_result": {
            "excl": format(sum(Decimal(p) for p in parts.values()), "f"),
            "parts": parts,
        },
    }
    return Component.model_validate({**data, **more})


def inventory(*lines: Line, components: tuple[Component, ...] = ()) -> Inventory:
    return Inventory(lines=lines, components=components)
