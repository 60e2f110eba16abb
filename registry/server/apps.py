"""The one app of the registry server."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from registry.server.checks import demo_is_shut_out


class Orchard(AppConfig):
    """The registry: who is registered, and who has achieved what."""

    name = "registry.server"
    label = "orchard"
    verbose_name = _("The Orchard registry")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the system check known."""
        register(demo_is_shut_out, Tags.database)
