"""Example of a country's rules: what openpcf reads from this package."""

from importlib.resources import files

_HERE = files(__package__)


def profile() -> bytes:
    """Return the YAML of the profile."""
    return _HERE.joinpath("example-country-0.1.yaml").read_bytes()


def texts() -> dict[str, bytes]:
    """Return the YAML of the texts by language."""
    folder = _HERE.joinpath("locale")
    return {name: folder.joinpath(f"{name}.yaml").read_bytes() for name in ("en", "zh")}
