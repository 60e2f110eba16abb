"""Have a file looked at by a process that may use little and can break nothing."""

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from signal import SIGKILL, SIGXCPU
from typing import Any

from awarding.inspection.verdicts import Limits

ROOT = Path(__file__).parents[2]
GRACE_SECONDS = 5
LAST_WORDS = 500

logger = logging.getLogger(__name__)


def run(task: str, path: Path, limits: Limits, **more: str) -> dict[str, Any]:
    """What the module ``task`` of this package answers about the file.

    Running out of time or memory, and a crash, are answers too. The process is given none
    of our environment, so no secret is within reach of a hostile file.
    """
    asked = {"path": str(path.resolve()), "limits": asdict(limits), **more}
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and the path goes in as data
            [sys.executable, "-m", f"{__package__}.{task}"],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={"LC_ALL": "C.UTF-8"},
            timeout=limits.seconds + GRACE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"code": "too-complex", "values": {}}
    if done.returncode == 0:
        return dict(json.loads(done.stdout))
    logger.warning("%s ended with %s: %s", task, done.returncode, done.stderr[-LAST_WORDS:])
    spent = done.returncode in (-SIGKILL, -SIGXCPU)
    return {"code": "too-complex" if spent else "damaged", "values": {}}
