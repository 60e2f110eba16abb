"""Assessments as a Django app."""

from django.apps import AppConfig

from assessments import acts  # noqa: F401  # the table of who may do what


class Assessments(AppConfig):
    """Submissions, marking, quality assurance, results and their release."""

    name = "assessments"
