"""The documentation site: the pages of this folder and the API from docstrings (``make site``)."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

import openpcf

DOCS = Path(__file__).resolve().parent
PROJECT = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = PROJECT["name"]
author = copyright = "the openpcf authors"
version = release = PROJECT["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
exclude_patterns = ["_build", "README.md", "adr/template.md"]
html_theme = "furo"
html_title = f"openpcf {version}"

myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"

OUTSIDE = re.compile(r"\]\(\.\./([^)]+)\)")
"""Links from a page to a file of the repository that is no page of the site."""
LISTED = re.compile(r"\]\(((?!\.\./)[^)#]+)\.md\)")


def toctree(caption: str, pages: list[str]) -> str:
    """An entry of the navigation; nothing is shown on the page itself."""
    listed = "\n".join(pages)
    return f"\n```{{toctree}}\n:hidden:\n:glob:\n:caption: {caption}\n\n{listed}\n```\n"


def front_page() -> str:
    """docs/README.md, with a navigation made of its sections and the links in each."""
    text = (DOCS / "README.md").read_text("utf-8")
    trees = []
    for section in text.split("\n## ")[1:]:
        caption, _, body = section.partition("\n")
        trees.append(toctree(caption, LISTED.findall(body)))
    return "".join([text, *trees, toctree("API", ["api"])])


def verb_groups() -> str:
    """The groups of verbs of the public module, each with its docstrings."""
    found = [name for name in openpcf.__all__ if inspect.ismodule(getattr(openpcf, name))]
    parts = (
        f"{n}\n{'~' * len(n)}\n\n.. automodule:: openpcf.api.{n}\n   :members:\n" for n in found
    )
    return "\n".join(parts)


def complete(app: Sphinx, name: str, source: list[str]) -> None:
    """Fill in what is made here, and send links that leave this folder to the repository."""
    if name == "index":
        source[0] = front_page()
    if name == "adr/README":
        source[0] += toctree("Records", ["0*"])
    if name == "api":
        source[0] = source[0].replace("{groups}", verb_groups())
    if "/" not in name:
        source[0] = OUTSIDE.sub(rf"]({PROJECT['urls']['Source']}/blob/main/\1)", source[0])


def setup(app: Sphinx) -> None:
    """Connect the hook, and show tables of comma-separated values as plain text."""
    app.connect("source-read", complete)
    app.add_lexer("csv", TextLexer)
