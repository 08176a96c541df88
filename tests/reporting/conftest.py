"""A third language that nobody has written: every text of the first one in white brackets."""

from __future__ import annotations

import pytest

from openpcf.messages import catalogue

OWN = {
    "meta.name": "Thirdish",
    "meta.html": "x-third",
    "meta.colon": "⁝",
    "meta.list": "⁏",
    "meta.percent": "{value}٪",
    "reason.made-up": "⟦made up of {stage:stage}⟧",
}


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> str:
    """The code of a language that only its catalogue knows, beside those that ship."""
    of, code = catalogue.catalogue, "third"
    words = {
        key: text if key.startswith("meta.") else f"⟦{text}⟧" for key, text in of("en").items()
    } | OWN
    monkeypatch.setattr(catalogue, "catalogue", lambda name: words if name == code else of(name))
    monkeypatch.setattr(catalogue, "LANGUAGES", (*catalogue.LANGUAGES, code))
    return code
