"""The whole register: every module of our apps that keeps a rule, read before it is asked."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

from django.apps import AppConfig, apps
from django.conf import settings

from awarding.kernel.machines import Machine
from awarding.kernel.rules import KINDS, REGISTER, Kept

KEEPERS = ("rules", "operations", "views")


def register() -> list[Kept]:
    """Return every place that keeps a rule, by code."""
    names = [app.name for app in our_apps()]
    for name in names:
        for folder in KEEPERS:
            modules_of(f"{name}.{folder}")
    return sorted({one for one in REGISTER if one.where.split(".")[0] in names}, key=_by_code)


def our_apps() -> list[AppConfig]:
    """Return the apps of this project, the highest first."""
    return [
        app for app in apps.get_app_configs() if Path(app.path).parent == Path(settings.BASE_DIR)
    ]


def modules_of(package: str) -> list[ModuleType]:
    """Return the modules of a package and of those inside it."""
    found = import_module(package)
    inside = walk_packages(found.__path__, prefix=f"{package}.")
    return [found, *(import_module(one.name) for one in inside)]


def machines() -> list[tuple[str, Machine]]:
    """Return every state machine with the path of its table."""
    return [
        (f"{app.name}.states.{name}", value)
        for app in our_apps()
        if (Path(app.path) / "states.py").exists()
        for name, value in vars(import_module(f"{app.name}.states")).items()
        if isinstance(value, Machine)
    ]


def _by_code(kept: Kept) -> tuple[object, ...]:
    return order(kept.code), KINDS.index(kept.kind), kept.where


def order(code: str) -> tuple[str, tuple[int, ...], str]:
    """Sort A2 before A10, and B1.2 before B1.10."""
    numbers = "".join(one if one.isdigit() else " " for one in code[1:]).split()
    return code[0], tuple(int(one) for one in numbers), code
