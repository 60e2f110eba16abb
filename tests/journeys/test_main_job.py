"""The main job by hand: a return, a pass in the registry once, a referral and what follows."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assessments.demo import documents
from tests.awarding.inspection import other_files
from tests.journeys import people
from tests.journeys.installation import Installation

LEARNER, OTHER = "Ffion Gŵyn Llŷr", "Rhodri ap Siôn"
ALL_PASS = ["Pass"] * 4


@pytest.fixture
def work(tmp_path: Path) -> dict[str, Path]:
    """A PDF, a Word document, an MP4 and a signed cover sheet."""
    made = {
        "essay.pdf": documents.pdf("essay.pdf", "Leading my team", ["I lead nine people."]).read(),
        "plan.docx": documents.word("plan.docx", LEARNER, ["What I would do next."]).read(),
        "talk.mp4": other_files.mp4(),
        "cover.pdf": documents.pdf("cover.pdf", "Cover sheet", ["Signed."]).read(),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in made}


def sent(page: Page, portal: Installation, learner: str, work: dict[str, Path]) -> str:
    number = people.register(page, learner)
    reference = people.open_work(page, portal, number)
    people.add_files(page, "Evidence", work["essay.pdf"], work["plan.docx"], work["talk.mp4"])
    people.add_files(page, "Cover sheet", work["cover.pdf"])
    people.send(page, learner)
    return reference


def assessed(browser: Browser, portal: Installation, reference: str, decisions: list[str]) -> None:
    ola = people.signed_in(browser, portal, "ola@northgate.example")
    people.open_check(ola, portal, reference)
    ola.get_by_role("button", name="Accept").click()
    people.allocate(ola, portal, reference, "Ben Achebe")
    ben = people.signed_in(browser, portal, "ben@northgate.example")
    people.mark(ben, portal, reference, decisions)
    lena = people.signed_in(browser, portal, "lena@northgate.example")
    people.finalise(lena, portal, reference)
    rhys = people.signed_in(browser, portal, "rhys@northgate.example")
    people.release(rhys, portal, reference)


@pytest.mark.rule("A25", "A27", "A31", "A33", "A34", "A35", "A36")
def test_a_pass_goes_from_upload_to_the_registry_once(
    browser: Browser, portal: Installation, work: dict[str, Path]
) -> None:
    megan = people.at_the_centre(browser, portal, "megan@riverside.example")
    reference = sent(megan, portal, LEARNER, work)
    here = f"{portal.url}/northgate/centre/012345/submissions/{reference}/"

    assessed(browser, portal, reference, ALL_PASS)

    megan.goto(here)
    expect(megan.get_by_text("Pass", exact=True).first).to_be_visible()
    with megan.expect_download() as sheet:
        megan.get_by_role("link", name="result sheet").first.click()
    assert Path(sheet.value.path()).read_bytes().startswith(b"%PDF-")
    assert entries(browser, portal, LEARNER) == 1


def entries(browser: Browser, portal: Installation, learner: str) -> int:
    """How often the registry's own page lists the learner, once it has the result."""
    page = browser.new_context().new_page()
    page.goto(portal.registry)
    user, password = portal.keeper
    page.locator("input[name=username]").fill(user)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Sign in").click()
    people.until(page, learner)
    return page.get_by_text(learner).count()


@pytest.mark.rule("A25", "A41")
def test_what_is_returned_says_what_to_do_and_comes_back(
    browser: Browser, portal: Installation, work: dict[str, Path]
) -> None:
    megan = people.at_the_centre(browser, portal, "megan@riverside.example")
    reference = sent(megan, portal, OTHER, work)
    ola = people.signed_in(browser, portal, "ola@northgate.example")
    people.open_check(ola, portal, reference)
    for group in ola.locator("#points fieldset:has(input[type=radio])").all():
        answer = "Not met" if "signed for exactly these files" in group.inner_text() else "Met"
        group.get_by_label(answer, exact=True).check()
        if answer == "Not met":
            group.locator("textarea").fill("Date the cover sheet and send it again.")
    ola.get_by_role("button", name="Return to centre").click()

    megan.goto(f"{portal.url}/northgate/centre/012345/submissions/{reference}/")
    expect(megan.get_by_text("Date the cover sheet and send it again.").first).to_be_visible()
    people.add_files(megan, "Evidence", work["essay.pdf"])
    people.add_files(megan, "Cover sheet", work["cover.pdf"])
    people.send(megan, OTHER)
    assessed(browser, portal, reference, ["Pass", "Referral", "Pass", "Pass"])

    megan.goto(f"{portal.url}/northgate/centre/012345/submissions/{reference}/")
    expect(megan.get_by_text("Referral").first).to_be_visible()
    onward = megan.get_by_role("link", name=re.compile("Go to the next submission"))
    expect(onward.first).to_be_visible()
