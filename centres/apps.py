"""Centres as a Django app."""

from django.apps import AppConfig

from centres import acts  # noqa: F401  # the table of who may do what


class Centres(AppConfig):
    """Approvals, catalogue, learners, registrations, competence and conflicts of interest."""

    name = "centres"
