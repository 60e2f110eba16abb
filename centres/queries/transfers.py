"""Reads about transfers: what a centre asked for, what waits for the body, and where it may go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from awarding.queries import keyset, people
from awarding.queries.keyset import Key, Page
from centres.models import CatalogueEntry, Registration, TransferRequest
from centres.queries import offers
from centres.rules.transferring import TransferFacts


@dataclass(frozen=True, slots=True)
class Asked:
    """The last request about one registration, and who asked, by name."""

    outcome: str
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None
    because: str


def latest(registrations: Iterable[int]) -> dict[int, Asked]:
    """Return the last request about each of these registrations that has one: two queries."""
    rows = list(
        TransferRequest.objects.filter(registration_id__in=list(registrations))
        .order_by("registration_id", "-pk")
        .distinct("registration_id")
    )
    names = people.names(one.asked_by for one in rows) if rows else {}
    return {
        one.registration_id: Asked(
            one.outcome,
            one.asked_at,
            names.get(one.asked_by or 0, ""),
            one.answered_at,
            one.because,
        )
        for one in rows
    }


def waiting(asked: Mapping[str, str]) -> Page[tuple[TransferRequest, str]]:
    """Return the requests that wait for an answer, the oldest first, each with who asked."""
    window = keyset.asked_for(asked, Key(), keyset.SIZE)
    rows = list(window.limit(_open()))
    names = people.names(one.asked_by for one in rows)
    return window.cut([(one, names.get(one.asked_by or 0, "")) for one in rows], _token)


def count() -> int:
    """Count the requests that wait for an answer."""
    return TransferRequest.objects.filter(outcome=TransferRequest.Outcome.ASKED).count()


def _token(row: tuple[TransferRequest, str]) -> str:
    return str(row[0].pk)


def found(request: int) -> TransferRequest:
    """Return a request, answered or not, with all that names it."""
    one: TransferRequest = _named().get(pk=request)
    return one


def _open() -> QuerySet[TransferRequest]:
    """Return what waits for an answer, each with all that names it."""
    return _named().filter(outcome=TransferRequest.Outcome.ASKED)


def _named() -> QuerySet[TransferRequest]:
    return TransferRequest.objects.select_related(
        "centre",
        "registration__learner",
        "registration__qualification",
        "registration__catalogue_entry",
    )


def codes(registration: Registration, *, on: date) -> QuerySet[CatalogueEntry]:
    """Return the codes of the service in the centre's catalogue for the same qualification."""
    return offers.codes(on=on).filter(
        centre=registration.centre_id,
        qualification_id=registration.qualification_id,
        is_service=True,
    )


def facts(registration: Registration, to: CatalogueEntry, *, on: date) -> TransferFacts:
    """Return what the rules of a transfer ask of a registration and its new code."""
    now = registration.catalogue_entry
    there = Registration.objects.filter(
        centre_id=registration.centre_id, learner_id=registration.learner_id, catalogue_entry=to
    )
    return TransferFacts(
        code=now.code,
        is_service=now.is_service,
        to_code=to.code,
        is_offered=codes(registration, on=on).filter(pk=to.pk).exists(),
        is_registered_there=there.exclude(pk=registration.pk).exists(),
    )
