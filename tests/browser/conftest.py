"""The sample site for a module, a page of the session's browser for each test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import sample_site


@pytest.fixture(scope="module")
def samples() -> Iterator[str]:
    """The address of the sample pages."""
    with sample_site.served() as address:
        yield address


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of its own. Keywords go to the browser's context."""
    contexts = []

    def opened(address: str, *, width: int = 1280, **given: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **given)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
