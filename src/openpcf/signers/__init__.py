"""Signers: private keys in files, encrypted at rest."""

from openpcf.signers.files import FileSigner, new_key, open_key, public_jwk, read_public, thumbprint

__all__ = ["FileSigner", "new_key", "open_key", "public_jwk", "read_public", "thumbprint"]
