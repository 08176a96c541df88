"""A catalogue source, YAML of nested texts → one flat table of texts by dotted key."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any


class SourceError(ValueError):
    """What is wrong with a catalogue: a key below ``data`` in the catalogues, its parameters, and
    the line and column where known."""

    def __init__(self, problem: str, mark: Any = None, **params: str) -> None:
        self.problem = problem
        self.params = params
        self.place = "" if mark is None else f"{mark.line + 1}:{mark.column + 1}"
        super().__init__(": ".join(filter(None, (self.place, problem, *params.values()))))


def _load(data: bytes) -> Any:
    """Raises SourceError."""
    import yaml

    try:
        return yaml.load(data.decode("utf-8-sig"), Loader=_loader())  # noqa: S506 (builds texts alone)
    except UnicodeDecodeError:
        raise SourceError("encoding") from None
    except yaml.YAMLError as e:
        raise SourceError("syntax", getattr(e, "problem_mark", None)) from None


def _loader() -> Any:
    """Return a YAML loader without implicit types that refuses repeated keys.

    YAML is imported for it alone.
    """
    import yaml

    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Texts(base):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
            seen = set()
            for key, _ in node.value:
                name = str(self.construct_object(key, deep=True))
                if name in seen:
                    raise SourceError("key-twice", key.start_mark, key=name)
                seen.add(name)
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
            raise SourceError("not-a-text", key=f"{above}{key}")


def tree(data: bytes) -> Any:
    """Read YAML as texts, lists and tables; empty values are left out.

    Raises SourceError for what is not YAML, and for a key that is there twice.
    """

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: kept(each) for name, each in value.items() if each != ""}
        return [kept(each) for each in value] if isinstance(value, list) else value

    return kept(_load(data))


def read(data: bytes) -> dict[str, str]:
    """Return the texts of a catalogue by dotted key.

    Raises SourceError for what is not YAML, a key that is there twice and a value that is not a
    text.
    """
    loaded = _load(data)
    if not isinstance(loaded, Mapping):
        raise SourceError("no-texts")
    found: dict[str, str] = {}
    for key, value in _flat(loaded):
        if key in found:
            raise SourceError("key-twice", key=key)
        found[key] = value
    return found
