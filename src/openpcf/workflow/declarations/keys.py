"""``keys``: own key pairs in the home folder."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpcf.errors import InputError
from openpcf.signers import FileSigner, new_key, open_key, read_public
from openpcf.signers.files import PUBLIC
from openpcf.workflow.base.environment import Environment


def later(moment: str, years: int = 0, days: int = 0) -> str:
    """Return an instant some years and days later, RFC 3339 with Z."""
    found = datetime.fromisoformat(moment)
    try:
        found = found.replace(year=found.year + years)
    except ValueError:
        found = found.replace(year=found.year + years, day=28)
    return (found + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def folder(environment: Environment) -> Path:
    """Return the folder of the keys."""
    return environment.home / "keys"


def make(name: str, passphrase: str, environment: Environment) -> FileSigner:
    """Make a new key pair in the home folder."""
    return new_key(folder(environment), name, passphrase)


def public_keys(environment: Environment) -> dict[str, dict[str, Any]]:
    """Return the public JWKs by name."""
    found = folder(environment)
    if not found.is_dir():
        return {}
    return {
        path.name.removesuffix(PUBLIC): read_public(path)
        for path in sorted(found.glob(f"*{PUBLIC}"))
    }


def key_file(name_or_path: str, environment: Environment) -> Path:
    """Return the file of a key in the home folder; raises InputError ``KEY_MISSING``."""
    path = Path(name_or_path)
    if path.suffix != ".pem":
        path = folder(environment) / f"{name_or_path}.key.pem"
        if not path.exists():
            raise InputError("KEY_MISSING", place=str(path), found=name_or_path)
    return path


def signer(name_or_path: str, passphrase: str, environment: Environment) -> FileSigner:
    """Return the signer for a key by its name in the home folder, or by its file.

    Raises InputError ``KEY_MISSING``, and what :func:`openpcf.signers.open_key` raises.
    """
    return open_key(key_file(name_or_path, environment), passphrase)
