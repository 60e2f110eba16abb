"""A16 and A17: who is given access, and that somebody is left who can give it."""

from collections.abc import Iterable
from dataclasses import dataclass

from awarding.kernel.rules import Refusal, own, rule, say
from awarding.rules.clauses import OWN_LOG_IN

ACCESS = own(
    "access",
    "Accounts for others are asked of those who answer for them, so an awarding body has at"
    " least one administrator at all times.",
)

ROLES = own(
    "roles",
    "Each act is granted to roles, and is done by people who have one of them: whoever answers for"
    " an act is known by name and role.",
)

MISTAKES = own(
    "access",
    "Who was invited to a centre by mistake, and did nothing for it, has no interest in its work.",
)

#: What stands before the @ of an address that several people read.
FUNCTIONS = """
account accounts admin administration admissions apprenticeships assessment assessments assessor
assessors awards bookings centre college contact coordinator data enquiries everyone exam
examinations exams finance head hello help helpdesk info iqa jobs mail manager noreply no-reply
office post quality reception registration registrations registry results school secretary staff
student students support team test training tutor tutors user
"""
SHARED = frozenset(FUNCTIONS.split())


@dataclass(frozen=True, slots=True)
class InviteFacts:
    """Whom an invitation is for, as it was written."""

    name: str
    email: str


@rule("A17")
def own_log_in(facts: InviteFacts) -> Refusal | None:
    """Is this the log-in of one person, by name?

    An address is taken as shared when what stands before its @ is a function and no name. A
    person's name has at least two words, as the certificate and the ledger show people.
    """
    local = facts.email.partition("@")[0].lower()
    if local.strip("0123456789.-_") in SHARED:
        reason = say(
            "Give the person's own email address: {email} looks like one that several people"
            " read.",
            email=facts.email,
        )
        return Refusal("A17", OWN_LOG_IN, reason)
    if len(facts.name.split()) < 2:
        reason = say("Enter the person's first and last name, so that each act has a person.")
        return Refusal("A17", OWN_LOG_IN, reason)
    return None


@rule("A16")
def an_administrator_is_left(others: int) -> Refusal | None:
    """Is there still somebody who can give people access when this administrator is gone?

    Counted are the other people of the body who are administrators now.
    """
    if others > 0:
        return None
    reason = say("Make somebody else an administrator first: nobody else here can give access.")
    return Refusal("A16", ACCESS, reason)


def granted_to_others(roles: Iterable[str]) -> Refusal:
    """Say that an act is granted to these roles and to none of the person's own."""
    return Refusal(
        "A16",
        ROLES,
        say(
            "This is done by: {roles}. Ask somebody who has that role.",
            roles=", ".join(roles),
        ),
    )


@rule("A26")
def was_invited_by_mistake(*, has_ended: bool, has_acted: bool) -> Refusal | None:
    """Has the role at the centre ended, with nothing ever done under it?"""
    if has_acted:
        words = "This person has acted for the centre, so they have an interest in its work."
        return Refusal("A26", MISTAKES, say(words))
    if not has_ended:
        return Refusal("A26", MISTAKES, say("End the role first."))
    return None
