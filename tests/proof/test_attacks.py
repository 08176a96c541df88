"""Attacks and bad input, rows 1-67 of the trust notes: each refused with its code.

Where our code or treatment is another than the notes', docs/deviations-vectors.md gives the reason.
"""

from __future__ import annotations

import hmac
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from openpcf.clearance import Facts, decide
from openpcf.errors import InputError, OpenpcfError
from openpcf.model.base import parse_decimal
from openpcf.model.canonical import canonical_bytes, digest, read_canonical, suspicious_texts
from openpcf.model.policy import Policy
from openpcf.proof.algorithms import read_jwk
from openpcf.proof.base64url import decode, encode
from openpcf.proof.bundle import Bundle, read_bundle, remarks, verify_bundle
from openpcf.proof.container import (
    hide,
    issue,
    open_container,
    payload_digest,
    salts,
    short_salts,
    without_hidden_parts,
)
from openpcf.proof.jws import FOOTPRINT_CTY, FOOTPRINT_TYP, split
from openpcf.proof.sd_jwt import (
    disclosure_digest,
    make_disclosure,
    put_back,
    read_disclosure,
    split_presentation,
)
from openpcf.proof.trust_list import bound, read_trust_list
from openpcf.signers import FileSigner
from tests.proof.build import AS_OF, ISSUER, document, entity, list_bytes, signer, trust
from tests.proof.build import salts as fresh

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def code_of(run: Callable[[], Any]) -> str:
    with pytest.raises(OpenpcfError) as caught:
        run()
    return caught.value.code


def gate(data: bytes) -> Callable[[], Any]:
    return lambda: read_canonical(data)


def header(**changes: Any) -> dict[str, Any]:
    made = {"alg": "ES256", "kid": signer().kid, "typ": FOOTPRINT_TYP, "cty": FOOTPRINT_CTY}
    made.update(changes)
    return {k: v for k, v in made.items() if v is not None}


def compact(
    head: Any = None, payload: bytes | None = None, signature: bytes | None = None, tail: str = "~"
) -> str:
    raw = (
        head
        if isinstance(head, bytes)
        else orjson.dumps(header() if head is None else head, option=orjson.OPT_SORT_KEYS)
    )
    body = (
        payload
        if payload is not None
        else canonical_bytes(hide(plain_footprint(), fresh()).payload)
    )
    signed = f"{encode(raw)}.{encode(body)}"
    mark = signer().sign(signed.encode()) if signature is None else signature
    return f"{signed}.{encode(mark)}{tail}"


def plain_footprint() -> Any:
    return document().model_copy(update={"inventory": None, "components": None})


def refused(text: str) -> Callable[[], Any]:
    def run() -> None:
        opening = open_container(text, trust().lookup(AS_OF))
        if opening.problem is not None:
            raise opening.problem

    return run


def with_payload(**members: Any) -> str:
    payload = {**plain_footprint().payload, **members}
    return compact(payload=canonical_bytes(payload))


def disclosed(content: Any) -> tuple[str, str]:
    text = encode(content if isinstance(content, bytes) else orjson.dumps(content))
    return text, disclosure_digest(text)


def processed(payload: dict[str, Any], *contents: Any) -> Callable[[], Any]:
    """Generic processing with disclosures whose digests are put where FIND0, FIND1 … stand."""
    texts = [disclosed(c) for c in contents]
    raw = orjson.dumps(payload).decode()
    for number, (_, found) in enumerate(texts):
        raw = raw.replace(f"FIND{number}", found)
    return lambda: put_back(orjson.loads(raw), [read_disclosure(t) for t, _ in texts])


SALT = "AAAAAAAAAAAAAAAAAAAAAA"
JWK = signer().jwk
SIGNATURE = signer().sign(b"x")


def raw_signature(r: int, s: int) -> bytes:
    return (r % 2**256).to_bytes(32) + (s % 2**256).to_bytes(32)


def jwk(**changes: Any) -> Callable[[], Any]:
    made = {**JWK, **changes}
    return lambda: read_jwk({k: v for k, v in made.items() if v is not None})


PEM = FileSigner(ec.derive_private_key(1001, ec.SECP256R1()))._key.public_key().public_bytes(
    Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
)  # fmt: skip


def with_mac(secret: bytes) -> str:
    """A header that says HS256, with a true HMAC under what everybody knows of the key."""
    signed = compact(header(alg="HS256")).rsplit(".", 1)[0]
    return f"{signed}.{encode(hmac.digest(secret, signed.encode(), 'sha256'))}~"


def compact_der() -> str:
    """A true signature in the other form."""
    text = compact()
    signed, mark = text.rstrip("~").rsplit(".", 1)
    raw = decode(mark)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    return f"{signed}.{encode(der)}~"


def bound_in_bundle(payload: dict[str, Any]) -> Callable[[], Any]:
    def run() -> None:
        bundle = Bundle(compact(payload=canonical_bytes(payload)))
        raise verify_bundle(bundle, trust(), AS_OF).problems[0]

    return run


def hidden_member(section: str | None, name: str, *, show: bool = False) -> str:
    """A footprint signed with one member that must be clear behind a digest."""
    text, found = disclosed([SALT, name, "1"])
    payload = {**plain_footprint().payload, "disclosable": {"inventory": {"groups": 0, "lines": 0}}}
    if section is None:
        payload["_sd"] = [found]
        if not show:
            payload["disclosable"] = {}
    else:
        payload[section] = {**payload[section], "_sd": [found]}
        payload[section].pop(name, None)
    return compact(payload=canonical_bytes(payload), tail=f"~{text}~" if show else "~")


def without_parent() -> str:
    """All disclosures but that of the first group, whose lines are left."""
    signed, *texts = issue(document(), signer(), fresh()).split("~")[:-1]
    read = {t: orjson.loads(decode(t)) for t in texts}
    group = next(t for t, c in read.items() if isinstance(c[1], dict) and c[1].get("id") == "g-001")
    return "~".join((signed, *(t for t in texts if t != group), ""))


CASES: list[tuple[str, Callable[[], Any], str]] = [
    ("row-1-duplicate-key", gate(b'{"pcf":"1","pcf":"9"}'), "JSON_NOT_CANONICAL"),
    ("row-1-duplicate-key-escaped", gate(b'{"\\u0070cf":"9","pcf":"1"}'), "JSON_NOT_CANONICAL"),
    ("row-2-nested", gate(b'{"a":{"b":"1","b":"2"}}'), "JSON_NOT_CANONICAL"),
    ("row-2-in-disclosure", lambda: read_disclosure(encode(b'["s",{"a":"1","a":"2"}]')),
     "JSON_NOT_CANONICAL"),
    ("row-2-in-header", refused(compact(b'{"alg":"ES256","alg":"ES256","kid":"x"}')),
     "JSON_NOT_CANONICAL"),
    ("row-3-white-space", gate(b'{"a": "1"}'), "JSON_NOT_CANONICAL"),
    ("row-3-newline", gate(b'{"a":"1"}\n'), "JSON_NOT_CANONICAL"),
    ("row-3-order", gate(b'{"b":"1","a":"2"}'), "JSON_NOT_CANONICAL"),
    ("row-4-float", gate(b"[1.0]"), "NUMBER_FORM"),
    ("row-4-exponent", gate(b"[1e2]"), "NUMBER_FORM"),
    ("row-4-huge", gate(b"[1E400]"), "NUMBER_FORM"),
    ("row-4-20-digits", gate(b"[1.2345678901234567890]"), "NUMBER_FORM"),
    ("row-4-written", lambda: canonical_bytes({"a": 1.0}), "NUMBER_FORM"),
    ("row-5-2^53", gate(b"[9007199254740992]"), "INT_RANGE"),
    ("row-5-minus-2^53", gate(b"[-9007199254740992]"), "INT_RANGE"),
    ("row-5-10^5000", gate(b"[1" + b"0" * 5000 + b"]"), "INT_RANGE"),
    ("row-5-written", lambda: canonical_bytes({"a": 2**53}), "INT_RANGE"),
    ("row-6-minus-zero", gate(b"[-0]"), "NUMBER_FORM"),
    ("row-6-double-zero", gate(b"[00]"), "JSON_FORM"),
    ("row-6-plus", gate(b"[+1]"), "JSON_FORM"),
    ("row-6-point-first", gate(b"[.5]"), "JSON_FORM"),
    ("row-6-point-last", gate(b"[1.]"), "NUMBER_FORM"),
    ("row-7-nan", gate(b"[NaN]"), "NUMBER_FORM"),
    ("row-7-infinity", gate(b"[Infinity]"), "NUMBER_FORM"),
    ("row-7-minus-infinity", gate(b"[-Infinity]"), "NUMBER_FORM"),
    *[(f"row-8-{name}", lambda text=text: parse_decimal(text), "DECIMAL_FORM")
      for name, text in (("nan", "NaN"), ("exponent", "1E1000000"), ("underscore", "1_000"),
                         ("wide", "１２"), ("arabic", "١٢"), ("blank", " 1"), ("empty", ""))],
    ("row-9-surrogate", gate(b'["\\ud800"]'), "JSON_FORM"),
    ("row-9-reversed-pair", gate(b'["\\udc00\\ud800"]'), "JSON_FORM"),
    ("row-10-overlong", gate(b'["\xc0\x80"]'), "JSON_FORM"),
    ("row-10-invalid", gate(b'["\xff"]'), "JSON_FORM"),
    ("row-10-truncated", gate(b'["\xe4\xb8"]'), "JSON_FORM"),
    ("row-11-bom", gate(b'\xef\xbb\xbf{"a":"1"}'), "JSON_FORM"),
    ("row-11-utf-16", gate('{"a":"1"}'.encode("utf-16")), "JSON_FORM"),
    ("row-11-utf-32", gate('{"a":"1"}'.encode("utf-32")), "JSON_FORM"),
    ("row-12-nfd-written", lambda: canonical_bytes({"a": "e\u0301"}), "TEXT_NOT_NFC"),
    ("row-12-nfd", gate('["e\u0301"]'.encode()), "TEXT_NOT_NFC"),
    ("row-13-key", gate('{"ä":"1"}'.encode()), "KEY_NOT_ASCII"),
    ("row-13-non-bmp", gate('{"😀":"1"}'.encode()), "KEY_NOT_ASCII"),
    ("row-15-33-levels", gate(b"[" * 33 + b"]" * 33), "DEPTH"),
    ("row-15-5000-levels", gate(b"[" * 5000 + b"]" * 5000), "DEPTH"),
    ("row-15-100000-open", gate(b"[" * 100_000), "DEPTH"),
    ("row-16-size", gate(b'"' + b"a" * 1_000_001 + b'"'), "SIZE"),
    ("row-16-a-million-items", gate(b"[" + b"1," * 1_000_000 + b"1]"), "SIZE"),
    ("row-16-a-million-keys", gate(b"{" + b'"k":1,' * 1_000_000 + b"}"), "SIZE"),
    ("row-16-100-mb", gate(bytes(100_000_000)), "SIZE"),
    ("row-18-null", gate(b'{"a":null}'), "NULL_FOUND"),
    ("row-18-top-level-list", refused(compact(payload=b"[]")), "SD_FORM"),
    ("row-18-empty-object", bound_in_bundle({}), "ISS_KEY"),
    ("row-19-control", gate(b'["a\x01"]'), "JSON_FORM"),
    ("row-19-nul", gate(b'["a\x00"]'), "JSON_FORM"),
    ("row-22-none", refused(compact(header(alg="none"))), "ALG"),
    ("row-22-mixed-case", refused(compact(header(alg="nOnE"))), "ALG"),
    ("row-22-missing", refused(compact(header(alg=None))), "ALG"),
    ("row-23-hs256", refused(compact(header(alg="HS256"))), "ALG"),
    *[(f"row-23-hs256-{name}-as-secret", refused(with_mac(secret)), "ALG")
      for name, secret in (("jwk", orjson.dumps(JWK)), ("pem", PEM))],
    ("row-24-ps256", refused(compact(header(alg="PS256"))), "ALG"),
    ("row-24-alg-of-another-key", refused(compact(header(alg="ES384"))), "KEY_ALG"),
    ("row-24-jwk-alg", jwk(alg="ES384"), "KEY_ALG"),
    ("row-25-list", refused(compact(header(alg=["ES256"]))), "ALG"),
    ("row-25-number", refused(compact(header(alg=7))), "ALG"),
    ("row-25-lower-case", refused(compact(header(alg="es256"))), "ALG"),
    ("row-26-empty", refused(compact(signature=b"")), "SIG"),
    ("row-26-zero-bytes", refused(compact(signature=bytes(64))), "SIG"),
    *[(f"row-27-{name}", refused(compact(signature=raw_signature(r, s))), "SIG")
      for name, r, s in (("r-zero", 0, 1), ("s-zero", 1, 0), ("r-n", ORDER, 1), ("s-n", 1, ORDER),
                         ("r-n-plus-1", ORDER + 1, 1), ("all-ones", 2**256 - 1, 2**256 - 1))],
    ("row-28-der", refused(compact_der()), "SIG"),
    ("row-28-63-bytes", refused(compact(signature=SIGNATURE[:63])), "SIG"),
    ("row-28-65-bytes", refused(compact(signature=SIGNATURE + b"\x00")), "SIG"),
    ("row-30-padding", lambda: decode("QQ=="), "B64"),
    ("row-30-plus-slash", lambda: decode("+/++"), "B64"),
    ("row-30-white-space", lambda: decode("QUJ D"), "B64"),
    ("row-30-newline", lambda: decode("QUJD\n"), "B64"),
    ("row-30-trailing-bits", lambda: decode("QR"), "B64"),
    ("row-31-2-parts", lambda: split("a.b", FOOTPRINT_TYP), "FORM"),
    ("row-31-4-parts", lambda: split("a.b.c.d", FOOTPRINT_TYP), "FORM"),
    ("row-31-5-parts", lambda: split("a.b.c.d.e", FOOTPRINT_TYP), "FORM"),
    ("row-31-leading-space", refused(" " + compact()), "B64"),
    ("row-31-tilde-inside", refused(compact().replace(".", ".~", 1)), "FORM"),
    ("row-32-jwk-in-header", refused(compact(header(jwk=JWK))), "HEADER_FORBIDDEN"),
    ("row-33-jku", refused(compact(header(jku="https://evil.example/k"))), "HEADER_FORBIDDEN"),
    ("row-33-x5u", refused(compact(header(x5u="https://evil.example/c"))), "HEADER_FORBIDDEN"),
    ("row-34-x5c", refused(compact(header(x5c=["AAAA"]))), "HEADER_FORBIDDEN"),
    *[(f"row-35-{name}", refused(compact(header(kid=kid))), code)
      for name, kid, code in (("path", "../../etc/passwd", "KEY_UNKNOWN"),
                              ("sql", "' OR 1=1 --", "KEY_UNKNOWN"),
                              ("10-kb", "k" * 10_000, "SIZE"),
                              ("number", 7, "KEY_UNKNOWN"), ("missing", None, "KEY_UNKNOWN"))],
    ("row-35-null", refused(compact(b'{"alg":"ES256","kid":null}')), "NULL_FOUND"),
    ("row-36-same-kid", lambda: read_trust_list(
        list_bytes(entity(signer()), entity(signer(2), kid=signer().kid)), "t"), "TL_KID_TWICE"),
    *[(f"row-37-{name}", refused(compact(header(crit=crit))), "CRIT")
      for name, crit in (("unknown", ["exp"]), ("empty", []), ("text", "exp"),
                         ("lists-alg", ["alg"]), ("twice", ["a", "a"]))],
    ("row-38-b64-false", refused(compact(header(b64=False))), "HEADER_FORBIDDEN"),
    ("row-38-b64-false-with-crit", refused(compact(header(b64=False, crit=["b64"]))),
     "HEADER_FORBIDDEN"),
    ("row-39-zip", refused(compact(header(zip="DEF"))), "HEADER_FORBIDDEN"),
    ("row-40-verification", refused(compact(header(typ="pcf-verification+jwt"))), "TYP"),
    ("row-40-vc", refused(compact(header(typ="vc+jwt"))), "TYP"),
    ("row-40-missing", refused(compact(header(typ=None))), "TYP"),
    ("row-40-other-content", refused(compact(header(cty="text/plain"))), "TYP"),
    ("row-41-1-mb", refused(compact(header(kid="k" * 1_000_000))), "SIZE"),
    ("row-41-nested", refused(compact(b"[" * 600)), "DEPTH"),
    ("row-41-nan", refused(compact(b'{"alg":NaN}')), "NUMBER_FORM"),
    ("row-41-array", refused(compact(b"[]")), "HEADER_FORM"),
    ("row-41-bom", refused(compact(b"\xef\xbb\xbf{}")), "JSON_FORM"),
    ("row-42-use-enc", jwk(use="enc"), "KEY_USE"),
    ("row-42-key-ops", jwk(key_ops=["sign"]), "KEY_USE"),
    ("row-43-not-on-curve", jwk(y=encode(bytes(31) + b"\x05")), "KEY_POINT"),
    ("row-43-infinity", jwk(x=encode(bytes(32)), y=encode(bytes(32))), "KEY_POINT"),
    ("row-43-p-256k", jwk(crv="P-256K"), "KEY_ALG"),
    ("row-43-short-coordinate", jwk(x=encode(bytes(31))), "KEY_FORM"),
    ("row-43-private-member", jwk(d=encode(bytes(32))), "KEY_FORM"),
    ("row-44-ed25519", lambda: read_jwk({"kty": "OKP", "crv": "Ed25519", "x": encode(bytes(32))}),
     "KEY_FORM"),
    *[(f"row-45-rsa-{name}", lambda n=n, e=e: read_jwk({"kty": "RSA", "n": n, "e": e}), "KEY_FORM")
      for name, n, e in (("1024", encode(b"\xff" * 128), "AQAB"), ("e-1", encode(b"\xff" * 256), "AQ"),
                         ("e-3", encode(b"\xff" * 256), "Aw"))],
    *[(f"row-46-{name}", lambda value=value: read_bundle(canonical_bytes(
        {"type": "openpcf-declaration/0.1", "footprint": value}), "d"), "BUNDLE_FORM")
      for name, value in (("general-json", {"payload": "e30", "signatures": [{"signature": "AA"}] * 2}),
                          ("list", [compact(), compact()]))],
    ("row-46-as-text", refused(orjson.dumps({"payload": "e30", "signatures": []}).decode()),
     "SD_FORM"),
    ("row-47-key-under-two-kids", lambda: read_trust_list(
        list_bytes(entity(signer()), entity(signer(), kid="other")), "t"), "TL_KEY_TWICE"),
    ("row-50-issuer-not-key-holder",
     lambda: bound(read_trust_list(list_bytes(entity(signer())), "t").entities[0], ["urn:other"]),
     "ISS_KEY"),
    ("row-51-unreferenced", refused(compact(tail=f"~{disclosed([SALT, 'x', '1'])[0]}~")),
     "SD_UNREFERENCED"),
    ("row-52-disclosure-twice", processed({"_sd": ["FIND0"]}, [SALT, "a", "1"], [SALT, "a", "1"]),
     "SD_DUP"),
    ("row-52-digest-twice", processed({"_sd": ["FIND0", "FIND0"]}, [SALT, "a", "1"]), "SD_DUP"),
    ("row-52-in-array", processed({"l": [{"...": "FIND0"}, {"...": "FIND0"}]}, [SALT, "1"]),
     "SD_DUP"),
    ("row-52-both-places", processed({"_sd": ["FIND0"], "l": [{"...": "FIND0"}]}, [SALT, "1"]),
     "SD_DUP"),
    *[(f"row-53-{name}", lambda name=name: read_disclosure(disclosed([SALT, name, "1"])[0]),
       "SD_RESERVED") for name in ("_sd", "...", "_sd_alg")],
    ("row-54-collision", processed({"_sd": ["FIND0"], "pcf": "1"}, [SALT, "pcf", "9"]),
     "SD_COLLISION"),
    *[(f"row-55-{name}", processed({"_sd_alg": name}), "SD_ALG")
      for name in ("md5", "sha-1", "sha-999")],
    ("row-55-nested", processed({"a": {"_sd_alg": "md5"}}), "SD_ALG"),
    ("row-56-2-elements-in-object", processed({"_sd": ["FIND0"]}, [SALT, "1"]), "SD_FORM"),
    ("row-56-3-elements-in-array", processed({"l": [{"...": "FIND0"}]}, [SALT, "a", "1"]),
     "SD_FORM"),
    ("row-56-1-element", processed({}, [SALT]), "SD_FORM"),
    ("row-56-4-elements", processed({}, [SALT, "a", "1", "2"]), "SD_FORM"),
    ("row-56-no-array", processed({}, {"a": "1"}), "SD_FORM"),
    ("row-56-salt-no-text", processed({}, [1, "a", "1"]), "SD_FORM"),
    ("row-56-name-no-text", processed({}, [SALT, 1, "1"]), "SD_FORM"),
    ("row-57-extra-key", processed({"l": [{"...": "x", "y": 1}]}), "SD_FORM"),
    ("row-57-sd-no-array", processed({"_sd": "x"}), "SD_FORM"),
    ("row-57-entry-no-text", processed({"_sd": [1]}), "SD_FORM"),
    ("row-58-duplicate-keys", processed({}, b'["s","a",{"x":"1","x":"2"}]'),
     "JSON_NOT_CANONICAL"),
    ("row-58-nan", processed({}, b'["s","a",NaN]'), "NUMBER_FORM"),
    ("row-58-float", processed({}, b'["s","a",1.5]'), "NUMBER_FORM"),
    ("row-58-not-canonical", processed({}, b'["s", "a","1"]'), "JSON_NOT_CANONICAL"),
    *[(f"row-60-{name}", processed({"_sd": ["FIND0"]}, [SALT, name, "1"]), "SD_MUST_BE_CLEAR")
      for name in ("exp", "nbf", "iat")],
    ("row-61-no-final-tilde", lambda: split_presentation("a.b.c"), "SD_FORM"),
    ("row-61-key-binding", lambda: split_presentation("a.b.c~d.e.f"), "SD_FORM"),
    ("row-61-empty-disclosure", lambda: split_presentation("a.b.c~~"), "SD_FORM"),
    ("row-62-hidden-mandatory", refused(with_payload(_sd=[disclosed([SALT, "unit", "1"])[1]])),
     "SD_MANDATORY_HIDDEN"),
    *[(f"row-62-hidden-{name}", refused(hidden_member(section, name)), "SD_MANDATORY_HIDDEN")
      for section, name in ((None, "unit"), (None, "boundary"), ("dataset", "version"),
                            ("dataset", "previous"), ("dataset", "status_ref"))],
    *[(f"row-62-shown-again-{name}", refused(hidden_member(section, name, show=True)), code)
      for section, name, code in ((None, "unit", "SD_MANDATORY_HIDDEN"),
                                  ("dataset", "version", "SD_MANDATORY_HIDDEN"),
                                  (None, "iss", "SD_MUST_BE_CLEAR"),
                                  (None, "status", "SD_MUST_BE_CLEAR"))],
    ("row-63-line-without-its-group", refused(without_parent()), "SD_UNREFERENCED"),
    ("row-63-child-without-parent", processed({}, [SALT, {"id": "l"}]), "SD_UNREFERENCED"),
    ("row-67-foreign-disclosure", refused(
        issue(document(), signer(), fresh()) + issue(
            document(extensions={"urn:x": "1"}), signer(2), lambda n: b"\x07" * n
        ).split("~")[1] + "~"), "SD_UNREFERENCED"),
]  # fmt: skip


@pytest.mark.parametrize(("run", "code"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_it_is_refused_with_its_code(run: Callable[[], Any], code: str) -> None:
    assert code_of(run) == code


def test_row_14_suspicious_text_is_accepted_and_reported() -> None:
    value = {"name": "Ma\u200bker", "other": "p\u0430ypal"}
    assert read_canonical(canonical_bytes(value)) == value
    assert [f.code for f in suspicious_texts(value)] == ["TEXT_SUSPICIOUS", "TEXT_SUSPICIOUS"]
    assert suspicious_texts({"name": "Müller 电池 GmbH"}) == ()


@pytest.mark.parametrize("name", ["Ma\u200bker", "Maker \u202egnirts", "M\u0430ker"])
def test_row_14_in_a_declaration_it_is_a_remark_of_the_reader_shown_escaped(name: str) -> None:
    named = document(issuer={"name": name, "ids": [ISSUER]})
    bundle = Bundle(issue(named, signer(), fresh()))
    verified = verify_bundle(bundle, trust(), AS_OF)
    assert verified.problems == ()
    (reported,) = remarks(bundle, verified)
    assert reported.code == "TEXT_SUSPICIOUS"
    assert reported.found.isascii() and "\\u" in reported.found
    good = Bundle(issue(document(), signer(), fresh()))
    assert remarks(good, verify_bundle(good, trust(), AS_OF)) == ()


def test_row_3_at_intake_it_becomes_canonical() -> None:
    messy = b'{ "b": "2",\n "a": "1" }\n'
    assert canonical_bytes(orjson.loads(messy)) == b'{"a":"1","b":"2"}'


@pytest.mark.parametrize("name", ["jku", "x5u"])
def test_row_33_no_address_is_asked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for call in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, call, refuse)
    text = compact(header(**{name: "https://evil.example/key"}))
    assert code_of(refused(text)) == "HEADER_FORBIDDEN"


def test_row_17_many_similar_keys_stay_linear() -> None:
    data = canonical_bytes({f"k{'a' * (n % 50)}{n}": "1" for n in range(20_000)})
    assert len(read_canonical(data)) == 20_000


def test_row_20_an_unknown_member_fails_the_rules() -> None:
    from openpcf.model.document import Document
    from openpcf.model.evidence import Evidence
    from openpcf.ruleset import check, resolve
    from openpcf.workflow.base.resources import profiles

    found = Document(payload={"dataset": {"spec_version": "0.1.0", "pcff": "1"}})
    report = check(found, Evidence(as_of=AS_OF), resolve(profiles(), "core/0.1"))
    assert "UNKNOWN_FIELD" in {f.code for f in report.findings}


def test_row_21_the_test_suite_of_json(shared: Path) -> None:
    folder = shared / "data/vectors/JSONTestSuite/test_parsing"
    counts = {"n": 0, "i": 0, "y": 0}
    for path in sorted(folder.glob("*.json")):
        kind = path.name[0]
        counts[kind] += 1
        try:
            read_canonical(path.read_bytes())
        except InputError:
            continue
        assert kind == "y", path.name
    assert counts == {"n": 188, "i": 35, "y": 95}


def test_row_29_a_malleated_signature_changes_no_digest() -> None:
    text = compact()
    signed, mark = text.rstrip("~").rsplit(".", 1)
    raw = decode(mark)
    other = raw[:32] + (ORDER - int.from_bytes(raw[32:])).to_bytes(32)
    opened = open_container(f"{signed}.{encode(other)}~", trust().lookup(AS_OF))
    first = open_container(text, trust().lookup(AS_OF))
    assert opened.document is not None and first.document is not None
    assert opened.document.digest == first.document.digest


def test_row_48_the_same_object_otherwise_written_is_refused() -> None:
    body = orjson.dumps(plain_footprint().payload, option=orjson.OPT_INDENT_2)
    assert code_of(refused(compact(payload=body))) == "JSON_NOT_CANONICAL"


def test_row_49_an_old_valid_set_does_not_stand_for_another() -> None:
    """Replay: as a supplier's declaration in another's place, and after its end."""
    old, new = (
        without_hidden_parts(issue(document(extensions={"urn:n": n}), signer(), fresh()))
        for n in ("1", "2")
    )
    parent = issue(document(extensions={"urn:n": "3"}), signer(), fresh())
    bundle = Bundle(parent, children={payload_digest(new): Bundle(old)})
    assert [p.code for p in verify_bundle(bundle, trust(), AS_OF).problems] == ["CHILD_DIGEST"]
    ended = open_container(
        issue(document(period={"valid_from": "2025-01-01T00:00:00Z", "valid_until": AS_OF}),
              signer(), fresh()), trust().lookup(AS_OF)).document  # fmt: skip
    asked = Policy(policy="p", version="1", profiles=("x",))
    answer = decide(Facts(as_of=AS_OF, document=ended), asked)
    assert answer.decision == "refuse"
    assert "CLEAR_EXPIRED" in {r.finding.code for r in answer.reasons}
    withdrawn = decide(Facts(as_of=AS_OF, document=ended, status="superseded"), asked)
    assert "CLEAR_STATUS" in {r.finding.code for r in withdrawn.reasons}


def test_row_50_in_a_bundle() -> None:
    other = document(issuer={"name": "Other", "ids": ["urn:pact:other.example:company-id:1"]})
    verified = verify_bundle(Bundle(issue(other, signer(), fresh())), trust(), AS_OF)
    assert [p.code for p in verified.problems] == ["ISS_KEY"]


def test_row_55_missing_means_sha_256() -> None:
    text, found = disclosed([SALT, "a", "1"])
    assert put_back({"_sd": [found]}, [read_disclosure(text)]).data == {"a": "1"}


def test_row_59_decoys_are_accepted_and_not_counted() -> None:
    opened = put_back({"l": [], "_sd": [encode(bytes(32))]}, [])
    assert opened.data == {"l": []}
    assert opened.hidden == {}


def test_row_64_a_hundred_thousand_disclosures_are_linear() -> None:
    text, found = disclosed([SALT, "1"])
    assert code_of(lambda: split_presentation("a.b.c~" + f"{text}~" * 100_001)) == "SIZE"
    deep: Any = "1"
    for _ in range(200):
        deep = {"a": deep}
    assert code_of(lambda: put_back(deep, [])) == "DEPTH"
    assert found


def test_row_65_short_salts_are_reported_and_never_issued() -> None:
    text = issue(document(), signer(), fresh())
    assert short_salts(text) == ()
    short = encode(orjson.dumps(["abc", "x", "1"]))
    assert [f.code for f in short_salts(f"a.b.c~{short}~")] == ["SD_SALT_SHORT"]
    assert salts(text).isdisjoint(salts(issue(document(), signer(), lambda n: b"\x01" * n)))


def test_row_66_no_unsalted_digest_leaves() -> None:
    payload = hide(document(), fresh()).payload
    values = [document().inventory, document().components]
    for value in values:
        assert digest(canonical_bytes(value)).removeprefix("sha-256:") not in str(payload["_sd"])
    one, two = (make_disclosure(["0.5"], lambda n, m=m: bytes([m]) * n)[1] for m in (1, 2))
    assert one != two


ELSEWHERE = {42: "test_vectors_jws.py", 44: "test_vectors_ecdsa.py", 21: "test_attacks.py"}
"""Rows that name public vectors: the whole set is walked there."""


def test_every_row_has_a_test() -> None:
    """Rows are named by the ids of cases and by the names of tests, never by prose."""
    here = Path(__file__).read_text(encoding="utf-8")
    cased = {int(n) for case in CASES for n in re.findall(r"^row-(\d+)", case[0])}
    cased |= {int(n) for n in re.findall(r"^def test_row_(\d+)_", here, re.M)}
    assert cased == set(range(1, 68))
    for name in ELSEWHERE.values():
        assert (Path(__file__).parent / name).is_file()


def test_the_codes_of_the_notes_are_ours_or_listed_as_different(shared: Path) -> None:
    """Every code the notes name for a row is one a case of that row expects; where it is another,
    the page of deviations has the row."""
    notes = (shared / "trust.md").read_text("utf-8")
    page = (Path(__file__).parents[2] / "docs/deviations-vectors.md").read_text("utf-8")
    reported = {int(n) for n in re.findall(r"^\| row (\d+)", page, re.M)}
    here = Path(__file__).read_text(encoding="utf-8")
    bodies = re.split(r"^def test_row_(\d+)_", here, flags=re.M)
    for number, expected in re.findall(r"^\| (\d+) \| .* \| ([^|]*) \|$", notes, re.M):
        row = int(number)
        if row > 67:
            break
        wanted = set(re.findall(r"`([A-Z0-9]+(?:_[A-Z0-9]+)*)`", expected))
        ours = {c[2] for c in CASES if re.match(rf"row-{row}-", c[0])}
        ours |= {
            code for n, body in zip(bodies[1::2], bodies[2::2], strict=True) if int(n) == row
            for code in re.findall(r'"([A-Z][A-Z0-9_]+)"', body)
        }  # fmt: skip
        assert wanted <= ours or row in reported, (row, wanted, ours)
