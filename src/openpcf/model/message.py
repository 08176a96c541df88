"""Texts in documents: a code with parameters, rendered for each reader.

The texts are in the catalogues under ``reason.<code>``; :func:`openpcf.messages.render` fills them
in. Data model 0.1 had prose in these places: it is read as the code ``as-signed``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import ValidationError, WrapValidator
from pydantic_core import PydanticCustomError

from openpcf.model.base import Open, optional_field

AS_SIGNED = "as-signed"
"""Code of a text that is shown as it was written."""

LINE_TEXTS = (
    ("what",),
    ("note",),
    ("match", "why"),
    ("quantity", "per", "why"),
    ("quantity", "range", "means"),
)
"""Where a line holds a text; a list on the way is walked through."""

ITEM_TEXTS = (("per", "why"), ("child_range", "means"))
"""The same for a component item."""


def _param(value: Any) -> Any:
    if isinstance(value, (str, Message)):
        return value
    if isinstance(value, Mapping):
        return coded(value)
    if isinstance(value, Sequence):
        return tuple(_param(each) for each in value)
    raise PydanticCustomError("coded_text", "a parameter is a text, a code or a list of these")


def _params(value: Any, _: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise PydanticCustomError("coded_text", "parameters are an object")
    return {name: _param(each) for name, each in value.items()}


class Message(Open):
    """A code and its parameters: texts, other messages, or lists of both.

    Absent parameters are left out, so that a message has only one form.
    """

    code: str
    params: Annotated[dict[str, Any] | None, WrapValidator(_params)] = optional_field(
        "Parameters by name: texts, codes, or lists of both"
    )

    def __getitem__(self, name: str) -> Any:
        """Return a parameter by its name; raises KeyError."""
        return (self.params or {})[name]

    def having(self, /, **params: Any) -> Message:
        """Return the message with further parameters."""
        return message(self.code, **{**(self.params or {}), **params})


def message(code: str, /, **params: Any) -> Message:
    """Make a message; parameters that are None are left out."""
    known = {name: value for name, value in params.items() if value is not None}
    return Message(code=code, params=known or None)


def verbatim(text: str) -> Message:
    """Make a message of a user's own text, unchanged."""
    return message("own-words", text=text)


def as_signed(text: str, language: str | None = None) -> Message:
    """Make a message of prose of data model 0.1, with its language if known."""
    return message(AS_SIGNED if language else "own-words", text=text, language=language)


def coded(value: Any) -> Message:
    """Validate a message of a document; prose is read as written.

    Raises PydanticCustomError ``coded_text`` for anything else.
    """
    if isinstance(value, Message):
        return value
    if isinstance(value, str):
        return as_signed(value)
    if not isinstance(value, Mapping) or not value.get("code"):
        raise PydanticCustomError("coded_text", "a code with its parameters")
    try:
        return Message.model_validate(value)
    except ValidationError:
        raise PydanticCustomError("coded_text", "a code with its parameters") from None


Text = Annotated[Message, WrapValidator(lambda value, _: coded(value))]
"""A member that holds a message; prose is taken for the sake of data model 0.1 (the rule
``data-model.form`` tells the two apart)."""


def texts_at(data: Any, paths: Sequence[Sequence[str]]) -> Iterator[tuple[str, Any]]:
    """Return place and value of every text at these paths, such as ``quantity.per[0].why``."""
    for path in paths:
        yield from _at(data, path, "")


def _at(data: Any, path: Sequence[str], place: str) -> Iterator[tuple[str, Any]]:
    if not path:
        yield place, data
    elif isinstance(data, (list, tuple)):
        for number, each in enumerate(data):
            yield from _at(each, path, f"{place}[{number}]")
    elif isinstance(data, Mapping) and path[0] in data:
        yield from _at(data[path[0]], path[1:], f"{place}.{path[0]}".removeprefix("."))


def with_texts(
    data: Any, paths: Sequence[Sequence[str]], change: Callable[[Any], Any]
) -> dict[str, Any]:
    """Return a copy of a line or item with every text at these paths changed."""
    for path in paths:
        data = _changed(data, path, change)
    made: dict[str, Any] = data
    return made


def _changed(data: Any, path: Sequence[str], change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(data)
    if isinstance(data, (list, tuple)):
        return [_changed(each, path, change) for each in data]
    if isinstance(data, Mapping) and path[0] in data:
        return {**data, path[0]: _changed(data[path[0]], path[1:], change)}
    return data
