"""Verbs between a manufacturer and its suppliers: request, reply, receive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpcf.api.base import Where, environment_of, optional_path
from openpcf.api.results import Table

if TYPE_CHECKING:
    from openpcf.api.base import Home, Subject


def request(
    study: Subject,
    out: Where = "requests",
    *,
    top: int = 5,
    trust: Where | None = None,
    home: Home | None = None,
) -> Table:
    """Write one request workbook for each of the ``top`` largest contributors.

    Each workbook in the folder ``out`` asks one supplier for the missing data.

    Raises UsageError ``FILE_EXISTS`` if a workbook of that name was already filled in.
    """
    from openpcf.api.rows import rows_text
    from openpcf.api.studies import calculate
    from openpcf.api.text import request_rows
    from openpcf.workflow.base.files import require_absent, same_bytes, write_bytes
    from openpcf.workflow.suppliers.request import request_files, requests

    folder = Path(out)
    asked = requests(calculate(study, trust=trust, home=home).calculated_study, top)
    files = request_files(asked)
    targets = {folder / name: data for name, data in files.items()}
    require_absent(*(p for p, data in targets.items() if p.exists() and not same_bytes(p, data)))
    for path, data in targets.items():
        write_bytes(path, data)
    rows = request_rows(asked, list(targets))
    return Table(rows, lambda language, _: rows_text(rows, language))


def reply(
    request: Where,
    out: Where | None = None,
    *,
    key: str = "supplier",
    passphrase: str = "",
    reason: str | None = None,
    home: Home | None = None,
) -> Table:
    """Show the result of a filled-in request, or sign it as a declaration to ``out``.

    ``out`` is a .json file or a folder for it. ``reason`` states what was corrected since the last
    declaration of the same part.

    Raises InputError ``REPLY_FAULTS`` with every fault at once, FindingsError ``NOT_ISSUABLE``.
    """
    from openpcf.api.rows import rows_text
    from openpcf.api.text import reply_row, reply_text
    from openpcf.workflow.base.files import write_bytes
    from openpcf.workflow.declarations.keys import signer
    from openpcf.workflow.suppliers.reply import answered, declare

    environment, source = environment_of(home), Path(request)
    if out is None:
        shown = answered(source, environment, reason=reason)
        return Table([reply_row(shown)], lambda language, _: reply_text(shown, language))
    target = Path(out) if Path(out).suffix == ".json" else Path(out) / f"{source.stem}.json"
    shown, made = declare(source, signer(key, passphrase, environment), environment, reason=reason)
    write_bytes(target, made.public)
    signed = {"file": str(target), "digest": made.digest, "series": made.series}
    return Table(
        [{**signed, **reply_row(shown)}], lambda language, _: rows_text([signed], language)
    )


def receive(
    study: Where,
    declaration: Where,
    lines: Sequence[str] = (),
    *,
    out: Where | None = None,
    trust: Where | None = None,
    home: Home | None = None,
) -> Table:
    """Use a supplier's declaration in a study in place of the estimates for ``lines``.

    ``out`` names a new study to write; without it the study itself is changed.

    Raises UsageError ``RECEIVED_LINE``, FindingsError ``CHILD_NOT_TAKEN``, TrustError.
    """
    from openpcf.api.rows import rows_text
    from openpcf.api.text import received_rows
    from openpcf.workflow.suppliers.receive import receive as take

    taken = take(
        Path(study),
        Path(declaration),
        lines,
        environment_of(home),
        trust=optional_path(trust),
        out=optional_path(out),
    )
    rows = received_rows(taken)
    return Table(rows, lambda language, _: rows_text(rows, language))
