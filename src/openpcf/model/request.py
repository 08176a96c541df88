"""A request to one supplier for exactly the missing fields, and the reply."""

from typing import Literal

from openpcf.model.base import Amount, Frozen

AnswerKind = Literal["text", "decimal", "instant", "choice", "company", "product", "country"]
Section = Literal["company", "product", "period", "energy", "materials"]
OTHER_CLASS = "other"
"""Questions for part classes that have none of their own."""


class Question(Frozen):
    """One requested field.

    ``key`` is ``issuer.…``, ``product.…``, ``period.…``, ``site.…``, ``quality.…``,
    ``input:<material or energy>`` for an amount per declared unit, or ``site:<energy>`` for that of
    the whole plant in the period. ``choices`` are words of the list ``vocabulary``; ``words``:
    other accepted texts. ``text`` is the catalogue key of its text and hint.
    """

    section: Section
    key: str
    part_classes: tuple[str, ...] = ()
    kind: AnswerKind = "text"
    unit: str = ""
    mandatory: bool = True
    text: str
    vocabulary: str = ""
    choices: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = {}


class Request(Frozen):
    """What is requested from whom and for which lines.

    The share of the result that depends on it is not told to the supplier. ``known``: answers that
    the study already has.
    """

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
    known: dict[str, str] = {}

    @property
    def asked(self) -> tuple[Question, ...]:
        """Return the questions that the study has no answer to."""
        return tuple(q for q in self.questions if q.key not in self.known)


class Answer(Frozen):
    """The content of the answer cell of a question, with its place."""

    key: str
    text: str
    place: str
    unit: str = ""


class Reply(Frozen):
    """A filled request."""

    request_id: str
    subject: str
    part_class: str
    requester: str = ""
    answers: tuple[Answer, ...]

    @property
    def confirmed(self) -> bool:
        """Return whether the supplier confirmed figures that look unusual."""
        return self.get("quality.confirmed") is not None

    def get(self, key: str) -> Answer | None:
        """Return the answer to a question; None if it was left blank (blank is not zero)."""
        return next((a for a in self.answers if a.key == key and a.text), None)
