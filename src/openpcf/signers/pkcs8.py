"""A private key encrypted with a passphrase: PKCS#8 with PBES2 (RFC 5958, RFC 8018).

``cryptography`` writes this form with a fixed small number of iterations (2,048), so the few bytes
around the cipher text are written here; any tool, including ``cryptography``, reads them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ITERATIONS = 600_000
"""PBKDF2-HMAC-SHA256 iterations advised by OWASP (Password Storage Cheat Sheet, 2023)."""

_LABEL = "ENCRYPTED PRIVATE KEY"
_PEM = re.compile(
    rb"\s*-----BEGIN "
    + _LABEL.encode()
    + rb"-----\s(.+)-----END "
    + _LABEL.encode()
    + rb"-----\s*",
    re.DOTALL,
)
_INTEGER, _OCTETS, _NULL, _OID, _SEQUENCE = 0x02, 0x04, 0x05, 0x06, 0x30
_PBES2 = bytes.fromhex("2a864886f70d01050d")
_PBKDF2 = bytes.fromhex("2a864886f70d01050c")
_HMAC_SHA256 = bytes.fromhex("2a864886f70d0209")
_AES256_CBC = bytes.fromhex("60864801650304012a")
_SALT = _BLOCK = 16
_KEY = 32


def _der(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + body


def _algorithm(oid: bytes, *parameters: bytes) -> bytes:
    return _der(_SEQUENCE, _der(_OID, oid), *parameters)


def encrypted_pem(private_key_info: bytes, passphrase: bytes) -> bytes:
    """Return PEM of a PKCS#8 key (DER), encrypted: PBKDF2-HMAC-SHA256, AES-256-CBC."""
    salt, vector = os.urandom(_SALT), os.urandom(_BLOCK)
    key = hashlib.pbkdf2_hmac("sha256", passphrase, salt, ITERATIONS, _KEY)
    padder = padding.PKCS7(_BLOCK * 8).padder()
    padded = padder.update(private_key_info) + padder.finalize()
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    number = ITERATIONS.to_bytes(ITERATIONS.bit_length() // 8 + 1)
    derivation = _algorithm(
        _PBKDF2,
        _der(
            _SEQUENCE,
            _der(_OCTETS, salt),
            _der(_INTEGER, number),
            _algorithm(_HMAC_SHA256, _der(_NULL)),
        ),
    )
    scheme = _algorithm(
        _PBES2, _der(_SEQUENCE, derivation, _algorithm(_AES256_CBC, _der(_OCTETS, vector)))
    )
    der = _der(_SEQUENCE, scheme, _der(_OCTETS, cipher.update(padded) + cipher.finalize()))
    text = base64.b64encode(der).decode("ascii")
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {_LABEL}-----", *lines, f"-----END {_LABEL}-----", ""]).encode()


def is_whole(pem: bytes) -> bool:
    """Return whether an encrypted key file is complete.

    If it is, a failure to open it is due to a wrong passphrase.
    """
    found = _PEM.fullmatch(pem)
    if found is None:
        return False
    try:
        der = base64.b64decode(b"".join(found[1].split()), validate=True)
    except binascii.Error:
        return False
    if len(der) < 2 or der[0] != _SEQUENCE:
        return False
    width = der[1] - 0x80 if der[1] > 0x80 else 0
    size = int.from_bytes(der[2 : 2 + width]) if width else der[1]
    return len(der) == 2 + width + size
