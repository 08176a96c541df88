"""``reply``: a supplier's answers become its own declaration.

The answers make a small study of the supplier's product, which is calculated by the same
arithmetic, shown, and signed with the supplier's own key (docs/adr/0007).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpcf.errors import InputError, OpenpcfError
from openpcf.formats.forms.reply import read_reply, reply_class, weighed
from openpcf.formats.forms.request import questions_of
from openpcf.model.base import Measure, exact_sum, parse_decimal
from openpcf.model.finding import Finding, error, errors_of
from openpcf.model.footprint import Boundary, CutOff, Issuer, Product
from openpcf.model.request import OTHER_CLASS, Answer, Reply
from openpcf.model.study import Activity, BomLine, Site, Study
from openpcf.vocabulary import is_word
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.base.resources import questions
from openpcf.workflow.issue.calculate import CalculatedStudy, calculate_study
from openpcf.workflow.issue.sign import Signed, sign
from openpcf.workflow.study.files import LoadedStudy
from openpcf.workflow.study.init import StudyDefaults, slug, starter

ENERGY = ("electricity", "natural gas", "process gases")
FAR = 100
"""Ratio to the class's figure above which a piece has to be confirmed."""
LITTLE = 10
"""Divisor of the library's figure below which a piece has to be confirmed."""
USUAL = Decimal("0.03")
"""kg CO2e of a gram where the library knows nothing of the class: a populated board has some 0.1,
plastics 0.003. Our own."""


@dataclass(frozen=True)
class Answered:
    """The result of a reply before signing.

    ``remarks`` are unusual figures that the supplier has confirmed.
    """

    reply: Reply
    calculated_study: CalculatedStudy
    remarks: tuple[Finding, ...]


def _refuse(path: Path, findings: tuple[Finding, ...]) -> None:
    faults = errors_of(findings)
    if faults:
        raise InputError("REPLY_FAULTS", str(path), str(len(faults)), findings=faults)


def read_answers(path: Path) -> tuple[Reply, tuple[Finding, ...]]:
    """Read a filled reply and its remarks.

    Raises InputError ``REPLY_FAULTS`` with every fault at once.
    """
    data = read_bytes(path)
    asked = questions_of(questions(), reply_class(data, path.name))
    reply, findings = read_reply(data, path.name, asked)
    _refuse(path, findings)
    return reply, findings


def _text(reply: Reply, key: str) -> str | None:
    answer = reply.get(key)
    return answer.text if answer is not None else None


def _day_after(text: str) -> str:
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()


def _activity(reply: Reply, answer: Answer, country: str | None, origin: Any) -> Activity:
    """Return an input of one piece, or of the whole plant with its share and pieces made.

    An input without a known name is a gap and is never left out.
    """
    kind, _, material = answer.key.partition(":")
    shared: dict[str, Any] = {}
    if kind == "site":
        shared = {
            "allocation_key": _text(reply, "site.key"),
            "product_key": parse_decimal(_text(reply, "site.share_percent") or "100"),
            "key_total": Decimal(100),
            "key_unit": "%",
            "pieces": parse_decimal(_text(reply, "site.pieces") or "1"),
            "allocation_step": "physical",
        }
    shared.setdefault("pieces", Decimal(1))  # the form asks for materials of one piece
    return Activity(
        id=material.replace(" ", "-"),
        source=answer.place,
        what=material,
        stage="production" if material in ENERGY else "raw-materials",
        site="plant",
        scope="1" if material in ("natural gas", "process gases") else None,
        granularity="site",
        quantity=parse_decimal(answer.text),
        unit=answer.unit,
        origin=origin,
        material=material,
        region=country,
        **shared,
    )


def _series(issuer_id: str | None, product_id: str | None) -> str | None:
    """Return the series of all versions of a product: issuer's domain and product identifier."""
    if not product_id:
        return None
    parts = (issuer_id or "").split(":")
    domain = parts[2] if len(parts) > 3 and parts[1] == "pact" else "example"
    return f"urn:openpcf:{domain}:{slug(product_id.rstrip('/').replace('/', ':').split(':')[-1])}"


def study_of(reply: Reply) -> Study:
    """Return the supplier's own study: one piece of the product, its inputs as activities."""
    country = _text(reply, "site.country")
    start, end = _text(reply, "period.reference_start"), _text(reply, "period.reference_end")
    issuer_id, product_id = _text(reply, "issuer.id"), _text(reply, "product.id")
    name = _text(reply, "product.name") or reply.subject
    base = starter(
        StudyDefaults(
            product=name,
            product_id=product_id,
            issuer=_text(reply, "issuer.name"),
            issuer_id=issuer_id,
            country=country,
            year=int(end[:4]) if end else None,
            purpose="customer",
        )
    )
    origin: Any = "measured" if _text(reply, "quality.source") == "measured" else "assumed"
    period = base.period
    if period is not None and start and end:
        period = period.model_copy(
            update={
                "reference_start": f"{start}T00:00:00Z",
                "reference_end": f"{_day_after(end)}T00:00:00Z",
                "valid_from": f"{_day_after(end)}T00:00:00Z",
                "valid_until": f"{int(end[:4]) + 3}-01-01T00:00:00Z",
            }
        )
    activities = [
        _activity(reply, answer, country, origin)
        for answer in reply.answers
        if answer.key.startswith(("input:", "site:")) and answer.text
    ]
    mass = _text(reply, "product.mass")
    product = base.product or Product()
    boundary = base.boundary or Boundary()
    return base.model_copy(
        update={
            "boundary": boundary.model_copy(
                update={
                    "cutoff": CutOff(emissions_percent=Decimal(0)),
                    "excluded_processes": ("capital goods",),
                }
            ),
            "series": _series(issuer_id, product_id),
            "issuer": Issuer(
                name=_text(reply, "issuer.name"),
                ids=(issuer_id,) if issuer_id else None,
                country=_text(reply, "issuer.country"),
            ),
            "product": product.model_copy(
                update={
                    "level": "component",
                    "mass": Measure(amount=parse_decimal(mass), unit="g") if mass else None,
                }
            ),
            "sites": (
                Site(id="plant", role="production", country=country, controlled_by_issuer=True),
            ),
            "period": period,
            "absent": {
                "result.by_stage[stage=inbound-transport]": "unknown-to-issuer",
                "result.by_stage[stage=packaging]": "unknown-to-issuer",
            },
            "activities": tuple(activities),
        }
    )


def _usual(reply: Reply, study: Study, environment: Environment) -> tuple[Decimal, Decimal]:
    """Return kg CO2e that the library has for a part of this class and mass.

    The first figure is the calculated one, zero if the library has none; the second includes
    screening values or a usual figure by mass.
    """
    mass = parse_decimal(_text(reply, "product.mass") or "0")
    known_class = is_word("part-class", reply.part_class) or not reply.part_class
    line = BomLine(
        id="part",
        quantity=Decimal(1),
        description=reply.subject,
        mass=mass,
        mass_unit="g",
        part_class=(reply.part_class or None) if known_class else OTHER_CLASS,
    )
    alone = study.model_copy(update={"bom": (line,), "activities": ()})
    path = Path("reply")
    try:
        made = calculate_study(
            LoadedStudy(alone, path, path, "workbook", ()), environment, keep_lock=False
        )
    except OpenpcfError:
        return Decimal(0), mass * USUAL
    lines = made.calculated.inventory.lines
    known = exact_sum(li.result.excl for li in lines if li.result is not None)
    gaps = exact_sum(li.screening or Decimal(0) for li in lines if li.result is None)
    return known, known + gaps or mass * USUAL


def _strange(
    reply: Reply,
    calculated_study: CalculatedStudy,
    usual: tuple[Decimal, Decimal],
    environment: Environment,
) -> Iterator[Finding]:
    """Return findings on implausible answers.

    These are answers without effect, an answer with a far too large effect, a piece with a far too
    small result, and figures that are too old.
    """
    asked = {q.key: q for q in questions_of(questions(), reply.part_class)}
    answers = {a.place: a for a in reply.answers}

    def fault(code: str, place: str, found: str, expected: str = "", **more: str) -> Finding:
        question = asked[answers[place].key]
        return error(code, place, found, expected, question=f"{question.text}.text", **more)

    lines = calculated_study.calculated.inventory.lines
    country = _text(reply, "site.country") or ""
    for line in lines:
        if line.is_gap and line.part_class in ENERGY and line.source in answers:
            yield fault("REPLY_GAP", line.source, country)
    end = reply.get("period.reference_end")
    until = (
        calculated_study.loaded.study.period and calculated_study.loaded.study.period.valid_until
    )
    if end is not None and until and until <= environment.now():
        yield fault("REPLY_OLD", end.place, end.text, until[:10])
    figures = [(li.result.excl, li) for li in lines if li.result is not None]
    excl, most = max(figures, key=lambda f: f[0], default=(Decimal(0), None))
    if most is not None and most.source in answers and excl > usual[1] * FAR:
        yield fault(
            "REPLY_FAR",
            str(most.source),
            answers[str(most.source)].text,
            amount=f"{excl:.3g}",
            mass=_text(reply, "product.mass") or "?",
            usual=f"{usual[1]:.2g}",
            times=str(FAR),
        )
    total, place = exact_sum(f for f, _ in figures), reply.get("product.mass")
    if place is not None and total * LITTLE < usual[0]:
        yield fault(
            "REPLY_LITTLE",
            place.place,
            place.text,
            amount=f"{total:.2g}",
            usual=f"{usual[0]:.2g}",
            times=str(LITTLE),
        )


def answered(
    path: Path,
    environment: Environment,
    *,
    purpose: str | None = None,
    reason: str | None = None,
) -> Answered:
    """Return the result of a filled reply; nothing is signed.

    Raises InputError ``REPLY_FAULTS`` with every fault at once, also for an answer without effect.
    """
    reply, remarks = read_answers(path)
    study = study_of(reply)
    if purpose:
        study = study.model_copy(update={"purpose": purpose})
    loaded = LoadedStudy(study, path, path.parent, "workbook", ())
    calculated_study = calculate_study(loaded, environment, keep_lock=False, reason=reason)
    usual = _usual(reply, study, environment)
    strange = weighed(_strange(reply, calculated_study, usual, environment), reply)
    _refuse(path, strange)
    return Answered(reply, calculated_study, (*remarks, *strange))


def declare(
    path: Path,
    key: Any,
    environment: Environment,
    *,
    purpose: str | None = None,
    reason: str | None = None,
) -> tuple[Answered, Signed]:
    """Return the supplier's signed declaration made from a filled reply.

    From the second version on it includes the reason of the correction.
    """
    made = answered(path, environment, purpose=purpose, reason=reason)
    return made, sign(made.calculated_study, key, environment)
