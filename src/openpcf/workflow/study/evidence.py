"""Compare files of evidence with the digests that pin them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from openpcf.model.finding import Finding, error, warning
from openpcf.model.study import EvidenceFile, place_of
from openpcf.workflow.base.files import read_bytes
from openpcf.workflow.study.files import LoadedStudy

_DIGEST = re.compile("sha-256:[0-9a-f]{64}", re.ASCII)


def evidence_findings(loaded: LoadedStudy) -> tuple[Finding, ...]:
    """Return findings on files of evidence.

    ``EVIDENCE_NO_DIGEST`` for a file without a digest, ``EVIDENCE_DIGEST`` for one that was
    changed; a file that is kept elsewhere is not looked for.
    """
    return tuple(f for row in loaded.study.evidence for f in _of(loaded, row))


def _of(loaded: LoadedStudy, row: EvidenceFile) -> Iterator[Finding]:
    place, path = place_of(row, "evidence"), loaded.base / (row.path or "")
    digest = None
    if row.path and path.is_file():
        digest = f"sha-256:{hashlib.sha256(read_bytes(path)).hexdigest()}"
    if row.digest is None:
        name = row.path or row.what or row.id
        yield warning("EVIDENCE_NO_DIGEST", place, name, digest or "sha-256:…")
    elif not _DIGEST.fullmatch(row.digest) or digest not in (None, row.digest):
        expected = digest or "sha-256: and 64 hexadecimal digits"
        yield error("EVIDENCE_DIGEST", place, row.digest, expected, file=row.path or row.id)
