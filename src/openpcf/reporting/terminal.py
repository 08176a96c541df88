"""Plain text for a terminal: short, aligned; colour only when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpcf.calculation.rounding import percent
from openpcf.messages import fix, say
from openpcf.messages.catalogue import Language
from openpcf.model.base import decimal_text, parse_decimal, trimmed_decimal
from openpcf.model.document import Document
from openpcf.model.finding import NEEDS_CONFIRMATION, Finding, Outcome
from openpcf.model.policy import Clearance, Decision
from openpcf.reporting.figures import DASH, headline, percent_text, shown
from openpcf.reporting.layout import table
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.vocabulary import in_words
from openpcf.ruleset.engine import Report

_COLOURS = {
    "fail": "31",
    "refuse": "31",
    "pass": "32",
    "accept": "32",
    "inconclusive": "33",
    "refer": "33",
    "supplement": "33",
}
_MARK = {Outcome.FAIL: "x", Outcome.INCONCLUSIVE: "?", Outcome.NOTE: "·"}


def paint(word: str, verdict: str, colour: bool) -> str:
    """A word in the colour of a verdict, or as it is."""
    code = _COLOURS.get(verdict)
    return f"\x1b[1;{code}m{word}\x1b[0m" if colour and code else word


def _share(text: str | None, total: str | None, language: Language) -> str:
    if text is None or total is None:
        return DASH
    found = percent(parse_decimal(text), parse_decimal(total))
    return percent_text(None if found is None else decimal_text(found), language)


_WORDS = {
    "en": {
        "of": "parameters only",
        "estimated": "estimated",
        "primary": "primary data",
        "supplied": "supplied",
        "verified": "verified",
        "gaps": "gaps",
        "stage": "stage",
        "verdict": "verdict",
        "line": "line",
        "quantity": "quantity",
        "factor": "factor",
        "result": "result",
        "origin": "origin",
        "source": "source",
        "why": "why",
        "scope": "scope",
        "no_range": "no range stated",
        "hidden": "not shown in this presentation",
        "gap": "no factor: a gap, not zero",
        "range": "range",
        "quality": "quality",
        "ratings": "technology {0} time {1} geography {2} (1 best, 5 worst)",
        "confidence": "confidence",
        "confirmed": "confirmed by",
        "comma": ", ",
        "colon": ": ",
        "pass": "pass",
        "fail": "fail",
        "inconclusive": "inconclusive",
        "not-applicable": "not applicable",
        "accept": "accept",
        "supplement": "supplement",
        "refer": "refer",
        "refuse": "refuse",
        "consignment-match": "match with a consignment",
    },
    "zh": {
        "of": "仅参数不确定性",
        "estimated": "估算",
        "primary": "初级数据",
        "supplied": "供应商提供",
        "verified": "已核查",
        "gaps": "数据缺口",
        "stage": "阶段",
        "verdict": "结论",
        "line": "条目",
        "quantity": "数量",
        "factor": "排放因子",
        "result": "结果",
        "origin": "来源类型",
        "source": "出处",
        "why": "理由",
        "scope": "范围",
        "no_range": "未给出范围",
        "hidden": "本次未披露",
        "gap": "无因子：数据缺口，而非零",
        "range": "范围区间",
        "quality": "数据质量",
        "ratings": "技术 {0} 时间 {1} 地理 {2}（1 最好，5 最差）",
        "confidence": "置信度",
        "confirmed": "确认人",
        "comma": "，",
        "colon": "：",
        "pass": "通过",
        "fail": "不通过",
        "inconclusive": "无法判定",
        "not-applicable": "不适用",
        "accept": "接受",
        "supplement": "补充材料",
        "refer": "转人工审核",
        "refuse": "拒绝",
        "consignment-match": "与货物的比对",
    },
}


def words(language: Language) -> Mapping[str, str]:
    """Short words of the terminal."""
    return _WORDS[language]


def total_text(document: Document, language: Language = "en") -> str:
    """The total per declared unit with its range."""
    result: dict[str, Any] = document.get("result") or {}
    said = words(language)
    total, low, high = headline(result)
    bounds = said["no_range"]
    if low != DASH:
        bounds = said["comma"].join((f"{low} – {high}", percent_text("95", language), said["of"]))
    unit = unit_text(document, language)
    head = f"{total} {sanitize(str(result.get('unit', '')))} / {unit}"
    return f"{head}（{bounds}）" if language == "zh" else f"{head}  ({bounds})"


def unit_text(document: Document, language: Language) -> str:
    """The declared unit: ``piece``, or ``1000 piece`` where it is not one of it."""
    amount = document.get("unit.amount")
    many = "" if amount in (None, "1") else f"{amount} "
    return sanitize(many + in_words("unit", document.get("unit.measure") or "", language))


def result_text(document: Document, language: Language = "en") -> str:
    """Headline with its range, shares, stages and the ten largest lines."""
    result: dict[str, Any] = document.get("result") or {}
    said = words(language)
    name = sanitize(str(document.get("product.name") or DASH))
    quality = document.get("quality") or {}
    supplied = document.get("supplied") or {}
    shares = {
        "estimated": quality.get("estimated_share_percent"),
        "primary": quality.get("primary_data_share_percent"),
        "supplied": supplied.get("share_percent"),
        "verified": supplied.get("verified_percent"),
    }
    lines = [
        f"{name}",
        total_text(document, language),
        "  ".join(
            (
                *(
                    f"{said[name]} {percent_text(share, language)}"
                    for name, share in shares.items()
                ),
                f"{said['gaps']} {(result.get('coverage') or {}).get('gaps', DASH)}",
            )
        ),
        "",
    ]
    whole = result.get("total_excl_biogenic_uptake")
    stages = [
        (
            in_words("stage", s["stage"], language),
            shown(s.get("excl")),
            _share(s.get("excl"), whole, language),
        )
        for s in result.get("by_stage") or ()
    ]
    lines += [table(stages, frozenset({1, 2})), ""]
    top = sorted(
        (line for line in document.lines() if line.get("result")),
        key=lambda line: abs(parse_decimal(line["result"]["excl"])),
        reverse=True,
    )[:10]
    lines.append(
        table(
            (
                (
                    line["id"],
                    shown(line["result"]["excl"]),
                    _share(line["result"]["excl"], whole, language),
                    str(line.get("what", ""))[:60],
                )
                for line in top
            ),
            frozenset({1, 2}),
        )
    )
    return "\n".join(lines)


def _verdict(word: str, language: Language, colour: bool) -> str:
    """A verdict or decision as its reader says it, in its colour."""
    shown = words(language).get(word, word).upper()
    return paint(shown, word, colour)


def together(findings: Iterable[Finding]) -> list[tuple[Finding, tuple[str, ...]]]:
    """Findings with the rules that say them: those left out for the same reason are one."""
    found: dict[object, tuple[Finding, tuple[str, ...]]] = {}
    for number, finding in enumerate(findings):
        alike = finding.code == "NOT_EVALUATED"
        key: object = (finding.place, finding.found) if alike else number
        first, rules = found.get(key, (finding, ()))
        found[key] = (first, (*rules, finding.params.get("rule", finding.rule)))
    return list(found.values())


def sentence(finding: Finding, rules: tuple[str, ...], language: Language) -> str:
    """What a finding says; of several rules that could not be evaluated, how many and which."""
    if len(rules) == 1:
        return sanitize(say(finding, language))
    many = finding.model_copy(
        update={
            "code": "NOT_EVALUATED_MANY",
            "params": {**finding.params, "count": str(len(rules)), "rules": ", ".join(rules)},
        }
    )
    return sanitize(say(many, language))


def _held_by(finding: Finding) -> str:
    """Rule and register rows a finding is of."""
    if not finding.rule:
        return ""
    rows = f" ({', '.join(finding.requirements)})" if finding.requirements else ""
    return f"[{finding.rule}{rows}]"


def findings_text(findings: Iterable[Finding], language: Language = "en") -> str:
    """One paragraph for each finding: mark, code, what, place, rule with its register rows, mend.
    Rules that could not be evaluated for the same reason share one."""
    found = []
    for finding, rules in together(findings):
        text = sentence(finding, rules, language)
        lines = [f"{_MARK[finding.outcome]} {finding.code}  {text}"]
        place = sanitize(finding.place)
        held = _held_by(finding) if len(rules) == 1 else ""
        if place in lines[0]:
            place = ""
        if place or held:
            lines.append(f"    {place}{'  ' if place and held else ''}{held}")
        mend = sanitize(fix(finding, language))
        if mend:
            lines.append(f"    → {mend}")
        found.append("\n".join(lines))
    return "\n".join(found)


def verdict_text(verdict: str, profile: str, language: Language, colour: bool) -> str:
    """The verdict of a profile in one line."""
    head = " ".join(filter(None, (words(language)["verdict"], profile)))
    return f"{head}{words(language)['colon']}{_verdict(verdict, language, colour)}"


def report_text(report: Report, language: Language = "en", colour: bool = False) -> str:
    """Verdict of a profile, its findings and questions; other remarks are counted by code."""
    asked = [
        f for f in report.findings if f.outcome is Outcome.NOTE and f.code in NEEDS_CONFIRMATION
    ]
    weighty = [f for f in report.findings if f.outcome is not Outcome.NOTE] + asked
    notes: dict[str, int] = {}
    for finding in report.findings:
        if finding.outcome is Outcome.NOTE and finding.code not in NEEDS_CONFIRMATION:
            notes[finding.code] = notes.get(finding.code, 0) + 1
    lines = [verdict_text(str(report.verdict), report.profile, language, colour)]
    if weighty:
        lines.append(findings_text(weighty, language))
    for finding in report.findings:
        if finding.code == "VERSION_UNCHANGED":
            lines.append(f"· {sanitize(say(finding, language))}")
            notes.pop(finding.code, None)
    if notes:
        lines.append("· " + ", ".join(f"{code} ×{count}" for code, count in notes.items()))
    return "\n".join(lines)


def bracketed(text: str, language: Language, before: str = " ") -> str:
    """A remark behind a figure, in the brackets of the language: full-width ones stand close."""
    return f"（{text}）" if language == "zh" else f"{before}({text})"


def _divisors(per: Iterable[Mapping[str, Any]], language: Language) -> str:
    return "".join(f" ÷ {each['amount']}{bracketed(each['why'], language)}" for each in per)


def _formula(line: Mapping[str, Any], working: Sequence[str], language: Language) -> str:
    quantity, factor = line["quantity"], line["factor"]
    amount = " × ".join(working) or f"{quantity['amount']} {quantity['unit']}"
    divisors = _divisors(quantity.get("per", ()), language)
    return f"{amount} × {factor['value']} {factor['unit']}{divisors}"


def _origin(line: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Where the quantity is from, its state, and whether the figure rests on an estimate."""
    quantity = line["quantity"]
    yield in_words("origin", quantity.get("origin") or DASH, language)
    if stated := quantity.get("source_quantity"):
        yield bracketed(
            f"{trimmed_decimal(Decimal(stated['amount']))} {stated['unit']}", language, ""
        )
    if line.get("estimated"):
        yield f"· {words(language)['estimated']}"


def _quality(line: Mapping[str, Any], match: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """Ratings of a line, σ, confidence of its match, who confirmed it."""
    found = []
    if line.get("dqr"):
        found.append(said["ratings"].format(*line["dqr"]))
    if line.get("sigma_ln"):
        found.append("σ " + " × ".join(f"{v} {said[k]}" for k, v in line["sigma_ln"].items()))
    if match.get("confidence"):
        found.append(f"{said['confidence']} {match['confidence']}")
    if match.get("confirmed_by"):
        found.append(f"{said['confirmed']} {match['confirmed_by']}")
    return said["comma"].join(found)


def explain_text(
    document: Document, line_id: str, language: Language = "en", working: Sequence[str] = ()
) -> str | None:
    """Formula, numbers, origin and source of a line; None where there is no such line.
    ``working`` has what was multiplied to its amount, as matching says it."""
    line = next((found for found in document.lines() if found.get("id") == line_id), None)
    if line is None:
        return None
    said = words(language)
    rows = [
        (said["line"], f"{line['id']}  {line.get('what', '')}"),
        (
            said["stage"],
            f"{in_words('stage', line.get('stage'), language)}  "
            f"{said['scope']} {line.get('scope')}",
        ),
    ]
    item = next((i for i in document.items() if i.get("id") == line.get("component")), None)
    if "component" in line and item is None:
        rows.append((said["factor"], f"{line['component']}: {said['hidden']}"))
    elif item is not None and "component" in line:
        text = f"{item['quantity']['amount']} × {item['child_result']['excl']}"
        rows.append((said["quantity"], text + _divisors(item.get("per", ()), language)))
        rows.append((said["factor"], f"{item['child']['series']} v{item['child']['version']}"))
        rows.append(("", item["child"]["digest"]))
        rows.append((said["origin"], in_words("origin", "supplied", language)))
    elif "factor" in line:
        factor = line["factor"]
        rows.append((said["quantity"], _formula(line, working, language)))
        rows.append((said["origin"], " ".join(_origin(line, language))))
        rows.append((said["factor"], f"{factor['id']}  ({factor['dataset']}/{factor['version']})"))
        rows.append(
            (
                "",
                "  ".join(
                    t
                    for t in (
                        factor.get("publisher"),
                        factor.get("geography"),
                        factor.get("year"),
                        factor.get("gwp"),
                        factor.get("licence"),
                    )
                    if t
                ),
            )
        )
        match = line.get("match") or {}
        how = in_words("how", match.get("how"), language)
        rows.append((said["why"], f"{how}{said['colon']}{match.get('why', '')}"))
        bounds = line["quantity"].get("range")
        if bounds:
            low, high = (trimmed_decimal(parse_decimal(bounds[name])) for name in ("low", "high"))
            limits = f"{low} – {high} {line['quantity']['unit']}"
            rows.append((said["range"], limits + bracketed(bounds["means"], language, "  ")))
        if quality := _quality(line, match, said):
            rows.append((said["quality"], quality))
    else:
        rows.append((said["factor"], said["gap"]))
        rows.append((said["why"], str(line.get("note", ""))))
    if line.get("result"):
        parts = bracketed(
            ", ".join(f"{k} {v}" for k, v in line["result"]["parts"].items()), language, "  "
        )
        rows.append((said["result"], f"{line['result']['excl']} kg CO2e{parts}"))
    rows.append((said["source"], str(line.get("source", DASH))))
    return table(rows)


_MEANS = {
    "en": {
        "accept": "accepted",
        "supplement": "accepted once what is missing is supplied",
        "refer": "a person has to decide",
        "refuse": "not accepted",
    },
    "zh": {
        "accept": "可予接受",
        "supplement": "补齐所缺材料后接受",
        "refer": "须由人工决定",
        "refuse": "不予接受",
    },
}


def clearance_text(clearance: Clearance, language: Language = "en", colour: bool = False) -> str:
    """The decision and what it means, and every reason with its mend."""
    said = words(language)
    word = _verdict(str(clearance.decision), language, colour)
    means = _MEANS[language][str(clearance.decision)]
    lines = [f"{word}  {means}  ({sanitize(clearance.policy)}, {clearance.as_of})"]
    by_decision: dict[str, list[Finding]] = {}
    for reason in clearance.reasons:
        by_decision.setdefault(str(reason.decision), []).append(reason.finding)
    for decision, findings in by_decision.items():
        for finding, rules in together(findings):
            text = sentence(finding, rules, language)
            lines.append(f"  {said.get(decision, decision)}: {text}")
            place = sanitize(finding.place)
            if place.startswith("children.") and place not in text:
                lines.append(f"      {place}")
            mend = sanitize(fix(finding, language))
            if mend and decision != Decision.ACCEPT:
                lines.append(f"      → {mend}")
    for step in clearance.not_applicable:
        lines.append(f"  ({said.get(step, step)}: {said['not-applicable']})")
    return "\n".join(lines)
