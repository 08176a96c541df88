"""Packages of others add profiles, rules, texts and factors; a bad one is refused by its name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from openpcf.factor_library.dataset import Header, read_dataset, write_dataset

from .guests import ROOT, install, openpcf

RULES = """
from openpcf.ruleset.engine import fail, rule

@rule("{id}", needs=("product.name",))
def short_name(subject):
    \"\"\"The product's name is short.\"\"\"
    if len(subject.document.get("product.name")) > 3:
        yield fail("GUEST_NAME_LONG", "product.name", subject.document.get("product.name"))
"""
EN = """
finding:
  GUEST_NAME_LONG:
    text: '{place}: the name “{found}” is long.'
    fix: Shorten it.
rule:
  guest.short-name: The product name has three letters at most.
"""
ZH = """
finding:
  GUEST_NAME_LONG:
    text: '{place}：名称“{found}”过长。'
    fix: 请缩短。
rule:
  guest.short-name: 产品名称不超过三个字母。
"""
TEXTS = """
EN = {en!r}
ZH = {zh!r}

def texts():
    return {{"en": EN.encode(), "zh": ZH.encode()}}
"""
PROFILE = """
def profile():
    return {text!r}.encode()
"""
OVERLAY = """
id: guest/1.0
extends: cfp-base/0.1
version: '1.0'
date: '2026-01-01'
title_en: Guest profile
title_zh: 客方规则集
rules:
  guest.short-name: warning
"""


def act() -> bytes:
    return (ROOT / "src/openpcf/data/factors/act-2.0.json").read_bytes()


def factors(name: str = "guest-factors", form: str = "") -> bytes:
    """A data set in our published form, of three factors of one that ships."""
    shipped = read_dataset(act())
    three = [shipped.factor(row).model_copy(update={"id": f"guest:{row}"}) for row in range(3)]
    header = Header(
        name=name, version="1", title="Guest factors", publisher="Guest", licence="CC0-1.0",
        source="Guest", kind="electronics", id_prefix="guest:",
    )  # fmt: skip
    made = write_dataset(header, three)
    return made.replace(b"openpcf", form.encode()) if form else made


DATA = "from pathlib import Path\ndef data():\n    return Path(__file__).with_name('f.json').read_bytes()\n"


def files(**changed: str | bytes) -> Mapping[str, str | bytes]:
    """A whole good package, with changes."""
    made: dict[str, str | bytes] = {
        "rules": RULES.format(id="guest.short-name"),
        "texts": TEXTS.format(en=EN, zh=ZH),
        "profile": PROFILE.format(text=OVERLAY),
        "data": DATA,
        "f": factors(),
    }
    made |= changed
    ends = {"f": "json"}
    return {f"guest_a/{name}.{ends.get(name, 'py')}": text for name, text in made.items()}


ENTRIES = {
    "openpcf.rules": "guest_a.rules",
    "openpcf.messages": "guest_a.texts:texts",
    "openpcf.profiles": "guest_a.profile:profile",
    "openpcf.factors": "guest_a.data:data",
}
START = ("rules", "profiles")
STORES = "openpcf.stores"


def test_a_guest_adds_a_profile_a_rule_its_texts_and_factors(tmp_path: Path) -> None:
    install(tmp_path, "guest-a", files(), ENTRIES)
    assert "guest/1.0" in openpcf(tmp_path, *START).stdout
    shown = openpcf(tmp_path, "rules", "list", "guest/1.0", language="zh").stdout
    assert "客方规则集" in shown and "产品名称不超过三个字母。" in shown
    listed = json.loads(openpcf(tmp_path, "factors", "list", "--format", "json").stdout)
    assert [row["count"] for row in listed if row["name"] == "guest-factors"] == [3]
    study = shutil.copytree(ROOT / "src/openpcf/data/demo/study", tmp_path / "study")
    for language, text in (("en", "is long"), ("zh", "过长")):
        done = openpcf(
            tmp_path, "check", str(study), "--profile", "guest/1.0", "--all", language=language
        )
        assert text in done.stdout and "guest.short-name" in done.stdout
    alone = openpcf(tmp_path / "home", "rules", "list", "guest/1.0")
    assert alone.returncode == 3 and "guest/1.0" in alone.stderr


def two_texts(**changed: tuple[str, str]) -> str:
    """The texts of a package with parts of one language replaced."""
    given = {"en": EN, "zh": ZH}
    for language, (old, new) in changed.items():
        assert old in given[language]
        given[language] = given[language].replace(old, new)
    return TEXTS.format(**given)


BAD = {
    "rule-taken": ("RULE_TAKEN", {"rules": RULES.format(id="sums.total")}, "sums.total"),
    "profile-taken": (
        "PROFILE_TAKEN",
        {"profile": PROFILE.format(text=OVERLAY.replace("guest/1.0", "core/0.1"))},
        "core/0.1",
    ),
    "profile-weakens": (
        "PROFILE_WEAKENS",
        {"profile": PROFILE.format(text=OVERLAY + "  sums.total: warning\n")},
        "sums.total",
    ),
    "profile-key-unknown": (
        "PROFILE_FORM",
        {"profile": PROFILE.format(text=OVERLAY + "feilds:\n  - path: product.name\n")},
        "fields",
    ),
    "profile-field-key-unknown": (
        "PROFILE_FORM",
        {"profile": PROFILE.format(text=OVERLAY + "fields:\n  - path: product.name\n    absnt: x\n")},
        "absent",
    ),
    "profile-extends-nothing": (
        "PROFILE_UNKNOWN",
        {"profile": PROFILE.format(text=OVERLAY.replace("cfp-base/0.1", "nowhere/9"))},
        "nowhere/9",
    ),
    "profile-no-table": ("YAML_ROOT", {"profile": PROFILE.format(text="- a\n")}, ""),
    "profile-key-twice": ("YAML_DUPLICATE_KEY", {"profile": PROFILE.format(text=OVERLAY + "id: b/1\n")}, "id"),
    "raises-on-import": (
        "GUEST_FAILS",
        {"rules": "raise RuntimeError('no such luck')"},
        "no such luck",
    ),
    "module-missing": ("GUEST_FAILS", {"rules": "import no_such_module_here"}, "no_such_module"),
    "raises-when-called": ("GUEST_FAILS", {"data": "def data():\n    return 1 / 0\n"}, "Zero"),
    "text-missing": (
        "CATALOGUE_KEY_MISSING",
        {"texts": two_texts(zh=("    fix: 请缩短。\n", ""))},
        "finding.GUEST_NAME_LONG.fix",
    ),
    "english-missing": (
        "CATALOGUE_KEY_MISSING",
        {"texts": two_texts(en=("    fix: Shorten it.\n", ""))},
        "finding.GUEST_NAME_LONG.fix",
    ),
    "no-english": (
        "CATALOGUE_LANGUAGE",
        {"texts": "def texts():\n    return {'zh': b'rule:\\n  a: b\\n'}\n"},
        "en",
    ),
    "other-parameters": (
        "CATALOGUE_PARAMETERS",
        {"texts": two_texts(zh=("{found}", "{expected}"))},
        "finding.GUEST_NAME_LONG.text",
    ),
    "key-taken": (
        "CATALOGUE_KEY_TAKEN",
        {"texts": two_texts(en=("GUEST_NAME_LONG", "FORM_FIELD"), zh=("GUEST_NAME_LONG", "FORM_FIELD"))},
        "finding.FORM_FIELD",
    ),
    "word-twice": (
        "CATALOGUE_FORM",
        {"texts": two_texts(en=("rule:", "term:\n  guest-list:\n    a: one\n    a: two\nrule:"))},
        "en.yaml:9:5",
    ),
    "texts-no-yaml": (
        "CATALOGUE_FORM",
        {"texts": two_texts(en=("rule:", "rule: ["))},
        "en.yaml:8:1",
    ),
    "texts-not-utf8": (
        "CATALOGUE_FORM",
        {"texts": "def texts():\n    return {'en': b'rule:\\n  a: \\xff'}\n"},
        "UTF-8",
    ),
    "fix-missing-in-both": (
        "CATALOGUE_KEY_MISSING",
        {"texts": two_texts(en=("    fix: Shorten it.\n", ""), zh=("    fix: 请缩短。\n", ""))},
        "finding.GUEST_NAME_LONG.fix",
    ),
    "exits-on-import": ("GUEST_FAILS", {"rules": "import sys\nsys.exit(0)"}, "SystemExit"),
    "word-of-ours": (
        "CATALOGUE_KEY_TAKEN",
        {
            "texts": two_texts(
                en=("rule:", "term:\n  stage:\n    use: using\nrule:"),
                zh=("rule:", "term:\n  stage:\n    use: 用\nrule:"),
            )
        },
        "term.stage.use",
    ),
    "template-broken": (
        "CATALOGUE_FORM",
        {"texts": two_texts(en=("is long", "is {long"), zh=("过长", "{过长"))},
        "GUEST_NAME_LONG",
    ),
    "factors-no-form": ("DATASET_FORM", {"f": b"{}"}, ""),
    "factors-other-form": ("DATASET_FORM", {"f": factors(form="others")}, ""),
    "factors-taken": ("DATASET_TWICE", {"f": act()}, "act/2.0"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_guest_is_refused_once_by_its_name(name: str, tmp_path: Path) -> None:
    code, changed, reported = BAD[name]
    install(tmp_path, "guest-a", files(**changed), ENTRIES)
    for language in ("en", "zh"):
        done = openpcf(tmp_path, *START, language=language)
        assert done.returncode == 3, done.stderr
        assert done.stderr.startswith(f"{code}  ") and done.stdout == ""
        assert "guest-a" in done.stderr and reported in done.stderr
        assert done.stderr.count("\n    → ") == 1 and "Traceback" not in done.stderr


def test_two_guests_of_one_rule_or_key(tmp_path: Path) -> None:
    install(tmp_path, "guest-a", files(), ENTRIES)
    again = {name.replace("guest_a", "guest_b"): text for name, text in files().items()}
    install(tmp_path, "guest-b", again, {"openpcf.rules": "guest_b.rules"})
    done = openpcf(tmp_path, *START)
    assert done.returncode == 3
    assert "guest.short-name" in done.stderr


def test_a_guest_adds_a_store_that_the_variable_chooses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapter = (ROOT / "tests/store/jsonl.py").read_text("utf-8")
    install(tmp_path, "jsonl", {"guest_store.py": adapter}, {STORES: "guest_store:JsonLinesStore"})
    monkeypatch.setenv("OPENPCF_STORE", "jsonl")
    assert openpcf(tmp_path, "demo", "--out", "demo").returncode == 0
    assert not list(tmp_path.rglob("*.db"))
    (tmp_path / "demo/home").rename(tmp_path / "home")
    kept = (tmp_path / "home/openpcf.jsonl").read_text("utf-8").splitlines()
    listed = json.loads(openpcf(tmp_path, "history", "--format", "json").stdout)
    assert 0 < len(listed) == sum('"issued"' in line for line in kept)


def test_a_store_that_nothing_installed_provides_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "broken", {}, {STORES: "no_such_module:Store"})
    for name, code, exit_code in (("gone", "STORE_UNKNOWN", 2), ("broken", "GUEST_FAILS", 3)):
        monkeypatch.setenv("OPENPCF_STORE", name)
        done = openpcf(tmp_path, "history")
        assert (done.returncode, done.stdout) == (exit_code, "")
        assert done.stderr.startswith(f"{code}  ") and "Traceback" not in done.stderr
        assert name in done.stderr
        assert ("sqlite" in done.stderr) is (code == "STORE_UNKNOWN")
