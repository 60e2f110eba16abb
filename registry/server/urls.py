"""The registry's addresses."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from registry.server import api, problems, views

BODY = "api/v1/bodies/<slug:body>"

urlpatterns = [
    path("", views.entries, name="entries"),
    path("registrations/", views.registrations, name="registrations"),
    path("turned-away/", views.turned_away, name="turned-away"),
    path(
        "sign-in/",
        LoginView.as_view(template_name="orchard/sign_in.html", redirect_authenticated_user=True),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("health/", views.health, name="health"),
    path(f"{BODY}/results", api.Results.as_view()),
    path(f"{BODY}/results/<slug:key>", api.OneResult.as_view()),
    path(f"{BODY}/registrations", api.Registrations.as_view()),
    path(f"{BODY}/registrations/<slug:key>", api.OneRegistration.as_view()),
]
handler404 = problems.not_found
handler500 = problems.broken
