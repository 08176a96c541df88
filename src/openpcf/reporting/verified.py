"""What ``verify`` found, for a person who knows nothing of signatures: what holds, what doesn't."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openpcf.errors import OpenpcfError
from openpcf.messages import fix, say
from openpcf.messages.catalogue import Language
from openpcf.model.document import Document
from openpcf.model.finding import Finding
from openpcf.proof.bundle import Verified
from openpcf.proof.container import OpenedContainer
from openpcf.proof.trust_list import TrustList, instant
from openpcf.reporting.figures import DASH
from openpcf.reporting.layout import pad, width
from openpcf.reporting.sanitize import sanitize
from openpcf.reporting.terminal import paint, report_text, total_text
from openpcf.ruleset.engine import Report

_SAID = {
    "en": {
        "genuine": "GENUINE: signed by {issuer}, and not a byte was changed since.",
        "child": "PARTLY PROVEN: the declaration holds, but not that of every supplier in it.",
        "not": "NOT PROVEN: {why}",
        "version": "version {version}, made {day}",
        "ok": "ok",
        "fail": "FAIL",
        "none": "none",
        "old": "old",
        "unseen": "–",
        "look": "look",
        "note": "Note",
        "form": "Form",
        "form_ok": "The file is whole; disclosures beside it: {found}.",
        "signature": "Signature",
        "signature_ok": "It fits every byte of the content ({found}).",
        "content": "Content",
        "content_ok": "In the one exact form; nothing is hidden.",
        "content_hidden": "In the one exact form; hidden by its holder: {hidden}.",
        "digest": "Digest",
        "digest_ok": "{found} (names this content, whatever of it is shown)",
        "issuer": "Issuer",
        "issuer_ok": "The key belongs to {found}, which is the issuer named.",
        "not_seen": "Not looked at after the failure above.",
        "list": "Trust list",
        "list_ok": "{id}, number {sequence}, to be renewed by {until}.",
        "list_old": "{id} was to be renewed by {until}: get the current one before you rely on it.",
        "stamp": "Time stamp",
        "stamp_none": "None was verified: when it was signed is not proven, "
        "keys are judged as of {as_of}.",
        "statement": "Statement",
        "statement_none": "No verifier's statement was verified.",
        "supplier": "Supplier",
        "supplier_ok": "{issuer}: {product} ({digest}…)",
        "supplier_fail": "{digest}…: {why}",
        "parts": "{name} ({what})",
        "partly": "parts of {name} ({what})",
        "groups": "groups",
        "lines": "lines",
        "items": "items",
        "of": "{n} {what}",
        "and": ", ",
        "norules": "Rules: no profile it claims is installed here.",
    },
    "zh": {
        "genuine": "签名有效：由 {issuer} 签署，此后未改动任何字节。",
        "child": "部分证实：声明本身成立，但其中有供应商的声明不成立。",
        "not": "未能证实：{why}",
        "version": "第 {version} 版，创建于 {day}",
        "ok": "通过",
        "fail": "未通过",
        "none": "无",
        "old": "过期",
        "unseen": "–",
        "look": "注意",
        "note": "提示",
        "form": "文件格式",
        "form_ok": "文件完整；签名部分之外的披露项：{found} 个。",
        "signature": "数字签名",
        "signature_ok": "与内容的每个字节相符（{found}）。",
        "content": "内容",
        "content_ok": "符合唯一的规范形式；未隐藏任何内容。",
        "content_hidden": "符合唯一的规范形式；持有方隐藏了：{hidden}。",
        "digest": "摘要",
        "digest_ok": "{found}（标识该内容，与披露多少无关）",
        "issuer": "签发方",
        "issuer_ok": "密钥属于 {found}，即所载签发方。",
        "not_seen": "因上述问题未再检查。",
        "list": "信任列表",
        "list_ok": "{id}，序号 {sequence}，应于 {until} 前更新。",
        "list_old": "{id} 应于 {until} 前更新：请先获取最新列表再予采信。",
        "stamp": "时间戳",
        "stamp_none": "未验证到时间戳：签署时间未经证明，密钥按 {as_of} 判断。",
        "statement": "核查声明",
        "statement_none": "未验证到核查方的核查声明。",
        "supplier": "供应商",
        "supplier_ok": "{issuer}：{product}（{digest}…）",
        "supplier_fail": "{digest}…：{why}",
        "parts": "{name}（{what}）",
        "partly": "{name}的一部分（{what}）",
        "groups": "个分组",
        "lines": "个条目",
        "items": "个部件",
        "of": "{n} {what}",
        "and": "、",
        "norules": "规则：本机未安装其所声称的规则集。",
    },
}
_NAMES = {
    "en": {"inventory": "inventory", "components": "components"},
    "zh": {"inventory": "清单", "components": "部件"},
}
_STEPS = (
    ("form", "form"),
    ("signature", "signature"),
    ("payload and disclosures", "content"),
    ("digest", "digest"),
    ("issuer holds the key", "issuer"),
)
_SHOWN = 23


def _hidden(document: Document, language: Language) -> str:
    said, names = _SAID[language], _NAMES[language]
    counts: Any = document.get("disclosable") or {}
    found = []
    for name in sorted(document.hidden | document.partly):
        of = counts.get(name) if isinstance(counts, dict) else None
        what = said["and"].join(
            said["of"].format(n=n, what=said.get(part, part))
            for part, n in (of.items() if isinstance(of, dict) else ())
        )
        form = said["partly" if name in document.partly else "parts"]
        found.append(form.format(name=names.get(name, name), what=what))
    return said["and"].join(found)


def _rows(opening: OpenedContainer, language: Language) -> Iterable[tuple[str, str, str]]:
    said = _SAID[language]
    done = {step.name: step for step in opening.steps}
    for name, key in _STEPS:
        step = done.get(name)
        if step is None:
            yield "unseen", key, said["not_seen"]
        elif step.ok:
            hidden = ""
            if key == "content" and opening.document is not None:
                hidden = _hidden(opening.document, language)
            form = said[f"{key}_hidden" if hidden else f"{key}_ok"]
            yield "ok", key, form.format(found=step.found, hidden=hidden)
        else:
            yield "fail", key, _problem(opening, language)


def _problem(opening: OpenedContainer, language: Language) -> str:
    return DASH if opening.problem is None else say(opening.problem, language)


def _around(trust: TrustList, as_of: str, said: dict[str, str]) -> Iterable[tuple[str, str, str]]:
    old = instant(trust.next_update, "next_update") < instant(as_of, "as_of")
    yield (
        "old" if old else "ok",
        "list",
        said["list_old" if old else "list_ok"].format(
            id=trust.list_id, sequence=trust.sequence, until=trust.next_update[:10]
        ),
    )
    yield "none", "stamp", said["stamp_none"].format(as_of=as_of)
    yield "none", "statement", said["statement_none"]


def _suppliers(verified: Verified, language: Language) -> Iterable[tuple[str, str, str]]:
    said = _SAID[language]
    for name, opening in verified.children.items():
        digest = name[:_SHOWN]
        if opening.document is None:
            why = _problem(opening, language)
            yield "fail", "supplier", said["supplier_fail"].format(digest=digest, why=why)
            continue
        yield (
            "ok",
            "supplier",
            said["supplier_ok"].format(
                issuer=opening.document.get("issuer.name") or DASH,
                product=opening.document.get("product.name") or DASH,
                digest=digest,
            ),
        )


def _head(verified: Verified, language: Language, colour: bool) -> list[str]:
    said, own = _SAID[language], verified.own
    if own.document is None:
        head = said["not"].format(why=sanitize(_problem(own, language)))
        return [_painted(head, "fail", colour)]
    issuer = sanitize(str(own.document.get("issuer.name") or DASH))
    whole = not verified.problems
    head = said["genuine" if whole else "child"].format(issuer=issuer)
    version = said["version"].format(
        version=own.document.get("dataset.version") or DASH,
        day=str(own.document.get("dataset.created_at") or DASH)[:10],
    )
    product = f"{own.document.get('product.name') or DASH}, {version}"
    return [
        _painted(head, "pass" if whole else "fail", colour),
        sanitize(product),
        _total(own.document, language),
    ]


def _total(document: Document, language: Language) -> str:
    """The total, or a dash where the document, genuine as it is, holds none that can be read."""
    try:
        return total_text(document, language)
    except (OpenpcfError, AttributeError, TypeError, ValueError):
        return DASH


def _painted(text: str, verdict: str, colour: bool) -> str:
    """The text up to its colon in the colour of a verdict."""
    mark = "：" if "：" in text else ":"
    word, _, rest = text.partition(mark)
    return f"{paint(word, verdict, colour)}{mark}{rest}"


def verification_text(
    verified: Verified,
    trust: TrustList,
    as_of: str,
    reports: Iterable[Report],
    remarks: Iterable[Finding] = (),
    language: Language = "en",
    colour: bool = False,
) -> str:
    """The upshot first, then each step with what it means, the suppliers, and the rules."""
    said = _SAID[language]
    rows = [
        *_rows(verified.own, language),
        *_around(trust, as_of, said),
        *_suppliers(verified, language),
        *(("look", "note", say(finding, language)) for finding in remarks),
    ]
    marks = max(width(said[mark]) for mark, _, _ in rows)
    names = max(width(said[name]) for _, name, _ in rows)
    lines = [*_head(verified, language, colour), ""]
    for mark, name, text in rows:
        verdict = {"ok": "pass", "fail": "fail", "old": "inconclusive", "look": "inconclusive"}.get(
            mark, ""
        )
        word = said[mark]
        shown = paint(word, verdict, colour)
        blank = " " * (marks - width(word))
        lines.append(f"{shown}{blank}  {pad(said[name], names)}  {sanitize(text)}")
        if mark == "fail":
            problems = [verified.own.problem, *(o.problem for o in verified.children.values())]
            mend = next((fix(p, language) for p in problems if p and say(p, language) in text), "")
            if mend:
                lines.append(f"{' ' * (marks + names + 4)}→ {sanitize(mend)}")
    if verified.own.document is not None:
        texts = [report_text(report, language, colour) for report in reports]
        lines += ["", *(texts or [said["norules"]])]
    return "\n".join(lines)
