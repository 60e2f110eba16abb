"""What the registry holds."""

from registry.server.models.client import Client
from registry.server.models.registration import Registration
from registry.server.models.result_entry import ResultEntry
from registry.server.models.turned_away import TurnedAway

__all__ = ["Client", "Registration", "ResultEntry", "TurnedAway"]
