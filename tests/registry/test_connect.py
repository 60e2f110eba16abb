"""Which registry and which token the settings name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from registry.connect import connect
from registry.tokens import token_of
from tests.registry.samples import award, with_learners

TWO = "northgate=abc, mti=d=f"


@pytest.mark.parametrize(
    ("given", "body", "token"),
    [
        ("abc", "northgate", "abc"),
        ("abc", "mti", "abc"),
        (TWO, "northgate", "abc"),
        (TWO, "mti", "d=f"),
        (TWO, "third", ""),
        ("", "northgate", ""),
    ],
)
def test_one_token_serves_every_body_unless_bodies_are_named(given, body, token):
    assert token_of(given, body) == token


def test_the_settings_lead_to_the_real_registry(registry_server, settings):
    settings.REGISTRY_URL = registry_server.url
    settings.REGISTRY_TOKEN = registry_server.token
    registry_server.database.empty()

    receipt = with_learners(connect("mti")).register(award(), key="result-1-v1")

    assert registry_server.for_body("mti").look_up("result-1-v1") == receipt


@pytest.mark.parametrize(
    ("url", "token"), [("", "abc"), ("http://127.0.0.1:9", ""), ("http://127.0.0.1:9", "mti=d")]
)
def test_without_address_or_token_there_is_no_registry(settings, url, token):
    settings.REGISTRY_URL, settings.REGISTRY_TOKEN = url, token

    with pytest.raises(ImproperlyConfigured, match="northgate"):
        connect("northgate")
