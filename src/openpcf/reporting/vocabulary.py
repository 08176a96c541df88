"""Terms of the data model as people read them, English and Chinese (GB/T 24067, GB/T 24040)."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from openpcf.messages.catalogue import Language
from openpcf.messages.part_classes import CLASSES
from openpcf.reporting.labels import pair

Terms = Mapping[str, tuple[str, str]]

STAGES: Terms = {
    "raw-materials": ("raw materials", "原材料获取"),
    "inbound-transport": ("inbound transport", "进厂运输"),
    "production": ("production", "生产"),
    "packaging": ("packaging", "包装"),
    "distribution": ("distribution", "分销"),
    "installation": ("installation", "安装"),
    "use": ("use", "使用"),
    "end-of-life": ("end of life", "生命末期"),
}
BOUNDARIES: Terms = {
    "cradle-to-gate": ("cradle to gate", "从摇篮到大门"),
    "cradle-to-grave": ("cradle to grave", "从摇篮到坟墓"),
    "gate-to-gate": ("gate to gate", "从大门到大门"),
}
SCOPES: Terms = {
    "1": ("1 own emissions", "范围一 直接排放"),
    "2": ("2 bought energy", "范围二 外购能源"),
    "2+3.3 unsplit": (
        "2 + 3.3 bought energy and its fuels, not split",
        "范围二 + 3.3 外购能源及其上游，未拆分",
    ),
    "3.1": ("3.1 goods and services bought", "3.1 外购商品和服务"),
    "3.3": ("3.3 fuels and grid losses", "3.3 燃料生产和电网损耗"),
    "3.4": ("3.4 transport paid for or inbound", "3.4 上游运输"),
    "3.5": ("3.5 waste of the sites", "3.5 运营废弃物"),
    "3.9": ("3.9 other outbound transport", "3.9 下游运输"),
    "3.11": ("3.11 use", "3.11 产品使用"),
    "3.12": ("3.12 end of life", "3.12 产品生命末期处理"),
    "removals": ("removals", "清除"),
    "ccs": ("carbon capture and storage", "碳捕集与封存"),
}
ORIGINS: Terms = {
    "measured": ("measured", "实测"),
    "supplied": ("supplied", "供应商提供"),
    "calculated": ("calculated", "计算"),
    "library": ("library", "数据库"),
    "assumed": ("assumed", "假定"),
    "default": ("default", "默认"),
    "gap": ("gap", "数据缺口"),
}
HOW: Terms = {
    "part-number": ("by part number", "按料号"),
    "package": ("by package", "按封装"),
    "class": ("by class", "按类别"),
    "spend": ("by spend", "按支出额"),
    "user": ("by the user's entry", "按用户录入"),
}
OUTCOMES: Terms = {
    "fail": ("fail", "不通过"),
    "inconclusive": ("inconclusive", "无法判定"),
    "note": ("note", "提示"),
    "pass": ("pass", "通过"),
    "not-applicable": ("not applicable", "不适用"),
}
ISSUABLE: Terms = {
    "pass": ("ISSUABLE", "可签发"),
    "fail": ("NOT ISSUABLE", "不可签发"),
    "inconclusive": ("INCONCLUSIVE", "无法判定"),
}
VERDICTS: Terms = {
    "pass": ("PASS", "通过"),
    "fail": ("FAIL", "不通过"),
    "inconclusive": ("INCONCLUSIVE", "无法判定"),
    "not-applicable": ("NOT APPLICABLE", "不适用"),
}
DECISIONS: Terms = {
    "accept": ("ACCEPT", "接受"),
    "supplement": ("SUPPLEMENT", "补充材料"),
    "refer": ("REFER", "转人工审核"),
    "refuse": ("REFUSE", "拒绝"),
}
APPROACHES: Terms = {
    "location": ("location-based", "基于位置"),
    "market": ("market-based", "基于市场"),
}
RECYCLING: Terms = {
    "cut-off": ("cut-off", "截断法"),
    "closed-loop approximation": ("closed-loop approximation", "闭环近似法"),
    "CFF": ("circular footprint formula (CFF)", "循环足迹公式（CFF）"),
}
PURPOSES: Terms = {
    "demonstration": ("demonstration", "演示"),
    "draft": ("draft", "草稿"),
    "tender": ("tender", "招投标"),
    "customer": ("information for customers", "向客户提供信息"),
    "regulatory": ("regulation", "法规要求"),
}
UNITS: Terms = {"piece": ("piece", "件")}
SCOPE_APPROACHES: Terms = {
    "operational control": ("operational control", "运营控制权"),
    "financial control": ("financial control", "财务控制权"),
    "equity share": ("equity share", "股权比例"),
}
CARBON: Terms = {
    "fossil": ("fossil", "化石碳"),
    "biogenic": ("biogenic", "生物质碳"),
    "recycled": ("recycled", "再生碳"),
    "packaging_biogenic": ("biogenic, packaging", "包装中的生物质碳"),
}
KINDS: Mapping[str, Terms] = {
    "stage": STAGES,
    "boundary": BOUNDARIES,
    "scope": SCOPES,
    "origin": ORIGINS,
    "how": HOW,
    "outcome": OUTCOMES,
    "issuable": ISSUABLE,
    "verdict": VERDICTS,
    "decision": DECISIONS,
    "approach": APPROACHES,
    "recycling": RECYCLING,
    "purpose": PURPOSES,
    "carbon": CARBON,
    "class": CLASSES,
    "unit": UNITS,
    "scope_approach": SCOPE_APPROACHES,
}


def named(kind: str, value: object) -> tuple[str, str]:
    """A term in English and Chinese; one that is not known here stands as it is."""
    text = str(value)
    return KINDS[kind].get(text, (text, text))


def in_words(kind: str, value: object, language: Language) -> str:
    """A term in one language."""
    en, zh = named(kind, value)
    return zh if language == "zh" else en


def term(kind: str, value: object) -> Markup:
    """A term for the page, in both languages, escaped."""
    en, zh = named(kind, value)
    return pair(en, zh)
