"""The command as a user calls it, on what one run of the demonstration left behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import openpcf
from openpcf.cli.main import app

PHRASE = "correct horse battery"
Shell = Callable[..., Result]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration; only to be read."""
    out = tmp_path_factory.mktemp("demo") / "demo"
    assert len(list(openpcf.demo(out))) > 10
    return out


@pytest.fixture
def work(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a copy of the demonstration and a home of its own."""
    shutil.copytree(demo, tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENPCF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OPENPCF_PASSPHRASE", PHRASE)
    monkeypatch.delenv("OPENPCF_LANG", raising=False)
    return tmp_path


@pytest.fixture
def shell() -> Shell:
    """``openpcf --lang en …`` in this process."""

    def run(*words: str, lang: str = "en") -> Result:
        return CliRunner().invoke(app, ["--lang", lang, *words])

    return run
