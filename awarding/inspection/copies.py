"""The assessor's copy of a file: the same content without a word about who made it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from awarding.inspection import confined
from awarding.inspection.kinds import KINDS
from awarding.inspection.verdicts import MEGABYTE, Limits

# Decoding and writing a picture again holds it in memory more than once.
LIMITS = Limits(memory_bytes=1536 * MEGABYTE, seconds=120)
COPIED_BY = {
    "pdf": "copy_pdf",
    "office": "copy_office",
    "pictures": "copy_pictures",
    "video": "copy_video",
}

Run = Callable[..., dict[str, Any]]


class NotCopied(Exception):
    """No copy without its author's traces could be made; an assessor must not get the file."""

    def __init__(self, code: str) -> None:
        """Keep the code of the reason, as a verdict does."""
        self.code = code
        super().__init__(f"The assessor's copy could not be made: {code}.")


def anonymise(
    source: Path, kind: str, target: Path, *, limits: Limits = LIMITS, run: Run = confined.run
) -> Path:
    """Write the assessor's copy of an accepted file and return where it is.

    What it takes out: properties, metadata, names of the authors of comments and changes,
    places and cameras in pictures, paths on the author's computer. What a person wrote on the
    page stays. Raises ``NotCopied`` and leaves nothing behind when it cannot be done.
    """
    task = COPIED_BY[KINDS[kind].looked_at_by]
    told = run(task, source, limits, target=str(target.resolve()))
    if "code" in told:
        target.unlink(missing_ok=True)
        raise NotCopied(told["code"])
    return target
