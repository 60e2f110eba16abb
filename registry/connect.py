"""The registry that the settings name."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from registry.client import HttpRegistry
from registry.protocol import Registry
from registry.tokens import token_of


def connect(body: str) -> Registry:
    """The registry for one awarding body, by its slug; nothing is sent yet."""
    token = token_of(settings.REGISTRY_TOKEN, body)
    if not (settings.REGISTRY_URL and token):
        raise ImproperlyConfigured(f"Set REGISTRY_URL, and a REGISTRY_TOKEN for {body}.")
    return HttpRegistry(settings.REGISTRY_URL, body=body, token=token)
