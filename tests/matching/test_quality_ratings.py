"""Ratings of time and geography, every boundary written out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.lines.data_quality import geography_rating, time_rating
from openpcf.matching.tables.tables import MatchingTables

from .build import matched, with_own

YEARS_APART = {
    0: 1, 1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 4, 8: 4, 9: 4, 10: 4, 11: 5, 12: 5, 50: 5,
}  # fmt: skip


@pytest.mark.parametrize(("years", "rating"), YEARS_APART.items())
def test_time_rating_by_years_on_either_side(years: int, rating: int) -> None:
    assert time_rating(str(2024 - years), 2024) == rating
    assert time_rating(str(2024 + years), 2024) == rating


@pytest.mark.parametrize(
    ("factor_year", "rating"),
    [
        ("", 5),
        ("not stated", 5),
        ("2008 supply mix", 5),  # 16 years
        ("2014 supply mix", 4),
        ("2015-2022", 2),  # the last year counts
        ("2015-22", 4),  # two digits name no year
    ],
)
def test_time_rating_of_a_publishers_words(factor_year: str, rating: int) -> None:
    assert time_rating(factor_year, 2024) == rating


@pytest.mark.parametrize(
    ("factor", "activity", "rating"),
    [
        ("CN", "CN", 1),
        ("CN", "CN-GD", 1),
        ("CN-GD", "CN", 1),
        ("CN-GD", "CN-GD", 1),
        ("CN-GD", "CN-SH", 1),  # of one country: subdivisions are not told apart
        ("US", "CN", 3),
        ("US-CA", "CN-GD", 3),
        ("CN", "C", 3),  # a code is compared whole
        ("DE-CN", "CN-DE", 3),
        ("RER", "DE", 3),  # a region of the world is not the country
        ("Europe", "DE", 3),
        ("ASEAN (Ember)", "VN", 3),
        ("World", "CN", 4),
        ("world", "CN", 4),
        ("Global", "CN", 4),
        ("GLO", "CN", 4),
        ("glo", "CN-GD", 4),
        ("", "CN", 4),
        ("CN", None, 5),
        ("CN", "", 5),
        ("GLO", None, 5),
        ("", None, 5),
    ],
)
def test_geography_rating(factor: str, activity: str | None, rating: int) -> None:
    assert geography_rating(factor, activity) == rating


@pytest.mark.parametrize(
    ("year", "geography", "region", "ratings"),
    [
        ("2024", "CN", "CN", (3, 1, 1)),
        ("2022", "DE", "CN", (3, 2, 3)),
        ("2013", "GLO", "CN", (3, 5, 4)),
        ("2018", "DE", "DE", (3, 3, 1)),
        ("2017", "DE", None, (3, 4, 3)),  # blank: the study's own region, CN
    ],
)
def test_a_line_has_the_ratings_of_its_factor(
    library: Library, tables: MatchingTables, year: str, geography: str, region: str | None,
    ratings: tuple[int, ...],
) -> None:  # fmt: skip
    row = {"id": "mine", "value": "2", "unit": "kg CO2e/kg", "year": year, "geography": geography}
    leg = {"quantity": "1", "unit": "kg", "material": "copper", "factor": "mine", "region": region}
    (line,) = matched(with_own(library, [row]), tables, activities=[leg]).inventory.lines
    assert line.dqr is not None
    assert tuple(line.dqr)[1:] == tuple(Decimal(r) for r in ratings[1:])
