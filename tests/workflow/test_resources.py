"""Data that ships: what the build compiled says what its source says."""

from __future__ import annotations

from pathlib import Path

import pytest

import openpcf
from openpcf.formats.yaml_text import read_yaml_text
from openpcf.workflow.base.resources import data_bytes, profile_data, profiles

PROFILES = sorted(p.stem for p in (Path(openpcf.__file__).parent / "data/profiles").glob("*.yaml"))


@pytest.mark.parametrize("name", PROFILES)
def test_a_compiled_profile_is_its_source(name: str) -> None:
    strict = read_yaml_text(data_bytes("profiles", f"{name}.yaml"), name)
    assert profile_data(name) == strict
    assert b'"source"' in data_bytes("profiles", f"{name}.json")


def test_the_installed_profiles_are_counted_as_they_are_listed() -> None:
    assert len(profiles()) == len(list(profiles())) >= len(PROFILES)
