"""Builds the shipped factor library from the publishers' tables beside the checkout.

``python tools/build_factors.py [--shared DIR] [--out DIR] [--docs FILE]`` reads
``../shared/data`` and writes the data sets, the manifest, the materials tables and
``docs/factor-library.md``; the same tables give the same bytes. What a publisher does not state
stays blank; values are only scaled by powers of ten and defined units, and keep their text.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

import factor_rules as rules
from factor_rules import Fields, Row, scaled, strict
from openpcf.factor_library.combine import delivered_electricity, well_to_wheel
from openpcf.factor_library.dataset import Header, LeftOut, digest_of, write_dataset
from openpcf.factor_library.own import gwp_set
from openpcf.model.base import decimal_text
from openpcf.model.factor import Factor, Original
from openpcf.model.units import CO2E, unit

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Build:
    """A data set on its way: what its header says and its factors."""

    header: Header
    factors: list[Factor] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def rows_of(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def factor(row: Row, header: Header, **reported: Any) -> Factor:
    """A factor of a row of the collected tables; ``said`` is what this publisher's rows mean."""
    value, numerator = scaled(row["value"], row["unit_out"])
    emitted = unit(numerator).dimension == CO2E
    years = (row["year_from"], row["year_to"])
    year = years[0] if not years[1] or years[0] == years[1] else "-".join(years)
    fields: Fields = {
        "id": row["factor_id"],
        "name": row["name"],
        "dataset": header.name,
        "version": header.version,
        "value": value,
        "numerator": numerator,
        "per": unit(row["unit_in"]).symbol,
        "parts": {"unsplit": value} if emitted else {},
        "gwp": gwp_set(row["gwp_set"]),
        "boundary": row["boundary"],
        "geography": row["region"],
        "year": year,
        "category": row["category"],
        "technology": row["technology"],
        "publisher": row["publisher"],
        "licence": row["licence"],
        "source": row["source_url_or_repo_path"],
        "note": "; ".join(filter(None, (row["method"], row["note"]))),
        "incomplete": "",
        "original": Original(value=row["value"], unit_in=row["unit_in"], unit_out=row["unit_out"]),
    }
    return Factor(**{**fields, **reported})


SEEN = {"yes": "read", "no": "estimated", "calc": "calculated", "partly": "estimated"}
CATEGORIES = (
    ("semiconductor", ("die", "chip ", "memory")),
    ("pcb", ("pcb", "pwb")),
    ("battery", ("li-ion",)),
    ("process_energy", ("reflow",)),
    ("passive_component", ("mlcc,", "mlcc (", "capacitor, primary")),
)


SAID_ELSEWHERE = {
    "this file": "own calculation from rows of this data set",
    "not seen in this research; from memory, verify before any use": "from memory, not verified",
    "openpcf research, own estimate": "own estimate",
}


def resolved(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows with what "as above" means written out, and places a reader can go to."""
    above: Row = {}
    for row in rows:
        for column, text in row.items():
            if text == "as above":
                row[column] = above[column]
            elif text.startswith("as above x "):
                row[column] = above[column].rsplit(" x ", 1)[0] + text.removeprefix("as above")
            elif text.startswith("same page"):
                row[column] = above[column].split(" ")[0] + text.removeprefix("same page")
            elif text.startswith("same file"):
                row[column] = "factors/deltalca_components.csv" + text.removeprefix("same file")
            elif text.startswith("find_string"):
                row[column] = "second hand, in the source code of a public repository"
            else:
                row[column] = SAID_ELSEWHERE.get(text, text)
        above = row
        yield row


def material_rows(path: Path, header: Header) -> tuple[list[Factor], list[LeftOut]]:
    """Rows with one value and one unit; the others are named with the reason."""
    factors, left_out = [], []
    for row in resolved(rows_of(path)):
        numerator, _, per = row["unit"].partition("/")
        if ";" in row["unit"] or not per or not row["value"]:
            why = "a range without a value" if row["low"] and not row["value"] else "no one factor"
            left_out.append(LeftOut(id=row["id"], why=why))
            continue
        factors.append(material(row, header, numerator, per))
    return factors, left_out


def material(row: Row, header: Header, numerator: str, per: str) -> Factor:
    value, target = scaled(row["value"], numerator)
    emitted = unit(target).dimension == CO2E
    note, name = row["note"], row["material_or_component"]
    incomplete = ""
    if (not emitted and unit(target).substance) or note.startswith("kg CO2") or "CO2 only" in note:
        incomplete = rules.CO2_ONLY
    elif "placeholder" in note:
        incomplete = rules.PLACEHOLDER
    elif "mass floor" in note:
        incomplete = rules.FLOOR
    elif "materials only" in name:
        incomplete = f"{rules.ONE_PART}: materials alone"
    elif "mine site" in row["boundary"] or "scope 1+2" in row["boundary"]:
        incomplete = f"{rules.ONE_PART}: mining alone"
    means = ""
    if row["low"] or row["high"]:
        means = "stated by the source" if row["seen"] == "yes" else "own estimate"
        means = "95 % (2.5 and 97.5 percentile)" if "percentile" in note else means
        means = "quartiles" if "quartiles" in note else means
        means = "plus and minus one standard deviation" if "1 sd" in note else means
        means = "from the ranges of its parts" if row["seen"] == "calc" else means
    text = name.casefold()
    category = next(
        (c for c, words in CATEGORIES if any(w in text for w in words)), "material_production"
    )
    low, high = (scaled(row[c], numerator)[0] if row[c] else None for c in ("low", "high"))
    return Factor(
        id=row["id"], name=name, dataset=header.name, version=header.version, value=value,
        numerator=target, per=unit(per).symbol, parts={"unsplit": value} if emitted else {},
        gwp="unstated", kind="life-cycle" if emitted or incomplete else "parameter",
        boundary=row["boundary"], category=category, low=low, high=high, range_means=means,
        geography={"world": "GLO", "not stated": "", "various": ""}.get(
            row["region"], row["region"]
        ),
        year=row["reference_year"], publisher=row["source"],
        licence=row["source_licence_or_terms"], source=row["where_seen"],
        note="; ".join(filter(None, (note, row["gwp_set"] and f"GWP: {row['gwp_set']}"))),
        seen=SEEN[row["seen"]], incomplete=incomplete,
        original=Original(value=row["value"], unit_in=per, unit_out=numerator),
    )  # fmt: skip


def header(name: str, version: str, kind: str, title: str, rows: list[Row], **more: Any) -> Header:
    """A header with what the rows themselves state of publisher, licence and version."""

    def reported(column: str) -> str:
        return "; ".join(dict.fromkeys(r[column] for r in rows if r[column]))

    return Header(
        name=name, version=version, kind=kind, title=title,
        publisher=more.pop("publisher", None) or reported("publisher"), licence=reported("licence"),
        published_version=reported("version")[:160], source=reported("dataset"), **more,
    )  # fmt: skip


SOURCES: tuple[tuple[str, str, str, str, str, Any, str, bool], ...] = (
    ("owid-ember", "2022", "electricity", "Carbon intensity of electricity, vintage to 2021",
     "grid_owid_ember_2022", rules.owid, "owid:2022:", False),
    ("owid-ember", "2024", "electricity", "Carbon intensity of electricity, vintage to 2023",
     "grid_owid_ember_2024", rules.owid, "owid:2024:", False),
    ("owid-ember", "2026.04", "electricity", "Carbon intensity of electricity, vintage 2026-04",
     "grid_owid_ember_2026", rules.owid, "owid:2026:", True),
    ("epa-hub", "2023", "mixed", "GHG Emission Factors Hub 2023", "epa_hub_2023", rules.epa_hub,
     "epa-hub:2023:", False),
    ("epa-hub", "2024", "mixed", "GHG Emission Factors Hub 2024", "epa_hub_2024", rules.epa_hub,
     "epa-hub:2024:", False),
    ("epa-hub", "2025", "mixed", "GHG Emission Factors Hub 2025", "epa_hub_2025", rules.epa_hub,
     "epa-hub:2025:", True),
    ("desnz", "2023", "mixed", "UK GHG conversion factors 2023", "desnz_2023", rules.desnz,
     "desnz:2023:", False),
    ("desnz", "2024", "mixed", "UK GHG conversion factors 2024", "desnz_2024", rules.desnz,
     "desnz:2024:", True),
    ("epa-supply-chain", "1.3.0", "spend", "Supply chain GHG emission factors, USD of 2022",
     "epa_supply_chain_v1.3", rules.supply_chain, "epa-sc:1.3.0:", False),
    ("cbam-default-values", "20260204", "customs", "CBAM default values before mark-up",
     "cbam_default_values_v20260204", rules.cbam, "cbam-dv:", False),
    ("act", "2.0", "electronics", "ACT: semiconductors, memory, storage", "act_semiconductor",
     rules.act, "act:", True),
    ("deltalca", "b3d3a536", "electronics", "DeltaLCA: passive components and boards",
     "deltalca_components", rules.deltalca, "deltalca:", True),
    ("gwp-ipcc", "0.13.2", "characterisation", "Global warming potentials, SAR to AR6",
     "gwp_ipcc", rules.gwp, "gwp:", False),
)  # fmt: skip

MEE_DATES = {
    "2024 No. 12": "2024-04-12",
    "2024-12-20": "2024-12-20",
    "2025 No. 3": "2025-01-17",
    "2025-09-28": "2025-09-28",
    "2025 No. 47": "2025-12-31",
}
"""Date of each announcement, as its rows' sources give it."""


def collected(data: Path) -> Iterator[Build]:
    """One data set per publisher and version of the collected tables."""
    for name, version, kind, title, file, says, prefix, default in SOURCES:
        rows = list(rows_of(data / "factors" / f"{file}.csv"))
        head = header(
            name, version, kind, title, rows, id_prefix=prefix, default=default, place=f"{file}.csv"
        )
        yield Build(head, [factor(r, head, **says(r)) for r in rows])
    rows = list(rows_of(data / "factors" / "grid_cn_mee.csv"))
    for published, date in MEE_DATES.items():
        of = [r for r in rows if r["version"] == published]
        head = header(
            "mee", date, "electricity", f"China's electricity factors, announcement {published}",
            of, id_prefix="mee:", default=True, place="grid_cn_mee.csv",
        )  # fmt: skip
        yield Build(head, [factor(r, head, **rules.mee(r)) for r in of])
    head = Header(
        name="material-factors", version="2026.1", kind="materials", default=True,
        title="Materials of electronics: single facts from papers, associations and makers",
        publisher="openpcf, of the sources named in each row", licence="per row",
        source="material_factors.csv", place="materials/material_factors.csv",
    )  # fmt: skip
    factors, left_out = material_rows(data / "materials" / "material_factors.csv", head)
    yield Build(head, factors, left_out)


def derived(build: Build) -> Build:
    """Well-to-wheel freight and delivered electricity out of one DESNZ vintage."""
    year = build.header.version
    head = build.header.model_copy(
        update={
            "name": "desnz-derived",
            "title": f"Well-to-wheel freight and delivered electricity, from DESNZ {year}",
            "publisher": "openpcf, exact sums of UK DESNZ / Defra rows",
            "kind": "transport",
            "id_prefix": f"desnz-derived:{year}:",
            "derived_from": (build.header.key,),
        }
    )
    by_id = {f.id: f for f in build.factors}
    wtt = {vehicle(f): f for f in build.factors if f.kind == "transport-wtt"}
    made = []
    for f in build.factors:
        if f.category == "freight_transport" and f.incomplete == rules.TTW:
            code = f.id.removeprefix(build.header.id_prefix).rsplit("_", 1)[0]
            made.append(well_to_wheel(f"{head.id_prefix}wtw:{code}", f, wtt[vehicle(f)]))
    parts = [by_id[f"desnz:{year}:{code}"] for code in ELECTRICITY]
    made.append(
        delivered_electricity(f"{head.id_prefix}electricity:GB", parts[0], parts[1], parts[2:])
    )
    publisher = f"openpcf, from {made[0].publisher}"
    made = [f.model_copy(update={"dataset": head.name, "publisher": publisher}) for f in made]
    return Build(head, made)


ELECTRICITY = ("7_400_4000_5_1", "13_402_4000_5_1", "15_917_4000_5_1", "15_918_4000_5_1")
"""DESNZ: generation, transmission and distribution, fuel chain of each."""


def vehicle(f: Factor) -> tuple[str, ...]:
    """Vehicle, load and unit of a DESNZ row, the same in its two tables."""
    levels = tuple(x.strip().removeprefix("WTT- ").casefold() for x in f.name.split("|")[1:])
    family = "freight" if f.category == "freight_transport" else f.name.split("|")[0].strip()
    return ("freight" if "freight" in family else family, *levels, f.technology, f.per)


MASSES = ("class", "family", "typical_mg", "min_mg", "max_mg", "seen", "how", "source", "url",
          "year", "note")  # fmt: skip
SHARES = ("class", "component", "material", "mass_share_percent", "low", "high", "mass_mg", "seen",
          "source", "url", "note")  # fmt: skip


def table(path: Path, columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({c: row[c] for c in columns} for row in rows)


def materials(data: Path, out: Path) -> None:
    """Masses of part classes and compositions, amounts as strict decimals."""
    masses = (
        {
            **row, "seen": SEEN[row["seen"]], "how": row["how_stated"],
            **{c: decimal_text(strict(row[c])) for c in ("typical_mg", "min_mg", "max_mg")},
        }
        for row in resolved(rows_of(data / "materials" / "part_masses.csv"))
    )  # fmt: skip
    table(out / "part_masses.csv", MASSES, masses)
    amounts = ("mass_share_percent", "low", "high", "mass_mg")
    shares = (
        {
            **row,
            "seen": SEEN[row["seen"]],
            **{c: decimal_text(strict(row[c])) if row[c] else "" for c in amounts},
        }
        for row in resolved(rows_of(data / "materials" / "compositions.csv"))
    )
    table(out / "compositions.csv", SHARES, shares)


def build(data: Path, out: Path, docs: Path) -> None:
    """All files, into ``out/factors``, ``out/materials`` and ``docs``."""
    (out / "factors").mkdir(parents=True, exist_ok=True)
    (out / "materials").mkdir(parents=True, exist_ok=True)
    docs.parent.mkdir(parents=True, exist_ok=True)
    builds = list(collected(data))
    builds += [derived(b) for b in builds if b.header.name == "desnz"]
    entries = []
    for b in sorted(builds, key=lambda b: (b.header.name, b.header.version)):
        head = b.header.model_copy(update={"count": len(b.factors), "left_out": tuple(b.left_out)})
        content = write_dataset(head, b.factors)
        file = f"{head.name}-{head.version}.json"
        (out / "factors" / file).write_bytes(content)
        entries.append(
            {"file": file, "digest": digest_of(content), "bytes": len(content)}
            | head.model_dump(mode="json")
        )
    manifest = {"format": "openpcf-factor-manifest/1", "datasets": entries}
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    (out / "factors" / "manifest.json").write_bytes(orjson.dumps(manifest, option=options))
    materials(data, out / "materials")
    docs.write_text(page(entries), encoding="utf-8")


PAGE = """# The factor library

Generated by `tools/build_factors.py`; do not edit it here. The library contains {total} factors in
{sets} data sets under `src/openpcf/data/factors/`. The values are those of the publishers,
converted to kg CO₂e by exact decimal scaling. `original` contains the published text. Data sets of
one publisher are listed side by side and never averaged. A study uses the **default**
data sets unless it names another one.

| data set | title | publisher | published as | rows | default | licence |
| --- | --- | --- | --- | ---: | --- | --- |
{rows}

## Source rows that are not factors

{left}

## Factors that are never matched automatically

`incomplete` gives the reason why a factor cannot be used alone for an activity:

{reasons}

## Digests

{digests}
"""


def page(entries: list[dict[str, Any]]) -> str:
    """docs/factor-library.md."""
    rows = [
        f"| `{e['name']}/{e['version']}` | {e['title']} | {e['publisher']} "
        f"| {e['published_version'] or '–'} | {e['count']} | {'yes' if e['default'] else 'no'} "
        f"| {e['licence']} |"
        for e in entries
    ]
    left = [
        f"- `{e['name']}/{e['version']}`: `{x['id']}`, {x['why']}"
        for e in entries
        for x in e["left_out"]
    ]
    return PAGE.format(
        total=sum(e["count"] for e in entries),
        sets=len(entries),
        rows="\n".join(rows),
        left="\n".join(left),
        reasons="\n".join(f"- {r}" for r in rules.REASONS),
        digests="\n".join(f"- `{e['name']}/{e['version']}` `{e['digest']}`" for e in entries),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "openpcf" / "data")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs" / "factor-library.md")
    args = parser.parse_args()
    build(args.shared / "data", args.out, args.docs)


if __name__ == "__main__":
    main()
