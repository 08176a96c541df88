"""Public vectors as they lie there, and the deviations our documentation admits."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from openpcf.errors import OpenpcfError
from openpcf.proof.algorithms import VerificationKey, read_jwk
from openpcf.proof.base64url import encode
from openpcf.proof.jws import split, verify

DOCUMENT = Path(__file__).parents[2] / "docs/deviations-vectors.md"
PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})
VALID = "valid"


def load(shared: Path, name: str) -> Any:
    """A file of vectors."""
    return orjson.loads((shared / "data/vectors" / name).read_bytes())


def _ids(text: str) -> list[str]:
    """``1, 33, 259-263`` and names, as single ids."""
    found: list[str] = []
    for part in (p.strip().strip("`") for p in text.split(",")):
        bounds = re.fullmatch(r"(\d+)-(\d+)", part)
        if bounds:
            found += [str(n) for n in range(int(bounds[1]), int(bounds[2]) + 1)]
        else:
            found.append(part)
    return found


@cache
def admitted(vectors: str) -> dict[str, str]:
    """Vectors of a set that end otherwise than published → the code we answer with.

    Each row of the documentation is ``| set | ids | code | reason |``; a reason is a must.
    """
    codes: dict[str, str] = {}
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 4 or cells[0].strip("`") != vectors:
            continue
        assert len(cells[3]) > 15, f"a deviation without a reason: {line}"
        for name in _ids(cells[1]):
            assert name not in codes, f"{vectors} {name} is repeated"
            codes[name] = cells[2].strip("`")
    return codes


def public_part(jwk: dict[str, Any]) -> dict[str, Any]:
    """What a trust list would hold of a key."""
    return {name: value for name, value in jwk.items() if name not in PRIVATE_MEMBERS}


def point_jwk(curve: str, uncompressed: str) -> dict[str, str]:
    """A JWK from an uncompressed point in hexadecimal digits."""
    raw = bytes.fromhex(uncompressed)
    assert raw[0] == 4
    half = len(raw) // 2
    return {"kty": "EC", "crv": curve, "x": encode(raw[1 : half + 1]), "y": encode(raw[half + 1 :])}


def stated_typ(compact: str) -> Any:
    """The ``typ`` of a foreign header, read loosely: public vectors have none or their own."""
    import base64

    try:
        raw = base64.urlsafe_b64decode(compact.split(".")[0] + "==")
        return orjson.loads(raw).get("typ")
    except (ValueError, AttributeError, orjson.JSONDecodeError):
        return None


def outcome(compact: str, jwk: dict[str, Any]) -> str:
    """``valid`` or the code of the refusal; anything but our refusals comes through.

    The reader is told the ``typ`` the vector states, the one thing a foreign vector can't meet.
    """
    try:
        key: VerificationKey = read_jwk(public_part(jwk))
        verify(split(compact, stated_typ(compact)), lambda kid: key)
    except OpenpcfError as e:
        return e.code
    return VALID
