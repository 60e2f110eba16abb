"""Run any command with new, empty services around it."""

from tools.launch import commands, services


def main(arguments: list[str]) -> int:
    """The exit code of the command, run with the environment that names the services."""
    with services.for_a_while() as (_, environment):
        return commands.run(arguments, environment)
