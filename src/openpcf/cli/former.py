"""Former spellings of verbs and options, accepted for one release.

A call in a former spelling runs as the current verb, with a message on stderr; the help lists only
the current spelling.
"""

from __future__ import annotations

TAKES_VALUE = ("--lang",)
"""Options before the verb that are followed by a value."""
FORMER = {
    ("clear",): ("decide",),
    ("factors", "words"): ("factors", "terms"),
    ("keys", "merge"): ("trust", "merge"),
    ("keys", "revoke"): ("trust", "revoke"),
    ("keys", "renew"): ("trust", "renew"),
}


def verb_at(words: list[str]) -> int:
    """Return the position of the verb: the first word that is neither option nor value."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in TAKES_VALUE else 1
    return at


def _take(words: list[str], option: str) -> tuple[list[str], list[str]]:
    """Remove an option and its value from a call; return the value, if any, and the rest."""
    for at, word in enumerate(words):
        if word == option and at + 1 < len(words):
            return [words[at + 1]], [*words[:at], *words[at + 2 :]]
        if word.startswith(f"{option}="):
            return [word.partition("=")[2]], [*words[:at], *words[at + 1 :]]
    return [], words


def _trust(rest: list[str]) -> tuple[tuple[str, ...], list[str]]:
    verb = "add" if "--add" in rest else "create"
    names = [
        "--owner" + word.removeprefix("--holder") if word.split("=")[0] == "--holder" else word
        for word in rest
        if word != "--add"
    ]
    return ("trust", verb), names


def today(words: list[str]) -> tuple[list[str], str]:
    """Translate a call to the current spelling.

    Returns the call and the verb to use; the verb is "" if the call was already current.
    """
    start = verb_at(words)
    before, call = words[:start], words[start:]
    verb: tuple[str, ...] = ()
    rest = call[1:]
    for former, now in FORMER.items():
        if tuple(call[: len(former)]) == former:
            verb, rest = now, call[len(former) :]
    if call[:2] == ["keys", "trust"]:
        verb, rest = _trust(call[2:])
    elif call[:2] == ["keys", "show"] and any(
        word.endswith(".json") and not word.endswith(".jwk.json") for word in call[2:]
    ):
        verb, rest = ("trust", "show"), call[2:]
    elif call[:1] == ["request"]:
        filled, rest = _take(call[1:], "--reply")
        if filled:
            verb, rest = ("reply",), [*filled, *rest]
        else:
            received, rest = _take(call[1:], "--received")
            if received:
                verb, rest = ("receive",), [*rest, *received]
    elif call[:1] == ["convert"] and any(word.endswith(".json") for word in call[1:]):
        verb = ("disclose",)
    if not verb:
        return words, ""
    return [*before, *verb, *rest], " ".join(verb)
