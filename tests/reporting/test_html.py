"""The HTML file: no text of a document becomes markup, and the data block is the document."""

from __future__ import annotations

import copy
import html
import json
import math
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from openpcf.messages import LANGUAGES, term
from openpcf.messages import text as message
from openpcf.model.base import decimal_text
from openpcf.model.document import Document
from openpcf.model.evidence import ChildEvidence, SignatureEvidence
from openpcf.model.finding import Finding, Outcome, Verdict
from openpcf.model.policy import Clearance, Decision, Reason
from openpcf.reporting.compare import compare
from openpcf.reporting.html import Assets, ReportInput, difference_html, qr, render
from openpcf.reporting.notebook import (
    clearance_html,
    comparison_html,
    findings_html,
    report_html,
    result_html,
)
from openpcf.reporting.view import view
from openpcf.ruleset.engine import Report

from .build import DIGEST, assets, child, document, line, piece


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
        bad = line(count + 1, text, "3.0", source=f"{count}{text}", note=text)
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
    many = tuple(texts)
    return tuple(
        Finding(code="FIELD_MISSING", place=text, found=text, expected=text, rule=many[0])
        for text in many
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


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u2028", "\x00", "\x1b"])
def test_nothing_of_a_document_turns_or_hides_what_stands_around_it(
    mark: str, dress: Assets
) -> None:
    name = f"a{mark}b"
    made = skeleton(page(hostile(name), dress, name))
    assert not any(mark in text for text in [*made.text, *made.values])
    assert any("a\ufffdb" in text for text in made.text)
    assert data_block(made)["payload"]["product"]["name"] == name
    lines = [line(1, name, "1.0")]
    for small in (result_html(document(lines, name=name)), findings_html(findings([name]))):
        assert mark not in small


ODD = [{}, {"code": 1, "params": [1]}, {"code": "<q>", "params": {"a": {"code": "<u>"}}}, ["<q>"]]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_an_odd_coded_text_is_shown_and_never_markup(odd: Any, dress: Assets) -> None:
    def made(text: Any) -> bytes:
        shown = line(1, text, "3.0", note=text)
        shown["match"]["why"] = text
        shown["quantity"]["per"] = [{"amount": "2", "why": text}]
        return render(ReportInput(document=document([shown])), dress)

    tags, plain = ({tag for tag, _ in skeleton(made(text)).shape} for text in (odd, "plain"))
    assert tags <= plain


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
    assert f"{message('label.gaps')} –" in re.sub(r"(<[^>]+>)+", " ", result_html(missing))


def test_a_notebook_says_the_verdict_and_each_reason_once() -> None:
    hidden = tuple(
        Finding(code="NOT_EVALUATED", place="inventory", found="hidden", rule=f"rule.{n}",
                outcome=Outcome.INCONCLUSIVE)
        for n in range(5)
    )  # fmt: skip
    reasons = tuple(Reason(decision=Decision.ACCEPT, finding=f) for f in hidden)
    decision = Clearance(
        decision=Decision.REFER, policy="buyer", as_of="2026-01-01", reasons=reasons
    )
    for made in (
        clearance_html(decision),
        report_html(rules("x").model_copy(update={"findings": hidden})),
    ):
        assert made.count("<tr>") == 1
        assert all(f"rule.{n}" in made for n in range(5))
    for language in LANGUAGES:
        word = term("decision-shown", "refer", language)
        assert f"<strong>{word}</strong>" in clearance_html(decision, language)


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
    assert any("3.05 kg CO₂e" in part for part in text)
    assert "-0.50" in text
    assert decimal_text(compare(shown, shown).first_total) == "2.55"


def shown_text(given: ReportInput, language: str = "en") -> str:
    """What a reader of one language sees, without style and data."""
    return readable(render(given, DRESS).decode("utf-8"), language)


def readable(text: str, language: str) -> str:
    code = message("meta.html", language)
    text = re.sub(rf'<span lang="(?!{code}")[^"]+">.*?</span>', "", text)
    text = re.sub(r"<(style|script).*?</\1>", "", text, flags=re.S)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


HEADINGS = (
    "claim", "verdict", "where", "next", "method", "lines", "children", "findings", "recompute",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hidden", [False, True])
def test_the_nine_parts_come_in_their_order(language: str, hidden: bool) -> None:
    shown = document([line(1, "steel", "3.0")])
    if hidden:
        shown = shown.model_copy(
            update={"inventory": None, "hidden": frozenset({"inventory", "components"})}
        )
    text = shown_text(ReportInput(document=shown), language)
    places = [
        text.index(f"{n} {message(f'label.{key}', language)} ") for n, key in enumerate(HEADINGS, 1)
    ]
    assert places == sorted(places)


ASCII = re.compile(r"[A-Za-z]{3,}")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


def test_a_third_language_needs_its_catalogue_alone(third: str) -> None:
    coded = {"code": "made-up", "params": {"stage": "production"}}
    lines = [line(1, coded, "3.0", estimated=True, note=coded), line(2, coded, None, note=coded)]
    for each in lines:
        each["match"] = {"how": "class", "why": coded}
    shown = document(lines, [child()])
    given = ReportInput(document=shown, rules=rules("x"), received=True)
    made = render(given, DRESS).decode("utf-8")
    names = [message("meta.name", each) for each in (*LANGUAGES, third)]
    assert re.findall(r'<button type="button"[^>]*>([^<]+)</button>', made) == names
    codes = [message("meta.html", each) for each in (*LANGUAGES, third)]
    assert set(re.findall(r'<span lang="([^"]+)">', made)) == set(codes)
    assert all(f':is(span,text)[lang="{code}"]{{display:none}}' in made for code in codes)
    assert len(set(re.findall(r'<text[^>]* lang="([^"]+)"', made))) == len(codes)
    # What the third language has beside its own words is data, the same in every language.
    spans = [re.findall(rf'<span lang="{code}">(.*?)</span>', made) for code in codes]
    assert len({len(found) for found in spans}) == 1
    for _, *others, own in zip(*spans, strict=True):
        while MARKED.search(own):
            own = MARKED.sub("", own)
        data = [set(ASCII.findall(html.unescape(each))) for each in (own, *others)]
        assert data[0] <= set.union(*data[1:]), own
    assert "⟦made up of ⟦production⟧⟧" in readable(made, third)
    assert "100.0٪" in readable(made, third)


def test_the_difference_has_every_language_too(third: str, dress: Assets) -> None:
    coded = {"code": "made-up", "params": {"stage": "use"}}
    found = compare(document([]), document([line(1, coded, "3.0")]))
    made = difference_html(found, dress).decode("utf-8")
    assert "⟦made up of ⟦use⟧⟧" in readable(made, third)
    assert "⟦made up of ⟦use⟧⟧" in comparison_html(found, third)


def test_a_hidden_inventory_is_named_and_not_called_empty() -> None:
    shown = document([line(1, "steel", "3.0")]).model_copy(
        update={"inventory": None, "hidden": frozenset({"inventory", "components"})}
    )
    text = shown_text(ReportInput(document=shown, received=True))
    assert text.count(message("label.lines_hidden")) == 2
    assert message("label.children_hidden", count="–", share="25.0 %") in text
    assert message("label.no_children") not in text
    assert f"{term('stage', 'raw-materials')} 3.0 100.0 %" in text


@pytest.mark.parametrize(
    ("verdict", "received"),
    [
        (Verdict.PASS, False),
        (Verdict.FAIL, False),
        (Verdict.INCONCLUSIVE, False),
        (Verdict.PASS, True),
        (Verdict.FAIL, True),
    ],
)
def test_the_verdict_is_in_words(verdict: Verdict, received: bool) -> None:
    report = rules("x").model_copy(update={"verdict": verdict, "profile": "cfp-base/0.1"})
    given = ReportInput(document=document([]), rules=report, received=received)
    question = message(f"label.{'rules' if received else 'issuable'}_question")
    word = term("verdict-shown" if received else "issuable", verdict)
    profile = message("label.profile", profile="cfp-base/0.1")
    assert f"{question} {word} {profile}" in shown_text(given)


def test_what_was_not_judged_is_not_called_good() -> None:
    text = shown_text(ReportInput(document=document([])))
    assert text.count(message("label.not_judged")) >= 3
    assert term("issuable", "pass") not in text
    for key in ("no_reasons", "no_reasons_received", "no_findings"):
        assert message(f"label.{key}") not in text


def test_three_reasons_each_with_its_fix_failures_first() -> None:
    many = (
        Finding(code="NOT_EVALUATED", place="a", found="hidden", rule="r1",
                outcome=Outcome.INCONCLUSIVE),
        Finding(code="FIELD_MISSING", place="product.name"),
        Finding(code="SIGNATURE_ABSENT"),
    )  # fmt: skip
    decision = Clearance(
        decision=Decision.SUPPLEMENT,
        policy="buyer",
        as_of="2026-01-01",
        reasons=(
            Reason(decision=Decision.SUPPLEMENT, finding=Finding(code="CLEAR_STATEMENT_MISSING")),
            Reason(decision=Decision.ACCEPT, finding=Finding(code="CLEAR_HIDDEN")),
        ),
    )
    report = rules("x").model_copy(update={"findings": many})
    reasons = view(document([]), report, decision).reasons
    assert [r.finding.code for r in reasons] == [
        "FIELD_MISSING", "SIGNATURE_ABSENT", "CLEAR_STATEMENT_MISSING",
    ]  # fmt: skip
    assert all(r.has_fix for r in reasons)


def test_findings_of_one_kind_stand_together_and_none_is_lost() -> None:
    many = tuple(
        Finding(code="FACTOR_OLD", place=f"l-{n}", found=str(n), rule="provenance.age",
                requirements=("F63782-014",), outcome=Outcome.NOTE)
        for n in range(5)
    ) + tuple(
        Finding(code="NOT_EVALUATED", place="inventory", found="hidden", rule=rule,
                requirements=(f"F63782-0{rule}",), outcome=Outcome.INCONCLUSIVE)
        for rule in ("11", "12")
    )  # fmt: skip
    found = view(document([]), rules("x").model_copy(update={"findings": many}), None).findings
    assert [len(f.others) for f in found] == [4, 1]
    assert [f.rules for f in found] == [("provenance.age",), ("11", "12")]
    assert found[1].rows == ("F63782-011", "F63782-012")
    assert all(f.seen is False for f in found)


def test_a_child_is_shown_with_supplier_share_boundary_and_its_own_estimates() -> None:
    supplied = line(2, "supplied: Board Co.", None, component="c-01",
                    result={"excl": "1.5", "parts": {"fossil": "1.5"}})  # fmt: skip
    item = child() | {"child_estimated_percent": "12.5", "verdict_at_build": "pass"}
    shown = document([line(1, "steel", "4.5"), supplied], [item])
    evidence = ChildEvidence(
        digest=DIGEST, issuer="Board Co.", product="Bare board", verdict=Verdict.PASS,
        payload={"boundary": {"type": "cradle-to-grave"}},
        signature=SignatureEvidence(state="good"),
    )  # fmt: skip
    text = shown_text(ReportInput(document=shown, children=(evidence,)))
    heads = [f"{n} {message(f'label.{key}')}" for n, key in enumerate(HEADINGS, 1)]
    lines = text[text.index(heads[5]) : text.index(heads[6])]
    assert f"urn:openpcf:boards.example:b7 v3 {DIGEST}" in lines
    part = text[text.index(heads[6]) : text.index(heads[7])]
    for fact in (
        "Board Co.", "Bare board", "urn:openpcf:boards.example:b7", DIGEST, "3 1.5 25.0 %",
        message("label.boundary_declared", taken="cradle-to-gate", declared="cradle-to-grave"),
        "12.5 %", term("verdict", "pass"),
    ):  # fmt: skip
        assert fact in part, fact


def test_lines_of_one_part_are_one_bar_with_the_range_of_their_sum() -> None:
    sigma = {"sigma_ln": {"factor": "0.2"}}
    first = line(1, piece("U4 ic", "silicon"), "3.0", source="bom#4", **sigma)
    second = line(2, piece("U4 ic", "body"), "1.0", source="bom#4", **sigma)
    top = view(document([first, second, line(3, "lug", "1.0")]), None, None).top
    assert [(p.name("en"), p.figure, p.share) for p in top] == [
        ("U4 ic", "4.0", "80.0"),
        ("lug", "1.0", "20.0"),
    ]
    # One factor, one draw: the range of the sum is that of a single line of 4.
    low, high = 4 * math.exp(-1.96 * 0.2), 4 * math.exp(1.96 * 0.2)
    assert top[0].low == pytest.approx(low, rel=0.06)
    assert top[0].high == pytest.approx(high, rel=0.06)
    assert top[1].low is None


def test_the_widest_estimate_narrows_the_range_most_and_gaps_have_their_place() -> None:
    wide = line(1, "wide", "3.0", sigma_ln={"quantity": "0.8"})
    sure = line(2, "sure", "3.0", sigma_ln={"quantity": "0.05"}, estimated=False)
    gap = line(3, "label", None, screening="1.2")
    steps = view(document([wide, sure, gap]), None, None).next
    assert [s.part.name("en") for s in steps] == ["wide", "label"]
    assert steps[0].share == "50.0"
    assert int(steps[0].narrowing) > 80
    assert (steps[1].share, steps[1].gap_share, steps[1].narrowing) == ("–", "20.0", "–")


def test_the_code_holds_link_and_digest_module_by_module() -> None:
    drawn = str(qr(document([]), "https://id.gs1.org/01/09521234543213"))
    expected = segno.make(f"https://id.gs1.org/01/09521234543213#{DIGEST}", error="m", micro=False)
    side = len(expected.matrix) + 4
    assert f'viewBox="0 0 {side * 3} {side * 3}"' in drawn or f'viewBox="0 0 {side}' in drawn
    assert "width=" not in drawn.split(">")[0].replace("stroke-width", "")
    found = [[0] * side for _ in range(side)]
    path = re.search(r'stroke="#000"[^>]*? d="([^"]+)"|d="([^"]+)"[^>]*?stroke="#000"', drawn)
    assert path is not None
    x = y = 0.0
    for step, *numbers in re.findall(r"([Mmh])([0-9.-]+)(?: ([0-9.-]+))?", path[1] or path[2]):
        first = float(numbers[0])
        if step == "h":
            for n in range(int(first)):
                found[int(y)][int(x) + n] = 1
            x += first
        else:
            second = float(numbers[1])
            x, y = (first, second) if step == "M" else (x + first, y + second)
    inner = [row[2:-2] for row in found[2:-2]]
    assert inner == [[int(module) for module in row] for row in expected.matrix]


def test_without_contracts_the_approach_has_the_total_and_the_other_is_not_given() -> None:
    method = {"electricity": {"approach": "location"}}
    shown = document([line(1, "steel", "3.05")], method=method)
    text = shown_text(ReportInput(document=shown))
    assert message("label.electricity_counted", approach="location") in text
    assert message("label.electricity_figure", approach="location", figure="3.0") in text
    assert message("label.electricity_missing", approach="market") in text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_member_may_be_missing(data: st.DataObject) -> None:
    supplied = line(3, "supplied: B", None, component="c-01",
                    result={"excl": "1.5", "parts": {"fossil": "1.5"}})  # fmt: skip
    shown = document(
        [line(1, "steel", "3.05"), supplied],
        [child()],
        issuer={"name": "x"},
        method={"standards": ["ISO 14067"], "electricity": {"approach": "market"}},
        boundary={"type": "cradle-to-gate", "includes": ["production"], "cutoff": {"items": ["a"]}},
        carbon_content={"fossil": {"amount": "1", "unit": "kg C"}},
    )
    payload = copy.deepcopy(shown.payload)
    for _ in range(data.draw(st.integers(1, 4))):
        place: Any = payload
        while isinstance(place, dict) and place:
            key = data.draw(st.sampled_from(sorted(place)))
            if not isinstance(place[key], dict) or data.draw(st.booleans()):
                del place[key]
                break
            place = place[key]
    text = render(ReportInput(document=shown.model_copy(update={"payload": payload})), DRESS)
    assert b"None" not in text
    assert b"built-in" not in text
