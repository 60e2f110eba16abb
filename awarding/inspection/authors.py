"""Who is named in an Office file beside its text, and by what they are replaced."""

import re
from itertools import count

from awarding.inspection.xml_copy import Attributes, local

# Attributes that hold a name: on any element, or (second) on the elements listed.
NAMES = {"author", "userName", "refreshedBy", "lastModifiedBy"}
NAMES_ON = {
    "cmAuthor": {"name"},
    "author": {"name"},
    "person": {"displayName"},
    "presenceInfo": {"userId"},
}
ACCOUNTS_ON = {"person": {"userId"}, "author": {"userId"}}
PLACES = {"descr", "title", "name", "url", "Target", "path"}
ON_A_DISK = re.compile(r"(file:/*)?([A-Za-z]:[\\/]|[\\/]{2}\w|[\\/](Users|home)[\\/])")
SHORTEST_NAME = 3


class Authors:
    """Gives each author of a file one made-up name and keeps to it throughout the file."""

    def __init__(self) -> None:
        """Nobody is known yet."""
        self._numbers = count(1)
        self._known: dict[str, str] = {}

    def alias(self, name: str) -> str:
        """The made-up name of this author."""
        if name and name not in self._known:
            self._known[name] = f"Author {next(self._numbers)}"
        return self._known.get(name, "")

    def without(self, text: str) -> str:
        """The text with every author known so far under the made-up name."""
        for name in sorted(self._known, key=len, reverse=True):
            if len(name) >= SHORTEST_NAME:
                text = text.replace(name, self._known[name])
        return text

    def element(self, name: str, given: Attributes) -> Attributes:
        """The attributes of an element without names, accounts and places on a disk."""
        return {key: self._attribute(name, local(key), value) for key, value in given.items()}

    def _attribute(self, element: str, name: str, value: str) -> str:
        if name in NAMES or name in NAMES_ON.get(element, ()):
            return self.alias(value)
        if name == "initials":
            return "A"
        if name in ACCOUNTS_ON.get(element, ()):
            return self.alias(value)
        if name == "providerId":
            return "None"
        if name in PLACES and ON_A_DISK.match(value):
            return ""
        return value

    def text(self, element: str, told: str) -> str:
        """The text of a comment: its list of authors, and their names where it repeats them."""
        if element == "author":
            return self.alias(told.strip())
        return self.without(told)
