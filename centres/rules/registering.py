"""Who may be registered, and under which code."""

from dataclasses import dataclass
from datetime import date

from awarding.kernel.rules import Caution, Refusal, own, rule, say
from awarding.kernel.text import spelt
from awarding.rules import clauses

APPROVAL = clauses.APPROVAL
SERVICE_CODES = clauses.SERVICE_CODES

REGISTER_DATES = own(
    "registering",
    "A qualification takes no new registrations after its operational end date.",
)

ULN = own(
    "learner numbers",
    "A Unique Learner Number has ten digits, the last of which checks the others, and is held by"
    " one person.",
)

NAME = own("registering", "A learner's name is printed on a result sheet as it is spelt.")

REGISTERED_ONCE = own("registering", "A learner is registered under a code once at a centre.")


ONE_PERSON = own(
    "registering",
    "A person is one learner. Two people of one name under a code are registered once somebody"
    " has said that they are two.",
)


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody of the same name who is registered under the code, as the centre knows them."""

    name: str
    number: str
    registered_on: date
    learner: int


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What the centre's catalogue says of the code on the day."""

    on: date
    approved: bool
    code: str
    granted_on: date | None
    revoked_on: date | None
    operational_end_on: date | None
    is_service: bool = True
    approved_from: date | None = None


@rule("A04")
def centre_is_approved(facts: CodeFacts) -> Refusal | None:
    """Is the centre approved to offer the qualification on that day?

    Until submission access is opened apart, an approved centre may register and submit.
    """
    if facts.approved:
        return None
    return Refusal(
        "A04",
        APPROVAL,
        say("The centre is not approved for this qualification. Ask the awarding body for it."),
        until=facts.approved_from,
    )


@rule("A11", "A12")
def code_is_in_the_catalogue(facts: CodeFacts) -> Refusal | None:
    """Is the code in the centre's catalogue on that day?

    A code that was revoked stays on registrations made before, and takes no new ones.
    """
    granted = facts.granted_on is not None and facts.granted_on <= facts.on
    revoked = facts.revoked_on is not None and facts.revoked_on <= facts.on
    if granted and not revoked:
        return None
    return Refusal(
        "A12",
        SERVICE_CODES,
        say("The code {code} is not in your catalogue. Choose one that is.", code=facts.code),
        until=facts.granted_on if not revoked else None,
    )


@rule("A12")
def work_goes_to_the_service(facts: CodeFacts) -> Caution | None:
    """Is the code one of the assessment service?

    An ordinary code is right for a learner whose work the centre marks itself. Whoever registers
    confirms that, since the service refuses work for it until the registration is transferred.
    """
    if facts.is_service:
        return None
    return Caution(
        "A12",
        SERVICE_CODES,
        say(
            "{code} is not a code of the assessment service: its work is marked by your centre and"
            " cannot be sent. Choose another code, or confirm that you mean this one.",
            code=facts.code,
        ),
    )


@rule("A11")
def registrations_are_open(facts: CodeFacts) -> Refusal | None:
    """Does the qualification still take registrations?"""
    end = facts.operational_end_on
    if end is None or facts.on <= end:
        return None
    return Refusal(
        "A11",
        REGISTER_DATES,
        say("This qualification took its last registrations on {end}.", end=end),
    )


@rule("A11")
def uln_agrees_with_its_check_digit(uln: str) -> Refusal | None:
    """Is this a possible Unique Learner Number?

    Ten digits, weighted 10 to 2 on the first nine; the remainder by 11 gives the tenth. No
    number is given where the remainder is 0. 9999999999 stands for 'not known yet'.
    """
    if not uln or uln == UNKNOWN_ULN or _checks(uln):
        return None
    return Refusal(
        "A11",
        ULN,
        say(
            "The ULN {uln} does not agree with its check digit. Compare it with the source.",
            uln=uln,
        ),
    )


UNKNOWN_ULN = "9999999999"


def _checks(uln: str) -> bool:
    if len(uln) != 10 or not (uln.isascii() and uln.isdigit()) or uln[0] == "0":
        return False
    digits = [int(digit) for digit in uln]
    rest = sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return rest % 11 != 0 and digits[9] == 10 - rest % 11


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """What the body already knows of the person with this number. No names of others leave."""

    uln_in_use: bool
    same_name: bool
    already_registered: bool


@rule("A11")
def uln_belongs_to_this_person(facts: IdentityFacts) -> Refusal | None:
    """Does a number already in use belong to a learner of the same name?

    When the names agree the registration joins that learner; otherwise the body's people must
    look. The reply says nothing of whom the number belongs to, or of where.
    """
    if not facts.uln_in_use or facts.same_name:
        return None
    return Refusal(
        "A11",
        ULN,
        say(
            "This ULN and this name cannot be registered together. Compare both with the"
            " learner's record, or ask the awarding body to look into it."
        ),
    )


@rule("A11")
def not_registered_twice(facts: IdentityFacts) -> Refusal | None:
    """Is the learner not yet registered here under this code?"""
    if not facts.already_registered:
        return None
    return Refusal(
        "A11",
        REGISTERED_ONCE,
        say("This learner is registered under this code already."),
    )


@rule("A11")
def is_another_person(twin: Twin | None) -> Caution | None:
    """Is this somebody else than the learner of the same name under this code?

    Two Unique Learner Numbers are two people. Where one of them is not known, whoever registers
    says so.
    """
    if twin is None:
        return None
    return Caution(
        "A11",
        ONE_PERSON,
        say(
            "{name} is already registered under this code, on {day} as {number}. Go on if this is"
            " another person.",
            name=twin.name,
            day=twin.registered_on,
            number=twin.number,
        ),
    )


@rule("A11", "A33")
def name_can_be_printed(undrawn: set[str]) -> Refusal | None:
    """Can the fonts of result sheets draw every letter of the learner's name?

    ``undrawn`` has the letters they cannot draw. A sheet on which a name would not stand as it is
    spelt is not made, and a result without its sheet is not released.
    """
    if not undrawn:
        return None
    return Refusal(
        "A33",
        NAME,
        say(
            "A result sheet cannot print these letters of the full name: {letters}. Enter the name"
            " without them, or ask the awarding body for a font that has them.",
            letters=spelt(undrawn),
        ),
    )
