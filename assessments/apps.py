"""Assessments as a Django app."""

from django.apps import AppConfig


class Assessments(AppConfig):
    """Submissions, marking, quality assurance, results and their release."""

    name = "assessments"
