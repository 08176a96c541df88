"""The status of a supplier's declaration, by what its row says and what the store knows: one that
was withdrawn, suspended, superseded or has expired is never taken as good."""

from __future__ import annotations

from pathlib import Path

import pytest

import openpcf
from openpcf.store import Event
from openpcf.vocabulary import words
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.judge import worst_status

from . import test_children
from .supply import AS_OF, YEAR
from .test_children import Pair, both, codes, put

pair = test_children.pair
"""The fixture: a supplier and a maker who trusts it."""


def digest_of(pair: Pair, folder: Path) -> str:
    """The digest that the declaration of a study is known by."""
    made = openpcf.calculate(folder, trust=pair.maker.trust, home=pair.maker.home)
    (item,) = made.document.items()
    return str(item["child"]["digest"])


WORST = """
said \\ known  good        withdrawn  suspended  superseded  unknown     not-offered
none          good        withdrawn  suspended  superseded  unknown     not-offered
good          good        withdrawn  suspended  superseded  good        good
withdrawn     withdrawn   withdrawn  withdrawn  withdrawn   withdrawn   withdrawn
suspended     suspended   withdrawn  suspended  suspended   suspended   suspended
superseded    superseded  withdrawn  suspended  superseded  superseded  superseded
unknown       unknown     withdrawn  suspended  unknown     unknown     unknown
"""
"""A row's word counts where nothing is known; else the worse of the two."""


def _worst() -> list[tuple[str | None, str, str]]:
    header, *rows = (line.split() for line in WORST.strip().splitlines())
    return [
        (None if stated == "none" else stated, known, worst)
        for stated, *statuses in rows
        for known, worst in zip(header[3:], statuses, strict=True)
    ]


def test_the_table_has_every_status() -> None:
    rows = _worst()
    assert {known for _, known, _ in rows} == set(words("status"))
    assert {stated for stated, _, _ in rows} == {None, *words("declared-status")}


@pytest.mark.parametrize(("stated", "known", "worst"), _worst())
def test_the_worst_of_two(stated: str | None, known: str, worst: str) -> None:
    assert worst_status(stated, known) == worst


GOOD, OPEN, FAIL = "pass", "inconclusive", "fail"
CASES = [
    # the row says, events in the store (oldest first), verdict of the study, code of the child
    (None, (), GOOD, None),
    ("good", (), GOOD, None),
    (None, ("good",), GOOD, None),
    ("withdrawn", (), FAIL, "CHILD_WITHDRAWN"),
    (None, ("withdrawn",), FAIL, "CHILD_WITHDRAWN"),
    ("withdrawn", ("withdrawn",), FAIL, "CHILD_WITHDRAWN"),
    ("good", ("withdrawn",), FAIL, "CHILD_WITHDRAWN"),
    ("withdrawn", ("good",), FAIL, "CHILD_WITHDRAWN"),
    (None, ("withdrawn", "good"), FAIL, "CHILD_WITHDRAWN"),
    (None, ("withdrawn", "superseded"), FAIL, "CHILD_WITHDRAWN"),
    ("withdrawn", ("suspended",), FAIL, "CHILD_WITHDRAWN"),
    ("suspended", ("withdrawn",), FAIL, "CHILD_WITHDRAWN"),
    ("suspended", (), OPEN, "CHILD_STATUS_UNKNOWN"),
    (None, ("suspended",), OPEN, "CHILD_STATUS_UNKNOWN"),
    ("suspended", ("suspended",), OPEN, "CHILD_STATUS_UNKNOWN"),
    ("good", ("suspended",), OPEN, "CHILD_STATUS_UNKNOWN"),
    ("suspended", ("good",), OPEN, "CHILD_STATUS_UNKNOWN"),
    (None, ("good", "suspended"), OPEN, "CHILD_STATUS_UNKNOWN"),
    ("superseded", ("suspended",), OPEN, "CHILD_STATUS_UNKNOWN"),
    (None, ("suspended", "good"), GOOD, None),
    ("unknown", (), OPEN, "CHILD_STATUS_UNKNOWN"),
    ("unknown", ("good",), OPEN, "CHILD_STATUS_UNKNOWN"),
    ("superseded", (), GOOD, "CHILD_SUPERSEDED"),
    (None, ("superseded",), GOOD, "CHILD_SUPERSEDED"),
    ("superseded", ("superseded",), GOOD, "CHILD_SUPERSEDED"),
    ("good", ("superseded",), GOOD, "CHILD_SUPERSEDED"),
    ("superseded", ("good",), GOOD, "CHILD_SUPERSEDED"),
    (None, ("note",), GOOD, None),
]  # fmt: skip
OF_STATUS = {"CHILD_WITHDRAWN", "CHILD_STATUS_UNKNOWN", "CHILD_SUPERSEDED"}


def test_status_by_row_and_store(pair: Pair, tmp_path: Path) -> None:
    """The declaration is signed once for each word of a row; each case has a store of its own."""
    boards = {
        stated: pair.board(status=stated).rename(tmp_path / f"board-{stated}")
        for stated in dict.fromkeys(case[0] for case in CASES)
    }
    found = []
    for number, (stated, events, _, _) in enumerate(CASES):
        folder, home = boards[stated], tmp_path / f"home-{number}"
        store = Environment(home=home).store()
        for kind in events:
            store.add_event(Event(digest_of(pair, folder), kind, "2026-01-01T00:00:00Z"))
        store.close()
        checked = openpcf.check(folder, trust=pair.maker.trust, home=home)
        codes = {f.code for f in checked.report.findings} & OF_STATUS
        found.append((stated, events, str(checked.report.verdict), next(iter(codes), None)))
    assert found == CASES


@pytest.mark.parametrize(
    ("valid_from", "until", "code"),
    [
        (f"{YEAR + 1}-01-01T00:00:00Z", f"{YEAR + 1}-02-01T00:00:00Z", "CHILD_NOT_VALID_AT_BUILD"),
        ("2090-01-01T00:00:00Z", "2091-01-01T00:00:00Z", "CHILD_NOT_VALID_AT_BUILD"),
    ],
)
@pytest.mark.parametrize("stated", [None, "good"])
def test_one_that_is_not_valid_is_not_taken_as_good(
    pair: Pair, valid_from: str, until: str, code: str, stated: str | None
) -> None:
    doctor = both(put("period/valid_from", valid_from), put("period/valid_until", until))
    report = pair.maker.check(pair.board(doctor, status=stated))
    assert code in codes(report)
    assert report["verdict"] != GOOD


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((), None),
        (("good",), None),
        (("withdrawn",), "CHILD_WITHDRAWN"),
        (("withdrawn", "good"), "CHILD_WITHDRAWN"),
        (("suspended",), "CHILD_STATUS_UNKNOWN"),
        (("suspended", "good"), None),
        (("superseded",), "CHILD_SUPERSEDED"),
    ],
)
def test_a_reader_knows_more_than_the_maker_did(
    pair: Pair, tmp_path: Path, events: tuple[str, ...], code: str | None
) -> None:
    """The board was signed while its supplier's declaration was good; what the reader's store
    knows of that declaration counts when the board is read. Its lines are hidden, so that the
    rules say inconclusive at best."""
    folder = pair.board()
    digest = digest_of(pair, folder)
    signed = pair.maker.signs(folder, "board.json")
    reader = tmp_path / "reader"
    store = Environment(home=reader).store()
    for kind in events:
        store.add_event(Event(digest, kind, "2026-01-01T00:00:00Z"))
    store.close()
    read = openpcf.verify(signed, pair.maker.trust, as_of=f"{AS_OF}T00:00:00Z", home=reader)
    report = read.read.report
    assert report is not None
    codes = {f.code for f in report.findings} & OF_STATUS
    assert codes == ({code} if code else set())
    assert str(report.verdict) == (FAIL if code == "CHILD_WITHDRAWN" else OPEN)
