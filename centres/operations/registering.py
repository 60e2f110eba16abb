"""Telling the registry of registrations, and keeping its receipt (A11)."""

from collections.abc import Callable
from datetime import datetime

from awarding.kernel.actors import Actor
from awarding.operation import note, operation
from awarding.operations import outbox
from awarding.operations.outbox import Claim
from centres.models import Registration
from centres.queries import registering
from registry.protocol import Receipt, Registry


def deliver_registration(
    *, message: int, connect: Callable[[], Registry], by: Actor, now: datetime
) -> None:
    """Deliver one message about a registration. Safe to run twice.

    It connects within the try, so that a registry that is not set up counts as one.
    """

    def call(claimed: Claim) -> Receipt:
        found = registering.with_all(claimed.payload["registration"])
        return connect().enrol(registering.told(found), key=claimed.key)

    def confirm(claimed: Claim, receipt: Receipt) -> str:
        enrol(registration=claimed.payload["registration"], receipt=receipt, by=by, now=now)
        return receipt.reference

    outbox.deliver(message, call=call, confirm=confirm, by=by, now=now)


@operation("registration.enrol", shown=True, keeps=["A11"])
def enrol(*, registration: int, receipt: Receipt, by: Actor, now: datetime) -> Registration:
    """Keep the registry's receipt for a registration. Locks it."""
    found: Registration = Registration.objects.select_for_update().get(pk=registration)
    found.registry_receipt = receipt.reference
    found.save(update_fields=["registry_receipt"])
    note(receipt=receipt.reference)
    return found
