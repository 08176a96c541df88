"""The HTML file: no text of a document becomes markup, and the data block is the document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpcf.model.base import decimal_text
from openpcf.model.document import Document
from openpcf.model.finding import Finding, Verdict
from openpcf.report.compare import compare
from openpcf.report.html import Assets, ReportInput, difference_html, render
from openpcf.report.notebook import comparison_html, findings_html, result_html
from openpcf.rules.engine import Report

from .build import DIGEST, assets, child, document, line


class Skeleton(HTMLParser):
    """Elements and attribute names of a page, its script elements, and the text outside them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.scripts: list[str] = []
        self.values: list[str] = []
        self.text: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, tuple(name for name, _ in attrs)))
        self.values += [value or "" for _, value in attrs]
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.shape.append((f"/{tag}", ()))
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside != "style":
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.shape.append(("comment", ()))


def skeleton(page: bytes) -> Skeleton:
    parser = Skeleton()
    parser.feed(page.decode("utf-8"))
    parser.close()
    return parser


def hostile(*texts: str) -> Document:
    """A document with the same texts wherever a text may stand."""
    lines: list[dict[str, Any]] = []
    for text in texts:
        count = len(lines)
        bad = line(count + 1, text, "3.0", source=text, note=text)
        bad["factor"] |= {"id": text, "publisher": text, "geography": text, "gwp": text}
        bad["factor"] |= {"unit": text, "dataset": text}
        bad["match"] = {"how": text, "why": text}
        supplied = {"component": "c-01", "result": {"excl": "1.5", "parts": {}}}
        lines += [
            bad,
            line(count + 2, text, None, **supplied),
            line(count + 3, text, None, note=text),
        ]
    first = texts[0]
    return document(
        lines,
        [child(first)],
        name=first,
        issuer={"name": first},
        method={"standards": [first], "allocation": [{"process": first, "basis": first}]},
        boundary={"type": first, "excluded_processes": [first]},
    )


def findings(texts: Iterable[str]) -> tuple[Finding, ...]:
    return tuple(
        Finding(code="FIELD_MISSING", place=text, found=text, expected=text, rule=text)
        for text in texts
    )


def rules(*texts: str) -> Report:
    return Report(
        verdict=Verdict.FAIL,
        rules=(),
        findings=findings(texts),
        profile=texts[0],
        profile_digest=DIGEST,
    )


def page(shown: Document, dress: Assets, *texts: str) -> bytes:
    given = ReportInput(
        document=shown,
        rules=rules(*texts),
        command=texts[0],
        licences=tuple((text, text) for text in texts),
        link="https://a",
    )
    return render(given, dress)


MANY = 24
"""Texts in one page, so that few pages are made."""


def batches(texts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), MANY):
        part = texts[start : start + MANY]
        yield part + ["plain"] * (MANY - len(part))


@pytest.fixture(scope="module")
def dress() -> Assets:
    return assets()


@pytest.fixture(scope="module")
def naughty(shared: Path) -> list[str]:
    found: list[str] = json.loads((shared / "data/vectors/blns/blns.json").read_bytes())
    assert len(found) > 400
    return [text for text in found if text] + [
        "</script><script>alert(1)</script>", "]]><!--", "</title><img src=x onerror=a>", "' onx='",
        "{{ 7*7 }}", "{% raw %}",
    ]  # fmt: skip


def data_block(parsed: Skeleton) -> Any:
    return json.loads(parsed.scripts[0])


def test_no_text_becomes_markup(naughty: list[str], dress: Assets) -> None:
    quiet = ["plain"] * MANY
    plain = skeleton(page(hostile(*quiet), dress, *quiet))
    for texts in batches(naughty):
        shown = hostile(*texts)
        made = skeleton(page(shown, dress, *texts))
        assert made.shape == plain.shape, texts
        assert made.scripts[1:] == plain.scripts[1:] == [dress.js], texts
        data = data_block(made)
        assert data["payload"] == shown.payload, texts
        assert data["inventory"] == shown.inventory
        assert data["components"] == shown.components


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<b>R&D \"a\" 'b'</b>"])
def test_a_name_is_shown_as_it_is(text: str, dress: Assets) -> None:
    made = skeleton(page(hostile(text), dress, text))
    assert text in made.text
    assert len(made.scripts) == 2


def test_a_name_is_no_template(dress: Assets) -> None:
    made = skeleton(page(hostile("{{ 7*7 }}{% raw %}"), dress, "{{ 7*7 }}{% raw %}"))
    assert "{{ 7*7 }}{% raw %}" in made.text


def test_the_difference_and_notebooks_escape_too(naughty: list[str], dress: Assets) -> None:
    def pages(texts: list[str]) -> list[list[tuple[str, tuple[str, ...]]]]:
        lines = [line(n, text, f"{n + 1}.0", source=str(n)) for n, text in enumerate(texts)]
        one, two = document(lines, name=texts[0]), document([], name=texts[1])
        found = compare(one, two)
        made = (
            difference_html(found, dress).decode("utf-8"), comparison_html(found),
            result_html(one), findings_html(findings(texts)),
        )  # fmt: skip
        return [skeleton(each.encode("utf-8")).shape for each in made]

    plain = pages(["plain"] * MANY)
    for texts in batches(naughty):
        assert pages(texts) == plain, texts


JSON = st.recursive(
    st.text(st.characters(codec="utf-8"), max_size=6) | st.integers(-9, 9) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(JSON)
def test_the_data_block_is_the_document(extension: Any) -> None:
    shown = document([line(1, "steel", "3.0")], extensions={"urn:x:y": extension})
    made = skeleton(render(ReportInput(document=shown), DRESS))
    assert data_block(made) == {"payload": shown.payload, "inventory": shown.inventory}


DRESS = assets()


def test_what_is_not_known_is_a_dash(dress: Assets) -> None:
    bare = Document(payload={"dataset": {"spec_version": "0.1.0"}})
    text = " ".join(skeleton(render(ReportInput(document=bare), dress)).text)
    assert "–" in text
    assert "None" not in text
    assert "0.0" not in text
    missing = document([line(1, "steel", "3.0")])
    missing.payload["result"].pop("coverage")
    assert "<td>gaps</td><td>–</td>" in result_html(missing)


def test_equal_documents_give_equal_files(dress: Assets) -> None:
    assert page(hostile("a"), dress, "a") == page(hostile("a"), dress, "a")


def test_nothing_is_fetched(dress: Assets) -> None:
    made = skeleton(page(hostile("plain"), dress, "plain"))
    for tag, names in made.shape:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert not {"src", "srcset", "style"} & set(names)
        assert not any(name.startswith("on") for name in names)


def test_figures_are_those_of_the_document(dress: Assets) -> None:
    shown = document([line(1, "steel", "3.05"), line(2, "copper", "-0.5")])
    text = skeleton(render(ReportInput(document=shown), dress)).text
    assert any("3.05 kg CO2e" in part for part in text)
    assert "-0.50" in text
    assert decimal_text(compare(shown, shown).first_total) == "2.55"
