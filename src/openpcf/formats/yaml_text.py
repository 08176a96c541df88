"""YAML as text: every scalar is a string, so NO, 1e3 and 007 stay as typed.

Only mappings with plain keys, lists and texts are accepted; duplicate keys, anchors, aliases, tags,
merge keys, a second document and deep nesting are refused with line and column. A value left empty
is treated as missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from openpcf.errors import InputError
from openpcf.model.finding import Finding, error

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32


class _Absent:
    """A value left empty."""


_ABSENT = _Absent()


class _Level:
    """A mapping or list while it is filled."""

    def __init__(self, target: dict[str, Value] | list[Value], place: str) -> None:
        self.target = target
        self.place = place
        self.key: str | None = None
        self.seen: dict[str, str] = {}


def _place(name: str, event: Event) -> str:
    mark = event.start_mark
    return f"{name}#line={mark.line + 1};col={mark.column + 1}" if mark else name


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.levels: list[_Level] = []
        self.root: Value | _Absent = _ABSENT
        self.documents = 0

    def fault(self, code: str, event: Event, found: str, expected: str = "", **params: str) -> None:
        place = _place(self.name, event)
        self.findings.append(error(code, place, found[:60], expected, **params))

    def read(self, text: str) -> None:
        try:
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                self.take(event)
                if len(self.levels) > MAX_DEPTH:
                    self.fault("YAML_DEPTH", event, str(len(self.levels)), str(MAX_DEPTH))
                    return
        except yaml.MarkedYAMLError as e:
            mark = e.problem_mark or e.context_mark
            place = f"{self.name}#line={mark.line + 1};col={mark.column + 1}" if mark else self.name
            reason = " ".join((e.problem or e.context or str(e)).split())
            self.findings.append(error("YAML_SYNTAX", place, reason[:120], "YAML"))
        except yaml.YAMLError as e:
            self.findings.append(
                error("YAML_SYNTAX", self.name, " ".join(str(e).split())[:120], "YAML")
            )

    def take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.fault("YAML_DOCUMENTS", event, "2", "1")
            if event.tags:
                self.fault("YAML_TAG", event, " ".join(event.tags), "")
        elif self.documents > 1:
            return
        elif isinstance(event, AliasEvent):
            self.fault("YAML_ALIAS", event, f"*{event.anchor}")
            self.put(event, "")
        elif isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            self.properties(event)
            if isinstance(event, ScalarEvent):
                self.scalar(event)
            else:
                target: dict[str, Value] | list[Value] = (
                    {} if isinstance(event, MappingStartEvent) else []
                )
                self.put(event, target)
                self.levels.append(_Level(target, _place(self.name, event)))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.levels.pop()

    def properties(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None:
            self.fault("YAML_ANCHOR", event, f"&{event.anchor}")
        if event.tag is not None:
            self.fault("YAML_TAG", event, str(event.tag))

    def scalar(self, event: ScalarEvent) -> None:
        level = self.levels[-1] if self.levels else None
        plain = event.style is None
        if level is not None and isinstance(level.target, dict) and level.key is None:
            if plain and event.value == "<<":
                self.fault("YAML_MERGE_KEY", event, "<<")
            elif event.value in level.seen:
                first = level.seen[event.value]
                self.fault("YAML_DUPLICATE_KEY", event, event.value, "1", first=first)
            level.seen.setdefault(event.value, _place(self.name, event))
            level.key = event.value
        else:
            self.put(event, _ABSENT if plain and not event.value else event.value)

    def put(self, event: Event, value: Value | _Absent) -> None:
        if not self.levels:
            self.root = value
            return
        level = self.levels[-1]
        if isinstance(level.target, list):
            if not isinstance(value, _Absent):
                level.target.append(value)
        elif level.key is None:
            self.fault("YAML_KEY", event, "list, mapping or alias", "a name")
            level.key = ""
        else:
            if not isinstance(value, _Absent):
                level.target[level.key] = value
            level.key = None


def read_yaml_text(data: bytes | str, name: str) -> dict[str, Value]:
    """Return the mapping of a YAML text; an empty text is an empty mapping.

    Raises InputError ``YAML_REFUSED`` whose findings are all faults with line and column:
    ``YAML_SYNTAX``, ``YAML_DUPLICATE_KEY``, ``YAML_ANCHOR``, ``YAML_ALIAS``, ``YAML_TAG``,
    ``YAML_MERGE_KEY``, ``YAML_KEY``, ``YAML_DOCUMENTS``, ``YAML_DEPTH``, ``YAML_ROOT``; or
    ``YAML_TOO_LARGE``, ``YAML_ENCODING``.
    """
    if len(data) > MAX_BYTES:
        raise InputError("YAML_TOO_LARGE", name, str(len(data)), str(MAX_BYTES))
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as e:
            raise InputError("YAML_ENCODING", name, f"byte {e.start}", "UTF-8") from None
    else:
        text = data
    reader = _Reader(name)
    reader.read(text)
    root = reader.root
    if not reader.findings and not isinstance(root, dict | _Absent):
        kind = "list" if isinstance(root, list) else "text"
        reader.findings.append(error("YAML_ROOT", f"{name}#line=1;col=1", kind, "mapping"))
    if reader.findings:
        first = reader.findings[0]
        raise InputError(
            "YAML_REFUSED",
            first.place,
            first.found,
            first.expected,
            findings=reader.findings,
            count=str(len(reader.findings)),
        )
    return root if isinstance(root, dict) else {}


# --- writing ---------------------------------------------------------------------------------

_TYPED: tuple[re.Pattern[str], ...] = tuple(
    pattern
    for entries in yaml.SafeLoader.yaml_implicit_resolvers.values()
    for _, pattern in entries
)
"""Patterns that other readers take for numbers, dates, booleans or null."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_RISKY_START = set("-?:,[]{}#&*!|>'\"%@`=<~. ")
_PLAIN_SAFE = set(" _-./+()°µ²³×–·,;%&*=@'\"!?<>")


def _needs_no_quotes(text: str) -> bool:
    """Return whether a text needs no quotes, for this reader and any other one."""
    if not text or text != text.strip() or text[0] in _RISKY_START:
        return False
    if not all(c.isalnum() or c in _PLAIN_SAFE for c in text):
        return False
    if text[0].isdigit() or text[0] == "+":
        return False
    return not any(pattern.match(text) for pattern in _TYPED)


def _quoted(text: str) -> str:
    out = []
    for char in text:
        code = ord(char)
        if char in _ESCAPES:
            out.append(_ESCAPES[char])
        elif code < 0x20 or 0x7F <= code < 0xA0:
            out.append(f"\\x{code:02x}")
        elif not char.isprintable() or 0xD800 <= code < 0xE000 or code == 0xFEFF:
            out.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


def _scalar(text: str) -> str:
    return text if _needs_no_quotes(text) else _quoted(text)


def write_yaml_text(data: Mapping[str, object]) -> str:
    """Return YAML that :func:`read_yaml_text` reads as the same data.

    ``data`` has strings, lists and mappings with string keys, at most 32 deep; anything else raises
    TypeError or ValueError. What another reader would take for a number, a date or a truth value is
    quoted.
    """
    lines: list[str] = []
    _write(data, 0, lines, 1)
    return "\n".join(lines) + "\n" if lines else "{}\n"


def _write(value: object, indent: int, lines: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
    pad = "  " * indent
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"key {key!r} is not a text")
            _write_item(f"{pad}{_scalar(key)}:", item, indent, lines, depth)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for item in value:
            _write_item(f"{pad}-", item, indent, lines, depth)
    else:
        raise TypeError(f"{type(value).__name__} is not a text, list or mapping")


def _write_item(head: str, item: object, indent: int, lines: list[str], depth: int) -> None:
    if isinstance(item, str):
        if any(0xD800 <= ord(c) < 0xE000 for c in item):
            raise ValueError("a text must not contain a lone surrogate")
        lines.append(f"{head} {_scalar(item)}")
    elif isinstance(item, Mapping | Sequence) and not isinstance(item, bytes) and not item:
        if depth + 1 > MAX_DEPTH:
            raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
        lines.append(f"{head} {'{}' if isinstance(item, Mapping) else '[]'}")
    else:
        lines.append(head)
        _write(item, indent + 1, lines, depth + 1)
