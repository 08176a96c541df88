"""What sets a line of a bill of materials apart: rules as data, each with its name.

A rule only fires on lines without a part number: a test point somebody buys is a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from openpcf.formats.bom.designators import prefix_of


@dataclass(frozen=True, slots=True)
class ApartRule:
    """Fires when a word stands in package, value or description, or when every designator has
    one of the sure prefixes; with one of ``prefixes`` a ``loose`` word is enough."""

    name: str
    words: re.Pattern[str]
    sure: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    loose: re.Pattern[str] | None = None


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


NOT_PARTS: tuple[ApartRule, ...] = (
    ApartRule(
        "fiducial",
        _words(r"fiducial | passermarke | mark\s?点 | 基准点 | 光学点"),
        sure=frozenset({"FID", "FIDU", "FM"}),
        prefixes=frozenset({"FD", "MK", "MARK"}),
        loose=_words(r"\bfid\b | mark"),
    ),
    ApartRule(
        "mounting-hole",
        _words(
            r"mounting[\s_-]?hole | montageloch | befestigungs(bohrung|loch) | 安装孔 | 定位孔"
            r"| 螺丝孔 | tooling[\s_-]?hole"
        ),
        sure=frozenset({"MH"}),
        prefixes=frozenset({"H", "HOLE", "MTG", "HO"}),
        loose=_words(r"hole | bohrung | \bm[2-8]\b | 孔 | npth"),
    ),
    ApartRule(
        "logo",
        _words(r"\blogo\b | logo_ | _logo | -logo"),
        sure=frozenset({"LOGO"}),
        prefixes=frozenset({"SYM", "G"}),
        loose=_words(r"^symbol: | silkscreen | symbol"),
    ),
    ApartRule("net-tie", _words(r"net[\s_-]?tie | netztrenner | 网络连接点")),
    ApartRule(
        "test-point",
        _words(r"test[\s_-]?(point|pad) | testpunkt | messpunkt | prüfpunkt | 测试点"),
        sure=frozenset({"TP", "TPT"}),
    ),
    ApartRule(
        "solder-pad",
        _words(r"solder[\s_-]?(wire)?[\s_-]?pad | wire[\s_-]?pad | lötpad | lötfläche | 焊盘"),
    ),
    ApartRule(
        "solder-jumper",
        _words(r"solder[\s_-]?(jumper|bridge) | lötbrücke | 焊接跳线 | 锡桥"),
        sure=frozenset({"SJ"}),
    ),
    ApartRule("edge-connector-pattern", _words(r"^(connector_pcbedge:|card[\s_-]?edge[\s_-]?pad)")),
)
"""Things drawn on a board that nobody buys."""

OPTIONAL: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("remark-optional", _words(r"^\W*optional(ly)?\b | [,;.(]\s*optional(ly)?\b | ^optionnel\b")),
    ("remark-only-for", _words(r"\bonly\s+(required|needed|necessary|used|fitted|if|with)\b")),
    ("remark-only-for", _words(r"\bnur\s+(bei|für|wenn|falls|mit)\b | \bbei\s+bedarf\b")),
    ("remark-optional", _words(r"可选 | 选配 | 选装 | 视.{0,6}需要 | wahlweise")),
    ("remark-only-for", _words(r"仅(用于|限|当|在) | 只在.{0,8}时")),
)
"""Free text that makes a line optional; the first that fits names the rule."""

DNP_WORDS = frozenset(
    {
        "dnp",
        "dnf",
        "dni",
        "dns",
        "dnm",
        "nc",
        "np",
        "n.b.",
        "nb",
        "x",
        "1",
        "true",
        "yes",
        "y",
        "ja",
        "j",
        "wahr",
        "do not populate",
        "do not fit",
        "do not place",
        "not fitted",
        "no stuff",
        "nostuff",
        "excluded",
        "exclude",
        "excluded from bom",
        "nicht bestückt",
        "nicht bestücken",
        "unbestückt",
        "not populated",
        "是",
        "不贴",
        "不焊",
        "不装",
        "不安装",
        "空贴",
        "不上件",
        "√",
        "✓",
        "do not install",
        "not mounted",
        "do not mount",
    }
)
"""In a column that is headed DNP: the line is not fitted."""

FITTED_WORDS = frozenset(
    {
        "0",
        "false",
        "no",
        "n",
        "nein",
        "falsch",
        "fitted",
        "populate",
        "populated",
        "mounted",
        "bestückt",
        "bestücken",
        "否",
        "贴",
        "贴装",
        "~",
        "-",
        "placed",
        "place",
        "fit",
        "焊接",
    }
)
"""In a column that is headed DNP: the line is fitted."""

_YES = frozenset(
    {
        "1",
        "true",
        "yes",
        "y",
        "ja",
        "j",
        "wahr",
        "x",
        "是",
        "√",
        "✓",
        "fitted",
        "populate",
        "populated",
        "mounted",
        "bestückt",
        "bestücken",
        "贴",
        "贴装",
        "placed",
        "place",
        "fit",
        "焊接",
    }
)
_NO = frozenset(
    {
        "0",
        "false",
        "no",
        "n",
        "nein",
        "falsch",
        "否",
        "-",
        "not fitted",
        "dnp",
        "dnf",
        "不贴",
        "不焊",
        "nicht bestückt",
        "unbestückt",
        "not populated",
        "空贴",
        "不装",
        "do not populate",
    }
)

_DNP_VALUE = _words(
    r"(^|[\s,;/(\[_-])(dnp|dnf|dni|do\s+not\s+(populate|fit|place)|not\s+fitted|no\s?stuff"
    r"|nicht\s+best(ü|ue)ckt|unbestückt|not\s+populated)($|[\s,;/)\]_-]) | 不贴 | 空贴 | 不焊"
)


def read_dnp(text: str) -> bool | str | None:
    """True: not fitted; False: fitted; None: blank; the word itself where it says neither."""
    word = " ".join(text.casefold().split())
    if not word:
        return None
    return True if word in DNP_WORDS else False if word in FITTED_WORDS else text


def read_fitted(text: str) -> bool | str | None:
    """The same for a column headed Fitted, whose yes means fitted."""
    word = " ".join(text.casefold().split())
    if not word:
        return None
    return True if word in _NO else False if word in _YES else text


@lru_cache(maxsize=4096)
def dnp_in_value(value: str) -> bool:
    """Whether a value, package or remark says not fitted: ``10k DNP``."""
    return _DNP_VALUE.search(value) is not None


def apart_rule(
    designators: Sequence[str], package: str, value: str, description: str
) -> str | None:
    """Name of the first rule that makes a line no bought part; a description counts only beside
    designators."""
    prefixes = {prefix_of(d) for d in designators}
    texts = (package, value, description if designators else "")
    for rule in NOT_PARTS:
        if any(t and rule.words.search(t) for t in texts):
            return rule.name
        if prefixes and prefixes <= rule.sure:
            return rule.name
        if rule.loose is not None and prefixes and prefixes <= rule.prefixes | rule.sure:
            loose = rule.loose
            if any(t and loose.search(t) for t in texts):
                return rule.name
    return None


@lru_cache(maxsize=4096)
def option_rule(remarks: str) -> str | None:
    """Name of the first rule by which free text makes a line optional."""
    return next((name for name, words in OPTIONAL if words.search(remarks)), None)
