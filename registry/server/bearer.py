"""Which awarding body is calling."""

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from registry.server.models import Client


class BodyToken(BaseAuthentication):
    """A bearer token, which must be that of the body in the address."""

    def authenticate(self, request: Request) -> tuple[None, Client]:
        """The body that calls. A body unknown and a token unknown are answered alike."""
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        body = request.parser_context["kwargs"]["body"]
        client = Client.objects.filter(slug=body).first()
        given = token.decode("latin-1").strip()
        if client is None or scheme.lower() != b"bearer" or not client.knows(given):
            raise AuthenticationFailed(_("Send the bearer token of the body in the address."))
        return None, client

    def authenticate_header(self, request: Request) -> str:
        """How to authenticate, for an answer of 401."""
        return 'Bearer realm="The Orchard registry"'


def caller(request: Request) -> Client:
    """The body that calls, once ``Admitted`` let it in."""
    client: Client = request.auth  # type: ignore[assignment]  # DRF expects tokens of its own
    return client


class Admitted(BasePermission):
    """Only a body that the registry knows."""

    def has_permission(self, request: Request, view: object) -> bool:
        """Whether the token was a body's."""
        return isinstance(request.auth, Client)
