"""The pages of assessments in menus, and the first page of each side of the house."""

from django.utils.translation import gettext_lazy as _

from awarding import navigation, record_pages
from awarding.kernel.actors import Audience

navigation.enter(
    Audience.CENTRE, _("Tracker"), "tracker", order=10, also=("submissions", "submit", "clock")
)
navigation.home(Audience.CENTRE, "tracker", order=10)

navigation.enter(Audience.EQA, _("Centres"), "centres", order=10)
navigation.home(Audience.EQA, "centres", order=10)

navigation.enter(Audience.STAFF, _("Queues"), "queues", order=10)
navigation.enter(Audience.STAFF, _("Quality check"), "checks", act="check.open", order=20)
navigation.enter(Audience.STAFF, _("Allocate"), "allocations", act="marking.allocate", order=30)
navigation.enter(Audience.STAFF, _("Registry"), "registry", act="message.retry", order=45)
navigation.enter(Audience.STAFF, _("Submissions"), "submissions", order=50)
navigation.enter(Audience.STAFF, _("Assessors"), "assessors", order=60)
navigation.enter(Audience.STAFF, _("Quality assurance"), "assure", act="assurance.open", order=35)
navigation.enter(Audience.STAFF, _("Release"), "releases", act="result.release", order=40)
navigation.enter(
    Audience.STAFF, _("Finalised by you"), "assured", act="assurance.finalise", order=65
)
for act in ("check.open", "marking.allocate", "result.release", "assessor.approve"):
    navigation.home(Audience.STAFF, "queues", act=act, order=10)
navigation.home(Audience.STAFF, "assure", act="assurance.open", order=20)
navigation.home(Audience.STAFF, "queues", order=30)

navigation.enter(Audience.ASSESSOR, _("Worklist"), "worklist", order=10)
navigation.enter(Audience.ASSESSOR, _("Finished"), "finished", order=20)
navigation.home(Audience.ASSESSOR, "worklist", order=10)

record_pages.enter("assessments.submission", "submission", reference="reference")
