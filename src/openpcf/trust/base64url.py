"""Base64url as JOSE uses it (RFC 7515 §2): no padding, one spelling for each value."""

from __future__ import annotations

import binascii

from openpcf.errors import TrustError

_TO_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")
_TO_URL = bytes.maketrans(b"+/", b"-_")
_LAST = {2: b"AQgw", 3: b"AEIMQUYcgkosw048", 0: b""}
"""Last characters whose unused bits are zero, by length modulo four."""


def encode(data: bytes) -> str:
    """Without padding."""
    standard = binascii.b2a_base64(data, newline=False)
    return standard.translate(_TO_URL, b"=").decode("ascii")


def decode(text: str, place: str = "") -> bytes:
    """Raises TrustError ``B64`` for padding, another alphabet, white space, or a last character
    with bits that mean nothing."""
    try:
        standard = text.encode("ascii").translate(_TO_STANDARD)
        rest = len(standard) % 4
        if rest:
            if standard[-1] not in _LAST[rest]:
                raise TrustError("B64", place, text[-4:])
            standard += b"=" * (4 - rest)
        return binascii.a2b_base64(standard, strict_mode=True)
    except (binascii.Error, UnicodeEncodeError, KeyError):
        raise TrustError("B64", place, text[:40]) from None
