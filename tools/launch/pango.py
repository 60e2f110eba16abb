"""Pango, which draws the result sheets: found, or put there, or said to be missing."""

import subprocess
import sys
from pathlib import Path

from tools.launch import debian
from tools.launch.place import Place
from tools.launch.say import say

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{unpacked}/usr/share/fonts</dir>
  <cachedir>{unpacked}/cache</cachedir>
</fontconfig>
"""
MISSING = (
    "Result sheets are not made until Pango is on this machine: "
    f"as root, apt-get install {' '.join(PACKAGES)}."
)


def provided(environment: dict[str, str], place: Place) -> dict[str, str]:
    """The environment in which WeasyPrint finds Pango; says one sentence when none can be had."""
    if draws(environment):
        return environment
    log = place.logs / "pango.log"
    if debian.can_install():
        if debian.install(PACKAGES, log) and draws(environment):
            return environment
    else:
        unpacked = debian.unpack(PACKAGES, "pango", log)
        if unpacked is not None:
            private = with_fonts(debian.with_libraries(environment, unpacked), unpacked)
            if draws(private):
                return private
    say(f"  {MISSING}")
    return environment


def draws(environment: dict[str, str]) -> bool:
    """Whether WeasyPrint can be imported, asked of a process like the one that will."""
    command = [sys.executable, "-W", "error", "-c", "import weasyprint"]
    return (
        subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    )


def with_fonts(environment: dict[str, str], unpacked: Path) -> dict[str, str]:
    """The environment in which the unpacked libraries find fonts."""
    configuration = unpacked / "fonts.conf"
    configuration.write_text(FONTS.format(unpacked=unpacked))
    return {**environment, "FONTCONFIG_FILE": str(configuration)}
