"""Countries as people write them: ISO 3166-1 codes, or names in English, German and Chinese."""

from __future__ import annotations

import difflib
import gettext
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import pycountry

_LANGUAGES = ("de", "zh_CN", "zh_TW")
_SPOKEN = {
    "AE": "UAE|阿联酋",
    "BA": "Bosnia|Bosnien",
    "CH": "Schweiz|Switzerland|瑞士",
    "CN": "PRC|PR China|People's Republic of China|VR China|Volksrepublik China|中国大陆",
    "CZ": "Czech Republic|Tschechische Republik",
    "GB": "UK|Great Britain|England|Scotland|Wales|Großbritannien|Schottland",
    "HK": "Hongkong",
    "IR": "Iran",
    "KP": "North Korea|Nordkorea|朝鲜",
    "KR": "South Korea|Korea|Südkorea|韩国",
    "LA": "Laos",
    "MD": "Moldova|Moldawien",
    "MK": "Macedonia|Mazedonien",
    "NL": "Holland|The Netherlands",
    "RU": "Russia|Russland|俄罗斯",
    "SY": "Syria|Syrien",
    "TR": "Turkey|Türkei",
    "TW": "Taiwan|台湾",
    "TZ": "Tanzania|Tansania",
    "US": "USA|U.S.A.|U.S.|America|Amerika|Vereinigte Staaten von Amerika|美国",
    "VN": "Vietnam|越南",
    "XK": "XK|Kosovo|科索沃",
}
"""Names in daily use that the standard's list doesn't have."""


def _plain(text: str) -> str:
    """Case, width, accents, blanks and points evened out."""
    even = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\s.,'’()\-]+", "", "".join(c for c in even if not unicodedata.combining(c)))


@cache
def _names() -> Mapping[str, str]:
    """Codes by plain name."""
    found: dict[str, str] = {}
    speak = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
        for language in _LANGUAGES
    ]
    for country in pycountry.countries:
        names = {country.name, *(getattr(country, n, "") for n in ("common_name", "official_name"))}
        said = {each.gettext(name) for each in speak for name in names if name}
        for name in {country.alpha_2, country.alpha_3, *names, *said} - {""}:
            found.setdefault(_plain(name), country.alpha_2)
    for code, words in _SPOKEN.items():
        found.update({_plain(word): code for word in words.split("|")})
    return found


def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a code or name; None where there is no such country."""
    return _names().get(_plain(text))


def countries_like(text: str) -> tuple[str, ...]:
    """Codes of countries whose names come near, nearest first."""
    if len(text) < 4:
        return ()
    near = difflib.get_close_matches(_plain(text), _names(), n=6, cutoff=0.7)
    return tuple(dict.fromkeys(_names()[name] for name in near))[:3]
