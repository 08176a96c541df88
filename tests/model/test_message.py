"""Coded texts: one form for one message, prose of older documents read as it is written."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from openpcf.model.base import dump
from openpcf.model.document import Document
from openpcf.model.message import ITEM_TEXTS, LINE_TEXTS, Message, Text, message, texts_at

TEXT: TypeAdapter[Message] = TypeAdapter(Text)
LINE: dict[str, Any] = {
    "what": "plate",
    "match": {"how": "class", "why": "word steel"},
    "quantity": {
        "per": [{"amount": "2", "why": "yield"}, {"amount": "3", "why": "uses"}],
        "range": {"low": "1", "high": "2", "means": "95 %"},
    },
    "note": "",
}


def test_no_parameters_are_no_member() -> None:
    assert dump(message("no-quantity")) == {"code": "no-quantity"}
    assert dump(message("x", a=None)) == {"code": "x"}
    inner = message("a", n="1")
    assert dump(message("b", of=inner, many=[inner, "c"])) == {
        "code": "b",
        "params": {
            "of": {"code": "a", "params": {"n": "1"}},
            "many": [{"code": "a", "params": {"n": "1"}}, "c"],
        },
    }


def test_what_is_written_is_read_again() -> None:
    made = message("b", of=message("a", n="1"), many=("c", "d"))
    assert TEXT.validate_python(dump(made)) == made
    assert TEXT.validate_json(made.model_dump_json(), strict=True) == made


@pytest.mark.parametrize(
    "value", [7, [], {}, {"code": ""}, {"code": "a", "params": []}, {"code": "a", "params": {"n": 1}},
              {"code": "a", "params": {"n": ["x", {"no": "code"}]}}],
)  # fmt: skip
def test_anything_else_is_one_fault(value: Any) -> None:
    with pytest.raises(ValidationError) as e:
        TEXT.validate_python(value)
    assert [fault["type"] for fault in e.value.errors()] == ["coded_text"]


def test_every_place_of_a_text_is_found() -> None:
    assert [place for place, _ in texts_at(LINE, LINE_TEXTS)] == [
        "what", "note", "match.why", "quantity.per[0].why", "quantity.per[1].why",
        "quantity.range.means",
    ]  # fmt: skip
    item = {"per": [{"amount": "4", "why": "unit"}], "child_range": {"means": "95 %"}}
    assert [text for _, text in texts_at(item, ITEM_TEXTS)] == ["unit", "95 %"]


@pytest.mark.parametrize(("version", "marked"), [("0.1.0", True), ("0.2.0", False), (None, False)])
def test_prose_is_marked_for_the_reader_of_0_1_alone(version: str | None, marked: bool) -> None:
    document = Document(
        payload={"dataset": {"spec_version": version, "language": "zh-CN"}},
        inventory={"groups": [{"lines": [LINE]}]},
    )
    assert list(document.signed_lines()) == [LINE]
    (line,) = document.lines()
    if not marked:
        assert line == LINE
        return
    signed = {"code": "as-signed", "params": {"text": "yield", "language": "zh-CN"}}
    assert line["quantity"]["per"][0] == {"amount": "2", "why": signed}
    assert line["note"] == "", "a blank stays blank"
    assert LINE["what"] == "plate"
