"""May this submission be sent to the awarding body?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments.rules import clauses, signing
from awarding.kernel.rules import Answer, Refusal, rule, say


@dataclass(frozen=True, slots=True)
class SendingFacts:
    """What is known of a submission at the moment of sending."""

    centre_approved: bool
    code: str
    is_service_code: bool
    required: Sequence[str]
    present: Sequence[str]
    has_work: bool
    refused_files: Sequence[str]
    waiting_files: Sequence[str]
    unit_points: Sequence[str]
    reviewed_points: Sequence[str]
    reviewed_hash: str
    content_hash: str
    learner_signed_hash: str
    centre_signed_hash: str
    approved_from: date | None = None


@rule("A04")
def centre_is_approved(facts: SendingFacts) -> Refusal | None:
    """Is the centre approved for the qualification today?"""
    if facts.centre_approved:
        return None
    return Refusal(
        "A04",
        clauses.APPROVAL,
        say("The centre is not approved for this qualification. Ask the awarding body for it."),
        until=facts.approved_from,
    )


@rule("A12")
def code_is_for_the_service(facts: SendingFacts) -> Refusal | None:
    """Is the learner registered under a code of the assessment service?

    A registration on an ordinary code is marked at the centre; it can be transferred.
    """
    return code_is_of_the_service(facts.code, is_service=facts.is_service_code)


def code_is_of_the_service(code: str, *, is_service: bool) -> Refusal | None:
    """Is work under this code sent to the service? The no says when that changes."""
    if is_service:
        return None
    return Refusal(
        "A12",
        clauses.SERVICE_CODES,
        say(
            "The learner is registered under {code}, which is not a code of the assessment"
            " service. Ask for a transfer to one that is. The work can be sent as soon as the"
            " awarding body has transferred the registration.",
            code=code,
        ),
    )


@rule("A21")
def documents_are_in_place(facts: SendingFacts) -> Refusal | None:
    """Is every document the unit requires there?

    A file that was refused is not there: nobody can open it.
    """
    missing = [document for document in facts.required if document not in facts.present]
    if not missing:
        return None
    return Refusal(
        "A21",
        clauses.DOCUMENTS,
        say("Add what is missing: {missing}.", missing=", ".join(missing)),
    )


@rule("A19")
def there_is_work(facts: SendingFacts) -> Refusal | None:
    """Is there at least one file for an assessor to mark?

    The cover sheet is none: it bears the learner's name and stays with the body's staff.
    """
    if facts.has_work:
        return None
    return Refusal(
        "A19",
        clauses.FINAL_VERSIONS,
        say("Add the learner's work: at least one file beside the cover sheet."),
    )


@rule("A19")
def files_were_accepted(facts: SendingFacts) -> Refusal | None:
    """Can every file be opened and assessed?

    A file that is still being checked counts as not accepted, so that nothing is sent unseen.
    """
    if facts.refused_files:
        return Refusal(
            "A19",
            clauses.INSPECTED,
            say(
                "Remove or replace what cannot be accepted: {names}.",
                names=", ".join(facts.refused_files),
            ),
        )
    if facts.waiting_files:
        return Refusal(
            "A19",
            clauses.INSPECTED,
            say(
                "Still being checked: {names}. This takes a minute or two; try again then.",
                names=", ".join(facts.waiting_files),
            ),
        )
    return None


def inspected(found: str) -> Refusal:
    """Say what the inspection found in a file that cannot be sent, and what to do."""
    return Refusal("A19", clauses.INSPECTED, say("{found}", found=found))


@rule("A20")
def work_was_reviewed(facts: SendingFacts) -> Refusal | None:
    """Has the centre reviewed this upload against every requirement of the unit?

    A review is for exactly the files that were there: a file added or removed since asks for a
    new one, and so does each upload. Every unit has a requirement to confirm.
    """
    if facts.reviewed_hash not in ("", facts.content_hash):
        return Refusal(
            "A20",
            clauses.REVIEW,
            say(
                "The files changed since the work was reviewed. Read them again, then confirm"
                " each requirement."
            ),
        )
    return every_point_is_confirmed(facts.unit_points, facts.reviewed_points)


@rule("A20")
def every_point_is_confirmed(
    unit_points: Sequence[str], confirmed: Sequence[str]
) -> Refusal | None:
    """Is every requirement of the unit confirmed?"""
    open_ = [point for point in unit_points if point not in confirmed]
    missing = [point.rstrip(".") for point in open_]
    if not missing:
        return None
    return Refusal(
        "A20",
        clauses.REVIEW,
        say(
            "Review the work against the unit's requirements. Not confirmed yet: {missing}.",
            missing="; ".join(missing),
        ),
    )


def by_preparing(facts: SendingFacts) -> tuple[Answer, ...]:
    """Put the questions that only the registration and the files themselves can settle."""
    return (
        centre_is_approved(facts),
        code_is_for_the_service(facts),
        documents_are_in_place(facts),
        there_is_work(facts),
        files_were_accepted(facts),
    )


def by_signing(facts: SendingFacts) -> tuple[Answer, ...]:
    """Put the questions that the review and the two signatures settle."""
    return (
        work_was_reviewed(facts),
        signing.learner_declared(facts.learner_signed_hash, facts.content_hash),
        signing.centre_declared(facts.centre_signed_hash, facts.content_hash),
    )


def by_form(
    facts: SendingFacts, *, points: Sequence[str], shown: str, signed: str, registered: str
) -> tuple[Answer, ...]:
    """Put every question to a form of sending that is not through, so that all is said at once.

    It gives the points ticked, the hash of the files its page showed and the learner's name as
    signed. What was ticked for other files is asked anew. Who has not signed is asked by a box.
    """
    changed = signing.reviews_what_was_shown(shown, facts.content_hash)
    return (
        *by_preparing(facts),
        changed or every_point_is_confirmed(facts.unit_points, points),
        signing.name_is_the_learners(signed=signed, registered=registered) if signed else None,
    )


def answers(facts: SendingFacts) -> tuple[Answer, ...]:
    """Put every question of sending; an act and its preview ask the same."""
    return (*by_preparing(facts), *by_signing(facts))
