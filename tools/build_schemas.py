"""Writes the JSON Schema of each shipped profile: python tools/build_schemas.py"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpcf.formats.yaml_text import read_yaml_text
from openpcf.ruleset import resolve
from openpcf.ruleset.schema import schema_text

DATA = Path(__file__).resolve().parents[1] / "src" / "openpcf" / "data"
TARGET = DATA / "schemas"


def shipped() -> dict[str, Any]:
    """The data of every profile in the package, by id."""
    found: dict[str, Any] = {}
    for path in sorted((DATA / "profiles").glob("*.yaml")):
        data = read_yaml_text(path.read_bytes(), path.name)
        if not isinstance(data, Mapping):
            raise SystemExit(f"{path} is no profile")
        found[str(data["id"])] = data
    return found


def file_name(profile_id: str) -> str:
    """Such as ``cfp-base-0.1.schema.json``."""
    return f"{profile_id.replace('/', '-')}.schema.json"


def files() -> dict[str, str]:
    """Every schema as text, by file name."""
    profiles = shipped()
    return {file_name(name): schema_text(resolve(profiles, name)) for name in profiles}


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for name, text in files().items():
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
