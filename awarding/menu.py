"""The ground's entries in menus, and the page that everybody has when there is no other."""

from django.utils.translation import gettext_lazy as _

from awarding import navigation
from awarding.kernel.actors import Audience

LAST = 99

navigation.enter(Audience.STAFF, _("People"), "people", act="person.invite", order=90)
navigation.enter(
    Audience.STAFF, _("Calendar"), "calendar", act="calendar.declare_holiday", order=91
)

for audience in (Audience.STAFF, Audience.ASSESSOR, Audience.EQA, Audience.CENTRE):
    navigation.enter(audience, _("Rules"), "rules", order=LAST)
    navigation.home(audience, "rules", order=LAST)
