"""What was said of the study when it was read and matched."""

from __future__ import annotations

from openpcf.model.finding import error, warning

from .cases import Row, evidence, fails, holds, idle, passes, table

RULE = "study.faults"
FAULT = error("ACTIVITY_ALLOCATION", "activities.csv#row=2", "key").model_dump()
REMARK = warning("BOARD_BOX", "boards.csv#row=2").model_dump()

CASES = (
    idle(RULE, "nothing is known of a study", evidence(study=None)),
    idle(RULE, "a reader has no study", evidence(study=(FAULT,), direction="import")),
    passes(RULE, "nothing was said", evidence(study=())),
    passes(RULE, "a remark is told", evidence(study=(REMARK,)), ("BOARD_BOX", "boards.csv#row=2")),
    fails(RULE, "a row was left out", evidence(study=(REMARK, FAULT)), ("ACTIVITY_ALLOCATION", "activities.csv#row=2"), ("BOARD_BOX", "boards.csv#row=2")),
)  # fmt: skip


@table(CASES)
def test_case(row: Row) -> None:
    holds(row)
