"""Transfers of registrations to a code of the assessment service: asked for, then answered."""

from datetime import datetime

from awarding import ledger
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import unless
from awarding.operation import note, operation
from centres.models import CatalogueEntry, Registration, TransferRequest
from centres.queries import transfers
from centres.rules import transferring as rules
from centres.rules.transferring import TransferFacts


@operation("registration.request_transfer", shown=True, keeps=["A12"])
def request_transfer(*, registration: Registration, by: Actor, now: datetime) -> TransferRequest:
    """Ask the body for a transfer, and write to it. The database lets one request wait."""
    code = registration.catalogue_entry
    unless(
        rules.is_on_an_ordinary_code(TransferFacts(code.code, code.is_service)),
        subject=registration,
    )
    made: TransferRequest = TransferRequest.objects.create(
        centre_id=registration.centre_id,
        registration=registration,
        asked_by=by.person,
        asked_at=now,
    )
    note(registration=registration.pk, code=code.code)
    ledger.announce(
        [
            ledger.Announcement(
                "centres.mail_transfer_request",
                f"transfer-{made.pk}",
                {"request": made.pk},
                centre=made.centre_id,
            )
        ],
        now=now,
    )
    return made


@operation("registration.transfer", shown=True, keeps=["A12"])
def transfer(
    *, request: TransferRequest, code: CatalogueEntry, by: Actor, now: datetime
) -> TransferRequest:
    """Put the registration under a code of the service; work prepared for it may then be sent.

    Locks the request and the registration, whose number stays.
    """
    request = _locked(request)
    registration = Registration.objects.select_for_update().get(pk=request.registration_id)
    facts = transfers.facts(registration, code, on=clock.london_day(now))
    unless(
        rules.is_on_an_ordinary_code(facts),
        rules.goes_to_a_code_of_the_service(facts),
        rules.is_not_on_the_new_code_already(facts),
        subject=registration,
    )
    registration.catalogue_entry = code
    registration.save(update_fields=["catalogue_entry"])
    note(registration=registration.pk, code=facts.code, to=code.code)
    return _answered(request, TransferRequest.Outcome.GRANTED, "", by, now)


@operation("registration.decline_transfer", shown=True)
def decline(
    *, request: TransferRequest, because: str, by: Actor, now: datetime
) -> TransferRequest:
    """Decline a transfer, with the reason, which the centre reads. It may ask again (A12).

    Locks the request; ``IllegalMove`` where somebody answered it already.
    """
    request = _locked(request)
    note(registration=request.registration_id)
    return _answered(request, TransferRequest.Outcome.DECLINED, because, by, now)


def _locked(request: TransferRequest) -> TransferRequest:
    """Return the request, locked, if it still waits; of two who answer one is too late."""
    locked: TransferRequest = TransferRequest.objects.select_for_update().get(pk=request.pk)
    if locked.outcome != TransferRequest.Outcome.ASKED:
        raise IllegalMove("transfer request", "answer", locked.outcome)
    return locked


def _answered(
    request: TransferRequest, outcome: str, because: str, by: Actor, now: datetime
) -> TransferRequest:
    request.outcome, request.because = outcome, because
    request.answered_by, request.answered_at = by.person, now
    request.save(update_fields=["outcome", "because", "answered_by", "answered_at"])
    return request
