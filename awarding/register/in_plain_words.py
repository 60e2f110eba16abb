"""Every rule kept, for everybody to read: what is said where, and what the portal does about it.

No name of the code is told here; those are for ``docs/rules.md``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from awarding.kernel.actors import GRANTS, Role
from awarding.kernel.rules import Clause, Kept
from awarding.operation import OPERATIONS
from awarding.register import loading
from awarding.register.clauses import quoted_by
from awarding.register.places import FenceOf, Guard, MoveOf, Policy, place
from awarding.register.sources import DOCUMENTS, Source, sources


@dataclass(frozen=True, slots=True)
class Told:
    """One rule: its number and source, its words, the clauses cited for it, what is done."""

    source: Source
    document: str
    strength: str
    clauses: Sequence[Clause]
    done: Sequence["Done"]


@dataclass(frozen=True, slots=True)
class Done:
    """One thing the portal does about a rule: its kind, what is asked, how that is read."""

    kind: str
    question: str
    words: str


@cache
def told() -> list[Told]:
    """Return every rule that is kept, by number."""
    rules = sources()
    return [
        _told(rules[code], list(places))
        for code, places in groupby(loading.register(), key=lambda one: one.code)
    ]


def _told(source: Source, places: Sequence[Kept]) -> Told:
    clauses = [
        clause for one in places if one.kind == "gate" for clause in quoted_by(place(one.where))
    ]
    done = dict.fromkeys(_done(one) for one in places)
    return Told(
        source,
        DOCUMENTS[source.code[0]].removeprefix(source.source[:3] + ": "),
        source.said.partition(" · ")[0],
        list(dict.fromkeys(clauses)),
        [one for one in done if one.question or one.words],
    )


def _done(kept: Kept) -> Done:
    question, said = _plain(kept.question), _plain(kept.reading)
    return Done(kept.kind, question, said if said or question else _said_by(kept))


def _plain(words: str) -> str:
    """Return words without the marks that docstrings set around a name."""
    return " ".join(words.replace("``", "").split())


def _said_by(kept: Kept) -> str:
    """Return what a place does, where nobody wrote more: from its act, or from what it is."""
    act = _acts().get(kept.where)
    if act:
        return f"{GRANTS.of(act).meaning} Done by: {', '.join(_doers(act))}."
    match place(kept.where):
        case MoveOf() as move:
            return _moves(move)
        case Guard(model=model):
            return f"The database refuses every {model._meta.verbose_name} that breaks this."
        case Policy(model=model) | FenceOf(model=model):
            return f"Everybody is shown only what is theirs of each {model._meta.verbose_name}."
    return ""


@cache
def _acts() -> dict[str, str]:
    """Return the act of each operation, by where the operation stands."""
    return {f"{do.__module__}.{do.__qualname__}": act for act, do in OPERATIONS.items()}


def _doers(act: str) -> Iterator[str]:
    roles = GRANTS.of(act).roles
    yield from (str(role.label) for role in Role if role in roles and role != Role.WORKER)
    if Role.WORKER in roles:
        yield "the portal itself"


def _moves(move: MoveOf) -> str:
    """Say between which states a move goes."""
    lines = [line for line in move.machine.moves if line.name == move.move]
    ways = [f"from {' or '.join(line.sources)} to {line.to}" for line in lines]
    noun = str(move.machine.name).capitalize()
    return f"{noun}: {'; '.join(ways)}, and in no other way.".replace("_", " ")
