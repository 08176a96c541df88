"""A factor: greenhouse gases per unit of an activity, with everything its publisher states."""

import re
from typing import Annotated, Literal

from openpcf.model.base import Amount, Frozen, Word

Kind = Annotated[str, Word("factor-kind")]
"""What a factor contains; ``parameter`` is not CO2e (kWh per cm2, MJ per kg)."""

Seen = Annotated[str, Word("seen")]


_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", re.ASCII)


def last_year(text: str) -> int | None:
    """Return the latest year in a publisher's text (``2008 supply mix``, ``2019-21``), or None."""
    years = [int(found) for found in _YEAR.findall(text)]
    return max(years) if years else None


class Original(Frozen):
    """The publisher's own text, digit by digit."""

    value: str
    unit_in: str
    unit_out: str


class Factor(Frozen):
    """One factor of one data set version; blank means that the publisher does not state it.

    ``value`` is kg CO2e (for ``kind`` ``parameter``: the unit's own numerator) per ``per``, exact:
    the publisher's figure, whose text is in ``original``, after decimal scaling only. ``made_of``
    names the data sets (``name/version``) a factor was calculated from at run time.
    """

    id: str
    name: str
    dataset: str
    version: str
    value: Amount
    numerator: str = "kg CO2e"
    per: str
    parts: dict[str, Amount] = {}
    memo: dict[str, Amount] = {}
    gwp: str = "unstated"
    kind: Kind
    boundary: str = ""
    basis: str = ""
    losses: Literal["included", "missing", "unknown", ""] = ""
    geography: str = ""
    year: str = ""
    category: str = ""
    technology: str = ""
    publisher: str = ""
    licence: str = ""
    source: str = ""
    note: str = ""
    seen: Seen = "read"
    low: Amount | None = None
    high: Amount | None = None
    range_means: str = ""
    incomplete: str = ""
    made_of: tuple[str, ...] = ()
    original: Original | None = None

    @property
    def unit(self) -> str:
        """Return the unit, such as ``kg CO2e/kg``."""
        return f"{self.numerator}/{self.per}"
