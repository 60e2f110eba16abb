"""What the quality check looks at: the standing points and the unit's own."""

from assessments.models import EvidenceFile, QualityCheck, Submission

STANDING = (
    ("opens", "Every file opens and can be assessed."),
    ("learner", "The work is that of the registered learner."),
    ("unit", "The work is for this unit, and the submission number is right."),
    ("signed", "The learner and the centre have signed for exactly these files."),
)


def points_for(submission: Submission) -> list[tuple[str, str]]:
    """Return the points to check, each with its code, in the order they are asked."""
    labels = dict(EvidenceFile.Kind.choices)
    documents = [
        (f"document.{kind}", f"{labels[kind]}: there, complete and signed where it must be.")
        for kind in submission.unit.required_documents
        if kind != EvidenceFile.Kind.EVIDENCE
    ]
    return [*STANDING, *documents]


def last_return(submission: Submission) -> QualityCheck | None:
    """Return the check that sent the submission back, where it was."""
    return (
        QualityCheck.objects.filter(submission=submission, outcome="returned")
        .order_by("-upload_version")
        .first()
    )
