"""Countries and regions as ISO 3166 codes, and their common names.

Codes are ISO 3166-1 and 3166-2. Names are those of the standard in English, German and Chinese, and
the common ones of ``data/countries.csv``.
"""

from __future__ import annotations

import difflib
import gettext
import pkgutil
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import orjson
import pycountry

from openpcf.package_data import reading, table

WORLD = "GLO"
"""Names of the whole world in factor tables."""
FILE = "countries.csv"
"""Common names that the standard's list does not have; ``code,name``."""

_LANGUAGES = ("de", "zh_CN", "zh_TW")
_CODE = re.compile(r"([A-Z]{2})(-[A-Za-z0-9-]{1,20})?", re.ASCII)
_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_USER_ASSIGNED = frozenset({"XK"})
"""Kosovo, which is not in ISO 3166 but in every table of electricity."""


def _normalised(text: str) -> str:
    """Normalise case, width, accents, blanks and points."""
    even = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\s.,'’()\-]+", "", "".join(c for c in even if not unicodedata.combining(c)))


@cache
def _entries(part: str) -> tuple[Mapping[str, str], ...]:
    """The entries of a part of ISO 3166, as pycountry keeps them: an index over all their members,
    which its own objects have, takes ten times as long."""
    data = pkgutil.get_data("pycountry", f"databases/iso{part}.json") or b"{}"
    return tuple(orjson.loads(data)[part])


@cache
def _countries() -> frozenset[str]:
    return frozenset(country["alpha_2"] for country in _entries("3166-1")) | _USER_ASSIGNED


@cache
def _subdivisions() -> frozenset[str]:
    return frozenset(subdivision["code"] for subdivision in _entries("3166-2"))


@cache
def _names() -> Mapping[str, str]:
    """Return codes by normalised name."""
    found = {_normalised(code): code for code in _USER_ASSIGNED}
    speak = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
        for language in _LANGUAGES
    ]
    for country in _entries("3166-1"):
        names = {country.get(n, "") for n in ("name", "common_name", "official_name")}
        said = {each.gettext(name) for each in speak for name in names if name}
        for name in {country["alpha_2"], country["alpha_3"], *names, *said} - {""}:
            found.setdefault(_normalised(name), country["alpha_2"])
    with reading(FILE):
        found |= {_normalised(row["name"]): row["code"] for row in table(FILE)}
    return found


def country_code(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a code or name; None for an unknown country."""
    return _names().get(_normalised(text))


def countries_like(text: str) -> tuple[str, ...]:
    """Return codes of countries with similar names, nearest first."""
    if len(text) < 4:
        return ()
    near = difflib.get_close_matches(_normalised(text), _names(), n=6, cutoff=0.7)
    return tuple(dict.fromkeys(_names()[name] for name in near))[:3]


def is_region(text: str) -> bool:
    """Return whether a text is a region code.

    Regions are countries (ISO 3166-1 alpha-2), subdivisions (ISO 3166-2), grids (``US-grid-CAMX``)
    and the world.
    """
    found = _CODE.fullmatch(text)
    if found is None or found[1] not in _countries():
        return text == WORLD
    if not _SUBDIVISION.fullmatch(text):
        return "-" not in text or text.startswith(f"{found[1]}-grid-")
    return text in _subdivisions()


def region_meant(text: str) -> str | None:
    """Return the code of a region in any case, or of a country by name or three letters."""
    code = text.strip().upper()
    return code if is_region(code) else country_code(text)
