"""Entering passes in the registry: once, whatever dies or is asked twice (A36, A37)."""

from collections.abc import Callable
from datetime import datetime

from assessments.models import Result
from assessments.queries import registering
from assessments.rules import registering as rules
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.models import Deadline
from awarding.operation import note, operation
from awarding.operations import deadlines, outbox
from awarding.operations.outbox import Claim
from registry.protocol import Award, Receipt, Registry


def deliver_result(
    *, message: int, connect: Callable[[], Registry], by: Actor, now: datetime
) -> None:
    """Deliver one message about a released pass. Safe to run twice.

    The key names the result and its version, so a crash between the call and the confirmation
    repeats the call harmlessly. A no of the registry or of a rule goes to a person. It connects
    within the try, so that a registry that is not set up counts as one.
    """

    def call(claimed: Claim) -> Receipt:
        award = ask_to_register(result=claimed.payload["result"], by=by, now=now)
        return connect().register(award, key=claimed.key)

    def confirm(claimed: Claim, receipt: Receipt) -> str:
        register_result(result=claimed.payload["result"], receipt=receipt, by=by, now=now)
        return receipt.reference

    outbox.deliver(message, call=call, confirm=confirm, by=by, now=now)


@operation("result.tell_registry", quiet=True)
def ask_to_register(*, result: int, by: Actor, now: datetime) -> Award:
    """Return what the registry is told of a result, or raise ``Refused``; it changes nothing."""
    found = registering.rows().get(pk=result)
    asked = registering.facts(found)
    unless(rules.released_first(asked), rules.passed(asked), subject=found)
    return registering.award(found)


@operation("result.register", shown=True, keeps=["A36", "A37"])
def register_result(*, result: int, receipt: Receipt, by: Actor, now: datetime) -> Result:
    """Keep the registry's receipt for a pass, and stop its clock: the promise is kept (Q18).

    Locks the result. The clock of a later version stopped with the first receipt.
    """
    found: Result = Result.objects.select_for_update().get(pk=result)
    found.move("register")
    found.registered_at, found.registry_receipt = now, receipt.reference
    found.save(update_fields=["state", "registered_at", "registry_receipt"])
    clock = Deadline.objects.get(pk=found.submission.clock_id)
    if clock.ended_at is None:
        deadlines.meet(clock, now=now)
    note(receipt=receipt.reference)
    return found
