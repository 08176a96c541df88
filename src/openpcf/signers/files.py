"""A key pair as two files: ``NAME.key.pem`` (PKCS#8, encrypted) and ``NAME.jwk.json`` (public).

The key id is the RFC 7638 thumbprint of the public key, so it is unique to the key.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from openpcf.errors import InputError, TrustError, UsageError
from openpcf.proof.algorithms import read_jwk
from openpcf.proof.base64url import encode
from openpcf.signers.pkcs8 import encrypted_pem, is_whole

PRIVATE = ".key.pem"
PUBLIC = ".jwk.json"
SHORTEST_PASSPHRASE = 8
LONGEST_NAME = 64
_NAME = re.compile(rf"\w[\w.-]{{0,{LONGEST_NAME - 1}}}")
_LABEL = re.compile(rb"-----BEGIN ([A-Z ]{1,40})-----")
_SIZE = 32


class FileSigner:
    """A :class:`openpcf.proof.jws.Signer` for an opened private key."""

    alg = "ES256"

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.jwk = public_jwk(key)
        self.kid = str(self.jwk["kid"])

    def sign(self, message: bytes) -> bytes:
        """Return raw ``r || s``, deterministic (RFC 6979), so that no randomness is needed."""
        der = self._key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        r, s = decode_dss_signature(der)
        return r.to_bytes(_SIZE) + s.to_bytes(_SIZE)


def public_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """Return the public JWK with its thumbprint as ``kid`` (RFC 7517, RFC 7638)."""
    numbers = key.public_key().public_numbers()
    jwk = {
        "crv": "P-256",
        "kty": "EC",
        "x": encode(numbers.x.to_bytes(_SIZE)),
        "y": encode(numbers.y.to_bytes(_SIZE)),
    }
    return {**jwk, "kid": encode(_thumbprint(jwk))}


def _thumbprint(jwk: Mapping[str, Any]) -> bytes:
    named = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return hashlib.sha256(orjson.dumps(named, option=orjson.OPT_SORT_KEYS)).digest()


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """Return the SHA-256 thumbprint of an EC key (RFC 7638) in groups of four hex digits.

    It is meant to be read out and compared; it is that of the key itself, whatever its id.
    """
    digits = _thumbprint(jwk).hex()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _create(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise UsageError("FILE_EXISTS", place=str(path)) from None
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def new_key(folder: Path, name: str, passphrase: str) -> FileSigner:
    """Make a P-256 key pair; existing files are never replaced.

    Raises UsageError ``KEY_PASSPHRASE_SHORT``, ``KEY_NAME``, ``FILE_EXISTS``.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError("KEY_PASSPHRASE_SHORT", name, expected=str(SHORTEST_PASSPHRASE))
    if not _NAME.fullmatch(name):
        raise UsageError("KEY_NAME", found=name[:LONGEST_NAME])
    key = ec.generate_private_key(ec.SECP256R1())
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    pem = encrypted_pem(plain, passphrase.encode("utf-8"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError("FILE_EXISTS", place=str(folder)) from None
    public = folder / f"{name}{PUBLIC}"
    if public.exists():
        raise UsageError("FILE_EXISTS", place=str(public))
    _create(folder / f"{name}{PRIVATE}", pem, 0o600)
    signer = FileSigner(key)
    _create(public, orjson.dumps(signer.jwk, option=orjson.OPT_INDENT_2) + b"\n", 0o644)
    return signer


def open_key(path: Path, passphrase: str) -> FileSigner:
    """Return the signer of a private key file.

    Raises InputError ``FILE_MISSING`` or ``KEY_FILE`` (also for a damaged file and an unencrypted
    key), TrustError ``KEY_PASSPHRASE`` or ``KEY_ALG``.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise InputError("FILE_MISSING", place=str(path)) from None
    try:
        key = load_pem_private_key(data, passphrase.encode("utf-8"))
    except UnsupportedAlgorithm as e:
        raise InputError("KEY_FILE", str(path), str(e)[:60]) from None
    except (TypeError, ValueError):
        if is_whole(data):
            raise TrustError("KEY_PASSPHRASE", str(path)) from None
        raise InputError("KEY_FILE", str(path), _kind(data)) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise TrustError("KEY_ALG", str(path), type(key).__name__, "P-256")
    return FileSigner(key)


def _kind(data: bytes) -> str:
    """Return PEM label and size of a file that is not a complete encrypted key."""
    label = _LABEL.search(data)
    return f"{label[1].decode('ascii')}, {len(data)} B" if label else f"{len(data)} B"


def read_public(path: Path) -> dict[str, Any]:
    """Return the checked public JWK of a file; a missing ``kid`` is set to its thumbprint.

    Raises InputError ``FILE_MISSING`` or ``KEY_PUBLIC_FILE``, TrustError as ``read_jwk``.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise InputError("FILE_MISSING", place=str(path)) from None
    try:
        jwk = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise InputError("KEY_PUBLIC_FILE", str(path), _kind(data)) from None
    if not read_jwk(jwk, str(path)).kid:
        return {**jwk, "kid": encode(_thumbprint(jwk))}
    return dict(jwk)
