"""``./portal prove --rules``: list the rules whose breaking no test notices, and exit 1 then."""

import sys
from argparse import ArgumentParser

import pytest

from tools.prove.runs import Runs

QUIET = ("-n0", "-q", "--no-header", "--no-summary", "-p", "no:randomly", "-p", "no:cacheprovider")

#: They start a browser or a whole installation: too slow to be run once for each rule.
LEFT_OUT = ("--ignore=tests/journeys", "--ignore=tests/browser")


def main(arguments: list[str]) -> int:
    """Run the tests that name a rule once as the code is, then once for each rule broken."""
    parser = ArgumentParser(prog="./portal prove", description=__doc__)
    parser.add_argument("--rules", action="store_true", required=True)
    parser.add_argument("--show", action="store_true", help="say which test noticed each")
    parser.add_argument("--deep", action="store_true", help="also: does an act ask each gate?")
    parser.add_argument("codes", nargs="*", help="only these rules, such as A26; all without")
    asked = parser.parse_args(arguments)
    runs = Runs(set(asked.codes), show=asked.show, deep=asked.deep)
    code = pytest.main([*QUIET, *LEFT_OUT, "tests"], plugins=[runs])
    return int(code) or runs.code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
