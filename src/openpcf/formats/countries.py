"""Countries and their parts as ISO 3166 codes, and what people write for them.

Codes are ISO 3166-1 and 3166-2. Names are those of the standard in English, German and Chinese,
and those in daily use of ``data/countries.csv``.
"""

from __future__ import annotations

import difflib
import gettext
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import pycountry

from openpcf.package_data import reading, table

WORLD = "GLO"
"""What factor tables call the whole world."""
FILE = "countries.csv"
"""Names in daily use that the standard's list does not have; ``code,name``."""

_LANGUAGES = ("de", "zh_CN", "zh_TW")
_CODE = re.compile(r"([A-Z]{2})(-[A-Za-z0-9-]{1,20})?", re.ASCII)
_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_USER_ASSIGNED = frozenset({"XK"})
"""Kosovo, outside ISO 3166 and in every table of electricity."""


def _plain(text: str) -> str:
    """Case, width, accents, blanks and points evened out."""
    even = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\s.,'’()\-]+", "", "".join(c for c in even if not unicodedata.combining(c)))


@cache
def _countries() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries) | _USER_ASSIGNED


@cache
def _subdivisions() -> frozenset[str]:
    return frozenset(subdivision.code for subdivision in pycountry.subdivisions)


@cache
def _names() -> Mapping[str, str]:
    """Codes by plain name."""
    found = {_plain(code): code for code in _USER_ASSIGNED}
    speak = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
        for language in _LANGUAGES
    ]
    for country in pycountry.countries:
        names = {country.name, *(getattr(country, n, "") for n in ("common_name", "official_name"))}
        said = {each.gettext(name) for each in speak for name in names if name}
        for name in {country.alpha_2, country.alpha_3, *names, *said} - {""}:
            found.setdefault(_plain(name), country.alpha_2)
    with reading(FILE):
        found |= {_plain(row["name"]): row["code"] for row in table(FILE)}
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
    """The code of a region in any case, or of a country by its name or three letters."""
    code = text.strip().upper()
    return code if is_region(code) else country_code(text)
