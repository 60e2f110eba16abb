"""The pages of centres in menus."""

from django.utils.translation import gettext_lazy as _

from awarding import navigation, record_pages
from awarding.kernel.actors import Audience

navigation.enter(Audience.CENTRE, _("Learners"), "learners", order=20, also=("registrations",))
navigation.enter(
    Audience.STAFF, _("Transfers"), "transfers", act="registration.transfer", order=62
)

record_pages.enter("centres.registration", "registration", registration="number")
