"""Hand one word of the command line to the module that does it."""

import sys
from collections.abc import Callable

from tools.launch import signals, test, with_services
from tools.launch.say import CannotGoOn, say

MODES: dict[str, Callable[[list[str]], int]] = {
    "test": test.main,
    "with-services": with_services.main,
}
STOPPED_BY_HAND = 130


def main(arguments: list[str]) -> int:
    """Do what was asked, and give the exit code."""
    if not arguments or arguments[0] not in MODES:
        say(f"Say one of: ./portal {' | '.join(MODES)}")
        return 2
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
