"""``factors``: search the library, add own factors, compare data set versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.errors import InputError
from openpcf.factor_library.compare import compare_versions, side_by_side
from openpcf.factor_library.library import Library
from openpcf.factor_library.search import Hit
from openpcf.factor_library.search import search as find
from openpcf.matching.tables.terms import normal
from openpcf.messages.catalogue import Language, render, term, text
from openpcf.model.base import decimal_text, dump, trimmed_decimal
from openpcf.model.finding import Finding, errors_of
from openpcf.model.inventory import Line
from openpcf.model.message import Message
from openpcf.proof.trust_list import TrustList
from openpcf.reporting.figures import significant
from openpcf.reporting.layout import table
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import read_bytes, write_bytes
from openpcf.workflow.base.resources import library, manifest
from openpcf.workflow.issue.calculate import CalculatedStudy, calculate_study
from openpcf.workflow.study.files import load
from openpcf.workflow.study.library import (
    OWN_FACTORS,
    chosen_sets,
    matching_tables,
    own_datasets,
    own_files,
    study_library,
)
from openpcf.workflow.study.lock import read_lock, write_lock

_Key = tuple[str, str, str, int]
"""Stage, source, name (as JSON) and number of a line."""

TOTAL = "result.total_excl_biogenic_uptake"
_COLUMN_OF = {"transport": "mode"}


def search_library(*, everything: bool = False, study: Path | None = None) -> Library:
    """Return the default library or all shipped sets; with a study, its own factors too."""
    shipped = library(everything=everything)
    if study is None:
        return shipped
    loaded = load(study)
    pinned = read_lock(loaded.lock)
    known = study_library(loaded.base, loaded.study, pinned).library
    here = set(shipped.pins())
    return shipped.adding(*(d for d in known.datasets if d.key not in here))


def search(
    words: str, limit: int, *, everything: bool = False, study: Path | None = None
) -> tuple[Hit, ...]:
    """Return ranked hits in the library that :func:`search_library` returns."""
    return find(search_library(everything=everything, study=study), words, limit)


def _hits(hits: Iterable[Hit]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for hit in hits:
        f = hit.factor
        mark = f"  [{f.incomplete}]" if f.incomplete else ""
        rows.append(
            (
                f.id,
                trimmed_decimal(f.value)[:12],
                f.unit,
                f.geography[:12],
                f.year[:16],
                f.publisher[:24],
                f.name[:60] + mark,
            )
        )
    return rows


def search_text(
    words: str,
    limit: int,
    language: Language = "en",
    *,
    everything: bool = False,
    study: Path | None = None,
) -> str:
    """Return hits as a table, followed by publishers that disagree on one subject.

    Hits of other places are listed separately if a place was named.
    """
    known = search_library(everything=everything, study=study)
    hits = find(known, words, limit)
    if not hits:
        return text("answer.not-found", language)
    ids = {hit.factor.id for hit in hits}
    wider = find(known, words, limit, anywhere=True) if len(hits) < limit else ()
    elsewhere = [hit for hit in wider if hit.factor.id not in ids][: limit - len(hits)]
    titles = ("id", "value", "unit", "place", "year", "publisher", "name")
    rows = [tuple(text(f"search.{name}", language) for name in titles), *_hits(hits)]
    if elsewhere:
        apart = (text("answer.elsewhere", language), *("",) * 6)
        rows += [("",) * 7, apart, *_hits(elsewhere)]
    shown = [table(rows, frozenset({1}))]
    for group in side_by_side(known, [h.factor for h in (*hits, *elsewhere)]):
        if len(group.rows) > 1 and len(group.publishers) > 1:
            heading = text(
                "answer.side-by-side",
                language,
                subject=group.subject,
                place=group.geography,
                numerator=group.numerator,
                per=group.per,
            )
            rows = [
                (f"  {c.factor.publisher[:32]}", f"{c.value:.4g}", c.factor.year, c.factor.id)
                for c in group.rows
            ]
            shown.append(f"{heading}\n{table(rows, frozenset({1}))}")
    return "\n\n".join(shown)


def known_terms(part: str = "", language: Language = "en") -> list[dict[str, Any]]:
    """Return the terms with column, words, factor and what the factor leaves out.

    ``part`` limits the list to terms with a word that contains it.
    """
    wanted = normal(part)
    return [
        {
            "term": known.term,
            "kind": known.kind,
            "column": _COLUMN_OF.get(known.kind, "material"),
            "words": list(known.words),
            "factor": known.factor,
            "note": term("material-note", known.note, language),
        }
        for known in matching_tables().terms.terms
        if any(wanted in normal(word) for word in (known.term, *known.words))
    ]


def terms_rows(known: Iterable[Mapping[str, Any]], language: Language) -> list[dict[str, str]]:
    """Return the terms as rows of text: column, words, factor."""
    return [
        {
            "column": text(
                "answer.term-column", language, kind=found["kind"], column=found["column"]
            ),
            "words": ", ".join(found["words"]),
            "factor": found["factor"] or found["note"],
        }
        for found in known
    ]


def add(study: Path, source: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Check a table of own factors and copy it into the study's ``factors/``.

    Raises InputError ``FACTORS_FAULTS`` with every fault, ``FACTORS_NONE`` if the table has no
    factor; nothing is copied then.
    """
    loaded = load(study)
    data = read_bytes(source)
    others = {name: table for name, table in own_files(loaded.base).items() if name != source.name}
    _, known = own_datasets(others)
    datasets, findings = own_datasets({**others, source.name: data})
    reported = findings[len(known) :]
    count = len(datasets[-1]) if len(datasets) > len(others) else 0
    faults = errors_of(reported)
    if faults:
        raise InputError("FACTORS_FAULTS", str(source), str(len(faults)), findings=faults)
    if not count:
        raise InputError("FACTORS_NONE", str(source), expected="id, name, value, unit")
    target = loaded.base / OWN_FACTORS / source.name
    write_bytes(target, data)
    return target, tuple(reported)


@dataclass(frozen=True)
class Moved:
    """A line whose factor or figure changes; figures in kg CO2e, None for a gap."""

    what: Message
    factor_before: str
    factor_after: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Update:
    """A study's figures with the pinned data sets and with others."""

    sets_before: tuple[str, ...]
    sets_after: tuple[str, ...]
    total_before: str | None
    total_after: str | None
    lines: tuple[Moved, ...]
    others: tuple[tuple[str, str, int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return JSON-ready data, figures as decimal text."""
        found: dict[str, Any] = {
            "sets_before": list(self.sets_before),
            "sets_after": list(self.sets_after),
            "lines": [
                {
                    "what": dump(m.what),
                    "factor_before": m.factor_before,
                    "factor_after": m.factor_after,
                    **({} if m.before is None else {"before": decimal_text(m.before)}),
                    **({} if m.after is None else {"after": decimal_text(m.after)}),
                }
                for m in self.lines
            ],
        }
        totals = (("before", self.total_before), ("after", self.total_after))
        return found | {name: total for name, total in totals if total is not None}


def _by_what(lines: Iterable[Line]) -> dict[_Key, Line]:
    """Return lines by subject; a number distinguishes equal ones."""
    found: dict[_Key, Line] = {}
    for line in lines:
        number = 0
        while (
            key := (line.stage, line.source or "", line.what.model_dump_json(), number)
        ) in found:
            number += 1
        found[key] = line
    return found


def _what(*lines: Line | None) -> Message:
    """Return the name of the first line that exists."""
    return next(line.what for line in lines if line is not None)


def _moved(before: CalculatedStudy, after: CalculatedStudy) -> tuple[Moved, ...]:
    """Return lines that differ, largest change first."""
    old, new = (_by_what(p.calculated.inventory.lines) for p in (before, after))
    found = []
    for key in dict.fromkeys([*old, *new]):
        one, other = old.get(key), new.get(key)
        figures = [line.result.excl if line and line.result else None for line in (one, other)]
        factors = [line.factor.id if line and line.factor else "" for line in (one, other)]
        if figures[0] != figures[1] or factors[0] != factors[1]:
            found.append(Moved(_what(one, other), factors[0], factors[1], figures[0], figures[1]))
    return tuple(
        sorted(found, key=lambda m: abs((m.after or Decimal(0)) - (m.before or Decimal(0))))[::-1]
    )


def _others(calculated_study: CalculatedStudy) -> tuple[tuple[str, str, int, int], ...]:
    """Return other vintages of the sets used.

    Each entry has key, other key, the number of factors that differ, and the number of factors used
    in lines (None if a set is used only through derived factors).
    """
    everything = library(everything=True)
    defaults = Counter(m["name"] for m in manifest() if m["default"])
    used = {
        (f"{line.factor.dataset}/{line.factor.version}", line.factor.id)
        for line in calculated_study.calculated.inventory.lines
        if line.factor is not None
    }
    found = []
    for key in sorted(calculated_study.matching.datasets):
        ids = sorted({i for k, i in used if k == key})
        name = key.partition("/")[0]
        for other in everything.datasets if defaults[name] == 1 else ():
            if other.header.name == name and other.key != key:
                changes = compare_versions(everything, ids, key, other.key)
                found.append((key, other.key, sum(c.moved for c in changes), len(ids)))
    return tuple(found)


def update(
    study: Path,
    environment: Environment,
    *,
    asked: Sequence[str] = (),
    trust: TrustList | None = None,
    write: bool = False,
) -> Update:
    """Calculate a study with its pinned data sets and with others.

    The others are the default data sets of this release or those in ``asked``. ``write`` pins them;
    only this changes the vintages of a lock.

    Raises UsageError ``DATASET_UNKNOWN``, and what calculating raises.
    """
    loaded = load(study)
    pinned = read_lock(loaded.lock)
    pins = pinned.library if pinned else {}
    before_sets = chosen_sets(pins)
    after_sets = chosen_sets(pins if asked else (), asked)
    before = calculate_study(loaded, environment, trust=trust, keep_lock=False, sets=before_sets)
    after = calculate_study(loaded, environment, trust=trust, keep_lock=False, sets=after_sets)
    if write:
        write_lock(loaded.lock, after.lock)
    return Update(
        tuple(s for s in before_sets if s not in after_sets),
        tuple(s for s in after_sets if s not in before_sets),
        before.document.get(TOTAL),
        after.document.get(TOTAL),
        _moved(before, after),
        _others(before),
    )


def _percent(before: Decimal | None, after: Decimal | None, language: Language) -> str:
    if not before or after is None:
        return ""
    change = f"{(after - before) / abs(before) * 100:+.1f}"
    return text("meta.percent", language, value=change)


def update_text(found: Update, language: Language = "en") -> str:
    """Return the sets, lines and total that change, or the other available vintages."""

    def figure(value: Decimal | None) -> str:
        return text("update.gap", language) if value is None else significant(value, 4)

    shown = []
    names = {s.partition("/")[0] for s in (*found.sets_before, *found.sets_after)}
    for name in sorted(names):
        old, new = (
            ", ".join(s for s in sets if s.partition("/")[0] == name) or "–"
            for sets in (found.sets_before, found.sets_after)
        )
        shown.append(f"{old} → {new}")
    if found.lines:
        shown += ["", _moved_table(found, figure, language)]
    else:
        shown.append(text("update.nothing", language))
    if found.others and not names:
        shown += ["", text("update.others", language)]
        shown.append(
            table(
                (
                    f"  {key} → {other}",
                    text("update.differ", language, moved=moved, count=count)
                    if count
                    else text("update.behind", language),
                )
                for key, other, moved, count in found.others
            )
        )
    return "\n".join(shown)


def _moved_table(found: Update, figure: Callable[[Decimal | None], str], language: Language) -> str:
    titles = ("now", "then", "", "line", "factor-now", "then")
    rows = [tuple(name and text(f"update.{name}", language) for name in titles)]
    same = text("update.same", language)
    rows += [
        (
            figure(m.before),
            figure(m.after),
            _percent(m.before, m.after, language),
            render(m.what, language)[:48],
            m.factor_before or "–",
            same if m.factor_after == m.factor_before else m.factor_after or "–",
        )
        for m in found.lines
    ]
    one, other = (Decimal(t) if t else None for t in (found.total_before, found.total_after))
    change = _percent(one, other, language)
    rows.append((figure(one), figure(other), change, text("update.total", language), "", ""))
    return table(rows, frozenset({0, 1, 2}))
