"""Addresses of the ground: those of nobody in particular, and those of each audience.

Each app's ``urls.py`` has a list for each audience (``staff``, ``assessor``, ``eqa``,
``centre``); ``config.urls`` puts them under the audience's address and namespace. A page is
named by ``here(request, "people")`` in code and ``{% address "people" %}`` in a template.
"""

from django.urls import path

from awarding.acting import needs
from awarding.views import appearance, calendar, choose, clocks, health, people, rules, signed_in

public = [
    path("", choose.choose, name="choose"),
    path("signed-in/", signed_in.signed_in, name="signed-in"),
    path("colours/", appearance.choose_theme, name="choose-theme"),
    path("health/", health.alive, name="health"),
    path("health/ready/", health.ready, name="ready"),
]

everybody = [
    path("", choose.home, name="home"),
    path("rules/", rules.rules, name="rules"),
]

clock = path("clock/<int:pk>/", clocks.clock, name="clock")

staff = [
    *everybody,
    path("people/", people.people_list, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path(
        "people/<int:pk>/mistake/",
        needs("membership.strike_out", people.strike_out),
        name="strike-out",
    ),
    path("people/<int:pk>/end/", needs("membership.end", people.end), name="end-membership"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:pk>/", calendar.calendar, name="calendar-of"),
    path("calendar/<int:pk>/declare/", calendar.declare, name="calendar-declare"),
    path("calendar/<int:pk>/remove/", calendar.remove, name="calendar-remove"),
    path("calendar/<int:pk>/correct/", calendar.correct, name="calendar-correct"),
    clock,
]
assessor = [*everybody, clock]
eqa = [*everybody]
centre = [*everybody]
