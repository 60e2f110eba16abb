"""Addresses of centres, by audience."""

from django.urls import path

from awarding.acting import needs
from centres.views import learners, register, transfers

centre = [
    path("learners/", learners.learners, name="learners"),
    path("learners/register/", needs("learner.register", register.register), name="register"),
    path("registrations/<slug:registration>/", register.registration, name="registration"),
    path("registrations/<slug:registration>/transfer/", transfers.ask, name="ask-transfer"),
]

staff = [
    path("transfers/", needs("registration.transfer", transfers.waiting), name="transfers"),
    path(
        "transfers/<int:transfer>/",
        needs("registration.transfer", transfers.answer),
        name="transfer",
    ),
]
