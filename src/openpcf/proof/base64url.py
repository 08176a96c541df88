"""Base64url as JOSE uses it (RFC 7515 §2): no padding, one spelling for each value.

Decoding uses pydantic-core, which is several times as fast as the standard library; other spellings
that it would accept (padding, the other alphabet, escapes) are refused first.
"""

from __future__ import annotations

import binascii

from pydantic_core import CoreConfig, SchemaValidator, ValidationError, core_schema

from openpcf.errors import TrustError

_TO_URL = bytes.maketrans(b"+/", b"-_")
_DECODER = SchemaValidator(core_schema.bytes_schema(), CoreConfig(val_json_bytes="base64"))
_OTHER = ("=", "+", "/", "\\", '"')


def encode(data: bytes) -> str:
    """Return base64url without padding."""
    standard = binascii.b2a_base64(data, newline=False)
    return standard.translate(_TO_URL, b"=").decode("ascii")


def decode(text: str, place: str = "") -> bytes:
    """Decode base64url.

    Raises TrustError ``B64`` for padding, another alphabet, white space, or a last character with
    unused bits set.
    """
    for other in _OTHER:
        if other in text:
            raise TrustError("B64", place, text[:40])
    try:
        decoded: bytes = _DECODER.validate_json(f'"{text}"')
    except (ValidationError, UnicodeEncodeError):
        raise TrustError("B64", place, text[:40]) from None
    return decoded
