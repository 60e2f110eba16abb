"""The nightly comparison with the registry: differences are shown, and nothing is mended alone."""

from collections.abc import Sequence
from datetime import datetime

from assessments.models import RegistryDifference
from assessments.queries import reconciling
from assessments.rules.reconciling import Difference, differences
from awarding.kernel.actors import Actor
from awarding.models import AwardingBody
from awarding.operation import note, operation
from registry.protocol import Registry

LONGEST = 300


def reconcile(*, registry: Registry, by: Actor, now: datetime) -> AwardingBody:
    """Compare the body's books with the registry's, both ways, and keep what differs.

    Compares slice by slice, of each ours before theirs, with no transaction open; a registry that
    stops answering midway raises ``Unknown``, and nothing is changed. Running twice changes
    nothing.
    """
    parts = reconciling.parts(registry, now=now)
    found = [one for part in parts for one in differences(part.ours, part.theirs)]
    return keep_differences(found=found, by=by, now=now)


@operation("registry.reconcile", keeps=["A36"])
def keep_differences(*, found: Sequence[Difference], by: Actor, now: datetime) -> AwardingBody:
    """Open a row for each new difference, and clear those that are gone.

    ``found`` is every difference of the body: what is not in it is cleared. Locks no row but
    those it clears; told the same again it opens and clears nothing. Of two at one time that open
    the same difference, the later raises ``IntegrityError`` and changes nothing.
    """
    wanted = {_as_kept(one): one for one in found}
    there = {(one.key, one.what, one.ours, one.theirs): one.pk for one in reconciling.still_open()}
    cleared = [pk for told, pk in there.items() if told not in wanted]
    RegistryDifference.objects.filter(pk__in=cleared).update(cleared_at=now)
    opened = [
        RegistryDifference(key=key, what=what, ours=ours, theirs=theirs, found_at=now)
        for key, what, ours, theirs in wanted.keys() - there.keys()
    ]
    RegistryDifference.objects.bulk_create(opened)
    note(opened=len(opened), cleared=len(cleared), standing=len(wanted) - len(opened))
    return AwardingBody.objects.get(pk=by.body or 0)


def _as_kept(one: Difference) -> tuple[str, str, str, str]:
    return one.key, str(one.what), one.ours[:LONGEST], one.theirs[:LONGEST]
