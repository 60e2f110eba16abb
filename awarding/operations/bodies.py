"""Installing an awarding body, as the database's owner, and opening its centres."""

from datetime import date, datetime

from awarding.kernel.actors import Actor
from awarding.models import AwardingBody, Centre
from awarding.operation import note, operation


def install(
    *,
    slug: str,
    name: str,
    reference_prefix: str,
    contact_email: str,
    contact_phone: str,
    pass_word: str = "Pass",  # noqa: S107  # what the body calls a pass
    referral_word: str = "Referral",
) -> AwardingBody:
    """Return the body of this address, made if it is new.

    No serving role may add a body: this goes through the owner's connection, as migrations do.
    """
    made, _ = AwardingBody.objects.using("owner").get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "reference_prefix": reference_prefix,
            "contact_email": contact_email,
            "contact_phone": contact_phone,
            "pass_word": pass_word,
            "referral_word": referral_word,
        },
    )
    return AwardingBody.objects.get(pk=made.pk)


@operation("centre.open")
def open_centre(
    *, number: str, name: str, ukprn: str, approved_on: date, by: Actor, now: datetime
) -> Centre:
    """Return a new centre of the body, from the day the body approved it."""
    made: Centre = Centre.objects.create(
        number=number, name=name, ukprn=ukprn, approved_on=approved_on
    )
    note(number=number)
    return made
