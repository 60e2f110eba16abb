"""An operation: one act, one transaction, one word for permission, entry and metric.

The outermost operation commits, writes the entries and keeps the decisions; an inner one hands
its own up. A refusal rolls the act back and is kept all the same.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import models, transaction

from awarding import ledger, once
from awarding.kernel import tenancy
from awarding.kernel.actors import Actor, Audience
from awarding.kernel.rules import Caution, Refusal, Refused, keep
from awarding.models import FormKey
from awarding.once import Batch

Given = ParamSpec("Given")
Done = TypeVar("Done")


@dataclass(slots=True)
class Running:
    """The outermost operation under way, and what it will write when it is through."""

    act: str
    by: Actor
    lines: list[ledger.Line] = field(default_factory=list)
    judged: list[ledger.Judged] = field(default_factory=list)
    noted: dict[str, Any] = field(default_factory=dict)


#: What is made ready before an act's transaction, from what the act is given.
Before = Callable[[dict[str, Any]], AbstractContextManager[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Word:
    """An act's word, what is made ready for it, and how what it does is written down."""

    act: str
    before: Before = nullcontext
    each: bool = False
    shown: bool = False
    quiet: bool = False
    about: str = ""


class KeyReused(Exception):
    """This form's key was used before by the same person, to ask for something else."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        """Keep what the first sending was answered with, if it is known."""
        self.answer = answer
        super().__init__("A form's key was used before.")


class SecondOperation(RuntimeError):
    """A view began a second operation: a request makes one call, however the act is handed on."""


_running: ContextVar[Running | None] = ContextVar("running", default=None)

_form_key: ContextVar[UUID | None] = ContextVar("form_key", default=None)

#: The SHA-256 of what the form now being answered says (``once.said``).
_said: ContextVar[str] = ContextVar("said", default="")

#: The outermost operations a request began; nothing where no request is answered.
_begun: ContextVar[list[str] | None] = ContextVar("begun", default=None)

OPERATIONS: dict[str, Callable[..., Any]] = {}


@contextmanager
def sent_with(key: UUID | None, said: str = "") -> Iterator[None]:
    """Let the next outermost operation use this form's key, once; ``said`` is what it says."""
    token, before = _form_key.set(key), _said.set(said)
    try:
        yield
    finally:
        _form_key.reset(token)
        _said.reset(before)


def was_sent_before(by: Actor) -> bool:
    """Tell whether the form now being answered did its work before, as at a double click.

    The same key with other words is none: somebody went back, and changed what they had sent.
    """
    key = _form_key.get()
    used = FormKey.objects.filter(person=by.person, key=key).first() if key else None
    return used is not None and (used.answer or {}).get("said") == _said.get()


@contextmanager
def one_request() -> Iterator[None]:
    """Let one outermost operation begin in here; the next raises ``SecondOperation``.

    The edge opens it around every request, and each begins anew.
    """
    token = _begun.set([])
    try:
        yield
    finally:
        _begun.reset(token)


def is_behind(raised: BaseException) -> bool:
    """Tell whether something was raised inside an operation, and not on the way to one."""
    trace = raised.__traceback__
    while trace is not None and trace.tb_frame.f_code is not _outermost.__code__:
        trace = trace.tb_next
    return trace is not None


def note(**details: Any) -> None:
    """Add details to the entry of the operation under way: ids and hashes, never names."""
    running = _running.get()
    if running is None:
        raise RuntimeError("There is no operation under way to note this for.")
    running.noted |= details


def passed(subject: models.Model, caution: Caution, *, reason: str) -> None:
    """Keep that a caution was passed, with the reason somebody gave."""
    running = _running.get()
    if running is None:
        raise RuntimeError("There is no operation under way to keep this for.")
    about = ledger.line(running.act, subject, shown=False, details={})
    running.judged.append(ledger.Judged(about, caution, reason))


def operation(
    act: str,
    *,
    each: bool = False,
    shown: bool = False,
    quiet: bool = False,
    about: str = "",
    keeps: Sequence[str] = (),
    before: Before = nullcontext,
) -> Callable[[Callable[Given, Done]], Callable[Given, Done]]:
    """Make a function the only code that does this act.

    ``shown`` lets the centre read the entry; what marking leaves is never shown. ``each`` is an
    act on many records, which returns an ``Batch``. ``keeps`` names the rules it keeps.
    ``about`` names the field of what is returned that the entry is about, where staff could not
    find it by a record that is somebody's own.
    ``before`` does what takes long, such as storing a file: once it is known that the actor may,
    and with no transaction open. An inner operation is given what is ready.
    The edge opens ``sent_with`` around a form: the same form sent again is answered with the
    record it changed the first time, and changes nothing.
    """

    def make(do: Callable[Given, Done]) -> Callable[Given, Done]:
        keep(*keeps, kind="flow", where=f"{do.__module__}.{do.__qualname__}")
        word = Word(act, before, each, shown, quiet, about)

        @wraps(do)
        def run(*args: Given.args, **given: Given.kwargs) -> Done:
            by, now = given["by"], given["now"]
            if not (isinstance(by, Actor) and isinstance(now, datetime)):
                raise TypeError(f"{act} is told who acts and when: by=, now=.")
            _stands_here(by)
            by.must(act)
            outer = _running.get()
            if outer is not None:
                return _inner(do, word, outer, given)  # type: ignore[no-any-return]  # what do returns
            return _outermost(do, word, by, now, given)  # type: ignore[no-any-return]  # too

        OPERATIONS[act] = run
        return run

    return make


def _stands_here(by: Actor) -> None:
    """Fail closed when the actor is not the one whose scope is open, on the same side of it."""
    scope = tenancy.current()
    if tenancy.Scope(by.audience, by.body, by.centre, by.person) != scope:
        raise tenancy.NoTenant("This actor acts for somebody other than the open scope.")


def _inner(do: Callable[..., Any], word: Word, outer: Running, given: dict[str, Any]) -> Any:
    """Run inside another operation: hand the entry up, leave refusals to it.

    What it wrote before it refused is rolled back with all it handed up, whatever the outer one
    makes of the refusal.
    """
    noted, lines, judged = outer.noted, list(outer.lines), list(outer.judged)
    outer.noted = {}
    try:
        with transaction.atomic():
            answer = do(**given)
        outer.lines += _lines(word, answer, outer.noted)
    except BaseException:
        outer.lines, outer.judged = lines, judged
        raise
    finally:
        outer.noted = noted
    return answer


def _outermost(
    do: Callable[..., Any], word: Word, by: Actor, now: datetime, given: dict[str, Any]
) -> Any:
    """Run in a transaction of its own, and write what was done or what was refused."""
    _count(word.act)
    running = Running(word.act, by)
    token = _running.set(running)
    role = by.roles_for(word.act)
    asked = once.asked(given) if _form_key.get() else ""
    try:
        with word.before(given) as ready, transaction.atomic():
            used = _use(word.act, by, now, asked)
            if used is not None and used.answer is not None:
                return once.answered(used.answer, each=word.each)
            answer = do(**ready)
            running.lines += _lines(word, answer, running.noted)
            ledger.enter(running.lines, by=by, role=role)
            ledger.decide(running.judged + _refusals(word, answer, by), by=by, role=role)
            if used is not None:
                kept = once.remembered(answer) | {"said": _said.get()}
                FormKey.objects.filter(pk=used.pk).update(answer=kept)
            return answer
    except Refused as refused:
        with transaction.atomic():
            ledger.decide(_judged(word, refused, by), by=by, role=role)
        raise
    finally:
        _running.reset(token)


def _count(act: str) -> None:
    """Remember that the request under way, if there is one, has begun its one operation."""
    begun = _begun.get()
    if begun:
        raise SecondOperation(f"This request has done {begun[0]}, and began {act}.")
    if begun is not None:
        begun.append(act)


def _lines(word: Word, answer: Any, details: dict[str, Any]) -> list[ledger.Line]:
    """Return one entry for each record the act changed."""
    if word.quiet:
        return []
    done = answer.done if isinstance(answer, Batch) else [answer]
    subjects = [getattr(one, word.about) if word.about else one for one in done]
    return [ledger.line(word.act, one, shown=word.shown, details=details) for one in subjects]


def _refusals(word: Word, answer: Any, by: Actor) -> list[ledger.Judged]:
    """Return the decisions of an act on many that refused some of its records."""
    if not isinstance(answer, Batch):
        return []
    return [one for refused in answer.refused for one in _judged(word, refused, by)]


def _judged(word: Word, refused: Refused, by: Actor) -> list[ledger.Judged]:
    """Return the decisions of a refusal. A centre reads its own alone: others may name people."""
    shown = word.shown and by.audience == Audience.CENTRE
    about = ledger.line(word.act, refused.subject, shown=shown, details={})
    answers: Sequence[Refusal | Caution] = refused.answers
    return [ledger.Judged(about, answer) for answer in answers]


def _use(act: str, by: Actor, now: datetime, asked: str) -> FormKey | None:
    """Use a form's key in this transaction; a second use waits for the first, then finds it.

    A key counts for one person: nobody meets another's, and so learns nothing of it.
    """
    key = _form_key.get()
    if key is None:
        return None
    made = FormKey(key=key, person=by.person or 0, act=act, asked=asked, at=now)
    FormKey.objects.bulk_create([made], ignore_conflicts=True)
    used: FormKey = FormKey.objects.get(key=key, person=made.person)
    if (used.act, used.asked) != (act, asked):
        raise KeyReused(used.answer)
    return used
