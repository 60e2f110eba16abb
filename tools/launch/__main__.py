"""Hand one word of the command line to the module that does it."""

import sys
from collections.abc import Callable

from tools.launch import check, cover, manage, others, run, signals, test
from tools.launch.say import CannotGoOn, say

MODES: dict[str, Callable[[list[str]], int]] = {
    "run": run.main,
    "test": test.main,
    "check": check.main,
    "fix": check.fix,
    "docs": others.docs,
    "prove": others.tool("prove"),
    "cover": cover.main,
    "manage": manage.main,
    "with-services": others.with_services,
}
USAGE = """\
./portal run            everything, in a browser: Ready: http://localhost:8000
./portal test [...]     every test, on servers of its own; what follows goes to pytest
./portal check          format, lint, types, import contract, migrations, generated docs
./portal fix            mend the format and what the linter can mend
./portal docs           write the pages that are made from the code
./portal prove --rules  break each rule in turn: does a test notice?
./portal cover          every test, measured: what runs too little of the code?
./portal manage X       manage.py X against the running portal
./portal with-services X  any command, with new empty services around it"""
STOPPED_BY_HAND = 130
NOT_UNDERSTOOD = 2


def main(arguments: list[str]) -> int:
    """Do what was asked, and give the exit code."""
    if not arguments or arguments[0] not in MODES:
        say(USAGE)
        return NOT_UNDERSTOOD
    signals.listen()
    try:
        return MODES[arguments[0]](arguments[1:])
    except CannotGoOn as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return STOPPED_BY_HAND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
