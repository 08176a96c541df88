"""A catalogue source, YAML of nested texts → one flat table of texts by dotted key."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any


def _loader() -> Any:
    """Return a YAML loader without implicit types that refuses repeated keys.

    YAML is imported for it alone.
    """
    import yaml

    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Texts(base):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
            keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
            for key in keys:
                if keys.count(key) > 1:
                    raise ValueError(f"line {node.start_mark.line + 1}: {key} is repeated")
            found: dict[str, Any] = super().construct_mapping(node, deep=deep)
            return found

    return Texts


def fingerprint(data: bytes) -> str:
    """Return the fingerprint by which a compiled catalogue is recognised as current."""
    return f"{zlib.crc32(data):08x}-{len(data)}"


def _flat(texts: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        elif isinstance(value, str) and value:
            yield f"{above}{key}", value
        else:
            raise ValueError(f"{above}{key} is not a text")


def tree(data: bytes) -> Any:
    """Read YAML as texts, lists and tables; empty values are left out.

    Raises ValueError for a repeated key.
    """
    import yaml

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: kept(each) for name, each in value.items() if each != ""}
        return [kept(each) for each in value] if isinstance(value, list) else value

    return kept(yaml.load(data, Loader=_loader()))  # noqa: S506 (builds texts alone)


def read(data: bytes) -> dict[str, str]:
    """Return the texts of a catalogue by dotted key.

    Raises ValueError for a repeated key and for a value that is not a text.
    """
    import yaml

    loaded = yaml.load(data, Loader=_loader())  # noqa: S506 (builds texts alone)
    if not isinstance(loaded, Mapping):
        raise ValueError("a catalogue is a table of texts")
    found: dict[str, str] = {}
    for key, value in _flat(loaded):
        if key in found:
            raise ValueError(f"{key} is repeated")
        found[key] = value
    return found
