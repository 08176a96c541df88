"""Contract checks that every store adapter must pass (docs/add-a-store.md).

A check receives a function that opens the store at one place, empty at first; each call opens it
again, as another process would. The check raises AssertionError if the store breaks the contract of
the port, and passes on an error that the contract does not expect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import Any

from openpcf.errors import InputError, OpenpcfError, TrustError
from openpcf.store.port import ConfirmedMatch, Event, Issued, Store

Open = Callable[[], Store]
_AT = "2026-01-01T00:00:00Z"
_WRITERS = 6


def _issued(version: int, series: str = "urn:a", **changed: Any) -> Issued:
    name = f"{series}:{version}"
    made = {
        "id": f"id:{name}",
        "digest": f"sha-256:{name}",
        "issued_at": _AT,
        "bundle": b"\x00\xff",
    }
    return Issued(series, version, **{**made, **changed})


def _require_equal(found: object, wanted: object, what: str) -> None:
    if found != wanted:
        raise AssertionError(f"{what}: found {found!r}, expected {wanted!r}")


@contextmanager
def _opened(open_store: Open) -> Iterator[Store]:
    store = open_store()
    try:
        yield store
    finally:
        store.close()


def _refused(call: Callable[[], None], kind: type[OpenpcfError], code: str) -> None:
    try:
        call()
    except kind as refusal:
        _require_equal(refusal.code, code, "code of the refusal")
    else:
        raise AssertionError(f"{code} was not raised")


def an_empty_store_answers(open_store: Open) -> None:
    """Check that an empty store returns nothing and raises nothing."""
    with _opened(open_store) as store:
        found = (store.history(), store.latest("urn:a"), store.by_digest("d"), store.events("d"))
        _require_equal((*found, store.mappings()), ((), None, None, (), ()), "an empty store")


def versions_come_back_whole_and_in_order(open_store: Open) -> None:
    """Check that history is ordered by series and version, not by issue."""
    with _opened(open_store) as store:
        given = [_issued(2, "urn:b"), _issued(10), _issued(1), _issued(2)]
        for version in given:
            store.issue(version)
        _require_equal(store.history(), tuple(given[i] for i in (2, 3, 1, 0)), "history")
        _require_equal(store.history("urn:b"), (given[0],), "history of one series")
        _require_equal(store.latest("urn:a"), given[1], "the highest version")
        _require_equal(store.by_digest(given[3].digest), given[3], "the version of a digest")


def the_same_again_changes_nothing(open_store: Open) -> None:
    """Check that issuing a version again keeps its first bundle and its one event."""
    event = Event("sha-256:before", "superseded", _AT, "v1")
    with _opened(open_store) as store:
        store.issue(_issued(1), event)
        store.issue(_issued(1, bundle=b"another presentation"), event)
        _require_equal(store.history(), (_issued(1),), "history")
        _require_equal(store.events(event.digest), (event,), "events")


def what_is_taken_is_refused(open_store: Open) -> None:
    """Check that a version, id or digest keeps its content.

    A refused issue leaves nothing behind.
    """
    event = Event("sha-256:before", "superseded", _AT)
    with _opened(open_store) as store:
        store.issue(_issued(1))
        for other in (_issued(1, digest="x", id="y"), _issued(2, id=_issued(1).id)):
            _refused(
                lambda other=other: store.issue(other, event),  # type: ignore[misc]
                InputError,
                "STORE_VERSION_TAKEN",
            )
        _require_equal(store.history(), (_issued(1),), "history after a refusal")
        _require_equal(store.events(event.digest), (), "events after a refusal")


def a_digest_is_kept_once(open_store: Open) -> None:
    """Check that one payload is one version, even under another number."""
    with _opened(open_store) as store:
        store.issue(_issued(1))
        try:
            store.issue(_issued(2, digest=_issued(1).digest))
        except InputError as refusal:
            _require_equal(refusal.code, "STORE_VERSION_TAKEN", "code of the refusal")
        _require_equal(store.history(), (_issued(1),), "history")


def events_come_back_oldest_first(open_store: Open) -> None:
    """Check that events keep their order and their number."""
    kinds = ("good", "suspended", "good", "withdrawn")
    given = tuple(Event("d", kind, _AT, kind * 2) for kind in kinds)
    with _opened(open_store) as store:
        for event in given:
            store.add_event(event)
            store.add_event(Event("other", "withdrawn", _AT))
        _require_equal(store.events("d"), given, "events")


def an_event_comes_with_its_version(open_store: Open) -> None:
    """Check that a version and its event for another document are stored together."""
    event = Event("sha-256:before", "superseded", _AT, "v2")
    with _opened(open_store) as store:
        store.issue(_issued(2), event)
        _require_equal(store.events(event.digest), (event,), "events")


def the_newest_confirmed_match_counts(open_store: Open) -> None:
    """Check that the last match of a key wins, even within one call.

    The keys are ordered.
    """

    def match(key: str, value: str) -> ConfirmedMatch:
        return ConfirmedMatch(key, value, "me", _AT)

    with _opened(open_store) as store:
        store.confirm((match("k", "1"), match("a", "1"), match("k", "2")))
        store.confirm(())
        store.confirm((match("a", "2"),))
        _require_equal(store.mappings(), (match("a", "2"), match("k", "2")), "confirmed matches")


def a_trust_list_only_goes_forward(open_store: Open) -> None:
    """Check that a lower sequence, or the same with another digest, is refused.

    Lists are independent of each other.
    """
    with _opened(open_store) as store:
        store.see_trust_list("l", 2, "d2", _AT)
        store.see_trust_list("l", 2, "d2", _AT)
        store.see_trust_list("m", 1, "m1", _AT)
        store.see_trust_list("l", 10, "d10", _AT)
        _refused(lambda: store.see_trust_list("l", 9, "d9", _AT), TrustError, "TL_ROLLBACK")
        _refused(lambda: store.see_trust_list("l", 10, "x", _AT), TrustError, "TL_EQUIVOCATION")
        store.see_trust_list("l", 10, "d10", _AT)


def what_was_acknowledged_is_there_for_the_next(open_store: Open) -> None:
    """Check that another opening sees everything at once.

    This also holds while the first opening is still in use and never closed.
    """
    event, match = Event("d", "withdrawn", _AT), ConfirmedMatch("k", "v", "me", _AT)
    first = open_store()
    with _opened(open_store) as second:
        first.issue(_issued(1))
        first.add_event(event)
        first.confirm((match,))
        first.see_trust_list("l", 5, "d5", _AT)
        for store in (second, open_store()):
            _require_equal(store.history(), (_issued(1),), "history of another opening")
            _require_equal(store.events("d"), (event,), "events of another opening")
            _require_equal(store.mappings(), (match,), "confirmed matches of another opening")
            _refused(lambda: second.see_trust_list("l", 4, "d4", _AT), TrustError, "TL_ROLLBACK")
            if store is not second:
                store.close()
    first.close()


def _together(work: Callable[[int], None]) -> list[BaseException]:
    """Run one function in several threads that start together; return what they raised."""
    start, raised = Barrier(_WRITERS), list[BaseException]()

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except (OpenpcfError, OSError, ValueError, LookupError) as problem:
            raised.append(problem)

    threads = [Thread(target=run, args=(number,)) for number in range(_WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def many_writers_lose_nothing(open_store: Open) -> None:
    """Check that several concurrent writers keep everything from the start."""

    def work(number: int) -> None:
        with _opened(open_store) as store:
            for version in range(1, 6):
                store.issue(_issued(version, f"urn:{number}"))
                store.add_event(Event("d", "good", _AT, f"{number}:{version}"))

    _require_equal(_together(work), [], "what the writers raised")
    with _opened(open_store) as store:
        wanted = tuple(_issued(v, f"urn:{n}") for n in range(_WRITERS) for v in range(1, 6))
        _require_equal(store.history(), wanted, "history")
        _require_equal(len(store.events("d")), len(wanted), "number of events")


def one_of_many_takes_a_version(open_store: Open) -> None:
    """Check that one of several concurrent issues of a version succeeds.

    The issues have different content; all others are refused.
    """

    def work(number: int) -> None:
        with _opened(open_store) as store:
            store.issue(_issued(1, id=f"id-{number}", digest=f"sha-256:{number}"))

    raised = _together(work)
    codes = [problem.code for problem in raised if isinstance(problem, OpenpcfError)]
    _require_equal(codes, ["STORE_VERSION_TAKEN"] * (_WRITERS - 1), "codes of the refusals")
    with _opened(open_store) as store:
        _require_equal(len(store.history()), 1, "number of versions")


CONTRACT: tuple[Callable[[Open], None], ...] = (
    an_empty_store_answers,
    versions_come_back_whole_and_in_order,
    the_same_again_changes_nothing,
    what_is_taken_is_refused,
    a_digest_is_kept_once,
    events_come_back_oldest_first,
    an_event_comes_with_its_version,
    the_newest_confirmed_match_counts,
    a_trust_list_only_goes_forward,
    what_was_acknowledged_is_there_for_the_next,
    many_writers_lose_nothing,
    one_of_many_takes_a_version,
)
"""All checks; each needs an empty place of its own."""
