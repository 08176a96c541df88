"""Places are ISO 3166 codes; names are understood where somebody may write one."""

from __future__ import annotations

import pytest

from openpcf.formats.regions import is_region, region_meant


@pytest.mark.parametrize(
    "code", ["CN", "CN-JS", "US-CA", "XK", "GLO", "US-grid-CAMX", "CN-grid-east"]
)
def test_codes(code: str) -> None:
    assert is_region(code)


@pytest.mark.parametrize(
    "text", ["", "XX", "cn", "CHN", "China", "CN-ZZ", "XX-grid-A", "CN-", "UK", "CN-JS ", "EU"]
)
def test_no_codes(text: str) -> None:
    assert not is_region(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany", "DE"), ("Deutschland", "DE"), ("德国", "DE"), ("DEU", "DE"), ("de", "DE"),
        (" China ", "CN"), ("中国", "CN"), ("cn-js", "CN-JS"), ("Vietnam", "VN"), ("Atlantis", None),
    ],
)  # fmt: skip
def test_what_people_mean(text: str, code: str | None) -> None:
    assert region_meant(text) == code
