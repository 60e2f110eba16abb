"""What a rule answers: a refusal or a caution that cites its clause, or nothing.

A rule is a pure function of facts and terms. It imports no framework, reads no clock and no
database, so that an auditor can read it and a test can ask it in milliseconds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Ask = TypeVar("Ask", bound=Callable[..., Any])


#: The document of the rules that no source says and the portal keeps all the same.
OWN = "How the portal works"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a document, in the words of the body that issued it, or the portal's own.

    A quotation has "…" where words are left out, and square brackets around words that stand for
    others: "[the registry]" for the name it has in the source. ``issue`` is empty where the
    document bears none.
    """

    document: str
    issue: str
    number: str
    words: str

    @property
    def is_own(self) -> bool:
        """Tell whether this is the portal's own rule, and so no quotation."""
        return self.document == OWN

    def __str__(self) -> str:
        """Say where the clause stands."""
        issue = f"issue {self.issue}" if self.issue else ""
        return ", ".join(part for part in (self.document, issue, self.number) if part)


def own(number: str, words: str) -> Clause:
    """Return a rule that the portal made itself, said to be its own wherever it is shown."""
    return Clause(OWN, "", number, words)


class Speech:
    """How sentences are translated. The edge sets this once; rules never see it."""

    translate: Callable[[str], str] = staticmethod(lambda template: template)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its values, kept apart so that the edge can translate and format it."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say the sentence in the reader's language."""
        told = {name: _told(value) for name, value in self.values.items()}
        return Speech.translate(self.template).format(**told)


def say(template: str, **values: Any) -> Sentence:
    """Return a sentence that is translated and formatted where it is read."""
    return Sentence(template, values)


def _told(value: Any) -> str:
    """Write a moment, a day or anything else as a person reads it, in London's time."""
    if isinstance(value, datetime):
        local = value.astimezone(LONDON)
        half = "am" if local.hour < 12 else "pm"
        return f"{local.day} {local:%B %Y}, {local.hour % 12 or 12}:{local:%M}{half}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no: the rule, the clause it quotes, why, and the moment it clears if that is known."""

    rule: str
    clause: Clause
    reason: Sentence
    until: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """A 'should': it stops the act until somebody gives a reason, which is kept."""

    rule: str
    clause: Clause
    reason: Sentence
    until: datetime | date | None = None


Answer = Refusal | Caution | None


class Refused(Exception):
    """One or more rules said no to an act on this subject."""

    def __init__(self, answers: tuple[Refusal | Caution, ...], subject: object = None) -> None:
        """Keep every no at once, so that nobody is sent round the houses."""
        self.answers = answers
        self.subject = subject
        super().__init__(" ".join(str(answer.reason) for answer in answers))

    @property
    def refusals(self) -> list[Refusal]:
        """Return the answers that no reason can let pass."""
        return [answer for answer in self.answers if isinstance(answer, Refusal)]

    @property
    def cautions(self) -> list[Caution]:
        """Return the answers that a recorded reason would let pass."""
        return [answer for answer in self.answers if isinstance(answer, Caution)]


def standing(
    answers: tuple[Answer, ...], reasons: Mapping[str, str] | None = None
) -> tuple[Refusal | Caution, ...]:
    """Return the answers that still stop the act; a caution with a reason no longer does."""
    given = reasons or {}
    return tuple(
        answer
        for answer in answers
        if isinstance(answer, Refusal)
        or (isinstance(answer, Caution) and not given.get(answer.rule, "").strip())
    )


def unless(
    *answers: Answer, subject: object = None, reasons: Mapping[str, str] | None = None
) -> None:
    """Raise ``Refused`` with every no at once, unless there is none."""
    stopped = standing(answers, reasons)
    if stopped:
        raise Refused(stopped, subject)


@dataclass(frozen=True, slots=True)
class Kept:
    """One place in the code that keeps a rule of the sources."""

    code: str
    kind: str
    where: str
    question: str = ""
    reading: str = ""


KINDS = ("gate", "state", "attested", "data", "shown", "flow")

REGISTER: list[Kept] = []


def keep(*codes: str, kind: str, where: str, question: str = "", reading: str = "") -> None:
    """Enter in the register which place keeps these rules, and in which way."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is not a kind of rule: {', '.join(KINDS)}")
    for code in codes:
        REGISTER.append(Kept(code, kind, where, question, reading))


def rule(*codes: str) -> Callable[[Ask], Ask]:
    """Register a gate: its docstring's first line is the question, the rest is our reading."""

    def register(ask: Ask) -> Ask:
        question, _, reading = (ask.__doc__ or "").partition("\n")
        where = f"{ask.__module__}.{ask.__qualname__}"
        keep(*codes, kind="gate", where=where, question=question.strip(), reading=reading.strip())
        return ask

    return register
