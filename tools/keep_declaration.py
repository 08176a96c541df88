"""Make the declaration of a release that the tests keep for good.

    python tools/keep_declaration.py            # tests/proof/kept/<version>
    python tools/keep_declaration.py --name 0.1.0-data-model-0.2

The demonstration is run in a folder of its own; its declaration (full and as handed out), trust
list and policy are kept, with what a reader has to find in them. Its keys are not: nothing can ever
be signed with them again. A folder that stands is replaced only with --again, before its release.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import orjson

from openpcf.proof.bundle import bundle_digest, read_bundle
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.base.resources import engine_version
from openpcf.workflow.declarations.verify import decide

KEPT = Path(__file__).resolve().parents[1] / "tests" / "proof" / "kept"
FILES = ("declaration.json", "declaration-full.json", "trust.json", "policy.yaml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true", help="replace what stands")
    parser.add_argument("--name", default=engine_version(), help="folder, else the version")
    given = parser.parse_args()
    again, target = given.again, KEPT / given.name
    if target.exists() and not again:
        sys.exit(f"{target} stands: a release's declaration is never replaced")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "demo"
        command = [sys.executable, "-m", "openpcf", "demo", "--out", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        as_of = datetime.now(UTC).strftime("%Y-%m-%dT23:59:59Z")
        here = Environment(home=Path(folder) / "reader")
        decision, read = decide(
            out / "declaration.json", out / "trust.json", out / "policy.yaml", here, as_of
        )
        if read.document is None or read.problems:
            sys.exit(f"the declaration does not verify: {read.problems}")
        bundle = read_bundle((out / "declaration.json").read_bytes(), "declaration.json")
        result = read.document.payload["result"]
        expected = {
            "as_of": as_of,
            "digest": bundle_digest(bundle),
            "children": sorted(bundle.children),
            "total_excl_biogenic_uptake": result["total_excl_biogenic_uptake"],
            "total_incl_biogenic_uptake": result["total_incl_biogenic_uptake"],
            "decision": str(decision.decision),
            "reasons": sorted({f"{r.decision} {r.finding.code}" for r in decision.reasons}),
        }
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for name in FILES:
            (target / name).write_bytes((out / name).read_bytes())
        (target / "expected.json").write_bytes(
            orjson.dumps(expected, option=orjson.OPT_INDENT_2) + b"\n"
        )
    print(f"kept {target}: {expected['digest']}")


if __name__ == "__main__":
    main()
