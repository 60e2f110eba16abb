"""The modes that hand over to another program, with new services around it."""

from collections.abc import Callable

from tools.launch import commands, processes, test


def docs(arguments: list[str]) -> int:
    """Write the pages that are made from the code."""
    return test.around(processes.portal_command("docs", *arguments))


def tool(name: str) -> Callable[[list[str]], int]:
    """The mode that runs the maintainers' program of this name."""

    def main(arguments: list[str]) -> int:
        return test.around(commands.python("-m", f"tools.{name}", *arguments))

    return main


def with_services(arguments: list[str]) -> int:
    """The exit code of any command, run with the environment that names the services."""
    return test.around(arguments)
