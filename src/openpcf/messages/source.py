"""A catalogue as people write it: YAML of nested texts → one flat table of texts by dotted key."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Texts(_Loader):  # type: ignore[misc]
    """Every value is a text (no implied types), and no key stands twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"line {node.start_mark.line + 1}: {key} stands twice")
        found: dict[str, Any] = super().construct_mapping(node, deep=deep)
        return found


def fingerprint(data: bytes) -> str:
    """What a compiled catalogue is recognised as current by."""
    return f"{zlib.crc32(data):08x}-{len(data)}"


def _flat(texts: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        elif isinstance(value, str) and value:
            yield f"{above}{key}", value
        else:
            raise ValueError(f"{above}{key} is not a text")


def read(data: bytes) -> dict[str, str]:
    """The texts of a catalogue by dotted key.

    Raises ValueError for a key that stands twice and for a value that is not a text.
    """
    loaded = yaml.load(data, Loader=_Texts)  # noqa: S506 (builds texts alone)
    if not isinstance(loaded, Mapping):
        raise ValueError("a catalogue is a table of texts")
    found: dict[str, str] = {}
    for key, value in _flat(loaded):
        if key in found:
            raise ValueError(f"{key} stands twice")
        found[key] = value
    return found
