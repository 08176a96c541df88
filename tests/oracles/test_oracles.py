"""Each oracle agrees within the digits it publishes; what a publisher has wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracles.bench import Oracle, run
from tests.oracles.registry import ORACLES


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda o: o.file.removesuffix(".json"))
def test_the_published_inputs_give_the_published_figures(
    oracle: Oracle, shared: Path, tmp_path: Path
) -> None:
    ran = run(oracle, shared, tmp_path)
    assert ran.figures
    for figure in ran.figures:
        assert figure.agrees is not bool(figure.wrong), figure
