"""Outside the demo nothing is served that only a demo may do."""

import pytest
from django.core.checks import run_checks
from django.db import connections

from awarding.kernel import tenancy
from awarding.models import Person
from tests.factories import person

ALLAUTH = "allauth.account.auth_backends.AuthenticationBackend"


def told(**asked) -> set[str]:
    """What the checks complain of, by number."""
    asked.setdefault("include_deployment_checks", True)
    return {one.id for one in run_checks(**asked) if one.id and one.id.startswith("portal.")}


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.DEMO = False
    settings.HTTPS = True
    settings.PORTAL_ORIGIN = "https://portal.test"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.REGISTRY_URL, settings.REGISTRY_TOKEN = "https://registry.test", "northgate=abc"


def test_an_installation_as_it_should_be_is_not_complained_of(db):
    assert told(databases=["default"]) == set()


@pytest.mark.parametrize(
    ("setting", "value", "number"),
    [
        ("SECRET_KEY", "", "portal.E001"),
        ("SECRET_KEY", "change-me", "portal.E001"),
        ("SECRET_KEY", "x" * 50, "portal.E001"),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnop", "portal.E001"),
        ("DEBUG", True, "portal.E002"),
        ("ALLOWED_HOSTS", ["*"], "portal.E012"),
        ("ALLOWED_HOSTS", ["portal.test", "*"], "portal.E012"),
        ("MFA_SUPPORTED_TYPES", ["recovery_codes"], "portal.E003"),
        ("MIDDLEWARE", [], "portal.E003"),
        ("AXES_HANDLER", "axes.handlers.cache.AxesCacheHandler", "portal.E004"),
        ("AUTHENTICATION_BACKENDS", [ALLAUTH], "portal.E004"),
        ("HTTPS", False, "portal.E006"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "portal.E007"),
        ("REGISTRY_URL", "", "portal.E011"),
        ("REGISTRY_TOKEN", "", "portal.E011"),
        ("CELERY_TASK_ALWAYS_EAGER", True, "portal.E008"),
    ],
)
def test_each_thing_that_only_a_demo_may_do_is_an_error(settings, setting, value, number):
    setattr(settings, setting, value)

    assert number in told()


def test_the_demo_may_do_what_makes_it_easy_to_try(settings):
    settings.DEMO = settings.DEBUG = True
    settings.HTTPS = False
    settings.SECRET_KEY = "short"
    settings.REGISTRY_URL = ""

    assert told() == set()


def test_the_demo_is_not_served_to_the_world(settings):
    settings.DEMO = True

    assert told() == {"portal.E005"}


def test_an_account_of_the_demo_that_can_sign_in_is_an_error(db):
    person("megan@riverside.example", "Megan Price", "everybody knows this")

    assert told(databases=["default"]) == {"portal.E010"}


def test_an_account_of_the_demo_that_cannot_sign_in_is_none(db):
    person("megan@riverside.example", "Megan Price")
    with tenancy.acting(tenancy.NOBODY):
        Person.objects.create_user("tom@riverside.example", "known", is_active=False)

    assert told(databases=["default"]) == set()


def test_the_database_is_asked_only_where_it_is_named(db):
    person("megan@riverside.example", "Megan Price", "everybody knows this")

    assert told() == set()


def test_an_owner_who_serves_is_an_error(committed):
    """The check itself, asked by the owner: who owns the tables could take their fences away."""
    serving = connections["default"]
    kept = dict(serving.settings_dict)
    serving.close()
    serving.settings_dict |= {
        name: connections["owner"].settings_dict[name] for name in ("USER", "PASSWORD")
    }
    try:
        assert told(databases=["default"]) == {"portal.E009"}
    finally:
        serving.close()
        serving.settings_dict.clear()
        serving.settings_dict |= kept
