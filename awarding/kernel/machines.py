"""State machines as tables: what may move where, readable by an auditor and drawable."""

from collections.abc import Iterator
from dataclasses import dataclass

from awarding.kernel.actors import Audience


class MovedOn(Exception):
    """What somebody looked at and acts upon is not what stands now: another was quicker."""


class IllegalMove(MovedOn):
    """This move does not start from the state the record is in."""

    def __init__(self, machine: str, move: str, state: str) -> None:
        """Say which move, on what, from where."""
        self.machine, self.move, self.state = machine, move, state
        super().__init__(f"{machine}: {move} is not possible from {state}.")


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a machine: a name, the states it leaves, the state it reaches, whose it is."""

    name: str
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]


def move(
    name: str, *sources: str, to: str, by: Audience | tuple[Audience, ...] = Audience.STAFF
) -> Move:
    """Return one line of a machine's table. ``by`` are the sides of the house that may take it."""
    audiences = (by,) if isinstance(by, Audience) else by
    return Move(
        str(name),
        tuple(str(source) for source in sources),
        str(to),
        tuple(str(audience) for audience in audiences),
    )


class Machine:
    """A named table of moves, read top to bottom like a procedure."""

    def __init__(self, name: str, *moves: Move, start: str) -> None:
        """Index the moves by name and source; two lines may share a name, not a source."""
        self.name, self.moves, self.start = name, moves, str(start)
        self._next = {(line.name, source): line.to for line in moves for source in line.sources}

    def after(self, name: str, state: str) -> str:
        """Return the state this move reaches, or raise ``IllegalMove``."""
        try:
            return self._next[name, str(state)]
        except KeyError:
            raise IllegalMove(self.name, name, str(state)) from None

    def may(self, name: str, state: str) -> bool:
        """Tell whether this move starts from this state."""
        return (name, str(state)) in self._next

    def line(self, name: str) -> Move:
        """Return the one line of this name, for a statement that moves many rows by it."""
        [line] = [line for line in self.moves if line.name == name]
        return line

    def states(self) -> list[str]:
        """Return every state, in the order the table first names it."""
        named = [self.start]
        for line in self.moves:
            named += [*line.sources, line.to]
        return list(dict.fromkeys(named))

    def final(self) -> list[str]:
        """Return the states that no move leaves."""
        left = {source for line in self.moves for source in line.sources}
        return [state for state in self.states() if state not in left]

    def reachable(self) -> set[str]:
        """Return the states that some path of moves reaches from the start."""
        found = {self.start}
        for _ in self.states():
            found |= {line.to for line in self.moves if found & set(line.sources)}
        return found

    def mermaid(self) -> str:
        """Draw the machine as a Mermaid state diagram."""
        return "\n".join(["stateDiagram-v2", *self._lines()])

    def _lines(self) -> Iterator[str]:
        yield f"    [*] --> {self.start}"
        for line in self.moves:
            for source in line.sources:
                yield f"    {source} --> {line.to}: {line.name}"
        for state in self.final():
            yield f"    {state} --> [*]"
