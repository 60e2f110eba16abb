"""The registry's commands: ``python -m registry.server.manage migrate --database owner``."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command with the registry's settings, whatever the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "registry.server.settings"
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
