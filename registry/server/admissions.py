"""Who may use the registry: written by the owner's role, never by the serving one."""

from django.contrib.auth import get_user_model

from registry.server.models import Client
from registry.server.models.client import hashed

OWNER = "owner"


def admit(*, slug: str, name: str, token: str) -> None:
    """Let an awarding body in with this token; an earlier token opens nothing any more."""
    Client.objects.using(OWNER).update_or_create(
        slug=slug, defaults={"name": name, "token_hash": hashed(token)}
    )


def make_keeper(*, username: str, password: str) -> None:
    """Make the person who reads the registry's pages, unless there is one."""
    people = get_user_model()._default_manager.using(OWNER)
    keeper, is_new = people.get_or_create(username=username)
    if is_new:
        keeper.set_password(password)
        keeper.save(using=OWNER)
