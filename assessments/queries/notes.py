"""Notes of the body's staff about a piece of work."""

from assessments.models import Note, Submission


def of(submission: Submission) -> list[Note]:
    """Return the notes about a submission, the newest first."""
    return list(Note.objects.filter(submission=submission).order_by("-pk"))
