"""The keys under which things are told: each names the thing, so a repeat is no second one."""

import re

REGISTRATION = re.compile(r"registration-[0-9A-Za-z-]{1,64}")
RESULT = re.compile(r"result-(?P<result>[0-9A-Za-z-]{1,64})-v(?P<version>[1-9][0-9]{0,3})")


def of_registration(registration: object) -> str:
    """The key of a registration."""
    return f"registration-{registration}"


def of_result(result: object, version: int) -> str:
    """The key of one version of a result."""
    return f"result-{result}-v{version}"


def place(key: str) -> str | None:
    """Where a key stands in the order of what it names: by number, then by version.

    Text of digits of one length compares as its numbers do, so the length comes first. The
    registry's own ``place`` columns say the same.
    """
    if is_registration(key):
        number = key.removeprefix("registration-")
        return f"{len(number):02}{number}"
    named = result_and_version(key)
    return f"{len(named[0]):02}{named[0]}-{named[1]:04}" if named else None


def is_registration(key: str) -> bool:
    """Whether a key names a registration."""
    return REGISTRATION.fullmatch(key) is not None


def result_and_version(key: str) -> tuple[str, int] | None:
    """Which result and which version a key names, or nothing when it names none."""
    match = RESULT.fullmatch(key)
    return (match["result"], int(match["version"])) if match else None
