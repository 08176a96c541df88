"""The texts of the program: one catalogue per language, looked up by key and filled in.

A language is one file, ``data/locale/<code>.yaml``; the build compiles it. A text is a template
over named parameters. ``{found}`` puts a parameter in as it is, ``{found:stage}`` as the term of a
word of the vocabulary list ``stage`` in the reader's language, ``{count:plural(line,lines)}`` the
form of a noun for a number, ``{list:words}`` all terms of the vocabulary list it names,
``{question:text}`` the text of the key it holds. A parameter may be a list (joined with the
language's separator; ``{notes:clauses(recipe-note)}`` joins clauses) or a text of its own
(``code`` and ``params``), so that no sentence is joined from fragments.
"""

from __future__ import annotations

import importlib.resources
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter
from typing import Any

from openpcf.errors import Diagnostic, InputError
from openpcf.messages.source import SourceError, fingerprint, read
from openpcf.package_data import data, fault
from openpcf.vocabulary import words

Language = str
"""Language code of a catalogue: ``en``, ``zh``."""
DEFAULT: Language = "en"
UNKNOWN = "–"
"""Shown for a parameter that is not there."""


def _shipped_languages() -> tuple[Language, ...]:
    """List the catalogues that ship: English first, then the others by code."""
    folder = importlib.resources.files("openpcf") / "data/locale"
    stems = {n.removesuffix(".yaml") for e in folder.iterdir() if (n := e.name).endswith(".yaml")}
    return (DEFAULT, *sorted(stems - {DEFAULT}))


LANGUAGES: tuple[Language, ...] = _shipped_languages()
"""Every language: a catalogue in ``data/locale`` is all that one needs."""

_CLAUSES = re.compile(r"clauses\(([^()]*)\)")
_PLURAL = re.compile(r"plural\(([^,()]*),([^,()]*)\)")


_ADDED: dict[Language, dict[str, str]] = {}
"""Texts of other packages, by language."""


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return all texts of a language by key: shipped ones, and those of other packages."""
    return {**_shipped(language), **_ADDED.get(language, {})}


@cache
def _shipped(language: Language) -> Mapping[str, str]:
    """Our texts of a language; the compiled form where it is that of the source."""
    source = data(f"locale/{language}.yaml")
    try:
        compiled = json.loads(data(f"locale/{language}.json"))
    except (InputError, ValueError):
        compiled = None
    if isinstance(compiled, dict) and compiled.get("source") == fingerprint(source):
        texts: dict[str, str] = compiled["texts"]
        return texts
    try:
        return read(source)
    except SourceError as e:
        place = ":".join(filter(None, (f"locale/{language}.yaml", e.place)))
        raise fault(e.problem, place, None, **e.params) from e


def parameters(template: str) -> frozenset[str]:
    """Return the parameter names of a template; raises ValueError for an invalid one."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def register_texts(added: Mapping[Language, Mapping[str, str]]) -> None:
    """Add the texts of another package, by language and key.

    English is needed; a language of ours that is not given shows the English texts. Raises
    InputError: ``CATALOGUE_LANGUAGE`` for a language that has no catalogue here or for missing
    English, ``CATALOGUE_KEY_TAKEN`` for a key with another text, ``CATALOGUE_KEY_MISSING`` for a
    key that one language lacks or a finding without a text or a fix, ``CATALOGUE_PARAMETERS``
    where they differ from the English ones, ``CATALOGUE_FORM`` for a template that cannot be read.
    """
    for language in (*added, *({DEFAULT} - added.keys())):
        if language not in LANGUAGES or language not in added:
            raise InputError("CATALOGUE_LANGUAGE", found=language, expected=", ".join(LANGUAGES))
    english = added[DEFAULT]
    for key in sorted(k for k in english if k.startswith("finding.")):
        stem, _, part = key.rpartition(".")
        other = {"text": f"{stem}.fix", "fix": f"{stem}.text"}.get(part)
        if other is not None and other not in english:
            raise InputError("CATALOGUE_KEY_MISSING", DEFAULT, other)
    for language, texts in added.items():
        for key in sorted(english.keys() | texts.keys()):
            if key not in texts or key not in english:
                lacking = language if key in english else DEFAULT
                raise InputError("CATALOGUE_KEY_MISSING", lacking, key)
            if catalogue(language).get(key, texts[key]) != texts[key]:
                raise InputError("CATALOGUE_KEY_TAKEN", language, key)
            try:
                same = parameters(texts[key]) == parameters(english[key])
            except ValueError as e:
                problem = {"code": "data.template", "params": {"key": key}}
                raise InputError("CATALOGUE_FORM", language, problem=problem) from e
            if not same:
                expected = ", ".join(sorted(parameters(english[key]))) or UNKNOWN
                raise InputError("CATALOGUE_PARAMETERS", language, key, expected)
    for language in LANGUAGES:
        _ADDED.setdefault(language, {}).update({**english, **added.get(language, {})})
    catalogue.cache_clear()


def language_of(code: str | None) -> Language:
    """Return the catalogue for a BCP 47 code (``zh-CN`` → ``zh``); English by default."""
    found = (code or "").lower().replace("_", "-").split("-")[0]
    return found if found in LANGUAGES else DEFAULT


class _Texts(Formatter):
    """Fills one template for one reader."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return args[key] if isinstance(key, int) else kwargs.get(key, UNKNOWN)

    def format_field(self, value: Any, format_spec: str) -> str:
        plural = _PLURAL.fullmatch(format_spec)
        if plural:
            return plural[1 if str(value) == "1" else 2].strip()
        if _coded(value) is not None:
            return render(value, self.language)
        if format_spec == "text":
            return catalogue(self.language).get(str(value), str(value))
        if format_spec == "words":
            terms = (term(value, word, self.language) for word in words(value))
            return catalogue(self.language)["meta.list"].join(terms)
        clauses = _CLAUSES.fullmatch(format_spec)
        if clauses:
            format_spec = clauses[1]
        if isinstance(value, Sequence) and not isinstance(value, str):
            separator = catalogue(self.language)["meta.clause" if clauses else "meta.list"]
            return separator.join(self.format_field(each, format_spec) for each in value)
        return term(format_spec, str(value), self.language) if format_spec else str(value)


def known(code: str) -> bool:
    """Return whether a finding or error of this code has a text."""
    return f"finding.{code}.text" in catalogue(DEFAULT)


def text(key: str, language: Language = DEFAULT, /, **params: Any) -> str:
    """Return the text of a key with its parameters; raises KeyError for an unknown key."""
    template = catalogue(language)[key]
    return _Texts(language).vformat(template, (), params) if "{" in template else template


def lookup(key: str, language: Language = DEFAULT) -> str:
    """Return the template of a key; empty if no catalogue has one."""
    return catalogue(language).get(key, "")


def texts(prefix: str, language: Language = DEFAULT) -> dict[str, str]:
    """Return all templates below a key, by the rest of their key."""
    start = f"{prefix}."
    return {k.removeprefix(start): t for k, t in catalogue(language).items() if k.startswith(start)}


def term(vocabulary: str, word: str, language: Language = DEFAULT) -> str:
    """Return the term of a vocabulary word; a word that is not in the list is unchanged."""
    return catalogue(language).get(f"term.{vocabulary}.{word}", word)


def _coded(value: Any) -> tuple[str, dict[str, Any]] | None:
    """Return code and parameters of a coded text, JSON or model; None for anything else."""
    if isinstance(value, Mapping):
        code, params = value.get("code"), value.get("params")
    else:
        code, params = getattr(value, "code", None), getattr(value, "params", None)
    if code is None:
        return None
    return str(code), dict(params) if isinstance(params, Mapping) else {}


def render(coded: Any, language: Language = DEFAULT) -> str:
    """Return a coded text (``code`` and ``params``) in a language; a plain text unchanged.

    The code names a reason, a finding or any key of the catalogue. An unknown code is shown itself,
    with its parameters; None is blank.
    """
    found = _coded(coded)
    if found is None:
        return "" if coded is None else str(coded)
    code, params = found
    for key in (f"reason.{code}", f"finding.{code}.text", code):
        if key in catalogue(language):
            return text(key, language, **params)
    shown = ", ".join(f"{name}: {render(value, language)}" for name, value in params.items())
    return f"{code} ({shown})" if shown else code


def codes() -> tuple[str, ...]:
    """Return all codes of findings and errors that have a text, sorted."""
    ends = (k.split(".")[1] for k in catalogue(DEFAULT) if k.startswith("finding."))
    return tuple(sorted(set(ends)))


def coded(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as a coded text, for use as a parameter of another."""
    params = {
        "place": diagnostic.place,
        "found": diagnostic.found,
        "expected": diagnostic.expected,
        **diagnostic.params,
    }
    return {"code": diagnostic.code, "params": params}


def _filled(diagnostic: Diagnostic, part: str, language: Language) -> str:
    key = f"finding.{diagnostic.code}.{part}"
    if key not in catalogue(language):
        return ""
    return text(key, language, **coded(diagnostic)["params"])


def say(diagnostic: Diagnostic, language: Language = DEFAULT) -> str:
    """Return what is wrong in one sentence (the code itself if a text is missing)."""
    return _filled(diagnostic, "text", language) or diagnostic.code


def fix(diagnostic: Diagnostic, language: Language = DEFAULT) -> str:
    """Return how to fix it in one sentence; empty if there is nothing to fix."""
    return _filled(diagnostic, "fix", language)
