"""Centres as a Django app."""

from django.apps import AppConfig


class Centres(AppConfig):
    """Approvals, catalogue, learners, registrations, competence and conflicts of interest."""

    name = "centres"
