"""The world of the tests: real servers, the serving roles, two bodies, a few people.

The database is made and migrated as the owner; every connection then works as the application
does. ``db`` rolls back; ``committed`` commits for real, and the owner cleans up after it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import Browser

from awarding.kernel import tenancy
from awarding.models import AwardingBody
from tests import factories
from tests.browser import chromium
from tests.spread import SharedSetUp

#: How long a loaded machine takes to think of examples proves nothing of the code.
hypothesis.settings.register_profile(
    "portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("portal")

#: The addresses whose forms name what they show.
COMES_ROUND = re.compile(r"/staff/(checks|assure|with-assessors)/[A-Z]{2}-[^/]+/$")

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedSetUp:
    """Spread the tests over the processes so that no costly set-up is made twice."""
    return SharedSetUp(config, log)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: object, worker_id: str
) -> None:
    """Make this worker's database as the owner, and point the serving login at it.

    The server is thrown away with its databases when the tests are through.
    """
    owner, serving = connections["owner"], connections["default"]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django has no type for it
        owner.settings_dict["TEST"]["NAME"] = f"test_portal_{worker_id}"
        name = owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        serving.close()
        serving.settings_dict["NAME"] = name
        factories.bodies()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """A database whose commits are real, for races and workers; emptied by the owner after."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django has no type for it
        yield
        connections["default"].close()
        factories.empty_everything()
        factories.bodies()


def _shown(client: Client, path: str) -> dict[str, str]:
    """What the page of a check, a comparison or a taking back says now that it shows."""
    if not COMES_ROUND.search(path):
        return {}
    page = client.get(path).content.decode(errors="replace")
    return dict(re.findall(r'name="(shown)" value="([^"]*)"', page))


@pytest.fixture(scope="session", autouse=True)
def _forms_as_pages_make_them() -> None:
    """The test client sends what pages hide in their forms, unless the test gives it itself.

    That is a one-use key, and what the page shows where it is shown again in another round.
    """
    send = Client.post

    def post(client: Client, path: str, data: Any = None, *args: Any, **given: Any) -> Any:
        if data is None or isinstance(data, dict):
            data = {"form_key": str(uuid4()), **_shown(client, path), **(data or {})}
        return send(client, path, data, *args, **given)

    Client.post = post  # type: ignore[method-assign]  # for every test


@pytest.fixture(autouse=True)
def _static_files_as_they_lie(settings: Any) -> None:
    """Pages in tests name static files as they lie in the tree; nothing is collected for them."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def _files_of_its_own(worker_id: str) -> Iterator[None]:
    """Each process of tests keeps its files in a folder of its own, as it has its own database."""
    was = settings.STORAGES["default"]
    own = {**was["OPTIONS"], "location": f"{settings.FILES_DIR}/{worker_id}"}
    with override_settings(STORAGES={**settings.STORAGES, "default": {**was, "OPTIONS": own}}):
        yield


@pytest.fixture
def now() -> datetime:
    """Friday 20 November 2026, 10:00 in London."""
    return NOW


@pytest.fixture
def body(db: None) -> AwardingBody:
    """Northgate Awards."""
    return AwardingBody.objects.get(slug="northgate")


@pytest.fixture
def other_body(db: None) -> AwardingBody:
    """The Motor Trades Institute."""
    return AwardingBody.objects.get(slug="mti")


@pytest.fixture
def staff_scope(body: AwardingBody) -> Iterator[tenancy.Scope]:
    """Everything in the test is done at the staff's side of Northgate."""
    with tenancy.acting(factories.staff_scope(body)) as scope:
        yield scope


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One running Chromium for all tests of this process: there can be no second."""
    with chromium.launched() as running:
        yield running
