"""How much of each part of the code the tests must run, and what falls below it.

A floor and not a goal: what is covered may still be untested, and ``./portal prove`` asks that.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

WHOLE, MOST = 100.0, 95.0
#: What judges and what writes: no line and no branch of it goes unrun.
INNERMOST = {"kernel", "rules", "operations"}
SINGLE = {"states.py", "operations.py"}


class Below(NamedTuple):
    """A part whose covered lines and branches, in per cent, are fewer than its floor."""

    part: str
    covered: float
    floor: float


def floor_of(path: str) -> float:
    """The floor of one file, in per cent of its lines and branches together."""
    *folders, name = path.split("/")
    return WHOLE if name in SINGLE or not INNERMOST.isdisjoint(folders) else MOST


def below(files: Mapping[str, Any]) -> Iterator[Below]:
    """Find the files of the innermost parts below their floor, and all else if it is as a whole.

    ``files`` is that part of coverage's own JSON report.
    """
    done = wanted = 0
    for path, told in sorted(files.items()):
        summary = told["summary"]
        if floor_of(path) == WHOLE:
            if summary["percent_covered"] < WHOLE:
                yield Below(path, summary["percent_covered"], WHOLE)
        else:
            done += summary["covered_lines"] + summary["covered_branches"]
            wanted += summary["num_statements"] + summary["num_branches"]
    if wanted and 100 * done / wanted < MOST:
        yield Below("all else", 100 * done / wanted, MOST)
