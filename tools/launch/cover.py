"""``./portal cover``: every test, measured, and what they run too little of."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.launch import floors, test
from tools.launch.say import say


def main(arguments: list[str]) -> int:
    """Run the tests as ``./portal test`` does; 1 if a part of the code is below its floor."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "coverage.json")
        code = test.main(["--cov", "--cov-report=", f"--cov-report=json:{report}", *arguments])
        if code:
            return code
        found = list(floors.below(json.loads(report.read_text())["files"]))
    for one in found:
        say(f"{one.part}: {one.covered:.2f} % of {one.floor:.0f} %")
    say(f"{len(found)} below their floor.")
    return int(bool(found))
