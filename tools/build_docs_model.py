"""Writes docs/data-model.md from models, profiles and glossary, and docs/glossary.md:
python tools/build_docs_model.py"""

from __future__ import annotations

import csv
import io
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field

from build_schemas import file_name, shipped
from openpcf.formats.study.keys import SECTIONS
from openpcf.messages import texts
from openpcf.model.base import (
    Amount,
    Digest,
    Emissions,
    Instant,
    Measure,
    Open,
    Percent,
    Uri,
    Word,
    optional_field,
)
from openpcf.model.footprint import SPEC_VERSION, Footprint
from openpcf.model.indicators import ALL_PARTS, EXCL_PARTS, MEMO
from openpcf.model.inventory import SCOPES, Component, Line, Stage
from openpcf.model.message import Text
from openpcf.ruleset.profile import ResolvedProfile, resolve
from openpcf.vocabulary import words

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "src" / "openpcf" / "data" / "glossary.csv"
BASE, CORE = "cfp-base/0.1", "core/0.1"

NAMED: tuple[tuple[Any, str, str], ...] = (
    (Percent, "amount", "%"),
    (Emissions, "amount", "kg CO2e"),
    (Amount, "amount", ""),
    (Instant, "instant", ""),
    (Uri, "URI", ""),
    (Digest, "digest", ""),
    (Stage, "word: a stage", ""),
    (Measure, "amount and unit", "stated"),
    (Text, "coded text", ""),
    (str, "text", ""),
    (bool, "yes or no", ""),
    (int, "whole number", ""),
    (object, "JSON", ""),
)
UNITS = {"dqr": "1 to 5", "child_dqr": "1 to 5", "technology": "1 to 5", "time": "1 to 5",
         "geography": "1 to 5", "mwh": "MWh", "gaps": "lines", "confidence": "0 to 1"}  # fmt: skip
WORDS = {"parts": "part", "memo": "memo", "by_scope": "scope"}


class Subtotal(Open):
    """Sum of the lines of a group."""

    excl: Emissions = Field(description="Without biogenic CO2")
    parts: dict[str, Emissions] = Field(description="Indicators, by name")


class Group(Open):
    """Lines of one stage, scope and class."""

    id: str = Field(description="`g-` and position")
    stage: Stage = Field(description="Stage of its lines")
    scope: str = Field(description="Scope of its lines")
    part_class: str = Field(alias="class", description="Class of its lines")
    subtotal: Subtotal | None = optional_field("Sum of its lines; absent where all are gaps")
    lines: tuple[Line, ...] = Field(description="The lines, each to be shown by itself")


class Groups(Open):
    groups: tuple[Group, ...] = Field(description="In the order of the life cycle")


class Items(Open):
    items: tuple[Component, ...] = Field(description="Supplied declarations on this bill")


@dataclass(frozen=True)
class Row:
    """One member of the document."""

    path: str
    type: str
    unit: str
    required: bool
    meaning: str


def bare(annotation: Any) -> Any:
    """An annotation without ``None``."""
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return inner[0] if len(inner) == 1 else annotation
    return annotation


def described(annotation: Any, name: str) -> tuple[str, str]:
    """Type and unit of a member in words."""
    for known, text, unit in NAMED:
        if annotation == known:
            return text, unit if text == "text" else UNITS.get(name, unit)
    origin, inner = get_origin(annotation), get_args(annotation)
    word = next((each for each in inner if isinstance(each, Word)), None)
    if word is not None:
        return "word: " + ", ".join(f"`{each}`" for each in word.words), ""
    if origin is Literal:
        return "word: " + ", ".join(f"`{word}`" for word in inner), ""
    if origin is tuple:
        text, unit = described(inner[0], name)
        return ("list of " if inner[-1] is Ellipsis else f"{len(inner)} × ") + text, unit
    if origin is dict:
        text, unit = described(inner[1], name)
        if get_origin(inner[1]) is dict:
            return "sections of whole numbers", ""
        return f"{text} for each {WORDS.get(name, 'name')}", unit
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "section", ""
    raise TypeError(f"no words for {annotation}")


def members(model: type[BaseModel], prefix: str = "") -> Iterator[Row]:
    """Every member below a model, in the order of the model."""
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        path = f"{prefix}{field.alias or name}"
        kind = bare(hints[name])
        text, unit = described(kind, name)
        if text.startswith("amount") and not unit and "unit" in hints:
            unit = "in `unit`"
        yield Row(path, text, unit, field.is_required(), field.description or "")
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        if isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not Measure:
            mark = "[]" if get_origin(kind) is tuple else ""
            yield from members(inner, f"{path}{mark}.")


def glossary() -> list[dict[str, str]]:
    """The rows of our glossary."""
    return list(csv.DictReader(io.StringIO(GLOSSARY.read_text(encoding="utf-8"), newline="")))


def chinese() -> dict[str, str]:
    """Chinese names of members: of the glossary, else of the column of a study."""
    names = {field.key: field.title("zh") for section in SECTIONS for field in section.fields}
    for row in glossary():
        names |= dict.fromkeys(row["fields"].split(), row["zh"])
    return names


def name_of(path: str, names: dict[str, str]) -> str:
    """By the whole path, or by the longest end of it that the glossary lists (``.digest``)."""
    parts = path.split(".")
    ends = ["." + ".".join(parts[n:]) for n in range(1, len(parts))]
    return next((names[key] for key in (path, *ends) if key in names), "")


def obligation(row: Row, profile: ResolvedProfile, core: ResolvedProfile) -> str:
    """What the base profile asks of a member."""
    asked = profile.field(row.path)
    if asked is None:
        below = f"{row.path}."
        if any(f.path.startswith(below) and f.level == "mandatory" for f in profile.fields):
            return "holds mandatory members"
        return "with its section" if row.required and "." in row.path else "optional"
    text = "mandatory" if asked.level == "mandatory" else asked.level
    if asked.level == "conditional":
        text = f"mandatory with `{asked.when}`"
    if core.field(row.path) is not None:
        text += " (core)"
    if asked.absent:
        text += "; may be absent: " + ", ".join(asked.absent)
    return text


def table(rows: Iterable[Row], seen: str, profiles: dict[str, ResolvedProfile]) -> str:
    """Rows of a Markdown table."""
    names = chinese()
    lines = [
        "| path | 中文 | type | unit | obligation | seen | meaning |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        cells = (
            f"`{row.path}`", name_of(row.path, names), row.type, row.unit,
            obligation(row, profiles[BASE], profiles[CORE]), seen, row.meaning,
        )  # fmt: skip
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def model_page() -> str:
    """docs/data-model.md."""
    profiles = {name: resolve(shipped(), name) for name in (CORE, BASE)}
    sections: dict[str, list[Row]] = {}
    for row in members(Footprint):
        sections.setdefault(row.path.split(".")[0].split("[")[0], []).append(row)
    single = [rows[0] for rows in sections.values() if len(rows) == 1]
    parts = [
        INTRO.format(
            version=SPEC_VERSION,
            base=BASE,
            schemas=" and ".join(
                f"`openpcf/data/schemas/{file_name(name)}`" for name in (CORE, BASE)
            ),
            excl=", ".join(f"`{p}`" for p in EXCL_PARTS),
            biogenic=", ".join(f"`{p}`" for p in ALL_PARTS if p not in EXCL_PARTS),
            memo=", ".join(f"`{p}`" for p in MEMO),
            stages=", ".join(f"`{s}`" for s in words("stage")),
            scopes=", ".join(f"`{s}`" for s in SCOPES),
        ),
        "## 1. The payload: clear and signed\n",
    ]
    for name, rows in sections.items():
        if len(rows) > 1:
            head = f"### `{name}`\n\n{rows[0].meaning}."
            parts.append(f"{head}\n\n{table(rows, 'clear', profiles)}\n")
    parts.append(f"### Other members\n\n{table(single, 'clear', profiles)}\n")
    parts.append(DISCLOSURES)
    for name, model, text in (("inventory", Groups, INVENTORY), ("components", Items, COMPONENTS)):
        whole = Row(name, "section", "", False, text[1])
        rows = [whole, *members(model, f"{name}.")]
        parts.append(f"### `{name}`: {text[0]}\n\n{table(rows, 'can be hidden', profiles)}\n")
    return "\n".join([*parts, CODED + reasons(), by_hand()])


def by_hand() -> str:
    """The sections of docs/data-model.md that a person writes, kept as they are."""
    page = (ROOT / "docs/data-model.md").read_text(encoding="utf-8")
    return page[page.index(BY_HAND) :]


def reasons() -> str:
    """The codes of texts in lines, with their templates in both languages."""
    rows = ["| code | English | 中文 |", "| --- | --- | --- |"]
    chinese_of = texts("reason", "zh")
    for code, english in texts("reason").items():
        cells = (f"`{code}`", english, chinese_of[code])
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def glossary_page() -> str:
    """docs/glossary.md."""
    rows = [
        "| English | 中文 | meaning | source |",
        "| --- | --- | --- | --- |",
    ]
    for row in sorted(glossary(), key=lambda r: r["en"].casefold()):
        cells = (row["en"], row["zh"], row["meaning"], row["source"])
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return GLOSSARY_INTRO + "\n".join(rows) + "\n"


INTRO = """# The document, member by member

Sections 1 and 2 are generated by `tools/build_docs_model.py` from the models, the profiles and the
glossary; edit the others here. Data model {version}.

A document has a **payload**, which is clear and signed, and two parts that can be hidden:
`inventory` and `components`. A reader who is not shown them learns from `disclosable` that they
exist and how large they are.

- **Obligation.** Only profiles make a member mandatory. The column shows `{base}`, with "(core)"
  where `core/0.1` already requires it. "With its section" means: required if the section exists.
- **Absent is not zero.** An unknown member is left out; nothing is ever `null`. Where the column
  allows a reason, `absent` holds the path and the reason. A reason for a section applies to
  everything in it. A member must not be both present and absent.
- **Amounts** are decimal strings (`"12.5"`): up to 18 digits before and 18 after the point, no
  exponent, no `-0`. Figures of a result have exactly the decimals of `result.quantum`; zero is
  `"0"`.
- **Instants** are RFC 3339 in UTC (`2025-12-31T16:00:00Z`); ends are exclusive. **Digests** are
  `sha-256:` and 64 hexadecimal digits of the canonical bytes (RFC 8785).
- **Parts**: in the total: {excl}; with biogenic CO2: {biogenic}. **Memo**, in no total: {memo}.
- **Stages**: {stages}.
- **Scopes**, from the issuer's point of view: {scopes}.
- Paths are dotted; `[]` marks the items of a list. Members that are not on this page are refused,
  except inside `extensions`, whose names are URNs.

The package also contains a JSON Schema 2020-12 of the payload for each profile:
{schemas}. `openpcf rules schema PROFILE` prints it, including those of installed packages. A schema
describes shape and presence in one payload. `openpcf check` checks sums, the order of instants,
check digits, hidden parts and suppliers' declarations.
"""
DISCLOSURES = """## 2. Disclosures: hidden until shown

`inventory` and `components` may be hidden: as a whole, or by group, line and item. `disclosable` is
clear and signed, so a reader always knows what is hidden: named there and not shown means hidden,
neither named nor shown means missing. A document fails if it shows other counts than it names.
"""
BY_HAND = "<!-- written by hand: begin -->"
INVENTORY = (
    "lines of activity data, factor and result",
    "Named in `disclosable`; groups and lines can be shown one by one",
)
COMPONENTS = (
    "supplied declarations",
    "Named in `disclosable`; items can be shown one by one",
)
CODED = """## Coded texts

A coded text is `{"code": "step-yield", "params": {"step": "reflow"}}`: a code of this table, or of
a [finding](findings.md) for the reason of a gap. Parameters are texts, words of the vocabulary
(`{note:recipe-note}` names the list), further coded texts, or lists of these; a user's own words
stay as typed. Readers put them into words of their own language; a code they do not know is shown
as it is. Documents of data model 0.1 hold prose in these places, which is shown as it was signed,
with its language.

"""
GLOSSARY_INTRO = """# Glossary

Generated by `tools/build_docs_model.py` from `src/openpcf/data/glossary.csv`; do not edit it here.
The source is the standard that defines the term, the Chinese one as GB/T; `own` marks the usual
word of the trade or a word of this project. The report and the commands use these words in both
languages.

"""

PAGES = {"data-model.md": model_page, "glossary.md": glossary_page}


def main() -> None:
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
