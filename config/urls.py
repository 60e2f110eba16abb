"""Every address of the portal: the second word says which side of the house it is.

An app joins by being named in ``APPS``: its ``urls.py`` has a list of patterns for each audience.
"""

from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

import assessments.urls
import awarding.urls
import centres.urls

APPS: list[Any] = [assessments.urls, centres.urls, awarding.urls]

PLACES = {
    "staff": "<slug:body>/staff/",
    "assessor": "<slug:body>/assessor/",
    "eqa": "<slug:body>/eqa/",
    "centre": "<slug:body>/centre/<slug:number>/",
}


def _under(audience: str) -> list[URLPattern | URLResolver]:
    """Return the patterns that the apps give this audience."""
    return [pattern for app in APPS for pattern in getattr(app, audience, [])]


urlpatterns: list[URLPattern | URLResolver] = [
    *awarding.urls.public,
    path("accounts/", include("awarding.urls_sign_in")),
    *(path(prefix, include((_under(audience), audience))) for audience, prefix in PLACES.items()),
]

if settings.DEBUG:
    urlpatterns.append(path("components/", include("awarding.urls_components")))

handler400 = "awarding.problems.not_understood"
handler403 = "awarding.problems.forbidden"
handler404 = "awarding.problems.not_found"
handler500 = "awarding.problems.our_fault"
