"""What each person of the main job does in the browser, in the words on the page."""

import re
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.installation import Installation

PATIENCE = 120_000  # milliseconds a worker may take on a busy machine


def signed_in(browser: Browser, portal: Installation, email: str) -> Page:
    """A page of a new browser profile, signed in, on the first page after it."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{portal.url}/accounts/login/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(portal.people[email])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    return page


def until(page: Page, text: str) -> None:
    """Look at the page again until it says this: what a worker does takes a moment."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        if page.get_by_text(text).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"{page.url} does not say {text!r}:\n{page.inner_text('main')}")


def at_the_centre(browser: Browser, portal: Installation, email: str) -> Page:
    """The coordinator at Riverside for Northgate, chosen from the two bodies."""
    page = signed_in(browser, portal, email)
    page.goto(f"{portal.url}/northgate/centre/012345/tracker/")
    return page


def register(page: Page, name: str) -> str:
    """Register a learner and return the number that is issued."""
    page.get_by_role("link", name="Learners", exact=True).click()
    page.get_by_text("Register a learner", exact=True).first.click()
    page.get_by_label("Full name").fill(name)
    codes = page.get_by_label("Code")
    for option in codes.locator("option").all():
        if "NL3-21" in option.inner_text() and "NL3-21-L" not in option.inner_text():
            codes.select_option(value=option.get_attribute("value"))
    page.get_by_role("button", name="Register", exact=True).click()
    page.wait_for_load_state()
    found = re.search(r"\bR[A-HJ-NP-Z2-9]{8}\b", page.inner_text("main"))
    assert found, page.inner_text("main")
    return found[0]


def open_work(page: Page, portal: Installation, number: str) -> str:
    """Open submission 1 of the leadership unit and return its reference."""
    page.goto(f"{portal.url}/northgate/centre/012345/submit/")
    page.get_by_label("Name or number").fill(number)
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Unit").select_option(label="NL3-300 Understanding leadership")
    page.get_by_role("button", name=re.compile("Submit work for this unit")).click()
    page.wait_for_load_state()
    return reference_on(page)


def reference_on(page: Page) -> str:
    """The reference of the submission this page is about."""
    return re.search(r"/submissions/([A-Z0-9-]+)/", page.url)[1]


def add_files(page: Page, document: str, *files: Path) -> None:
    """Add files of one kind of document."""
    page.get_by_label("What they are").select_option(label=document)
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_role("button", name="Add files").click()
    page.wait_for_load_state()


def send(page: Page, learner: str) -> None:
    """Review the work, sign for it and send it, once its files are inspected."""
    end = time.monotonic() + PATIENCE / 1000
    while page.get_by_text("Being checked").count() and time.monotonic() < end:
        page.wait_for_timeout(1000)
        page.reload()
    for box in page.locator("#send input[type=checkbox]").all():
        box.check()
    page.get_by_label("Learner's name as signed on the cover sheet").fill(learner)
    page.get_by_role("button", name="Submit to Northgate Awards").click()
    expect(page.get_by_text("Quality check").first).to_be_visible()


def open_check(page: Page, portal: Installation, reference: str) -> None:
    """Take a submission for its quality check."""
    page.goto(f"{portal.url}/northgate/staff/checks/{reference}/")
    page.get_by_role("button", name="Start the check").click()
    page.wait_for_load_state()


def allocate(page: Page, portal: Installation, reference: str, assessor: str) -> None:
    """Allocate an accepted submission once its copies are made."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        page.goto(f"{portal.url}/northgate/staff/allocate/?q={reference}")
        if page.get_by_label(reference, exact=True).count():
            break
        page.wait_for_timeout(1000)
    page.get_by_label(reference, exact=True).check()
    page.locator("select[name=assessor]").select_option(
        value=next(
            option.get_attribute("value")
            for option in page.locator("select[name=assessor]").locator("option").all()
            if assessor in option.inner_text()
        )
    )
    page.get_by_role("button", name="Allocate", exact=True).click()
    page.wait_for_load_state()


def mark(page: Page, portal: Installation, reference: str, decisions: list[str]) -> None:
    """Mark every criterion as one types, and hand the sheet over."""
    page.goto(f"{portal.url}/northgate/assessor/marking/{reference}/")
    page.get_by_role("button", name="Begin marking").click()
    page.wait_for_load_state()
    for card, decision in zip(
        page.locator("fieldset[data-criterion]").all(), decisions, strict=True
    ):
        card.get_by_label(decision, exact=False).first.check()
        card.locator("textarea").fill(f"{decision}: you say so on page 1, with an example.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=30_000)
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Submit to lead assessor").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    page.wait_for_load_state()


def finalise(page: Page, portal: Installation, reference: str) -> None:
    """Agree with the assessor and finalise."""
    page.goto(f"{portal.url}/northgate/staff/assure/{reference}/")
    page.get_by_role("button", name="Open for assurance").click()
    page.get_by_role("button", name="Finalise").click()
    page.wait_for_load_state()


def release(page: Page, portal: Installation, reference: str) -> None:
    """Release one result once its sheet is made."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        page.goto(f"{portal.url}/northgate/staff/release/?q={reference}")
        if page.get_by_label(reference, exact=True).count():
            break
        page.wait_for_timeout(1000)
    page.get_by_label(reference, exact=True).check()
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Release 1 result").click()
    page.wait_for_load_state()
