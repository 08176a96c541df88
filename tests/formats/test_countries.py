"""Places are ISO 3166 codes; names are understood where somebody may write one."""

from __future__ import annotations

import pytest

from openpcf.formats.bom.read import read_bom
from openpcf.formats.countries import country_code, is_region, region_meant
from openpcf.formats.forms.reply import _Asked, _country
from openpcf.model.request import Question


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


SPELLINGS = {
    "CN": ("CN", "CHN", "China", "中国", "中国大陆", "PR China", "VR China"),
    "DE": ("de", "DEU", "Germany", "Deutschland", "德国"),
    "GB": ("GB", "UK", "U.K.", "United Kingdom", "Great Britain", "Großbritannien", "英国"),
    "US": ("USA", "U.S.A.", "United States", "美国"),
    "KR": ("Korea", "South Korea", "Südkorea", "韩国"),
    "RU": ("Russia", "Russland", "俄罗斯"),
    "CZ": ("Czech Republic", "Czechia", "Tschechien"),
    "NL": ("Holland", "The Netherlands", "Niederlande"),
    "VN": ("Vietnam", "Viet Nam", "越南"),
    "TW": ("Taiwan", "台湾"),
    "TR": ("Türkei", "Turkey", "Türkiye"),
    "CH": ("Schweiz", "Switzerland"),
    None: ("Atlantis", "EU", "Europe", "XX", "unknown"),
}
COUNTRY = Question(section="company", key="issuer.country", kind="country", text="question.x")


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for code, texts in SPELLINGS.items() for text in texts]
)
def test_a_bom_and_a_reply_understand_the_same_countries(text: str, code: str | None) -> None:
    content = f"Part Number,Qty,Description,Country of origin\nX1,1,part,{text}\n".encode()
    (line,) = read_bom(content, "b.csv").records
    answered = _country(_Asked(COUNTRY, text, "r.xlsx!B7"))
    assert line.region == region_meant(text) == country_code(text) == code
    assert (answered if isinstance(answered, str) else None) == code
