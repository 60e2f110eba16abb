"""Addresses of signing in: django-allauth's, without those by which an account changes hands.

One account is one person, invited by address; the address is changed by those who answer for it.
"""

from allauth.account import urls as account
from django.urls import include, path

CLOSED = {
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
}

urlpatterns = [
    *(pattern for pattern in account.urlpatterns if pattern.name not in CLOSED),
    path("2fa/", include("allauth.mfa.urls")),
]
