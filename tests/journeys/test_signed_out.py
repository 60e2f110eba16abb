"""A session that ends while somebody types: what they typed is saved after they sign in again."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import people
from tests.journeys.installation import Installation

BEN, MEGAN = "ben@northgate.example", "megan@riverside.example"
FIRST = "You show how the plan was carried out, on page 2, and what came of it."
SECOND = "You say on page 3 what you would do in another way, and why."


def session_ends(page: Page) -> None:
    page.context.clear_cookies(name="session")


def sign_in_beside(page: Page, link: str, portal: Installation, email: str) -> None:
    """Sign in in the tab that the link opens, and come back."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name=link).click()
    beside = opened.value
    expect(beside.get_by_text("You were signed out before")).to_be_visible()
    beside.get_by_label("Email address").fill(email)
    beside.get_by_label("Password", exact=True).fill(portal.people[email])
    beside.get_by_role("button", name="Sign in").click()
    expect(beside.get_by_text("go on in the one you came from")).to_be_visible()
    beside.close()
    page.bring_to_front()


def marking(browser: Browser, portal: Installation) -> Page:
    """A sheet that Ben has begun."""
    page = people.signed_in(browser, portal, BEN)
    page.goto(f"{portal.url}/northgate/assessor/worklist/")
    page.get_by_role("button", name="Mark next").click()
    page.wait_for_load_state()
    begin = page.get_by_role("button", name="Begin marking")
    if begin.count():
        begin.click()
    return page


def test_a_mark_sheet_says_so_and_saves_after_sign_in(
    browser: Browser, portal: Installation
) -> None:
    page = marking(browser, portal)
    box = page.locator("fieldset[data-criterion] textarea").first
    session_ends(page)

    box.fill(FIRST)
    expect(page.locator("[data-saved]")).to_contain_text("You are signed out.")
    sign_in_beside(page, "Sign in in another tab", portal, BEN)

    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=60_000)
    page.reload()
    expect(box).to_have_value(FIRST)


def test_save_pressed_when_signed_out_is_sent_again_after_sign_in(
    browser: Browser, portal: Installation
) -> None:
    page = marking(browser, portal)
    box = page.locator("fieldset[data-criterion] textarea").nth(1)
    session_ends(page)

    box.fill(SECOND)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You were signed out before this was saved").first).to_be_visible()
    expect(page.get_by_text(SECOND)).to_be_visible()
    sign_in_beside(page, "Sign in in a new tab", portal, BEN)
    page.get_by_role("button", name="Send it again").click()

    expect(box).to_have_value(SECOND)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_registration_is_sent_again_after_sign_in(
    browser: Browser, portal: Installation, scripts: bool
) -> None:
    page = registration(browser, portal, scripts)
    name = f"Ifan ap Siôn {'with' if scripts else 'without'} scripts"
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Code").select_option(index=1)
    session_ends(page)

    page.get_by_role("button", name="Register", exact=True).click()
    sign_in_beside(page, "Sign in in a new tab", portal, MEGAN)
    page.get_by_role("button", name="Send it again").click()
    if not scripts:
        expect(page.get_by_text("Nothing you typed is lost")).to_be_visible()
        page.get_by_role("button", name="Send it again").click()

    expect(page.get_by_text(name).first).to_be_visible()


def registration(browser: Browser, portal: Installation, scripts: bool) -> Page:
    """The form for a new learner at Riverside."""
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.goto(f"{portal.url}/accounts/login/")
    page.get_by_label("Email address").fill(MEGAN)
    page.get_by_label("Password", exact=True).fill(portal.people[MEGAN])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{portal.url}/northgate/centre/012345/learners/")
    page.get_by_text("Register a learner", exact=True).first.click()
    return page
