"""May a registration go on under a code of the assessment service?"""

from dataclasses import dataclass

from awarding.kernel.rules import Refusal, rule, say
from centres.rules.registering import SERVICE_CODES


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """What is known of a registration and of the code that it may go to."""

    code: str
    is_service: bool
    to_code: str = ""
    is_offered: bool = True
    is_registered_there: bool = False


@rule("A12")
def is_on_an_ordinary_code(facts: TransferFacts) -> Refusal | None:
    """Is the registration on a code that is not one of the assessment service?

    One that is on a code of the service needs no transfer.
    """
    if not facts.is_service:
        return None
    return Refusal(
        "A12",
        SERVICE_CODES,
        say(
            "The learner is registered under {code}, a code of the assessment service already.",
            code=facts.code,
        ),
    )


@rule("A12")
def goes_to_a_code_of_the_service(facts: TransferFacts) -> Refusal | None:
    """Is the new code one of the service, for this qualification, in the centre's catalogue?"""
    if facts.is_offered:
        return None
    return Refusal(
        "A12",
        SERVICE_CODES,
        say(
            "{code} is not a code of the assessment service in this centre's catalogue. Choose"
            " one that is.",
            code=facts.to_code,
        ),
    )


@rule("A12")
def is_not_on_the_new_code_already(facts: TransferFacts) -> Refusal | None:
    """Has the learner no other registration at the centre under the new code?"""
    if not facts.is_registered_there:
        return None
    return Refusal(
        "A12",
        SERVICE_CODES,
        say(
            "The learner has a registration under {code} already. Decline, and say so.",
            code=facts.to_code,
        ),
    )
