"""Evidence that workflow collects and passes to the rules, which look nothing up themselves."""

from typing import Annotated, Any, Literal

from openpcf.model.base import Amount, Frozen, Word
from openpcf.model.finding import Finding, Verdict

Status = Annotated[str, Word("status")]
Direction = Literal["issue", "import"]


class SignatureEvidence(Frozen):
    """State of a signature: ``good``, ``bad`` (see code), ``absent`` or ``key-unknown``.

    ``bound``: the key's entity shares an id with the issuer.
    """

    state: Annotated[str, Word("signature-state")]
    code: str = ""
    kid: str = ""
    bound: bool = False


class ChildEvidence(Frozen):
    """One judged child: signature, clear part, its own verdict and status.

    ``profiles``: those it claims with all that they extend, as far as they are installed.
    """

    digest: str
    issuer: str = ""
    product: str = ""
    payload: dict[str, Any] | None = None
    signature: SignatureEvidence
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    profiles: tuple[str, ...] = ()
    status: Status = "not-offered"
    series_below: tuple[str, ...] = ()


class PredecessorEvidence(Frozen):
    """The previous version, as kept in the store.

    ``unchanged`` if the document at hand has the same content; ``total`` is its result, kg CO2e
    without biogenic uptake, if known.
    """

    id: str
    version: int
    series: str
    digest: str
    unchanged: bool = False
    total: Amount | None = None


class Evidence(Frozen):
    """All evidence about one document.

    ``as_of`` is RFC 3339 UTC. ``factors``: id@version → value text of the library passed in (None:
    no library). ``forks``: digests of other documents with the same version. ``study``: findings
    made while the study was read and matched (None: no study is known).
    """

    as_of: str
    direction: Direction = "issue"
    signature: SignatureEvidence | None = None
    predecessor: PredecessorEvidence | None = None
    children: tuple[ChildEvidence, ...] | None = None
    status: Status = "not-offered"
    factors: dict[str, str] | None = None
    forks: tuple[str, ...] = ()
    study: tuple[Finding, ...] | None = None
    lines_seen_by_statement: bool = False

    def child(self, digest: str) -> ChildEvidence | None:
        """Return the evidence of the child with a digest."""
        return next((c for c in self.children or () if c.digest == digest), None)
