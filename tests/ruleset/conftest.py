"""Assertions of the shared tables are shown with their values."""

import pytest

pytest.register_assert_rewrite("tests.ruleset.cases")
