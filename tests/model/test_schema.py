"""JSON Schema per profile: what ships is what the models and profiles say, real documents pass,
spoilt ones don't, and the field tables mean the same to the schema as to the rules."""

from __future__ import annotations

import base64
import copy
import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from openpcf.demonstration.story import run
from openpcf.model.document import Document, get_path
from openpcf.model.evidence import Evidence
from openpcf.model.finding import Severity, Verdict
from openpcf.model.footprint import SPEC_VERSION
from openpcf.model.schema import HIDDEN, Asked, payload_schema
from openpcf.ruleset import check
from openpcf.ruleset.profile import ResolvedProfile, resolve
from openpcf.ruleset.schema import schema_of

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "openpcf" / "data" / "schemas"


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = tool("build_schemas")
PROFILES: dict[str, ResolvedProfile] = {
    name: resolve(TOOL.shipped(), name) for name in TOOL.shipped()
}
BASE = "cfp-base/0.1"
VALIDATORS = {
    name: jsonschema_rs.validator_for(schema_of(profile)) for name, profile in PROFILES.items()
}


@pytest.fixture(scope="module")
def payloads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Draft of open data, draft with supplied declarations, and the signed payload."""
    out = tmp_path_factory.mktemp("schema") / "demo"
    list(run(out))
    found: dict[str, dict[str, Any]] = {}
    for name in ("a", "b"):
        text = (out / f"report-{name}.html").read_text(encoding="utf-8")
        block = re.search(r'id="openpcf-data">(.*?)</script>', text, re.S)
        assert block is not None
        found[name] = json.loads(block[1])["payload"]
    middle = json.loads((out / "declaration.json").read_bytes())["footprint"].split(".")[1]
    found["signed"] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return found


def errors(payload: Any, profile: str = BASE) -> list[str]:
    return [f"{e.instance_path} {e.message}" for e in VALIDATORS[profile].iter_errors(payload)]


def test_what_ships_is_what_is_generated() -> None:
    made = TOOL.files()
    assert {p.name for p in SHIPPED.iterdir()} == set(made)
    for name, text in made.items():
        assert (SHIPPED / name).read_text(encoding="utf-8") == text, "python tools/build_schemas.py"


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_the_command_prints_what_ships(name: str) -> None:
    from typer.testing import CliRunner

    from openpcf.cli.main import app

    done = CliRunner().invoke(app, ["rules", "schema", name])
    assert done.exit_code == 0
    assert done.stdout == (SHIPPED / TOOL.file_name(name)).read_text(encoding="utf-8")
    unknown = CliRunner().invoke(app, ["--lang", "en", "rules", "schema", "none/1"])
    assert unknown.exit_code == 3
    assert "cfp-base/0.1" in unknown.output


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_a_schema_is_a_schema_and_its_name_is_that_of_the_profile(name: str) -> None:
    schema = json.loads((SHIPPED / TOOL.file_name(name)).read_bytes())
    jsonschema_rs.meta.validate(schema)
    assert schema["$id"] == f"urn:openpcf:schema:{name}"
    assert schema["$schema"].endswith("2020-12/schema")
    for definition in (schema, *schema["$defs"].values()):
        assert definition["description"]
        for member in definition.get("properties", {}).values():
            assert member.get("description"), member


@pytest.mark.parametrize("name", sorted(PROFILES))
@pytest.mark.parametrize("which", ["a", "b", "signed"])
def test_the_demonstration_is_valid(
    payloads: dict[str, dict[str, Any]], which: str, name: str
) -> None:
    assert errors(payloads[which], name) == []


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(payload: dict[str, Any]) -> None:
        *way, last = path.split(".")
        node = payload
        for name in way:
            node = node.setdefault(name, {})
        node[last] = value

    return change


def drop(path: str) -> Callable[[dict[str, Any]], None]:
    def change(payload: dict[str, Any]) -> None:
        above, _, last = path.rpartition(".")
        node = get_path(payload, above) if above else payload
        if node is not None:
            node.pop(last, None)

    return change


SPOILT = [
    ("an amount as a number", put("unit.amount", 1)),
    ("a decimal comma", put("unit.amount", "1,5")),
    ("an exponent", put("unit.amount", "1e3")),
    ("minus zero", put("result.total_excl_biogenic_uptake", "-0.00")),
    ("a leading zero", put("unit.amount", "01")),
    ("nineteen decimals", put("unit.amount", "0.1234567890123456789")),
    ("null", put("product.model", None)),
    ("an unknown member", put("product.colour", "red")),
    ("an unknown section", put("colour", "red")),
    ("an unknown part", put("result.parts.biogas", "1")),
    ("an unknown memo", put("result.memo.biogas", "1")),
    ("an unknown scope", put("result.by_scope.4", "1")),
    ("an unknown stage", put("result.by_stage", [{"stage": "recycling", "excl": "1"}])),
    ("a stage without a name", put("result.by_stage", [{"excl": "1"}])),
    ("a word that is none of the list", put("dataset.purpose", "fun")),
    ("a newer data model", put("dataset.spec_version", "0.3.0")),
    ("a version in words", put("dataset.version", "one")),
    ("a day without time", put("period.reference_start", "2025-01-01")),
    ("an instant without zone", put("period.valid_until", "2027-01-01T00:00:00")),
    ("an identifier without scheme", put("product.ids", ["09521234543213"])),
    ("an http identifier", put("issuer.ids", ["http://maker.example"])),
    ("a short digest", put("dataset.profile_digests", {"core/0.1": "sha-256:12ab"})),
    ("one text where a list is due", put("method.standards", "ISO 14067:2018")),
    ("yes in words", put("method.offsets_included", "no")),
    ("a fraction in an extension", put("extensions", {"urn:x:y": {"a": [0.5]}})),
    ("null in an extension", put("extensions", {"urn:x:y": {"a": None}})),
    ("an extension with a Chinese name", put("extensions", {"urn:x:名": {}})),
    ("absent for no reason", put("absent", [{"path": "method.pcr"}])),
    ("absent for a reason of one's own", put("absent", [{"path": "method.pcr", "reason": "busy"}])),
    ("absent and present", put("absent", [{"path": "sites", "reason": "not-permitted"}])),
    ("a blank name", put("product.name", "  ")),
    ("an empty list", put("product.ids", [])),
    ("no description", drop("product.description")),
    ("no carbon content with uptake", drop("carbon_content")),
    ("no sites and no reason", drop("sites")),
    ("nothing", lambda payload: payload.clear()),
]


@pytest.mark.parametrize(("what", "spoil"), SPOILT, ids=[name for name, _ in SPOILT])
def test_a_spoilt_document_is_refused(
    payloads: dict[str, dict[str, Any]],
    what: str,
    spoil: Callable[[dict[str, Any]], None],
) -> None:
    payload = copy.deepcopy(payloads["b"])
    payload.pop("absent", None)
    spoil(payload)
    assert errors(payload) != []


def test_an_extension_of_plain_json_is_taken(payloads: dict[str, dict[str, Any]]) -> None:
    payload = copy.deepcopy(payloads["b"])
    payload["extensions"] = {"urn:openpcf:ext:battery/0.1": {"role": "部件", "n": [1, True, {}]}}
    assert errors(payload) == []


def test_a_signed_payload_names_its_hidden_inventory(payloads: dict[str, dict[str, Any]]) -> None:
    payload = copy.deepcopy(payloads["signed"])
    del payload["disclosable"]["inventory"]
    assert errors(payload) != []
    assert errors(payload, "core/0.1") == []


def small(*asked: Asked, **excused: tuple[str, ...]) -> Any:
    allowed = {row.path: row.absent for row in asked} | {
        path.replace("__", "."): reasons for path, reasons in excused.items()
    }
    return jsonschema_rs.validator_for(payload_schema("test/1", "Test", asked, allowed))


def given_payload(**sections: Any) -> dict[str, Any]:
    return {"dataset": {"spec_version": SPEC_VERSION}, **sections}


def gone(path: str, reason: str = "not-relevant") -> list[dict[str, str]]:
    return [{"path": path, "reason": reason}]


def test_a_reason_excuses_only_where_the_table_has_it() -> None:
    schema = small(Asked("method.pcr", ("not-relevant",)))
    assert schema.is_valid(given_payload(method={"pcr": ["x"]}))
    assert not schema.is_valid(given_payload())
    assert schema.is_valid(given_payload(absent=gone("method.pcr")))
    assert not schema.is_valid(given_payload(absent=gone("method.pcr", "not-permitted")))
    assert not schema.is_valid(given_payload(absent=gone("method")))
    assert not schema.is_valid(given_payload(absent=gone("method.pcr"), method={"pcr": ["x"]}))


def test_a_reason_for_a_section_excuses_what_stands_in_it() -> None:
    schema = small(Asked("quality.dqr"), quality=("unknown-to-issuer",))
    assert not schema.is_valid(given_payload())
    assert schema.is_valid(given_payload(absent=gone("quality", "unknown-to-issuer")))
    assert not schema.is_valid(given_payload(absent=gone("quality.dqr", "unknown-to-issuer")))


@pytest.mark.parametrize(
    ("when", "fires", "rests"),
    [
        ("product.mass", {"product": {"mass": {"amount": "1", "unit": "kg"}}}, {"product": {}}),
        ("product.level=material", {"product": {"level": "material"}},
         {"product": {"level": "component"}}),
        ("dataset.version=2", {"dataset": {"spec_version": SPEC_VERSION, "version": 2}}, {}),
        ("method.offsets_included=True", {"method": {"offsets_included": True}},
         {"method": {"offsets_included": False}}),
    ],
)  # fmt: skip
def test_a_conditional_field_is_asked_for_where_its_condition_holds(
    when: str, fires: dict[str, Any], rests: dict[str, Any]
) -> None:
    schema = small(Asked("issuer.name", when=when))
    assert not schema.is_valid(given_payload(**fires))
    assert schema.is_valid(given_payload(**{**fires, "issuer": {"name": "A"}}))
    assert schema.is_valid(given_payload(**rests))


def test_a_path_into_a_list_is_found_by_its_key() -> None:
    schema = small(Asked("result.by_stage[stage=use].excl"))
    stages = [{"stage": "production", "excl": "1"}, {"stage": "use"}]
    assert not schema.is_valid(given_payload(result={"by_stage": stages}))
    stages[1]["excl"] = "0"
    assert schema.is_valid(given_payload(result={"by_stage": stages}))


PATHS = {
    name: sorted({f.path for f in profile.fields} | {f.path.split(".")[0] for f in profile.fields})
    for name, profile in PROFILES.items()
}
REASONS = ["not-relevant", "unknown-to-issuer", "not-permitted"]


@st.composite
def losses(draw: st.DrawFn) -> tuple[str, list[str], list[str], list[tuple[str, str]]]:
    """A profile, fields taken away, texts made blank, absences declared."""
    name = draw(st.sampled_from(sorted(PROFILES)))
    taken = st.lists(st.sampled_from(PATHS[name]), max_size=4)
    excused = st.tuples(st.sampled_from(PATHS[name]), st.sampled_from(REASONS))
    absent = st.lists(excused, max_size=4, unique_by=lambda pair: pair[0])
    return name, draw(taken), draw(taken), draw(absent)


@pytest.mark.parametrize("which", ["b", "signed"])
@settings(max_examples=150, deadline=None)
@given(lost=losses())
@example(
    lost=("cfp-base/0.1", [], ["issuer.country"], [("issuer.country", "not-relevant")]),
)
def test_schema_and_rules_miss_the_same(
    payloads: dict[str, dict[str, Any]],
    which: str,
    lost: tuple[str, list[str], list[str], list[tuple[str, str]]],
) -> None:
    name, taken, blanked, excused = lost
    if which != "signed":  # The inventory stands beside a payload that nobody has signed yet.
        excused = [(path, reason) for path, reason in excused if path not in HIDDEN]
    payload = copy.deepcopy(payloads[which])
    for path in blanked:
        if isinstance(get_path(payload, path), str):
            put(path, " ")(payload)
    for path in taken:
        drop(path if path != "inventory" else "disclosable.inventory")(payload)
    payload["absent"] = [{"path": path, "reason": reason} for path, reason in excused]
    # A blank word of a list is a wrong word for the schema, and a fault of form for the rules.
    only_fields = {"data-model.fields": Severity.ERROR, "data-model.form": Severity.ERROR}
    profile = PROFILES[name].model_copy(update={"rules": only_fields})
    document = Document(
        payload={k: v for k, v in payload.items() if k not in ("_sd", "_sd_alg")},
        inventory={"groups": [{"id": "g-001", "lines": []}]} if which != "signed" else None,
        hidden=frozenset(payload.get("disclosable", {})),
    )
    report = check(document, Evidence(as_of="2026-12-01T00:00:00Z"), profile)
    refused = {o.id for o in report.rules if o.verdict is Verdict.FAIL}
    if not VALIDATORS[name].is_valid(payload):
        assert refused, (lost, errors(payload, name))
    elif "dataset.spec_version" not in blanked:
        assert not refused, (lost, [(f.code, f.place) for f in report.findings])
