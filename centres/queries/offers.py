"""What a centre may choose from: codes, cohorts, tutors."""

from datetime import date

from django.db.models import Q, QuerySet

from awarding.kernel import tenancy
from awarding.kernel.actors import Role
from awarding.models import Membership
from awarding.queries.people import IN_FORCE
from centres.models import CatalogueEntry, Cohort

TEACHING = (Role.TUTOR, Role.COORDINATOR, Role.CENTRE_STAFF, Role.IQA)


def codes(*, on: date) -> QuerySet[CatalogueEntry]:
    """Return the codes in the catalogue on a day; whether they take a learner, the rules say."""
    granted = CatalogueEntry.objects.filter(granted_on__lte=on)
    return (
        granted.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=on))
        .select_related("qualification")
        .order_by("code")
    )


def cohorts() -> QuerySet[Cohort]:
    """Return the centre's cohorts by name."""
    return Cohort.objects.order_by("name")


def tutors() -> QuerySet[Membership]:
    """Return the centre's people who may teach a cohort, by name, each once."""
    teaching = Membership.objects.filter(
        IN_FORCE, centre_id=tenancy.current().centre, role__in=TEACHING
    )
    once = teaching.order_by("person_id", "pk").distinct("person_id")
    return Membership.objects.filter(pk__in=once.values("pk")).order_by("name", "pk")
