"""Addresses of centres, by audience."""

from django.urls import path

from centres.views import learners, register, transfers

centre = [
    path("learners/", learners.learners, name="learners"),
    path("learners/register/", register.register, name="register"),
    path("registrations/<slug:registration>/", register.registration, name="registration"),
    path("registrations/<slug:registration>/transfer/", transfers.ask, name="ask-transfer"),
]

staff = [
    path("transfers/", transfers.waiting, name="transfers"),
    path("transfers/<int:transfer>/", transfers.answer, name="transfer"),
]
