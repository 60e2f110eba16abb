"""What a lead assessor's choices come to is said while they are made."""

from playwright.sync_api import Browser, expect

from tests.journeys import people
from tests.journeys.installation import Installation


def test_a_change_says_at_once_what_the_result_would_be(
    browser: Browser, portal: Installation
) -> None:
    page = people.signed_in(browser, portal, "lena@northgate.example")
    page.goto(f"{portal.url}/northgate/staff/assure/")
    page.get_by_role("button", name="Open next").click()
    said, criteria = page.locator("[data-comes-to]"), page.locator("[data-marked]")
    marked = [one.get_attribute("data-marked") for one in criteria.all()]
    first = "Pass" if set(marked) == {"pass"} else "Referral"
    expect(said).to_have_text(first)

    criteria.first.locator("[name^='view-'][value='change']").check()
    criteria.first.locator("[name^='decision-'][value='referral']").check()
    expect(said).to_have_text("Referral")
    criteria.first.locator("[name^='view-'][value='agree']").check()

    expect(said).to_have_text(first)
