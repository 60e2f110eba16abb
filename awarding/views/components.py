"""Every component with sample data, for people who make pages. Routed in debug only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awarding import component_samples


def components_page(request: HttpRequest) -> HttpResponse:
    """Show all components on one page."""
    return render(request, "design/components.html", component_samples.everything())


def marking_page(request: HttpRequest) -> HttpResponse:
    """Show the marking layout with sample criteria."""
    return render(request, "design/marking.html", component_samples.marking())


def tracker_page(request: HttpRequest) -> HttpResponse:
    """Show the tracker's layout with sample rows."""
    return render(request, "design/tracker.html", component_samples.tracker())
