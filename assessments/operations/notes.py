"""Notes of the body's staff about a piece of work."""

from datetime import datetime

from assessments.models import Note, Submission
from awarding.kernel.actors import Actor
from awarding.kernel.text import cleaned
from awarding.operation import operation


@operation("note.write")
def write(*, submission: Submission, words: str, by: Actor, now: datetime) -> Note:
    """Keep a note for colleagues; the centre and whoever marks the work never read it.

    Locks nothing: a note changes nothing about the work. The constraint refuses an empty one.
    """
    made: Note = Note.objects.create(
        centre_id=submission.centre_id,
        submission=submission,
        words=cleaned(words).strip(),
        written_at=now,
        written_by=by.person,
    )
    return made
