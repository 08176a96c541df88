"""Verification against the raw work on the same bytes: one ECDSA verification, SHA-256 of payload
and disclosures, orjson parse and dump; paired, alternating, in one process that holds nothing else
(the declarations are made by another). A second ratio counts decoding base64url as raw work too:
nobody can parse the wire's bytes without it."""

from __future__ import annotations

import hashlib
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path

import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from openpcf.clearance import Facts, decide, read_policy
from openpcf.formats.yaml_text import read_yaml_text
from openpcf.model.finding import Verdict
from openpcf.model.policy import Policy
from openpcf.proof.base64url import decode
from openpcf.proof.bundle import read_bundle, verify_bundle
from openpcf.proof.container import open_container
from openpcf.proof.jws import FOOTPRINT_CTY, FOOTPRINT_TYP, split
from openpcf.proof.sd_jwt import split_presentation
from openpcf.proof.trust_list import TrustList, read_trust_list
from openpcf.workflow.declarations.judge import read_declaration

ROUNDS = 300


def raw(
    compact: str, key: ec.EllipticCurvePublicKey, *, decoding: bool = False
) -> Callable[[], None]:
    """The least anybody must do with these bytes; with ``decoding`` base64url is part of it."""
    signed, texts = split_presentation(compact)
    jws = split(signed, FOOTPRINT_TYP, FOOTPRINT_CTY)
    der = encode_dss_signature(
        int.from_bytes(jws.signature[:32]), int.from_bytes(jws.signature[32:])
    )
    algorithm = ec.ECDSA(hashes.SHA256())
    payload, message = jws.payload, jws.signed
    bodies = [(t.encode(), decode(t)) for t in texts]
    coded = [t.encode() for t in (signed.split(".")[1], *texts)] if decoding else []
    padded = [t + b"=" * (-len(t) % 4) for t in coded]

    def work() -> None:
        for text in padded:
            urlsafe_b64decode(text)
        key.verify(der, message, algorithm)
        hashlib.sha256(payload).digest()
        orjson.dumps(orjson.loads(payload), option=orjson.OPT_SORT_KEYS)
        for text, body in bodies:
            hashlib.sha256(text).digest()
            orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)

    return work


def ours(compact: str, trust: TrustList, as_of: str) -> Callable[[], None]:
    """The whole opening of a container."""

    def work() -> None:
        opening = open_container(compact, trust.lookup(as_of))
        if opening.problem is not None:
            raise opening.problem

    return work


def paired(a: Callable[[], None], b: Callable[[], None]) -> tuple[float, float, float]:
    """Medians of both, seconds of the processor, and the median of the paired ratios."""
    first, second, ratios = [], [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        a()
        middle = time.process_time()
        b()
        end = time.process_time()
        first.append(middle - start)
        second.append(end - middle)
        ratios.append((middle - start) / (end - middle))
    return statistics.median(first), statistics.median(second), statistics.median(ratios)


def decision(data: bytes, policy: Policy, trust: TrustList, as_of: str) -> dict[str, float]:
    """Median seconds of each step a border takes for one item, from the file's bytes on: bundle
    with all signatures, rules of the profile (own and suppliers'), decision; and of the processor
    for all of it, which other work on the machine changes less."""
    spent: dict[str, list[float]] = {"signatures": [], "all": [], "processor": []}
    for _ in range(ROUNDS):
        start = time.perf_counter()
        verify_bundle(read_bundle(data, "declaration.json"), trust, as_of)
        spent["signatures"].append(time.perf_counter() - start)
        start, processor = time.perf_counter(), time.process_time()
        read = read_declaration(read_bundle(data, "declaration.json"), trust, as_of)
        decide(
            Facts(
                as_of=as_of,
                document=read.document,
                rule_verdict=Verdict.worst(r.verdict for r in read.reports),
                rule_findings=tuple(f for r in read.reports for f in r.findings),
                trust_list_next_update=trust.next_update,
                status=read.status,
            ),
            policy,
        )
        spent["all"].append(time.perf_counter() - start)
        spent["processor"].append(time.process_time() - processor)
    return {name: statistics.median(times) for name, times in spent.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "demo"
        command = [sys.executable, "-m", "openpcf", "demo", "-o", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        trust = read_trust_list((out / "trust.json").read_bytes(), "trust.json")
        for name, file in (("hidden", "declaration.json"), ("shown", "declaration-full.json")):
            compact = read_bundle((out / file).read_bytes(), file).footprint
            kid = split(compact.split("~", 1)[0], FOOTPRINT_TYP, FOOTPRINT_CTY).header["kid"]
            x, y = trust.keys[kid].key.point
            public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
            moment = trust.issued
            opening = ours(compact, trust, moment)
            mine, least, ratio = paired(opening, raw(compact, public))
            _, _, decoded = paired(opening, raw(compact, public, decoding=True))
            print(
                f"verify    {mine * 1e6:6.0f} us   raw {least * 1e6:6.0f} us   ratio {ratio:.2f}"
                f"   limit 1.50   with decoding {decoded:.2f}"
                f"   (inventory {name}, {compact.count('~') - 1} disclosures, {len(compact)} bytes)"
            )
        policy = read_policy(read_yaml_text((out / "policy.yaml").read_bytes(), "p"), "policy.yaml")
        for name, file in (("hidden", "declaration.json"), ("shown", "declaration-full.json")):
            data = (out / file).read_bytes()
            spent = decision(data, policy, trust, trust.issued)
            signatures = read_bundle(data, file)
            print(
                f"decide    {spent['all'] * 1e6:6.0f} us   of it signatures"
                f" {spent['signatures'] * 1e6:6.0f} us   goal 1000 us"
                f"   processor {spent['processor'] * 1e6:.0f} us"
                f"   (inventory {name}, {1 + len(signatures.children)} signatures,"
                f" {len(data)} bytes)"
            )


if __name__ == "__main__":
    main()
