"""Base64url as JOSE uses it (RFC 7515 §2): no padding, one spelling for each value."""

from __future__ import annotations

import base64
import binascii
import re

from openpcf.errors import TrustError

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def encode(data: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str, place: str = "") -> bytes:
    """Raises TrustError ``B64`` for padding, another alphabet, white space, or a last character
    with bits that mean nothing."""
    if len(text) % 4 == 1 or not _ALPHABET.fullmatch(text):
        raise TrustError("B64", place, text[:40])
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise TrustError("B64", place, text[:40]) from None
    if encode(data)[-1:] != text[-1:]:
        raise TrustError("B64", place, text[-4:])
    return data
