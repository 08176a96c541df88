"""Versions: each names the one before it by id and digest; two of one number are a fork."""

from __future__ import annotations

from typing import Any

import pytest

from openpcf.model.finding import Severity
from openpcf.trust.chain import MAX_VERSION, check_successor, forks

FIRST_DIGEST = "sha-256:" + "1" * 64
OTHER_DIGEST = "sha-256:" + "2" * 64


def version(number: Any, previous: Any = None, **changes: Any) -> dict[str, Any]:
    dataset = {"id": f"id-{number}", "series": "s", "version": number, **changes}
    if previous is not None:
        dataset["previous"] = previous
    return {"dataset": dataset}


FIRST = version(1)
NAMED = {"id": "id-1", "digest": FIRST_DIGEST}


def places(payload: dict[str, Any], before: Any = FIRST, digest: str | None = FIRST_DIGEST) -> Any:
    found = check_successor(payload, before, digest if before is not None else None)
    assert {f.code for f in found} <= {"CHAIN_VERSION"}
    assert all(f.severity is Severity.ERROR for f in found)
    return [f.place.removeprefix("dataset.") for f in found]


def test_a_first_version_and_its_successor_are_fine() -> None:
    assert places(FIRST, None) == []
    assert places(version(2, NAMED)) == []
    second = version(2, NAMED)
    assert places(version(3, {"id": "id-2", "digest": OTHER_DIGEST}), second, OTHER_DIGEST) == []


@pytest.mark.parametrize(
    ("payload", "before", "expected"),
    [
        (version(2, NAMED), None, ["version", "previous"]),
        (version(1, NAMED), None, ["previous"]),
        (version(3, NAMED), FIRST, ["version"]),
        (version(1, NAMED), FIRST, ["version"]),
        (version(2), FIRST, ["previous.id", "previous.digest"]),
        (version(2, {"id": "id-1"}), FIRST, ["previous.digest"]),
        (version(2, {"digest": FIRST_DIGEST}), FIRST, ["previous.id"]),
        (version(2, {**NAMED, "id": "id-9"}), FIRST, ["previous.id"]),
        (version(2, {**NAMED, "digest": OTHER_DIGEST}), FIRST, ["previous.digest"]),
        (version(2, {**NAMED, "digest": FIRST_DIGEST.upper()}), FIRST, ["previous.digest"]),
        (version(2, NAMED, series="t"), FIRST, ["series"]),
        (version(2, NAMED, series=None), FIRST, ["series"]),
    ],
    ids=[
        "second-without-first", "first-with-previous", "gap", "going-back", "no-previous",
        "no-digest", "no-id", "other-id", "other-digest", "upper-case-digest", "other-series",
        "no-series",
    ],
)  # fmt: skip
def test_a_broken_chain_names_the_place(
    payload: dict[str, Any], before: Any, expected: list[str]
) -> None:
    assert places(payload, before) == expected


@pytest.mark.parametrize("number", [0, -1, MAX_VERSION, 2**63, True, "1", 1.0, None])
def test_a_version_is_a_whole_number_from_one_to_2_31(number: Any) -> None:
    assert places(version(number), None) == ["version"]
    assert places(version(number, NAMED)) == ["version"]


def test_a_payload_without_a_dataset_has_no_version() -> None:
    assert places({}, None) == ["version"]


def test_a_finding_says_what_the_chain_needs() -> None:
    (found,) = check_successor(version(2, {**NAMED, "digest": OTHER_DIGEST}), FIRST, FIRST_DIGEST)
    assert (found.found, found.expected) == (OTHER_DIGEST, FIRST_DIGEST)


def test_two_contents_of_one_version_are_a_fork_and_both_are_named() -> None:
    (found,) = forks([(FIRST_DIGEST, version(1)), (OTHER_DIGEST, version(1))])
    assert (found.code, found.place) == ("EQUIVOCATION", "s v1")
    assert FIRST_DIGEST in found.found and OTHER_DIGEST in found.found


def test_what_is_no_fork() -> None:
    assert forks([]) == ()
    assert forks([(FIRST_DIGEST, version(1)), (FIRST_DIGEST, version(1))]) == ()
    assert forks([(FIRST_DIGEST, version(1)), (OTHER_DIGEST, version(2))]) == ()
    assert forks([(FIRST_DIGEST, version(1)), (OTHER_DIGEST, version(1, series="t"))]) == ()


def test_forks_of_several_series_are_found_in_order() -> None:
    found = forks(
        (digest, version(number, series=series))
        for series in ("b", "a")
        for number in (2, 1)
        for digest in (FIRST_DIGEST, OTHER_DIGEST)
    )
    assert [f.place for f in found] == ["a v1", "a v2", "b v1", "b v2"]
