"""Column mappings, saved beside a study and used again for the next BOM of the same layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from openpcf.errors import InputError
from openpcf.formats.yaml_text import read_yaml_text, write_yaml_text
from openpcf.model.bom import BomImport, ColumnMapping
from openpcf.workflow.base.files import read_bytes

ENDING = "mapping.yaml"
MEMBERS = ("columns", "sheet", "mass_unit")
FORM = f"bom.{ENDING}"


def mapping_file(study: Path) -> str:
    """Return the file name of the mappings: ``bom.mapping.yaml``, or by the workbook's name."""
    return f"{study.stem}.{ENDING}" if study.suffix.lower() == ".xlsx" else FORM


def mapping_bytes(imports: Iterable[BomImport]) -> bytes:
    """Return how each file was read: header → field, sheet, unit of a mass column."""
    entries = {}
    for read in imports:
        used = read.mapping
        entries[read.table.name] = {
            "columns": dict(used.fields),
            **({"sheet": used.sheet} if used.sheet else {}),
            **({"mass_unit": used.mass_unit} if used.mass_unit else {}),
        }
    return write_yaml_text(entries).encode("utf-8")


def read_mappings(path: Path) -> dict[str, ColumnMapping]:
    """Read saved mappings by the name of the file each was made for.

    Raises InputError ``MAPPING_FORM``, and what ``read_yaml_text`` raises.
    """
    tree = read_yaml_text(read_bytes(path), path.name)
    found = {}
    for name, entry in tree.items():
        columns = entry.get("columns") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(columns, Mapping):
            raise InputError("MAPPING_FORM", f"{path.name}#{name}", "columns: …", FORM)
        texts = {key: entry[key] for key in MEMBERS[1:] if entry.get(key)}
        strange = [k for k in entry if k not in MEMBERS]
        strange += [k for k, v in {**columns, **texts}.items() if not isinstance(v, str)]
        if strange:
            raise InputError("MAPPING_FORM", f"{path.name}#{name}", strange[0][:60], FORM)
        found[name] = ColumnMapping.model_validate({"fields": columns, **texts})
    if not found:
        raise InputError("MAPPING_FORM", path.name, "–", FORM)
    return found
