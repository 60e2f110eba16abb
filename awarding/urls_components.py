"""Addresses of the sample pages. Include them in debug only."""

from django.urls import path

from awarding import views_components

urlpatterns = [
    path("", views_components.components_page, name="components"),
    path("marking/", views_components.marking_page, name="components-marking"),
    path("tracker/", views_components.tracker_page, name="components-tracker"),
    path("confirm/", views_components.confirm_page, name="components-confirm"),
]
