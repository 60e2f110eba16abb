"""What a virus scanner must answer. A silent scanner holds a file back; it never passes it."""

from pathlib import Path
from typing import Protocol


class Silent(Exception):
    """The scanner did not answer, or answered that it could not look."""


class Scanner(Protocol):
    """Whatever can be asked about a file."""

    def scan(self, path: Path) -> str:
        """The name of the virus found, or empty. Raises ``Silent`` when there is no answer."""
        ...
