"""What the tests of matching share: the shipped tables and the measuring tool."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from openpcf.factor_library.library import Library
from openpcf.matching.tables.tables import MatchingTables
from openpcf.workflow.base.resources import library as shipped_library

TOOL = Path(__file__).resolve().parents[2] / "tools" / "measure_matching.py"


@pytest.fixture(scope="session")
def measuring() -> ModuleType:
    """``tools/measure_matching.py`` as a module."""
    name = "measure_matching"
    spec = importlib.util.spec_from_file_location(name, TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tables(measuring: ModuleType) -> MatchingTables:
    """The shipped tables of matching."""
    read: Callable[[], MatchingTables] = measuring.tables
    return read()


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped library of factors."""
    return shipped_library()
