"""A declaration at the shell of somebody who trusts a list of keys and nothing else."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from openpcf.cli.main import app
from openpcf.messages import term, text
from openpcf.model.document import Document
from openpcf.proof.bundle import Bundle, write_bundle
from openpcf.proof.container import STEPS, issue, payload_digest, without_hidden_parts
from openpcf.signers import FileSigner
from openpcf.workflow.declarations.present import presentation
from tests.proof.build import AS_OF, ISSUER, entity, list_bytes, signer
from tests.proof.build import salts as fresh
from tests.ruleset.example import PERIOD, made, used

POLICY = "policy: border\nversion: '1'\nprofiles: [cfp-base/0.1]\n"


SUPPLIER = signer(3)
CHILD_ISSUER = "urn:pact:boards.example:company-id:1"


def example(change: Callable[[dict[str, Any]], None] = lambda payload: None) -> Document:
    """The hand-made example with a bought board of 0.5 kg a piece in place of a declaration:
    estimated is steel alone (3.0 of 6.0), primary electricity alone (1.0 of 6.0)."""
    case = made()
    case.components = None
    board = case.line(2)
    del board["component"]
    board.update(used("3", "piece", "0.5", "1.5"), granularity="item", period=dict(PERIOD))
    case.payload["issuer"]["ids"] = [ISSUER]
    case.payload["supplied"] = {"declarations": 0, "share_percent": "0.0",
                                "signed_percent": "0.0", "verified_percent": "0.0"}  # fmt: skip
    case.payload["quality"].update(
        primary_data_share_percent="16.7", estimated_share_percent="50.0"
    )
    change(case.payload)
    return case.document()


def supplier(payload: dict[str, Any]) -> None:
    payload["issuer"] = {"name": "Boards (fictitious)", "ids": [CHILD_ISSUER]}


CHILD = without_hidden_parts(issue(example(supplier), SUPPLIER, fresh()))


def bundle_of(change: Callable[[dict[str, Any]], None] = lambda payload: None) -> Bundle:
    return Bundle(
        issue(example(change), signer(), fresh()),
        children={payload_digest(CHILD): Bundle(CHILD)},
    )


def listed(key: FileSigner, issuer: str = ISSUER, **changes: Any) -> bytes:
    return list_bytes(entity(key, issuer, **changes), entity(SUPPLIER, CHILD_ISSUER))


def list_of(**changes: Any) -> bytes:
    return list_bytes(entity(signer()), entity(SUPPLIER, CHILD_ISSUER), **changes)


class Desk:
    """A folder with a declaration, a list and a policy; commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.put("trust.json", listed(signer()))
        self.put("policy.yaml", POLICY.encode())
        self.give(bundle_of())

    def put(self, name: str, data: bytes) -> Path:
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def give(self, bundle: Bundle, name: str = "declaration.json") -> None:
        self.put(name, write_bundle(bundle))

    def __call__(self, *words: str, language: str = "en") -> tuple[int, str]:
        done = CliRunner().invoke(
            app, ["--lang", language, *words], env={"OPENPCF_HOME": str(self.folder / "home")}
        )
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.output

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def verify(self, *more: str, language: str = "en") -> tuple[int, str]:
        return self(
            "verify", self.path("declaration.json"), "--trust", self.path("trust.json"),
            "--as-of", AS_OF, *more, language=language,
        )  # fmt: skip

    def decide(self, *more: str, language: str = "en") -> tuple[int, str]:
        return self(
            "decide", self.path("declaration.json"), "--trust", self.path("trust.json"),
            "--policy", self.path("policy.yaml"), "--as-of", AS_OF, *more, language=language,
        )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    yield


def genuine(language: str) -> str:
    """The first line for what holds."""
    word = text("verified.genuine_word", language)
    return text("verified.genuine", language, verdict=word, issuer="Maker (fictitious)")


def test_a_good_one_says_who_signed_what_and_what_is_not_proven(desk: Desk) -> None:
    code, reported = desk.verify()
    assert code == 0
    lines = reported.splitlines()
    assert lines[0] == genuine("en")
    assert "6.0" in lines[2]
    assert [line.split()[0] for line in lines[4:12]] == ["ok"] * 6 + ["none"] * 2
    assert text("verified.text.content") in reported
    assert text("verified.mark.fail") not in reported


def test_the_same_in_chinese(desk: Desk) -> None:
    code, reported = desk.verify(language="zh")
    assert code == 0
    assert reported.splitlines()[0] == genuine("zh")
    for name in (*STEPS, "list", "timestamp", "statement"):
        assert text(f"verified.name.{name}", "zh") in reported


def test_what_is_hidden_is_counted_and_the_rules_that_need_it_are_reported_once(desk: Desk) -> None:
    desk.give(presentation(bundle_of(), ("groups",)))
    code, reported = desk.verify()
    assert code == 0
    inventory = example().inventory
    assert inventory is not None
    groups = inventory["groups"]
    counts = {"groups": len(groups), "lines": sum(len(group["lines"]) for group in groups)}
    assert text("verified.partly_hidden.inventory", **counts) in reported
    assert 0 < reported.count("rules could not be evaluated") <= 3
    assert "Rule " not in reported


def changed_byte(desk: Desk) -> None:
    whole = bundle_of().footprint
    at = whole.index(".") + 100
    desk.give(Bundle(whole[:at] + ("A" if whole[at] != "A" else "B") + whole[at + 1 :]))


def unknown_key(desk: Desk) -> None:
    desk.put("trust.json", listed(signer(2)))


def revoked_key(desk: Desk) -> None:
    desk.put("trust.json", listed(signer(), revoked_at="2026-05-31T00:00:00Z"))


def key_too_young(desk: Desk) -> None:
    desk.put("trust.json", listed(signer(), **{"from": "2026-06-02T00:00:00Z"}))


def foreign_key(desk: Desk) -> None:
    desk.put("trust.json", listed(signer(), "urn:other"))


def bad_child(desk: Desk) -> None:
    desk.put("trust.json", list_bytes(entity(signer()), entity(signer(4), CHILD_ISSUER)))


@pytest.mark.parametrize(
    ("damage", "head", "code"),
    [
        (changed_byte, "failed_word", "SIG"),
        (unknown_key, "failed_word", "KEY_UNKNOWN"),
        (revoked_key, "failed_word", "KEY_REVOKED"),
        (key_too_young, "failed_word", "KEY_TIME"),
        (foreign_key, "failed_word", "ISS_KEY"),
        (bad_child, "partly_word", "KEY_UNKNOWN"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)[:12]),
)
def test_what_does_not_hold_is_exit_4_with_its_fix(
    desk: Desk, damage: Callable[[Desk], None], head: str, code: str
) -> None:
    damage(desk)
    exit_code, reported = desk.verify()
    assert exit_code == 4
    assert reported.startswith(text(f"verified.{head}"))
    assert text("verified.mark.fail") in reported and "→ " in reported
    _, shown = desk.verify("--format", "json")
    assert [p["code"] for p in orjson.loads(shown)["problems"]] == [code]
    cleared, decision = desk.decide()
    assert cleared == 4
    assert decision.startswith(term("decision-shown", "refuse"))
    assert desk.decide(language="zh")[1].startswith(term("decision-shown", "refuse", "zh"))


def test_a_stale_list_is_reported_and_referred(desk: Desk) -> None:
    desk.put("trust.json", list_of(next_update="2026-05-31T00:00:00Z"))
    code, reported = desk.verify()
    assert code == 0
    assert f"\n{text('verified.mark.old')} " in reported and "2026-05-31" in reported
    code, decision = desk.decide()
    assert code == 1
    assert decision.startswith(term("decision-shown", "refer"))


def test_all_in_order_is_accepted_offline(desk: Desk, no_network: None) -> None:
    code, reported = desk.decide()
    assert code == 0, reported
    assert reported.startswith(
        text(
            "terminal.decision.accept",
            decision=term("decision-shown", "accept"),
            policy="border/1",
            as_of="2026-06-01T00:00:00Z",
        )
    )
    assert text("terminal.not_applicable.consignment-match") in reported


def test_no_module_of_the_network_is_loaded_to_decide(desk: Desk) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from openpcf.workflow.base.environment import Environment\n"
        "from openpcf.workflow.declarations.verify import decide\n"
        "f = Path(sys.argv[1])\n"
        "made, _ = decide(f / 'declaration.json', f / 'trust.json', f / 'policy.yaml',\n"
        f"    Environment(home=f / 'home'), '{AS_OF}')\n"
        "loaded = {'ssl', 'http.client', 'urllib.request', 'asyncio'} & set(sys.modules)\n"
        "print(made.decision, sorted(loaded))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, desk.folder], capture_output=True, text=True, check=True
    )
    assert done.stdout == "accept []\n"


@pytest.mark.parametrize(
    ("name", "data", "exit_code", "decision"),
    [
        ("declaration.json", b"", 3, "refuse"),
        ("declaration.json", b"%PDF-1.7", 3, "refuse"),
        ("declaration.json", b'{"type":"openpcf-declaration/0.1"}', 3, "refuse"),
        ("trust.json", b"{}", 3, "refer"),
        ("policy.yaml", b"policy: p\nhiden: x\n", 3, "refer"),
        ("policy.yaml", b"a: &x 1\nb: *x\n", 3, "refer"),
        ("policy.yaml", POLICY.encode() + b"require: {statement: 'yes'}\n", 1, "supplement"),
        ("policy.yaml", POLICY.encode() + b"max_age_months: 2\n", 1, "refuse"),
        ("policy.yaml", POLICY.encode().replace(b"cfp-base", b"other"), 1, "refer"),
    ],
)
def test_a_decision_is_given_in_every_case(
    desk: Desk, name: str, data: bytes, exit_code: int, decision: str
) -> None:
    desk.put(name, data)
    for form in ("text", "json"):
        code, reported = desk.decide("--format", form)
        assert code == exit_code
        if form == "text":
            assert reported.startswith(term("decision-shown", decision))
        else:
            assert orjson.loads(reported)["decision"] == decision


def test_an_older_list_than_seen_before_is_not_relied_on(desk: Desk) -> None:
    desk.put("trust.json", list_of(sequence=2))
    assert desk.decide()[0] == 0
    desk.put("trust.json", list_of(sequence=1))
    code, reported = desk.decide()
    assert (code, reported.split()[0]) == (4, term("decision-shown", "refer"))
    assert "sequence number 1" in reported


def test_without_a_list_the_call_is_off(desk: Desk) -> None:
    code, reported = desk("verify", desk.path("declaration.json"))
    assert code == 2
    assert "TRUST_LIST_NEEDED" in reported
    code, _ = desk("decide", desk.path("declaration.json"), "--policy", desk.path("policy.yaml"),
                   "--as-of", AS_OF)  # fmt: skip
    assert code == 2


def test_a_weaker_profile_claimed_first_does_not_stand_for_the_one_asked(desk: Desk) -> None:
    def incomplete(payload: dict[str, Any]) -> None:
        payload["dataset"]["profiles"] = ["core/0.1", "cfp-base/0.1"]
        del payload["quality"]["primary_data_share_percent"]

    desk.give(bundle_of(incomplete))
    code, reported = desk.decide()
    assert (code, reported.split()[0]) == (1, term("decision-shown", "refuse"))
    assert "quality.primary_data_share_percent" in reported
    assert desk.verify()[0] == 1


def test_the_version_before_is_compared_where_the_reader_has_it(desk: Desk) -> None:
    first = bundle_of()
    digest = payload_digest(first.footprint)

    def second(payload: dict[str, Any], stated: str = digest) -> None:
        dataset = payload["dataset"]
        dataset["previous"] = {"id": dataset["id"], "digest": stated,
                               "reason": "electricity read again", "change_class": "data"}  # fmt: skip
        dataset["id"] = "3f0c1d52-93a1-4b52-8a11-0c2f4b7a1e99"
        dataset["version"] = 2

    desk.give(first, "v1.json")
    desk.give(bundle_of(second))
    before = ("--before", desk.path("v1.json"))
    code, reported = desk.verify(*before)
    assert code == 0, reported
    desk.give(bundle_of(lambda payload: second(payload, "sha-256:" + "0" * 64)))
    code, reported = desk.verify(*before)
    assert code == 1
    assert "VERSION_CHAIN" in reported

    def another_first(payload: dict[str, Any]) -> None:
        payload["dataset"]["language"] = "de"

    desk.give(bundle_of(another_first))
    code, reported = desk.verify(*before)
    assert code == 1
    assert "VERSION_FORK" in reported
    desk.give(Bundle("a.b.c~"), "v1.json")
    assert desk.verify(*before)[0] == 4
