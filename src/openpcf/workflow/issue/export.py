"""``calculate --out``: results as .json, .csv or .xlsx."""

from __future__ import annotations

from pathlib import Path

from openpcf.errors import UsageError
from openpcf.messages import Language, language_of
from openpcf.model.document import Document
from openpcf.reporting.export import to_csv, to_json, to_xlsx
from openpcf.ruleset import Report
from openpcf.workflow.base.files import write_bytes


def export(
    document: Document, report: Report | None, path: Path, language: Language | None = None
) -> Path:
    """Write results in the format of the path's ending; raises UsageError ``EXPORT_FORM``.

    Tables are in the requested language, by default that of the study; JSON keeps codes.
    """
    language = language or language_of(document.get("dataset.language"))
    suffix = path.suffix.lower()
    if suffix == ".json":
        data = to_json(document)
    elif suffix == ".csv":
        data = to_csv(document, language)
    elif suffix == ".xlsx":
        data = to_xlsx(document, report, language)
    else:
        raise UsageError("EXPORT_FORM", found=path.name, expected=".json, .csv, .xlsx")
    write_bytes(path, data)
    return path
