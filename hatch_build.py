"""Compile the catalogues (``data/locale/*.yaml`` → ``*.json``) whenever the package is built.

Reading a catalogue of this size as YAML takes most of a second, as JSON a few milliseconds.

python hatch_build.py            # the same by hand, after a change of a catalogue
"""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
LOCALES = ROOT / "src/openpcf/data/locale"
READER = ROOT / "src/openpcf/messages/source.py"


def compile_catalogues() -> list[Path]:
    """Write the compiled form beside every catalogue; gives the files."""
    reader = runpy.run_path(str(READER))
    made = []
    for source in sorted(LOCALES.glob("*.yaml")):
        data = source.read_bytes()
        compiled = {"source": reader["fingerprint"](data), "texts": reader["read"](data)}
        target = source.with_suffix(".json")
        target.write_text(json.dumps(compiled, ensure_ascii=False), "utf-8")
        made.append(target)
    return made


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
            made = compile_catalogues()
            build_data["artifacts"] += [f"/{path.relative_to(ROOT).as_posix()}" for path in made]


if __name__ == "__main__":
    for written in compile_catalogues():
        sys.stdout.write(f"{written.relative_to(ROOT)}\n")
