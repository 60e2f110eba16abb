"""Addresses of centres, by audience."""

from django.urls import path

from centres.views import learners, register

centre = [
    path("learners/", learners.learners, name="learners"),
    path("learners/register/", register.register, name="register"),
    path("registrations/<slug:registration>/", register.registration, name="registration"),
]
