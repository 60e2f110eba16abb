"""Every page, as its people see it: axe 0, no sideways scroll, no complaint of the policy.

The pages are found by following links from each person's first page, one of each address; an
address that nobody reaches must stand in ``NOT_PAGES`` with its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, get_resolver, resolve
from playwright.sync_api import Browser, Page

from awarding.acting import sent_from
from tests.browser import chromium
from tests.journeys import people
from tests.journeys.installation import Installation

A_FILE = "a file, not a page"
LEADS_ON = "leads on to another page"
CONFIRMS = "comes after a form of the calendar's page; its own tests look at it"
ENDED = "shown once a role at a centre has ended; its own tests look at it"
UNLINKED = "nothing links to it yet: staff find the working on the submission's own pages"
IN_THE_JOURNEY = "seen on the way of the main job, after a form is sent"
NOT_PAGES = {
    "assessor:copy": A_FILE,
    "staff:copy": A_FILE,
    "staff:sent-file": A_FILE,
    "staff:result-sheet": A_FILE,
    "centre:file": A_FILE,
    "centre:result-sheet": A_FILE,
    "assessor:home": LEADS_ON,
    "centre:home": LEADS_ON,
    "eqa:home": LEADS_ON,
    "staff:home": LEADS_ON,
    "staff:end-interest": LEADS_ON,
    "centre:add-files": LEADS_ON,
    "centre:ask-transfer": LEADS_ON,
    "centre:draft": LEADS_ON,
    "centre:hand-in": LEADS_ON,
    "centre:keep-files": LEADS_ON,
    "centre:remove-file": LEADS_ON,
    "centre:remove-refused": LEADS_ON,
    "centre:review": LEADS_ON,
    "assessor:clock": UNLINKED,
    "staff:clock": UNLINKED,
    "assessor:submit-sheet": IN_THE_JOURNEY,
    "centre:registration": IN_THE_JOURNEY,
    "staff:calendar-correct": CONFIRMS,
    "staff:calendar-declare": CONFIRMS,
    "staff:calendar-remove": CONFIRMS,
    "staff:strike-out": ENDED,
    "staff:release-preview": IN_THE_JOURNEY,
    "staff:released": IN_THE_JOURNEY,
}
#: How many pages of one name are followed further: what one record does not link to, another may.
FOLLOWED = 12
WALKERS = {
    "centre": ("megan@riverside.example", "/northgate/centre/012345/tracker/?status=question"),
    "staff": ("ola@northgate.example", "/northgate/staff/"),
    "staff: release": ("rhys@northgate.example", "/northgate/staff/"),
    "staff: administrator": ("ada@northgate.example", "/northgate/staff/"),
    "staff: lead": ("lena@northgate.example", "/northgate/staff/"),
    "assessor": ("carol@northgate.example", "/northgate/assessor/worklist/"),
    "eqa": ("evan@northgate.example", "/northgate/eqa/"),
}
DESCRIBED_BY_NOTHING = """
() => [...document.querySelectorAll("[aria-describedby]")]
    .flatMap(one => one.getAttribute("aria-describedby").split(/\\s+/))
    .filter(id => id && !document.getElementById(id))
"""
LOOKS = [("light", 1280), ("dark", 320)]


def named(path: str) -> str:
    """The name of an address, with its audience; empty for what is not ours."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def linked(page: Page) -> Iterator[str]:
    """The paths this page links to, within the portal."""
    here = urlsplit(page.url).netloc
    for link in page.eval_on_selector_all("a[href]", "found => found.map(one => one.href)"):
        to = urlsplit(link)
        if to.netloc == here:
            yield to.path + (f"?{to.query}" if to.query else "")


def walk(page: Page, base: str, first: str, audience: str) -> dict[str, str]:
    """One path for each named page that can be reached by following links."""
    found: dict[str, list[str]] = {}
    waiting = [first]
    while waiting:
        path = waiting.pop(0)
        answer = page.goto(base + path)
        assert answer is not None, path
        assert answer.status == 200, path
        for to in linked(page):
            name = named(to.partition("?")[0])
            seen = found.setdefault(name, [])
            if is_page(name, audience) and to not in seen and len(seen) < FOLLOWED:
                seen.append(to)
                waiting.append(to)
    return {name: paths[0] for name, paths in found.items() if paths}


def is_page(name: str, audience: str) -> bool:
    """Whether an address of this name is a page of this audience."""
    return name.startswith(f"{audience}:") and name not in NOT_PAGES


def answers_forms_alone(view: Any) -> bool:
    """Whether a view does what a form sends, and leads elsewhere who only opens it."""
    while view is not None:
        if view.__code__.co_qualname.startswith(f"{sent_from.__name__}."):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def look(
    browser: Browser, portal: Installation, page: Page, path: str, scheme: str, width: int
) -> list[str]:
    """What is wrong with one page in one look."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
        storage_state=page.context.storage_state(),
    )
    tab = context.new_page()
    tab.goto(portal.url + path)
    wrong = [f"{scheme} {width} {path}: {one}" for one in chromium.violations(tab)]
    wrong += [f"{path}: nothing has the id {one}" for one in tab.evaluate(DESCRIBED_BY_NOTHING)]
    if (wide := chromium.overflow(tab)) > 0:
        wrong.append(f"{scheme} {width} {path}: {wide} pixels too wide")
    context.close()
    return wrong


@dataclass
class Walk:
    """What somebody reached from their first page, and what the browser complained of."""

    page: Page
    found: dict[str, str]
    complaints: list[str]


@pytest.fixture(scope="module")
def walks(browser: Browser, portal: Installation) -> dict[str, Walk]:
    """Every walker's walk."""
    made = {}
    for walker, (email, first) in WALKERS.items():
        page = people.signed_in(browser, portal, email)
        heard: list[str] = []
        page.on(
            "console", lambda said, heard=heard: said.type == "error" and heard.append(said.text)
        )
        made[walker] = Walk(page, walk(page, portal.url, first, walker.partition(":")[0]), heard)
    return made


@pytest.mark.parametrize("walker", WALKERS)
def test_no_page_offends_the_content_policy(walks: dict[str, Walk], walker: str) -> None:
    assert walks[walker].found
    assert walks[walker].complaints == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_is_legible_and_fits(
    browser: Browser, portal: Installation, walks: dict[str, Walk], scheme: str, width: int
) -> None:
    one_of_each = {
        name: (one.page, path) for one in walks.values() for name, path in one.found.items()
    }

    wrong = [
        found
        for page, path in one_of_each.values()
        for found in look(browser, portal, page, path, scheme, width)
    ]

    assert wrong == [], "\n".join(wrong)


def test_no_address_was_left_out(walks: dict[str, Walk]) -> None:
    reached = {name for one in walks.values() for name in one.found}
    pages = {
        f"{audience}:{one.name}"
        for audience, (_, nested) in get_resolver().namespace_dict.items()
        for one in nested.url_patterns
        if not answers_forms_alone(one.callback)
    }

    assert sorted(pages - reached - set(NOT_PAGES)) == []
