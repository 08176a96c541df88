"""Recomputes a footprint from the lines it shows, with fractions and nothing of openpcf.

python recompute.py FILE, where FILE is a declaration with its inventory shown or a saved report.
"""

import base64
import hashlib
import json
import re
import sys
from fractions import Fraction as F
from pathlib import Path

NOT_EXCL = ("biogenic_uptake", "biogenic_co2_release")
REMOVED = ("land_management_removal", "ccs", "technological_removal")
GATE = ("raw-materials", "inbound-transport", "production", "packaging")


def shown(text):
    if found := re.search(r'id="openpcf-data">(.*?)</script>', text, re.S):
        return json.loads(found[1])  # a report carries its document
    signed, *hidden = json.loads(text)["footprint"].strip("~").split("~")
    load = lambda t: json.loads(base64.urlsafe_b64decode(t + "==="))  # noqa: E731
    name = lambda t: base64.urlsafe_b64encode(hashlib.sha256(t.encode()).digest()).decode()[:43]  # noqa: E731
    opened, payload = {name(t): load(t) for t in hidden}, load(signed.split(".")[1])
    fill = lambda v: (  # noqa: E731
        [fill(x) for x in v] if isinstance(v, list) else v if not isinstance(v, dict)
        else fill(opened[v["..."]][1]) if "..." in v else {k: fill(x) for k, x in v.items()})  # fmt: skip
    return {"payload": payload} | {opened[d][1]: fill(opened[d][2]) for d in payload["_sd"]}


def recompute(data):
    items = {i["id"]: i for i in data.get("components", {}).get("items", ())}
    lines = [li for g in data["inventory"]["groups"] for li in g["lines"] if "result" in li]
    for line in lines:  # quantity x factor, or quantity x the child's gate, over all divisors
        of = items.get(line.get("component"), line)
        value = F(of["quantity"]["amount"])
        for per in of.get("per", of["quantity"].get("per", ())):
            value /= F(per["amount"])
        parts = (of.get("factor") or of["child_result"])["parts"]
        line["raw"] = {k: value * F(v) for k, v in parts.items()}
    gross = sum(abs(v) for line in lines for v in line["raw"].values())
    places = min(18, next(n for n in range(-40, 60) if gross * F(10) ** n >= F(10) ** 11))
    for line in lines:  # rounded once, half to even; everything else is a plain sum
        line["raw"] = {k: round(v * F(10) ** places) for k, v in line["raw"].items()}

    def text(n):
        if places <= 0 or n == 0:
            return str(n * 10**-places) if n else "0"
        digits = str(abs(n)).rjust(places + 1, "0")
        return "-" * (n < 0) + digits[:-places] + "." + digits[-places:]

    def total(of, without=NOT_EXCL):
        return text(sum(v for li in of for k, v in li["raw"].items() if k not in without))

    def by(name, without=NOT_EXCL):
        names = {li[name] for li in lines}
        return {n: total([li for li in lines if li[name] == n], without) for n in names}

    parts = {k for li in lines for k in li["raw"]}
    return {
        "total_excl_biogenic_uptake": total(lines),
        "total_incl_biogenic_uptake": total(lines, ()),
        "parts": {k: total(lines, parts - {k}) for k in parts},
        "gate": total([li for li in lines if li["stage"] in GATE]),
        "by_stage": by("stage"),
        "by_scope": by("scope", NOT_EXCL + REMOVED),
        "lines": by("id"),
    }


def stated(data):
    result = data["payload"]["result"]
    lines = [li for g in data["inventory"]["groups"] for li in g["lines"] if "result" in li]
    return result | {
        "gate": result["gate"]["excl"],
        "by_stage": {s["stage"]: s["excl"] for s in result["by_stage"]},
        "lines": {li["id"]: li["result"]["excl"] for li in lines},
    }


if __name__ == "__main__":
    document = shown(Path(sys.argv[1]).read_text(encoding="utf-8"))
    printed, wrong = stated(document), 0
    for name, figure in recompute(document).items():
        wrong += figure != printed[name]
        print("same   " if figure == printed[name] else "DIFFERS", name)
    sys.exit(wrong > 0)
