"""The shipped data: every row of the sources, strict, with known units, reproducible."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openpcf.factor_library.compare import per_unit
from openpcf.factor_library.library import Library
from openpcf.model.base import DECIMAL_PATTERN, decimal_text, exact_product, exact_sum
from openpcf.model.indicators import excl, incl
from openpcf.model.units import CO2E, unit

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "openpcf" / "data"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def source(shared: Path) -> dict[str, dict[str, str]]:
    found = {}
    for path in sorted((shared / "data" / "factors").glob("*.csv")):
        if path.name != "DISAGREEMENTS.csv":
            found |= {r["factor_id"]: r for r in rows(path)}
    return found


def oracle(shared: Path, name: str) -> Any:
    return json.loads((shared / "data" / "oracles" / name).read_text("utf-8"))


def test_manifest_says_what_the_files_are(library: Library, manifest: dict[str, Any]) -> None:
    for entry in manifest["datasets"]:
        content = (DATA / "factors" / entry["file"]).read_bytes()
        assert entry["digest"] == "sha-256:" + hashlib.sha256(content).hexdigest()
        dataset = library.dataset(f"{entry['name']}/{entry['version']}")
        assert dataset is not None
        assert entry["count"] == len(dataset)
    assert library.pins() == {
        f"{e['name']}/{e['version']}": e["digest"] for e in manifest["datasets"]
    }
    on_disk = {p.name for p in (DATA / "factors").glob("*.json")} - {"manifest.json"}
    assert on_disk == {e["file"] for e in manifest["datasets"]}


def test_all_of_it_is_small() -> None:
    folders = (DATA / "factors", DATA / "materials")
    assert sum(p.stat().st_size for f in folders for p in f.glob("*")) < 6_000_000


def test_nothing_of_the_sources_is_lost(
    library: Library, source: dict[str, Any], shared: Path
) -> None:
    shipped = {i for d in library.datasets for i in d.index}
    assert source.keys() <= shipped
    material = {r["id"] for r in rows(shared / "data" / "materials" / "material_factors.csv")}
    dataset = library.dataset("material-factors/2026.1")
    assert dataset is not None
    left_out = {x.id for x in dataset.header.left_out}
    assert material == set(dataset.index) | left_out
    assert len(left_out) == 8
    derived = {i for i in shipped if i.startswith("desnz-derived:")}
    assert shipped == source.keys() | set(dataset.index) | derived
    counts = Counter(r["publisher"] for r in source.values())
    assert sum(counts.values()) == 35_701


def test_values_are_the_publishers(library: Library, source: dict[str, Any]) -> None:
    scales = {
        "g": Decimal("0.001"),
        "kg": Decimal(1),
        "t": Decimal(1000),
        "lb": Decimal("0.45359237"),
    }
    for id, row in source.items():
        factor = library.by_id[id]
        assert factor.original is not None
        assert factor.original.value == row["value"]
        assert (factor.original.unit_in, factor.original.unit_out) == (
            row["unit_in"],
            row["unit_out"],
        )
        mass, _, gas = row["unit_out"].partition(" ")
        scale = scales[mass] if gas.startswith(("CO2", "CH4", "N2O")) else Decimal(1)
        assert abs(factor.value - Decimal(row["value"]) * scale) <= Decimal("5e-19"), id


def test_every_factor_is_strict_and_complete(library: Library) -> None:
    pattern = re.compile(DECIMAL_PATTERN)
    for f in library:
        for amount in (f.value, f.low, f.high, *f.parts.values(), *f.memo.values()):
            assert amount is None or pattern.fullmatch(decimal_text(amount)), f.id
        assert unit(f.per).symbol == f.per
        numerator = unit(f.numerator)
        assert numerator.symbol == f.numerator
        if numerator.dimension == CO2E:
            assert f.numerator == "kg CO2e"
            biogenic = set(f.parts) == {"biogenic_co2_release"}
            assert (incl(f.parts) if biogenic else excl(f.parts)) == f.value, f.id
        else:
            assert not f.parts
            assert f.incomplete or f.kind == "parameter", f.id
        assert f.publisher
        assert f.licence
        assert f.source


def test_places_are_places_a_reader_can_go_to() -> None:
    for path in [*(DATA / "factors").glob("*"), *(DATA / "materials").glob("*")]:
        text = path.read_text("utf-8")
        for word in ("find_string", "as above", "this file", "SOURCES.md", "originals/", "/work/"):
            assert word not in text, (path.name, word)


def test_the_builder_gives_the_same_bytes(shared: Path, tmp_path: Path) -> None:
    docs = tmp_path / "factor-library.md"
    subprocess.run(
        [sys.executable, ROOT / "tools" / "build_factors.py", "--shared", shared,
         "--out", tmp_path / "data", "--docs", docs],
        check=True,
    )  # fmt: skip
    assert docs.read_bytes() == (ROOT / "docs" / "factor-library.md").read_bytes()
    built = sorted((tmp_path / "data").glob("*/*"))
    assert len(built) > 20
    for path in built:
        assert path.read_bytes() == (DATA / path.relative_to(tmp_path / "data")).read_bytes(), path


def test_incomplete_reasons_are_documented(library: Library) -> None:
    page = (ROOT / "docs" / "factor-library.md").read_text("utf-8")
    known = set(re.findall(r"^- (.*)$", page, re.M))
    for reason in {f.incomplete for f in library if f.incomplete}:
        for part in re.split(r", (?=one )", reason):
            assert part.split(": ")[0] in {k.split(": ")[0] for k in known}, reason


# What never matches alone (method.md)


@pytest.mark.parametrize(
    ("id", "why"),
    [
        ("mee:co2-avg:CN-JS:2023", "CO2 only, at the stack"),
        ("desnz:2024:1_100_1000_15_3", "one gas of several: CH4"),
        ("desnz:2024:27_304_3138_14_1", "tank to wheel alone"),
        ("desnz:2024:28_907_3138_14_1", "well to tank alone"),
        ("desnz:2024:21_316_3160_11_1", "with radiative forcing"),
        ("cbam-dv:CN:7601:K", "customs default value: only when asked"),
        ("epa-sc:1.3.0:334413:with-margins", "spend: only when asked"),
        ("mem-ferrite", "placeholder: never in a published footprint"),
        ("act:materials/pcb:4", "below the mass floor of its materials"),
        ("pcb4-act", "below the mass floor of its materials"),
        ("act:logic/imec-netzero-cpa:7nm", "unit uncertain in the source"),
        ("desnz:2024:99_604_1011_15_2", "outside of scopes: biogenic CO2 alone"),
        ("epa-hub:2025:t12:r-424a:r-424a:kg-r-424a",
         "publisher's error: the components give another value"),
        ("owid:2026:CHN:2023", ""),
        ("mee:lca-avg:CN:2024", ""),
        ("desnz:2024:1_100_1000_15_1", ""),
    ],
)  # fmt: skip
def test_what_never_stands_alone(library: Library, id: str, why: str) -> None:
    assert library.get(id).incomplete == why


def test_what_electricity_contains(library: Library) -> None:
    owid, mee = library.get("owid:2026:CHN:2023"), library.get("mee:lca-avg:CN:2023")
    assert (owid.kind, owid.losses, owid.basis) == ("life-cycle", "missing", "generated kWh")
    assert (mee.kind, mee.losses, mee.basis) == ("life-cycle", "included", "delivered kWh")
    (world,) = library.select(dataset="owid-ember", version="2026.04", geography="GLO", year="2023")
    assert world.name == "Grid electricity, World"
    assert library.get("mee:co2-avg:CN-grid-south:2022").geography == "CN-grid-south"


def test_silicon_is_per_processed_wafer(library: Library) -> None:
    for f in library.select(dataset="act"):
        logic = f.id.startswith("act:logic/")
        assert (f.basis == "processed-wafer") == logic, f.id


def test_seen_says_what_was_read(library: Library) -> None:
    assert library.get("ne14-cu").seen == "read"
    assert library.get("mem-pbt").seen == "estimated"
    assert library.get("solder-sac305-calc").seen == "calculated"
    copper = library.get("ne14-cu")
    assert (copper.low, copper.high) == (Decimal("2.2"), Decimal("3.5"))
    assert copper.range_means == "95 % (2.5 and 97.5 percentile)"


def test_only_wholly_fossil_fuels_are_split(library: Library) -> None:
    parts = {f.name.rsplit("| ", 1)[1]: set(f.parts) for f in library.select(
        dataset="desnz", version="2024", category="fuel_combustion", per="t") if not f.incomplete}  # fmt: skip
    assert parts["Butane"] == parts["Coking coal"] == parts["LNG"] == {"fossil"}
    for mixed in ("Natural gas", "CNG", "Diesel (average biofuel blend)", "Wood pellets"):
        assert parts[mixed] == {"unsplit"}
    flight = library.get("desnz-derived:2024:wtw:27_317_3153_14")
    assert flight.memo["aircraft"] == flight.parts["fossil"]


# Against the oracles


def test_disagreements_reproduce(library: Library, shared: Path) -> None:
    checked = 0
    for row in rows(shared / "data" / "factors" / "DISAGREEMENTS.csv"):
        factor = library.get(row["factor_id"])
        per = row["comparable_unit"].split("/")[1]
        if row["factor_id"] == "deltalca:fr4-area":
            ours = per_unit(factor, "m2.layer.mm") * 4
        else:
            ours = per_unit(
                factor,
                factor.per
                if per not in ("t.km", "kg", "kWh") or unit(factor.per).substance
                else per,
            )
        theirs = Decimal(row["comparable_value"])
        assert ours.quantize(theirs) == theirs, row["factor_id"]
        checked += 1
    assert checked == 48


def test_gas_sums_of_desnz(library: Library, shared: Path) -> None:
    expected = oracle(shared, "desnz_2024_gas_sums.json")
    for case in expected["examples"]:
        total = library.get(f"{case['id']}_1")
        assert total.value == Decimal(case["total"])
        gases = [library.get(f"{case['id']}_{n}") for n in (2, 3, 4)]
        assert [g.value for g in gases] == [Decimal(case[n]) for n in ("co2", "ch4", "n2o")]
    sets = outside = 0
    for f in library.select(dataset="desnz", version="2024"):
        stem, _, gas = f.id.rpartition("_")
        if gas != "1" or f"{stem}_3" not in library.by_id:
            continue
        parts = exact_sum(library.get(f"{stem}_{n}").value for n in (2, 3, 4))
        sets += 1
        outside += abs(parts - f.value) > max(Decimal("0.00003"), abs(f.value) / 1000)
    assert sets == expected["checked_sets"]
    assert outside == expected["outside_tolerance"]


def test_refrigerant_blends_from_their_components(library: Library, shared: Path) -> None:
    expected = oracle(shared, "epa_refrigerant_blends.json")
    hub = {
        f.name: f
        for f in library.select(dataset="epa-hub", version="2025", kind="characterisation")
    }
    for blend in expected["blends"]:
        value = exact_sum(
            exact_product((Decimal(share), hub[gas].value))
            for gas, share in blend["composition"].items()
            if gas in hub
        )
        assert value == Decimal(blend["recomputed"]), blend["blend"]
        published = hub[blend["blend"]]
        assert published.value == Decimal(blend["published_gwp"])
        assert (published.incomplete == "") == blend["agrees_to_1"], blend["blend"]


def test_the_same_kwh_in_china(library: Library, shared: Path) -> None:
    for case in oracle(shared, "cn_electricity_choices.json")["cases"]:
        factor = library.get(case["factor"])
        assert factor.value * 1000 == Decimal(case["kg"])
    usable = library.defaults().select(category="electricity_grid", geography="CN", incomplete="")
    assert {f.publisher.split(",")[0] for f in usable} == {"MEE", "Our World in Data / Ember"}


def test_masses_and_shares(shared: Path) -> None:
    masses = rows(DATA / "materials" / "part_masses.csv")
    assert len(masses) == 167
    assert Counter(m["seen"] for m in masses) == {"read": 36, "estimated": 131}
    for m in masses:
        low, typical, high = (Decimal(m[c]) for c in ("min_mg", "typical_mg", "max_mg"))
        assert low <= typical <= high, m["class"]
        assert all(re.fullmatch(DECIMAL_PATTERN, m[c]) for c in ("min_mg", "typical_mg", "max_mg"))
    shares = rows(DATA / "materials" / "compositions.csv")
    assert len(shares) == 119
    assert len({s["class"] for s in shares}) == 20
