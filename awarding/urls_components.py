"""Addresses of the sample pages. Include them in debug only."""

from django.urls import path

from awarding.views import components

urlpatterns = [
    path("", components.components_page, name="components"),
    path("marking/", components.marking_page, name="components-marking"),
    path("tracker/", components.tracker_page, name="components-tracker"),
]
