"""Evidence is a file whose content a digest fixes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from openpcf.model.study import EvidenceFile, Study
from openpcf.workflow.study.evidence import evidence_findings
from openpcf.workflow.study.files import LoadedStudy

TEXT = b"electricity invoice"
DIGEST = f"sha-256:{hashlib.sha256(TEXT).hexdigest()}"


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"path": "bill.txt", "digest": DIGEST}, []),
        ({"path": "kept-elsewhere.pdf", "digest": DIGEST}, []),
        ({"path": "bill.txt"}, ["EVIDENCE_NO_DIGEST"]),
        ({"what": "a bill"}, ["EVIDENCE_NO_DIGEST"]),
        ({}, ["EVIDENCE_NO_DIGEST"]),
        ({"path": "bill.txt", "digest": "sha-256:" + "0" * 64}, ["EVIDENCE_DIGEST"]),
        ({"path": "kept-elsewhere.pdf", "digest": "x"}, ["EVIDENCE_DIGEST"]),
    ],
)
def test_files_against_their_digests(row: dict[str, str], codes: list[str], tmp_path: Path) -> None:
    (tmp_path / "bill.txt").write_bytes(TEXT)
    study = Study(evidence=(EvidenceFile(id="e1", **row),))
    found = evidence_findings(LoadedStudy(study, tmp_path, tmp_path, "folder", ()))
    assert [f.code for f in found] == codes
    if row == {"path": "bill.txt"}:
        assert found[0].expected == DIGEST
