"""The process that opens a file from outside: little memory, little time, no secrets.

A file that makes a library use all it can get, or crash, ends this process and no other.
It reads its task as JSON from standard input and writes its answer there as JSON.
"""

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from awarding.inspection import archive
from awarding.inspection.kinds import PAGE, container
from awarding.inspection.verdicts import Facts, Limits, Unfit

HEAD = 1024

Look = Callable[[Path, Limits], tuple[str, Facts]]
Copy = Callable[[Path, Path], None]


def main(look: Look) -> None:
    """Answer the one task this process was started for."""
    asked = json.load(sys.stdin)
    limits = Limits(**asked["limits"])
    confine(limits)
    json.dump(answer(look, Path(asked["path"]), limits), sys.stdout)


def main_copy(copy: Copy) -> None:
    """Make the one copy this process was started for."""
    asked = json.load(sys.stdin)
    confine(Limits(**asked["limits"]))
    json.dump(copied(copy, Path(asked["path"]), Path(asked["target"])), sys.stdout)


def confine(limits: Limits) -> None:
    """Take no more memory and time than this, leave no image of the memory behind."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(look: Look, path: Path, limits: Limits) -> dict[str, Any]:
    """The kind and facts of the file, or the code of the reason against it."""
    try:
        refuse_two_in_one(path)
        kind, facts = look(path, limits)
    except Unfit as unfit:
        return {"code": unfit.code, "values": unfit.values}
    except (MemoryError, RecursionError):
        return {"code": "too-complex", "values": {}}
    return {"kind": kind, "facts": asdict(facts)}


def copied(copy: Copy, source: Path, target: Path) -> dict[str, Any]:
    """Nothing, or the code of the reason why there is no copy."""
    try:
        copy(source, target)
    except Unfit as unfit:
        return {"code": unfit.code}
    except (MemoryError, RecursionError):
        return {"code": "too-complex"}
    return {}


def refuse_two_in_one(path: Path) -> None:
    """Refuse a file that another program would take for something else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = container(head)
    if found in ("zip", "ole"):
        also = "PDF" if b"%PDF-" in head else ""
    elif found != "pdf" and b"%PDF-" in head:
        also = "PDF"
    elif PAGE.search(head):
        also = "web page"
    else:
        also = "archive" if archive.is_one(path) else ""
    if also:
        raise Unfit("two-in-one", found=found.upper(), also=also)
