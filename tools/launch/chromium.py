"""Chromium, which the browser tests drive: found, or put there, or said to be missing."""

import os
import shutil
import subprocess
import sys

from tools.launch import debian
from tools.launch.place import Place
from tools.launch.say import say

NAMES = ("chromium", "chromium-browser", "google-chrome")
#: What drives the browser is a program that needs libatomic.
PACKAGES = ("chromium", "libatomic1")
MISSING = (
    f"The browser tests need Chromium: as root, apt-get install {' '.join(PACKAGES)}; "
    "or set PORTAL_CHROMIUM to a browser of its kind."
)


def provided(environment: dict[str, str], place: Place) -> dict[str, str]:
    """The environment with ``PORTAL_CHROMIUM``; says one sentence when none can be had."""
    log = place.logs / "chromium.log"
    if not looked_for(environment) and debian.can_install():
        say("Installing Chromium for the browser tests.")
        debian.install(PACKAGES, log)
    found = looked_for(environment)
    if found:
        return {**environment, "PORTAL_CHROMIUM": found}
    if os.geteuid() != 0:
        unpacked = debian.unpack(PACKAGES, "chromium", log)
        if unpacked is not None:
            browser = str(unpacked / "usr/lib/chromium/chromium")
            ours = {**debian.with_libraries(environment, unpacked), "PORTAL_CHROMIUM": browser}
            if looked_for(ours):
                return ours
    say(MISSING)
    return environment


def looked_for(environment: dict[str, str]) -> str | None:
    """The browser named or found, if it starts here, and what drives it does."""
    named = environment.get("PORTAL_CHROMIUM")
    for browser in [named] if named else filter(None, map(shutil.which, NAMES)):
        driver = [sys.executable, "-m", "playwright", "--version"]
        if _runs([browser, "--version"], environment) and _runs(driver, environment):
            return browser
    return None


def _runs(command: list[str], environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
