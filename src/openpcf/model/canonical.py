"""Canonical JSON: exact RFC 8785 bytes ↔ data, with the digest.

With ASCII keys and no floats, orjson with sorted keys writes the same bytes as RFC 8785, so a
document is canonical if writing the data read gives the same bytes. Everything else (floats, null,
depth, large integers) is checked in the structure without strings.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import orjson

from openpcf.errors import InputError
from openpcf.model.finding import Finding, warning

LIMIT = 1_000_000
"""Bytes of one canonical text (data-model §5)."""

DEPTH = 32
"""Levels of nesting (data-model §5)."""

INT_LIMIT = 2**53
"""Integers are strictly below this (RFC 8785 §3.2.2.3)."""

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_NO_BRACKETS = bytes(b for b in range(256) if b not in b"[]{}")
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_LONG_DIGITS = re.compile(rb"\d{16,}")
_FLOAT = re.compile(rb"\d[.eE]|-0\b|NaN|Infinity")
_NOT_ASCII = bytes.maketrans(bytes(range(0x80, 0x100)), b"\x80" * 0x80)
_NOT_ASCII_KEY = re.compile(rb'\x80[^"\x80]*":')
_MARKS = bytes.maketrans(b"{}0123456789-En", b"[]1111111111...")
_NO_MARKS = bytes(b for b in range(256) if b not in b"{}[]0123456789.-eEn,:")
_NO_NESTING = b"1e,:"
_DIGEST = re.compile(r"sha-256:[0-9a-f]{64}", re.ASCII)
_HIDDEN_CHARACTERS = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)


def canonical_bytes(value: Any) -> bytes:
    """Return the RFC 8785 form of data with ASCII keys and no floats.

    Raises InputError ``NUMBER_FORM`` for a float, ``KEY_NOT_ASCII``, ``TEXT_NOT_NFC``,
    ``INT_RANGE``, ``NULL_FOUND`` or ``JSON_FORM``: what is written can always be read.
    """
    try:
        data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError, RecursionError) as e:
        raise InputError("JSON_FORM", found=str(e)[:80]) from None
    read_canonical(data, limit=len(data))
    return data


def _structure(data: bytes) -> bytes:
    """Return the bytes outside strings."""
    if b"\\" in data:
        return _STRING.sub(b"0", data)
    return b"".join(data.split(b'"')[::2])


def _brackets(skeleton: bytes) -> bytes:
    return skeleton.translate(_ONE_KIND, _NO_BRACKETS)


def _depth(skeleton: bytes, place: str) -> None:
    """Remove the innermost brackets level by level; the rest is too deep or unpaired."""
    marks = _brackets(skeleton)
    for _ in range(DEPTH):
        if not marks:
            return
        inner = marks.replace(b"[]", b"")
        if len(inner) == len(marks):
            if len(marks) > DEPTH:
                break
            raise InputError("JSON_FORM", place, "unpaired brackets")
        marks = inner
    if marks:
        raise InputError("DEPTH", place, f"> {DEPTH}", f"<= {DEPTH}")


def _integers(skeleton: bytes, place: str) -> None:
    for digits in _LONG_DIGITS.findall(skeleton):
        if len(digits) > 16 or int(digits) >= INT_LIMIT:
            raise InputError("INT_RANGE", place, digits[:20].decode(), "< 2^53")


def _texts(value: Any) -> Iterator[tuple[str, bool]]:
    """Yield every string and whether it is a key; no recursion."""
    open_values = [value]
    while open_values:
        current = open_values.pop()
        if isinstance(current, str):
            yield current, False
        elif isinstance(current, Mapping):
            for key, member in current.items():
                yield key, True
                open_values.append(member)
        elif isinstance(current, list | tuple):
            open_values.extend(current)


def read_canonical(data: bytes, *, limit: int = LIMIT, place: str = "") -> Any:
    """Return the data of exact RFC 8785 bytes.

    Raises InputError with the code of attack rows 1–21 (tests/proof): ``SIZE``, ``JSON_FORM``,
    ``DEPTH``, ``NUMBER_FORM``, ``INT_RANGE``, ``NULL_FOUND``, ``JSON_NOT_CANONICAL``,
    ``KEY_NOT_ASCII``, ``TEXT_NOT_NFC``.
    """
    value = _read_plainly(data, limit)
    return _read_closely(data, limit, place) if value is None else value


def _read_closely(data: bytes, limit: int, place: str) -> Any:
    """Run one check after the other; the first that fails gives the error."""
    if len(data) > limit:
        raise InputError("SIZE", place, str(len(data)), f"<= {limit}")
    skeleton = _structure(data)
    _depth(skeleton, place)
    if _FLOAT.search(skeleton):
        raise InputError("NUMBER_FORM", place, _around(_FLOAT, skeleton), '"12.5"')
    _integers(skeleton, place)
    try:
        value = orjson.loads(data)
    except (orjson.JSONDecodeError, RecursionError) as e:
        raise InputError("JSON_FORM", place, str(e)[:80]) from None
    if b"null" in skeleton:
        raise InputError("NULL_FOUND", place, "null")
    try:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError) as e:
        raise InputError("JSON_FORM", place, str(e)[:80]) from None
    for text, is_key in _texts(value):
        if is_key and not text.isascii():
            raise InputError("KEY_NOT_ASCII", place, text[:40])
        if not unicodedata.is_normalized("NFC", text):
            raise InputError("TEXT_NOT_NFC", place, text[:40])
    if written != data:
        raise InputError("JSON_NOT_CANONICAL", place)
    return value


def _read_plainly(data: bytes, limit: int) -> Any:
    """Return the data if a few byte searches prove the text valid; None is inconclusive.

    Outside strings, with one kind of bracket, ``1`` for every digit and ``.`` for minus, ``E`` and
    the ``n`` of null, three searches prove that there are no floats, nulls or long integers. Texts
    are surrounded by quotation marks, which never compose with other characters, so all of them
    together are NFC if each is.
    """
    if len(data) > limit:
        return None
    try:
        value = orjson.loads(data)
        if orjson.dumps(value, option=orjson.OPT_SORT_KEYS) != data:
            return None
    except (ValueError, TypeError, RecursionError):
        return None
    if not data.isascii() and (
        b"\\" in data
        or _NOT_ASCII_KEY.search(data.translate(_NOT_ASCII))
        or not unicodedata.is_normalized("NFC", data.decode("utf-8"))
    ):
        return None
    marks = _structure(data).translate(_MARKS, _NO_MARKS)
    if b"." in marks or b"1e" in marks or b"1" * 16 in marks:
        return None
    nested = marks.translate(None, _NO_NESTING)
    if len(nested) > 2 * DEPTH:
        for _ in range(DEPTH):
            nested = nested.replace(b"[]", b"")
        if nested:
            return None
    return value


def _around(pattern: re.Pattern[bytes], data: bytes) -> str:
    found = pattern.search(data)
    if found is None:
        return ""
    return data[max(0, found.start() - 10) : found.end() + 10].decode("ascii", "replace")


def digest(data: bytes) -> str:
    """Return ``sha-256:`` and 64 lower-case hexadecimal digits, the only form used (law 8)."""
    return "sha-256:" + hashlib.sha256(data).hexdigest()


def is_digest(text: object) -> bool:
    """Return whether a text has the form of a digest."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def suspicious_texts(value: Any) -> tuple[Finding, ...]:
    """Return texts with bidirectional controls, invisible characters or mixed scripts.

    They are shown escaped and never refused (attack row 14).
    """
    found = []
    for text, _ in _texts(value):
        if text.isascii():
            continue
        if _HIDDEN_CHARACTERS.search(text) or any(map(_mixed, text.split())):
            shown = text.encode("unicode_escape").decode("ascii")
            found.append(warning("TEXT_SUSPICIOUS", found=shown[:80]))
    return tuple(found)


def _mixed(word: str) -> bool:
    """Return whether one word mixes Latin with Cyrillic or Greek letters."""
    scripts = {unicodedata.name(c, "").split(" ", 1)[0] for c in word if c.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})


def to_canonical(value: Any, path: str = "$") -> tuple[Any, tuple[Finding, ...]]:
    """Convert external data for signing and list every change.

    Floats become strings, null members are removed, texts become NFC. Raises InputError
    ``JSON_FORM`` for anything else.
    """
    notes: list[Finding] = []

    def walk(item: Any, at: str, depth: int) -> Any:
        if depth > DEPTH:
            raise InputError("DEPTH", at, str(depth), str(DEPTH))
        if isinstance(item, bool | int):
            return item
        if isinstance(item, float):
            notes.append(warning("INTAKE_FLOAT", at, repr(item)))
            return format(_decimal(item, at), "f")
        if isinstance(item, str):
            normal = unicodedata.normalize("NFC", item)
            if normal != item:
                notes.append(warning("INTAKE_TEXT", at, item[:40]))
            return normal
        if isinstance(item, Mapping):
            kept = {}
            for key, member in item.items():
                if member is None:
                    notes.append(warning("INTAKE_NULL", f"{at}.{key}"))
                    continue
                kept[str(key)] = walk(member, f"{at}.{key}", depth + 1)
            return kept
        if isinstance(item, list | tuple):
            return [walk(member, f"{at}[{n}]", depth + 1) for n, member in enumerate(item)]
        raise InputError("JSON_FORM", at, type(item).__name__)

    return walk(value, path, 1), tuple(notes)


def _decimal(value: float, at: str) -> Decimal:
    if value != value or value in (float("inf"), float("-inf")):
        raise InputError("NUMBER_FORM", at, repr(value))
    return Decimal(repr(value))
