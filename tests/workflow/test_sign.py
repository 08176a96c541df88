"""Salts come from the machine's randomness; one that comes again signs nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from openpcf.api.studies import write_study
from openpcf.errors import TrustError
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.declarations.keys import signer
from openpcf.workflow.issue.calculate import calculate_at
from openpcf.workflow.issue.sign import sign

from .supply import PHRASE, Actor, base, emits


def counting(start: int) -> Callable[[int], bytes]:
    numbers = count(start)
    return lambda size: next(numbers).to_bytes(size)


def test_salts_of_the_version_before_stop_signing(tmp_path: Path) -> None:
    maker = Actor("maker", tmp_path).start()
    study = base(maker, "Part", parts=False)
    path = maker.study("study", study.model_copy(update={"activities": (emits("metered", "5"),)}))
    here = Environment(home=maker.home)
    own_signer = signer(maker.name, PHRASE, here)
    first = sign(calculate_at(path, here), own_signer, replace(here, entropy=counting(0)))

    again = study.model_copy(update={"activities": (emits("metered", "6"),)})
    write_study(again, path, overwrite=True)
    corrected = calculate_at(path, here, reason="read again")
    with pytest.raises(TrustError) as refused:
        sign(corrected, own_signer, replace(here, entropy=counting(1)))
    assert refused.value.code == "SD_SALT_AGAIN" and refused.value.place == first.series
    store = here.store()
    assert [kept.version for kept in store.history(first.series)] == [1]
    store.close()

    second = sign(corrected, own_signer, replace(here, entropy=counting(1000)))
    assert second.version == 2
