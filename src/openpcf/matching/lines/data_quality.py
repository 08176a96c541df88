"""Data quality ratings of time and geography, 1 best to 5 worst (method.md, Data quality).

The ratings follow our own table. Time: years between factor and activity (0–1: 1, 2–3: 2, 4–6: 3,
7–10: 4, more or not stated: 5). Geography: same country 1, another country 3, world or not stated
4; 5 if the activity's own place is unknown.
"""

from __future__ import annotations

from decimal import Decimal

from openpcf.model.factor import last_year

_TIME = ((1, "1"), (3, "2"), (6, "3"), (10, "4"))


def time_rating(factor_year: str, year: int) -> Decimal:
    """Rate the distance of the factor's last year from the activity's year."""
    last = last_year(factor_year)
    if last is None:
        return Decimal(5)
    distance = abs(year - last)
    return Decimal(next((rating for limit, rating in _TIME if distance <= limit), "5"))


def geography_rating(factor_geography: str, region: str | None) -> Decimal:
    """Rate whether the factor is for the country of the activity."""
    if not region:
        return Decimal(5)
    if not factor_geography or factor_geography.lower() in ("world", "global", "glo"):
        return Decimal(4)
    same = factor_geography.split("-", 1)[0] == region.split("-", 1)[0]
    return Decimal(1) if same else Decimal(3)
