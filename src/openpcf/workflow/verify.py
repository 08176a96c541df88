"""``verify`` and ``clear``: a reader who trusts only a list of keys, offline."""

from __future__ import annotations

from pathlib import Path

from openpcf.clearance import Facts, decide, read_policy
from openpcf.errors import InputError
from openpcf.formats.yaml_text import read_yaml_text
from openpcf.model.finding import Finding, error
from openpcf.model.policy import Clearance
from openpcf.trust.trust_list import TrustList
from openpcf.workflow.declarations import Read, load_bundle, load_trust_list, read_declaration
from openpcf.workflow.files import read_bytes
from openpcf.workflow.register import shipped_register
from openpcf.workflow.surroundings import Surroundings


def needed_trust_list(path: Path | None) -> TrustList:
    """The list of a file; raises InputError ``TRUST_LIST_NEEDED`` where none was named."""
    found = load_trust_list(path)
    if found is None:
        raise InputError("TRUST_LIST_NEEDED")
    return found


def verify(
    path: Path, trust: Path | None, surroundings: Surroundings, as_of: str | None = None
) -> Read:
    """Every step of verification and the rules; problems are values, nothing is raised for
    them."""
    moment = as_of or surroundings.now()
    listed = needed_trust_list(trust)
    bundle = load_bundle(path)
    store = surroundings.store()
    try:
        store.see_trust_list(listed.list_id, listed.sequence, listed.digest, moment)
        return read_declaration(bundle, listed, moment, store=store, factors=shipped_register)
    finally:
        store.close()


def clear(
    path: Path, trust: Path | None, policy: Path, surroundings: Surroundings, as_of: str
) -> tuple[Clearance, Read]:
    """The decision of a policy on a declaration at a date, with what it rests on."""
    asked = read_policy(read_yaml_text(read_bytes(policy), policy.name), policy.name)
    listed = needed_trust_list(trust)
    read = verify(path, trust, surroundings, as_of)
    facts = Facts(
        as_of=as_of,
        document=read.document,
        trust=_trust_findings(read),
        rule_verdict=None if read.report is None else read.report.verdict,
        rule_findings=() if read.report is None else read.report.findings,
        trust_list_next_update=listed.next_update,
        # The envelope is unsigned and nothing in this release verifies what it holds under
        # timestamps and statements: unverified is missing.
        has_timestamp=False,
        has_statement=False,
        status=read.status,
    )
    return decide(facts, asked), read


def _trust_findings(read: Read) -> tuple[Finding, ...]:
    return tuple(error(p.code, p.place, p.found, p.expected, **p.params) for p in read.problems)
