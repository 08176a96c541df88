"""A zipped workbook → its XML parts, counted while inflating; nothing is written to disk.

The reader receives a new archive with exactly the bytes inspected here, so that it can't see other
members, other sizes or macros.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from openpcf.errors import InputError

MAX_MEMBERS = 2_000
MAX_INFLATED = 128 * 1024 * 1024
MAX_RATIO = 100
RATIO_FROM = 1024 * 1024
"""Below this size a high compression ratio is harmless."""

_CHUNK = 64 * 1024
_KEPT = (".xml", ".rels")
_LEFT_OUT = ("xl/externallinks/", "xl/drawings/", "xl/charts/", "xl/media/", "customxml/")
_LOCAL = struct.Struct("<4s5H3L2H")


def read_parts(data: bytes, name: str) -> Mapping[str, bytes]:
    """Return the XML members of an archive by name (and ``mimetype``).

    Raises InputError: ``TABLE_DAMAGED``, ``TABLE_BOMB``, ``TABLE_ENCRYPTED``, ``TABLE_DOCTYPE``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as e:
        raise InputError("TABLE_DAMAGED", name, str(e), "XLSX or ODS") from None
    with archive:
        members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError("TABLE_BOMB", name, f"{len(members)} members", f"{MAX_MEMBERS}")
    stated = sum(m.file_size for m in members)
    if stated > MAX_INFLATED:
        raise InputError("TABLE_BOMB", name, f"{stated} bytes", f"{MAX_INFLATED}")
    parts: dict[str, bytes] = {}
    left = MAX_INFLATED
    for member in members:
        if member.flag_bits & 0x1:
            raise InputError("TABLE_ENCRYPTED", f"{name}#{member.filename}", "encryption")
        if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * member.compress_size:
            ratio = member.file_size // max(1, member.compress_size)
            raise InputError(
                "TABLE_BOMB", f"{name}#{member.filename}", f"ratio {ratio}", f"{MAX_RATIO}"
            )
        low = member.filename.lower()
        if low == "mimetype" or (low.endswith(_KEPT) and not low.startswith(_LEFT_OUT)):
            content = _inflate(data, member, name, left)
            left -= len(content)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise InputError("TABLE_DOCTYPE", f"{name}#{member.filename}", "DOCTYPE")
            if member.filename in parts:
                raise InputError(
                    "TABLE_DAMAGED", f"{name}#{member.filename}", "two members of one name"
                )
            parts[member.filename] = content
    return parts


def _inflate(data: bytes, member: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """Return the member's real bytes, whatever size its entry states."""
    place = f"{name}#{member.filename}"
    head = data[member.header_offset : member.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        raise InputError("TABLE_DAMAGED", place, "no local header", "XLSX or ODS")
    fields = _LOCAL.unpack(head)
    start = member.header_offset + _LOCAL.size + fields[9] + fields[10]
    packed = memoryview(data)[start : start + member.compress_size]
    limit = max(RATIO_FROM, MAX_RATIO * member.compress_size)
    if member.compress_type == zipfile.ZIP_STORED:
        content = bytes(packed)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        content = _unpack(packed, place, min(left, limit))
    else:
        raise InputError("TABLE_DAMAGED", place, f"compression {member.compress_type}", "deflate")
    if len(content) > left:
        raise InputError("TABLE_BOMB", place, f">{MAX_INFLATED} bytes", f"{MAX_INFLATED}")
    if zlib.crc32(content) != member.CRC or len(content) != member.file_size:
        raise InputError("TABLE_DAMAGED", place, "checksum or size differs", "XLSX or ODS")
    return content


def _unpack(packed: memoryview, place: str, limit: int) -> bytes:
    machine = zlib.decompressobj(-15)
    chunks: list[bytes] = []
    total = 0
    try:
        for start in range(0, len(packed), _CHUNK):
            pending: bytes | memoryview = packed[start : start + _CHUNK]
            while pending and not machine.eof:
                chunk = machine.decompress(pending, _CHUNK)
                pending = machine.unconsumed_tail
                total += len(chunk)
                if total > limit:
                    raise InputError("TABLE_BOMB", place, f">{limit} bytes", f"{limit}")
                chunks.append(chunk)
        chunks.append(machine.flush())
    except zlib.error as e:
        raise InputError("TABLE_DAMAGED", place, str(e), "XLSX or ODS") from None
    return b"".join(chunks)


def stored(parts: Mapping[str, bytes]) -> bytes:
    """Return an uncompressed archive of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return target.getvalue()
