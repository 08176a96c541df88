"""A request to one supplier for exactly the fields that are missing, and the reply."""

from __future__ import annotations

from typing import Literal

from openpcf.model.base import Amount, Frozen

AnswerKind = Literal["text", "decimal", "instant", "choice", "identifier"]


class Question(Frozen):
    """One field asked for. ``key`` is ``issuer.…``, ``product.…``, ``period.…``, ``site.…``,
    ``quality.…`` or ``input:<material or energy>`` for an amount used per declared unit."""

    key: str
    part_class: str = ""
    kind: AnswerKind = "text"
    unit: str = ""
    mandatory: bool = True
    en: str
    zh: str
    hint_en: str = ""
    hint_zh: str = ""
    choices: tuple[str, ...] = ()


class Request(Frozen):
    """What is asked of whom, for which lines, and how much of the result rests on it."""

    id: str
    requester: str
    product: str
    subject: str
    part_class: str
    bom_lines: tuple[str, ...]
    designators: tuple[str, ...] = ()
    quantity: Amount
    share_percent: Amount | None = None
    questions: tuple[Question, ...]


class Answer(Frozen):
    """What stands in the answer cell of a question, with its place."""

    key: str
    text: str
    place: str
    unit: str = ""
    measured: bool | None = None


class Reply(Frozen):
    """A filled request."""

    request_id: str
    subject: str
    part_class: str
    answers: tuple[Answer, ...]

    def get(self, key: str) -> Answer | None:
        """The answer to a question; None where it was left blank (blank is not zero)."""
        return next((a for a in self.answers if a.key == key and a.text), None)
