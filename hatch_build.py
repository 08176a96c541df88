"""Compile catalogues and profiles (``data/{locale,profiles}/*.yaml`` → ``*.json``) and the numbers
the range is sampled with at each build.

Reading a catalogue of this size as YAML takes most of a second, as JSON a few milliseconds.

python hatch_build.py            # the same by hand, after a change of one of them
"""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "src/openpcf/data"
READER = ROOT / "src/openpcf/messages/source.py"
NORMALS = ROOT / "src/openpcf/calculation/normals.py"


def compile_data() -> list[Path]:
    """Write the compiled form beside every catalogue and profile, and the numbers; gives the
    files."""
    reader = runpy.run_path(str(READER))
    made = []
    for folder, member, read in (("locale", "texts", "read"), ("profiles", "profile", "tree")):
        for source in sorted((DATA / folder).glob("*.yaml")):
            data = source.read_bytes()
            compiled = {"source": reader["fingerprint"](data), member: reader[read](data)}
            target = source.with_suffix(".json")
            target.write_text(json.dumps(compiled, ensure_ascii=False), "utf-8")
            made.append(target)
    numbers = runpy.run_path(str(NORMALS))
    target = ROOT / "src/openpcf" / numbers["FILE"]
    target.write_bytes(numbers["packed"](numbers["made"](numbers["COMPILED"], numbers["SEED"])))
    return [*made, target]


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, without the build backend
    pass
else:

    class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
        """Runs before a wheel, a source distribution or an editable install is made."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Compile, and take what is compiled along."""
            made = compile_data()
            build_data["artifacts"] += [f"/{path.relative_to(ROOT).as_posix()}" for path in made]


if __name__ == "__main__":
    for written in compile_data():
        sys.stdout.write(f"{written.relative_to(ROOT)}\n")
