"""One small complete document that passes everything; its figures can be checked by hand.

  sheet steel     2 kg   x 1.5 kg/kg               = 3.0    raw-materials      3.1  estimated
  supplied board  3 piece x (child gate 2 ÷ 4)     = 1.5    raw-materials      3.1  component
  lorry           4 t.km x 0.1 kg/t.km             = 0.4    inbound-transport  3.4
  electricity     2 kWh  x 0.5 kg/kWh, measured    = 1.0    production         2
  carton          0.1 kg x 1.0 kg/kg               = 0.1    packaging          3.1
  its carbon      0.06 kg C x -44 ÷ 12             = -0.22  packaging uptake
                                            total  = 6.0    gross 6.22, quantum 1e-11

estimated: steel 3.0 + board 1.5 x 20 % = 3.3 of 6.0 = 55.0 %; primary: board 1.5 x 40 % = 0.6 and
electricity 1.0 (measured, site-specific factor) = 1.6 of 6.0 = 26.7 %; supplied 1.5 = 25.0 %.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from openpcf.formats.yaml_text import read_yaml_text
from openpcf.model.base import dump
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence, Evidence, SignatureEvidence
from openpcf.model.finding import Verdict
from openpcf.model.footprint import SPEC_VERSION
from openpcf.model.message import verbatim
from openpcf.ruleset import ResolvedProfile, resolve

PROFILES = Path(__file__).resolve().parents[2] / "src" / "openpcf" / "data" / "profiles"
BASE = "cfp-base/0.1"
CHILD_DIGEST = "sha-256:" + "c" * 64
OTHER_DIGEST = "sha-256:" + "d" * 64
PERIOD = {"start": "2024-12-31T16:00:00Z", "end": "2025-12-31T16:00:00Z"}
AS_OF = "2026-06-01T00:00:00Z"


@cache
def profile_data() -> dict[str, Any]:
    found = {}
    for path in sorted(PROFILES.glob("*.yaml")):
        data = read_yaml_text(path.read_bytes(), path.name)
        assert isinstance(data, dict)
        found[str(data["id"])] = data
    return found


@cache
def profile(name: str = BASE) -> ResolvedProfile:
    return resolve(profile_data(), name)


def figure(text: str) -> str:
    """A figure printed to the quantum of 1e-11."""
    whole, _, decimals = text.partition(".")
    return "0" if float(text) == 0 else f"{whole}.{decimals:0<11}"


def parts(**amounts: str) -> dict[str, str]:
    return {name: figure(text) for name, text in amounts.items()}


def words(text: str) -> dict[str, Any]:
    """What a user wrote, as lines hold it."""
    return dump(verbatim(text))


def line(name: str, what: str, stage: str, scope: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "what": words(what), "stage": stage, "scope": scope, "granularity": "item",
        "period": dict(PERIOD), **more,
    }  # fmt: skip


def used(amount: str, unit: str, value: str, total: str, part: str = "fossil", **more: Any) -> Any:
    """Quantity, factor and result of a line with one part."""
    return {
        "quantity": {"amount": amount, "unit": unit, "origin": "calculated"},
        "factor": {
            "id": f"example:{unit}-{value}", "dataset": "example", "version": "2025",
            "value": value, "unit": f"kg CO2e/{unit}", "parts": {part: value},
            "gwp": "AR6-GWP100", "kind": "life-cycle", "boundary": "cradle-to-gate",
            "geography": "CN", "year": "2024", "publisher": "Example publisher",
            "licence": "CC0-1.0",
        },
        "estimated": False,
        "result": {"excl": figure(total if part == "fossil" else "0"), "parts": {part: figure(total)}},
        **more,
    }  # fmt: skip


def lines() -> list[dict[str, Any]]:
    electricity = used("2", "kWh", "0.5", "1.0", granularity="site")
    electricity["quantity"]["origin"] = "measured"
    electricity["factor"]["specificity"] = "site"
    carbon = used("0.06", "kg C", "-44", "-0.22", "biogenic_uptake")
    carbon["quantity"]["per"] = [{"amount": "12", "why": {"code": "carbon-in-co2"}}]
    carbon["factor"]["gwp"] = "not-applicable"
    return [
        line("l-0001", "sheet steel", "raw-materials", "3.1", **used("2", "kg", "1.5", "3.0", estimated=True)),
        {
            "id": "l-0002", "what": words("supplied board"), "stage": "raw-materials", "scope": "3.1",
            "component": "c-board",
            "result": {"excl": figure("1.5"), "parts": parts(fossil="1.5")},
        },
        line("l-0003", "lorry", "inbound-transport", "3.4", **used("4", "t.km", "0.1", "0.4")),
        line("l-0004", "electricity", "production", "2", **electricity),
        line("l-0005", "carton", "packaging", "3.1", **used("0.1", "kg", "1.0", "0.1")),
        line("l-0006", "carbon in the carton", "packaging", "3.1", **carbon),
    ]  # fmt: skip


def inventory() -> dict[str, Any]:
    steel, board, lorry, power, carton, carbon = lines()
    packaging = parts(fossil="0.1", biogenic_uptake="-0.22")

    def group(number: int, members: list[Any], excl: str, of: dict[str, str]) -> dict[str, Any]:
        return {
            "id": f"g-{number:03d}", "stage": members[0]["stage"], "scope": members[0]["scope"],
            "class": "other", "subtotal": {"excl": figure(excl), "parts": of}, "lines": members,
        }  # fmt: skip

    return {
        "groups": [
            group(1, [steel, board], "4.5", parts(fossil="4.5")),
            group(2, [lorry], "0.4", parts(fossil="0.4")),
            group(3, [power], "1.0", parts(fossil="1.0")),
            group(4, [carton, carbon], "0.1", packaging),
        ]
    }


def components() -> dict[str, Any]:
    return {
        "items": [
            {
                "id": "c-board",
                "child": {
                    "series": "urn:openpcf:boards.example:b7", "version": 3, "digest": CHILD_DIGEST,
                    "id": "5a2f0f0e-8f0c-4d53-8a1b-0c2f4b7a1e11",
                    "issuer": "urn:pact:boards.example:company-id:1",
                },
                "quantity": {"amount": "3", "unit": "piece"},
                "per": [{"amount": "4", "unit": "piece", "why": {"code": "child-unit"}}],
                "child_result": {"excl": "2.00000000000", "parts": {"fossil": "2.00000000000"}},
                "child_primary_percent": "40.0", "child_estimated_percent": "20.0",
                "child_gwp": [{"set": "AR6-GWP100", "share_percent": "100.0"}],
                "signature_at_build": "checked", "verdict_at_build": "pass",
            }
        ]
    }  # fmt: skip


def payload() -> dict[str, Any]:
    whole = parts(fossil="6.0", biogenic_uptake="-0.22")
    return {
        "dataset": {
            "spec_version": SPEC_VERSION, "payload": "cfp", "kind": "retrospective", "purpose": "customer",
            "id": "8b7c0f62-5d0e-4c58-9d55-0c2f4b7a1e10", "series": "urn:openpcf:maker.example:p1",
            "version": 1, "profiles": [BASE], "profile_digests": {BASE: profile().digest},
            "engine": {"name": "openpcf", "version": "0.1.0"},
            "created_at": "2026-02-01T08:00:00Z", "language": "en",
        },
        "issuer": {
            "name": "Maker (fictitious)", "ids": ["urn:pact:maker.example:company-id:1"], "country": "DE",
        },
        "product": {
            "name": "Product P1", "ids": ["https://id.gs1.org/01/09521234543213"],
            "description": "An example", "configuration": "as sold", "level": "sub-assembly",
        },
        "sites": [{"id": "urn:pact:maker.example:site-id:1", "role": "final-assembly", "country": "CN"}],
        "unit": {"measure": "piece", "amount": "1"},
        "period": {
            "reference_start": PERIOD["start"], "reference_end": PERIOD["end"],
            "site_zone": "Asia/Shanghai", "temporal_resolution": "year",
            "valid_from": "2026-01-01T00:00:00Z", "valid_until": "2027-12-31T16:00:00Z",
        },
        "boundary": {
            "type": "cradle-to-gate", "includes": ["packaging"],
            "cutoff": {"emissions_percent": "1.2", "items": ["labels"], "screening": "mass"},
            "excluded_processes": ["capital goods"],
        },
        "result": {
            "unit": "kg CO2e", "quantum": "0.00000000001", "parts": whole,
            "total_excl_biogenic_uptake": figure("6.0"), "total_incl_biogenic_uptake": figure("5.78"),
            "gate": {"excl": figure("6.0"), "parts": dict(whole)},
            "by_stage": [
                {"stage": "raw-materials", "excl": figure("4.5"), "parts": parts(fossil="4.5")},
                {"stage": "inbound-transport", "excl": figure("0.4"), "parts": parts(fossil="0.4")},
                {"stage": "production", "excl": figure("1.0"), "parts": parts(fossil="1.0")},
                {"stage": "packaging", "excl": figure("0.1"),
                 "parts": parts(fossil="0.1", biogenic_uptake="-0.22")},
            ],
            "by_scope": {"2": figure("1.0"), "3.1": figure("4.6"), "3.4": figure("0.4")},
            "gwp": [{"set": "AR6-GWP100", "share_percent": "100.0"}],
            "uncertainty": {"low": "4.1", "high": "8.6", "coverage_percent": "95",
                            "basis": "lognormal, Fenton-Wilkinson", "label": "parameters only"},
            "coverage": {"lines_percent": "100.0", "result_percent_screened": "100.0", "gaps": 0},
        },
        "supplied": {"declarations": 1, "share_percent": "25.0", "signed_percent": "25.0",
                     "verified_percent": "0.0"},
        "quality": {
            "scale": "1-5, 1 best", "primary_data_share_percent": "26.7",
            "estimated_share_percent": "55.0", "unrated_percent": "100.0",
        },
        "method": {
            "standards": ["ISO 14067:2018"], "gwp_requested": "AR6-GWP100",
            "ghg_list": ["CO2", "CH4", "N2O"], "recycling": "cut-off", "offsets_included": False,
            "electricity": {"approach": "location"},
        },
        "carbon_content": {"biogenic": {"amount": "0", "unit": "kg C"},
                           "packaging_biogenic": {"amount": "0.06", "unit": "kg C"}},
        "absent": [{"path": "quality.dqr", "reason": "unknown-to-issuer"}],
    }  # fmt: skip


def child_payload() -> dict[str, Any]:
    """The clear part of the supplier's declaration, as far as a parent looks at it."""
    child = components()["items"][0]["child"]
    gate = {"excl": "2.00000000000", "parts": {"fossil": "2.00000000000"}}
    return {
        "dataset": {
            "spec_version": SPEC_VERSION, "payload": "cfp", "kind": "retrospective",
            "purpose": "customer", "series": child["series"], "id": child["id"], "version": 3,
            "profiles": [BASE],
        },
        "issuer": {"name": "Boards (fictitious)", "ids": [child["issuer"]]},
        "product": {"name": "Board B7"},
        "unit": {"measure": "piece", "amount": "4"},
        "period": {"valid_from": "2026-01-01T00:00:00Z", "valid_until": "2027-01-01T00:00:00Z"},
        "boundary": {"type": "cradle-to-gate"},
        "result": {
            "gate": gate, "gwp": [{"set": "AR6-GWP100", "share_percent": "100.0"}],
            "by_stage": [
                {"stage": stage, "excl": "0.50000000000", "parts": {"fossil": "0.50000000000"}}
                for stage in ("raw-materials", "inbound-transport", "production", "packaging")
            ],
            "coverage": {"lines_percent": "100.0", "result_percent_screened": "100.0", "gaps": 0},
        },
        "quality": {"primary_data_share_percent": "40.0", "estimated_share_percent": "20.0"},
    }  # fmt: skip


class Case:
    """A document with its evidence, open to changes before it is frozen."""

    def __init__(self) -> None:
        self.payload = payload()
        self.inventory: dict[str, Any] | None = inventory()
        self.components: dict[str, Any] | None = components()
        self.hidden: set[str] = set()
        self.partly: set[str] = set()
        self.clear_part = False
        self.child: dict[str, Any] = {
            "digest": CHILD_DIGEST, "issuer": "Boards (fictitious)", "product": "Board B7",
            "payload": child_payload(), "verdict": Verdict.PASS, "status": "good",
            "profiles": ("core/0.1", BASE),
            "signature": SignatureEvidence(state="good", kid="k1", bound=True),
        }  # fmt: skip
        self.more_children: list[dict[str, Any]] = []
        self.evidence: dict[str, Any] = {"as_of": AS_OF, "factors": self.register()}

    def register(self) -> dict[str, str]:
        factors = [i["factor"] for i in self.lines() if "factor" in i]
        return {f"{f['id']}@{f['version']}": f["value"] for f in factors}

    def lines(self) -> list[dict[str, Any]]:
        groups = (self.inventory or {}).get("groups", ())
        return [each for group in groups for each in group["lines"]]

    def line(self, number: int) -> dict[str, Any]:
        return next(i for i in self.lines() if i["id"] == f"l-{number:04d}")

    @property
    def item(self) -> dict[str, Any]:
        found: dict[str, Any] = (self.components or {})["items"][0]
        return found

    def hide(self, *names: str) -> None:
        for name in names:
            setattr(self, name, None)
            self.hidden.add(name)

    def document(self) -> Document:
        return Document(
            payload=self.payload,
            inventory=self.inventory,
            components=self.components,
            hidden=frozenset(self.hidden),
            partly=frozenset(self.partly),
        )

    def facts(self) -> Evidence:
        children = self.evidence.get("children")
        if "children" not in self.evidence:
            rows = [self.child, *self.more_children]
            children = tuple(ChildEvidence.model_validate(row) for row in rows)
        return Evidence.model_validate({**copy.deepcopy(self.evidence), "children": children})


Change = Callable[[Case], object]


def made(change: Change | None = None) -> Case:
    """The example, changed in one thing."""
    case = Case()
    if change is not None:
        change(case)
    return case
