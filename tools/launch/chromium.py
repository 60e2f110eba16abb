"""Chromium, which the browser tests drive: found, or put there, or said to be missing."""

import os
import shutil

from tools.launch import debian
from tools.launch.place import Place
from tools.launch.say import say

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "The browser tests need Chromium: as root, apt-get install chromium; "
    "or set PORTAL_CHROMIUM to a browser of its kind."
)


def provided(environment: dict[str, str], place: Place) -> dict[str, str]:
    """The environment with ``PORTAL_CHROMIUM``; says one sentence when none can be had."""
    if environment.get("PORTAL_CHROMIUM"):
        return environment
    found = looked_for()
    if not found and debian.can_install():
        say("Installing Chromium for the browser tests.")
        debian.install(["chromium"], place.logs / "chromium.log")
        found = looked_for()
    if found:
        return {**environment, "PORTAL_CHROMIUM": found}
    return unpacked(environment, place)


def looked_for() -> str | None:
    """The browser of this machine, if it has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def unpacked(environment: dict[str, str], place: Place) -> dict[str, str]:
    """A browser of our own beside the environment, where the machine's may not be touched."""
    if os.geteuid() != 0:
        folder = debian.unpack(["chromium"], "chromium", place.logs / "chromium.log")
        browser = folder / "usr/lib/chromium/chromium" if folder else None
        if folder and browser and browser.exists():
            private = debian.with_libraries(environment, folder)
            return {**private, "PORTAL_CHROMIUM": str(browser)}
    say(MISSING)
    return environment
