"""``./portal check``: what a machine can say about the code, each step in one line."""

import subprocess
import sys
import time

from tools.launch import processes, services
from tools.launch.commands import python
from tools.launch.place import ROOT
from tools.launch.say import give_up, say

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# One run of mypy knows the models of one Django project.
APART = ("--exclude", "^registry/server/")
SEPARATE = ("--cache-dir", ".mypy_cache/registry", "-p", "registry.server")
WIDTH = 24


def steps() -> dict[str, list[str]]:
    """What each step is called and the command that decides it."""
    return {
        "format": python("-m", "ruff", "format", "--check", "."),
        "lint": python("-m", "ruff", "check", "."),
        "import contract": python("-c", LINT_IMPORTS),
        "types": [*settings("config"), *python("-m", "mypy", *APART)],
        "registry's types": [*settings("registry.server"), *python("-m", "mypy", *SEPARATE)],
        "migrations": processes.portal_command("makemigrations", "--check", "--dry-run"),
        "registry's migrations": processes.registry_command(
            "makemigrations", "--check", "--dry-run"
        ),
        "generated docs": processes.portal_command("docs", "--check"),
    }


def settings(project: str) -> list[str]:
    """The words before a command that say whose models it is about."""
    return ["env", f"DJANGO_SETTINGS_MODULE={project}.settings"]


def main(arguments: list[str]) -> int:
    """0 when every step is ok; all are run, and a failed one shows what it said."""
    wanted = {name: step for name, step in steps().items() if not arguments or name in arguments}
    if not wanted:
        give_up(f"There is no such step: say {', '.join(steps())}, or nothing for all.")
    with services.for_a_while() as (_, environment):
        results = [_ok(name, command, environment) for name, command in wanted.items()]
    return 0 if all(results) else 1


def fix(arguments: list[str]) -> int:
    """Format the code and mend what the linter can mend by itself."""
    paths = arguments or ["."]
    mended = subprocess.run(python("-m", "ruff", "check", "--fix", *paths), cwd=ROOT, check=False)
    subprocess.run(python("-m", "ruff", "format", *paths), cwd=ROOT, check=True)
    return mended.returncode


def _ok(name: str, command: list[str], environment: dict[str, str]) -> bool:
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    said = "ok" if done.returncode == 0 else "failed"
    say(f"  {name:<{WIDTH}} {said:<7} {time.monotonic() - begun:5.1f} s")
    if done.returncode != 0:
        sys.stdout.write(done.stdout)
    return done.returncode == 0
