"""What a person is to a body or a centre: one row a role, in force from one moment to another."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from awarding.kernel.actors import CENTRE_ROLES, Role
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import refusing
from awarding.kernel.may import BODY, CENTRE, PERSON, may
from awarding.kernel.tenancy import BodyOwned, TenantManager
from awarding.models.centre import Centre

#: The roles of an entry are those somebody acted in; work of a centre is acted on by others too.
OF_A_CENTRE = f"(^|,)({'|'.join(sorted(CENTRE_ROLES))})(,|$)"
NEVER_USED = f"""
    NOT EXISTS (
        SELECT FROM awarding_entry e
        WHERE e.person = NEW.person_id AND e.centre_id = NEW.centre_id AND e.role ~ '{OF_A_CENTRE}'
    )
"""
#: An end is written once; that it was all a mistake may be found later, and is written once too.
REWRITTEN = """
    OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at
    OR OLD.mistaken_because <> '' AND NEW.mistaken_because <> OLD.mistaken_because
"""


class Membership(BodyOwned):
    """One role of one person. The name is kept here, so that no audience reads the log-ins."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role, role.label) for role in Role])
    name = models.CharField(max_length=200)
    email = models.EmailField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    mistaken_because = models.CharField(max_length=300, blank=True)

    objects: TenantManager[Any] = TenantManager()
    #: For the edge alone: the signed-in person's own rows, before anybody is acted for.
    own = models.Manager()

    fence = Fence(
        app=may("select", f"person_id = {PERSON}"),
        centre=may("select", CENTRE),
        assessor=may("select", f"{BODY} AND person_id = {PERSON}"),
        eqa=may("select", f"{BODY} AND person_id = {PERSON}"),
        staff=may("select insert update", BODY, updates=("ended_at", "mistaken_because")),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="centre_roles_name_their_centre",
                condition=Q(role__in=sorted(CENTRE_ROLES), centre__isnull=False)
                | (~Q(role__in=sorted(CENTRE_ROLES)) & Q(centre__isnull=True)),
            ),
            models.UniqueConstraint(
                name="one_open_membership_per_role",
                fields=["awarding_body", "person", "centre", "role"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="a_mistake_was_a_centres_role_and_has_ended",
                condition=Q(mistaken_because="") | Q(centre__isnull=False, ended_at__isnull=False),
            ),
        ]
        triggers = [
            refusing(
                "an_ended_role_stands",
                pgtrigger.Update,
                when=REWRITTEN,
                words="A role that ended stays as it ended (X8).",
            ),
            refusing(
                "a_mistake_was_never_used",
                pgtrigger.Update,
                when="OLD.mistaken_because = '' AND NEW.mistaken_because <> ''",
                unless=NEVER_USED,
                words="Who has acted for a centre was not invited to it by mistake (A26).",
            ),
        ]
        indexes = [models.Index(name="membership_person", fields=["person"])]
