"""May this submission be sent to the awarding body?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules import clauses
from awarding.kernel.rules import Answer, Refusal, Sentence, rule, say


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
    content_hash: str
    learner_signed_hash: str
    centre_signed_hash: str


@rule("A04")
def centre_is_approved(facts: SendingFacts) -> Refusal | None:
    """Is the centre approved for the qualification today?"""
    if facts.centre_approved:
        return None
    return Refusal(
        "A04",
        clauses.APPROVAL,
        say("The centre is not approved for this qualification. Ask the awarding body for it."),
    )


@rule("A12")
def code_is_for_the_service(facts: SendingFacts) -> Refusal | None:
    """Is the learner registered under a code of the assessment service?

    A registration on an ordinary code is marked at the centre; it can be transferred.
    """
    if facts.is_service_code:
        return None
    return Refusal(
        "A12",
        clauses.SERVICE_CODES,
        say(
            "The learner is registered under {code}, which is not a code of the assessment"
            " service. Ask for a transfer to one that is.",
            code=facts.code,
        ),
    )


@rule("A40", "Q27")
def unit_is_free(came_to: str | None, *, any_before: bool) -> Refusal | None:
    """May a submission be opened for this unit?

    What counts is what the last one that was not withdrawn came to. A referral opens the next;
    work under way and a pass do not.
    """
    if not any_before or came_to == "referral":
        return None
    if came_to == "pass":
        reason = say("The learner has passed this unit. There is nothing more to submit for it.")
        return Refusal("Q27", clauses.ONE_AT_A_TIME, reason)
    reason = say(
        "This learner has a submission for this unit already. Open it from the learner's page."
    )
    return Refusal("Q27", clauses.ONE_AT_A_TIME, reason)


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


@rule("A19")
def file_is_not_there(name: str, same: str) -> Refusal | None:
    """Is this file not in the upload yet, as the same kind of document?

    The bytes are compared, not the names. One file may be two kinds of document.
    """
    if not same:
        return None
    return Refusal(
        "A19",
        clauses.ADDED_ONCE,
        say("“{name}” is in this upload already, as “{same}”.", name=name, same=same),
    )


@rule("A20")
def work_was_reviewed(facts: SendingFacts) -> Refusal | None:
    """Has the centre reviewed this upload against every requirement of the unit?

    A review belongs to one upload: after a return the new upload is reviewed again.
    """
    open_ = [point for point in facts.unit_points if point not in facts.reviewed_points]
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


@rule("A19")
def learner_declared(facts: SendingFacts) -> Refusal | None:
    """Has the learner declared exactly these files to be their own final work?

    A file added or removed after signing needs a new signature, and so does each upload.
    """
    if facts.learner_signed_hash == facts.content_hash:
        return None
    return Refusal("A19", clauses.SIGNED, _unsigned("learner", facts.learner_signed_hash))


@rule("A19")
def centre_declared(facts: SendingFacts) -> Refusal | None:
    """Has the centre declared exactly these files final and authentic?"""
    if facts.centre_signed_hash == facts.content_hash:
        return None
    return Refusal("A19", clauses.FINAL_VERSIONS, _unsigned("centre", facts.centre_signed_hash))


def _unsigned(who: str, signed: str) -> Sentence:
    if signed and who == "learner":
        return say(
            "The files changed after the learner signed. Record the learner's signature again."
        )
    if signed:
        return say(
            "The files changed after the centre signed. Sign the centre's declaration again."
        )
    if who == "learner":
        return say(
            "The learner has not signed for these files yet. Record the signed declaration from"
            " the cover sheet."
        )
    return say("The centre has not signed for these files yet. Sign the centre's declaration.")


@rule("A19")
def signs_what_was_shown(shown: str, content_hash: str) -> Refusal | None:
    """Are the files that are signed the ones the signer was shown?

    Files that somebody added or removed meanwhile have to be looked at first.
    """
    if shown == content_hash:
        return None
    return Refusal(
        "A19",
        clauses.SIGNED,
        say("The files changed while you were reading. Look at them again, then sign."),
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
    return (work_was_reviewed(facts), learner_declared(facts), centre_declared(facts))


@rule("A20")
def unit_is_of_the_qualification(*, unit_of: int, registered_on: int) -> Refusal | None:
    """Is the unit one of the qualification the learner is registered on?"""
    if unit_of == registered_on:
        return None
    return Refusal(
        "A20",
        clauses.UNITS,
        say("This unit is not one of the learner's qualification. Choose one that is."),
    )


def answers(facts: SendingFacts) -> tuple[Answer, ...]:
    """Put every question of sending; an act and its preview ask the same."""
    return (*by_preparing(facts), *by_signing(facts))
