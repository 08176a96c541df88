"""Places as ISO 3166 codes; a country named in English, German or Chinese is told its code."""

from __future__ import annotations

import gettext
import re
from functools import cache

import pycountry

WORLD = "GLO"
"""What factor tables call the whole world."""

_CODE = re.compile(r"([A-Z]{2})(-[A-Za-z0-9-]{1,20})?", re.ASCII)
_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_USER_ASSIGNED = frozenset({"XK"})
"""Kosovo, outside ISO 3166 and in every table of electricity."""


@cache
def _countries() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries) | _USER_ASSIGNED


@cache
def _subdivisions() -> frozenset[str]:
    return frozenset(subdivision.code for subdivision in pycountry.subdivisions)


@cache
def _names() -> dict[str, str]:
    """Names in three languages and three-letter codes, folded, to two-letter codes."""
    others = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[name], fallback=True)
        for name in ("de", "zh_CN")
    ]
    found: dict[str, str] = {}
    for country in pycountry.countries:
        names = {country.name, getattr(country, "common_name", ""), country.alpha_3}
        names |= {other.gettext(name) for other in others for name in names if name}
        found |= {name.casefold(): country.alpha_2 for name in names if name}
    return found


def is_region(text: str) -> bool:
    """Whether a text is a country (ISO 3166-1 alpha-2), one of its subdivisions (ISO 3166-2) or
    grids (``US-grid-CAMX``), or the world."""
    found = _CODE.fullmatch(text)
    if found is None or found[1] not in _countries():
        return text == WORLD
    if not _SUBDIVISION.fullmatch(text):
        return "-" not in text or text.startswith(f"{found[1]}-grid-")
    return text in _subdivisions()


def region_meant(text: str) -> str | None:
    """The code of a country written by its name, in lower case or with three letters."""
    bare = text.strip()
    if is_region(bare.upper()):
        return bare.upper()
    return _names().get(bare.casefold())
