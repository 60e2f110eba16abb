"""Whose rows a record's declarations, entries and decisions are: those of its own centre.

They name their subject by number, which no key keeps to one tenant: another centre may write
rows of its own that name it. Only what its own centre's rows say is said of it.
"""

from collections.abc import Collection, Mapping

from django.db.models import Q

from awarding.kernel.tenancy import CentreOwned


def about(subject: CentreOwned) -> Q:
    """Return what picks the rows about one record."""
    return among(subject, {subject._meta.label_lower: [subject.pk]})


def among(of: CentreOwned, records: Mapping[str, Collection[int]]) -> Q:
    """Return what picks the rows about records of the same centre, by kind and number."""
    picked = Q(pk__in=[])
    for label, ids in records.items():
        picked |= Q(subject_type=label, subject_id__in=ids)
    return picked & Q(centre_id=of.centre_id)
