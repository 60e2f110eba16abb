"""What the small scripts add: the look, saving while one types, one press is one press."""

import pytest
from playwright.sync_api import expect

from tests.browser import sample_site

FEEDBACK = "#f-3"


@pytest.fixture
def sheet(samples, open_page):
    sample_site.SENT.clear()
    sample_site.ARRIVED.clear()
    sample_site.ANSWERS.clear()
    return open_page(samples + "/components/marking/")


def test_the_look_changes_at_once_and_is_remembered(samples, open_page):
    page = open_page(samples + "/components/tracker/", color_scheme="light")

    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 25, 28)"


def test_the_look_changes_without_scripts(samples, open_page):
    page = open_page(samples + "/components/tracker/", java_script_enabled=False)

    page.get_by_role("button", name="Dark", exact=True).click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url == samples + "/components/tracker/"


def test_typing_is_saved_with_the_version_it_was_typed_on(sheet):
    sheet.fill(FEEDBACK, "Good page 2.")

    expect(sheet.locator("[data-saved]")).to_have_text("Saved at 10:43am")
    (sent,) = sample_site.SENT
    assert (sent["version"], sent["groups"], sent["f-2.1"]) == ("1", "2.1", "Good page 2.")


def test_the_next_save_carries_the_version_of_the_last_answer(sheet):
    sheet.fill(FEEDBACK, "One.")
    expect(sheet.locator("[data-saved]")).to_have_text("Saved at 10:43am")
    sheet.fill(FEEDBACK, "Two.")
    sheet.wait_for_function("document.querySelector('[data-saved]').dataset.state === 'saving'")
    expect(sheet.locator("[data-saved]")).to_have_attribute("data-state", "saved")

    assert [sent["version"] for sent in sample_site.SENT] == ["1", "2"]


def test_a_save_that_fails_says_so_and_is_tried_again(sheet):
    sample_site.ANSWERS.append((500, {}))
    sheet.fill(FEEDBACK, "Kept.")

    expect(sheet.locator("[data-saved]")).to_have_text("Not saved. Trying again.")
    expect(sheet.locator("[data-saved]")).to_have_text("Saved at 10:43am")
    assert [sent["f-2.1"] for sent in sample_site.SENT] == ["Kept.", "Kept."]


def test_a_change_made_elsewhere_stops_saving_and_leaves_the_text(sheet):
    said = {
        "message": "Changed in another window.",
        "url": "/components/marking/",
        "link": "Show it",
    }
    sample_site.ANSWERS.append((409, said))
    sheet.fill(FEEDBACK, "Mine.")

    expect(sheet.locator("[data-saved]")).to_have_text("Changed in another window. Show it")
    assert sheet.input_value(FEEDBACK) == "Mine."


def test_a_message_stands_next_to_its_box_and_leaves_when_put_right(sheet):
    sample_site.ANSWERS.append((422, {"errors": {"f-2.1": "Feedback must be shorter."}}))
    sheet.fill(FEEDBACK, "Long.")
    problem = sheet.locator("[data-save-group='2.1'] .govuk-error-message")
    expect(problem).to_have_text("Feedback must be shorter.")
    sheet.fill(FEEDBACK, "Short.")

    expect(problem).to_have_count(0)


def test_a_token_that_went_stale_is_renewed_and_the_text_is_saved(sheet):
    sheet.evaluate(
        "document.querySelector('main [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)"
    )
    sheet.fill(FEEDBACK, "Still here.")

    expect(sheet.locator("[data-saved]")).to_have_text("Saved at 10:43am")
    assert [sent["f-2.1"] for sent in sample_site.SENT] == ["Still here."]


SIGNED_OUT = (
    "You are signed out. Sign in in another tab, then go on here: nothing on this page is lost."
)


def test_somebody_signed_out_is_told_where_to_sign_in_and_the_text_is_saved_after(sheet):
    sample_site.ANSWERS.append((401, {}))
    sheet.fill(FEEDBACK, "Still here.")
    said = sheet.locator("[data-saved]")
    expect(said).to_have_text(f"{SIGNED_OUT} Sign in in another tab")
    expect(said.get_by_role("link", name="Sign in in another tab")).to_have_attribute(
        "target", "_blank"
    )

    sheet.evaluate("dispatchEvent(new Event('focus'))")

    expect(said).to_have_text("Saved at 10:43am", timeout=1500)
    assert [sent["f-2.1"] for sent in sample_site.SENT] == ["Still here.", "Still here."]


def test_a_save_led_to_another_page_is_taken_for_signed_out(sheet):
    sheet.route(
        "**/save/",
        lambda route: route.fulfill(status=302, headers={"Location": "/components/"}),
        times=1,
    )
    sheet.fill(FEEDBACK, "Led away.")

    expect(sheet.locator("[data-saved]")).to_contain_text("You are signed out.")
    expect(sheet.locator("[data-saved]")).to_have_text("Saved at 10:43am")


def test_a_page_that_is_left_sends_once_all_that_was_not_answered(sheet):
    sheet.route("**/marking/save/", lambda _: None, times=1)
    with sheet.expect_request("**/marking/save/"):
        sheet.fill(FEEDBACK, "Under way.")
    sheet.fill("#f-1", "Waiting.")
    sheet.goto(sheet.url.replace("marking", "tracker"))

    left = sample_site.first_sent()
    assert sorted(left["groups"].split()) == ["1.1", "2.1"]
    assert (left["f-2.1"], left["f-1.1"], left["turn"]) == ("Under way.", "Waiting.", "2")


def test_what_is_typed_while_a_change_made_elsewhere_waits_for_an_answer_is_saved_too(sheet):
    sample_site.ANSWERS.append(
        (409, {"message": "Changed elsewhere.", "version": 7, "keep": "Save what is here"})
    )
    sheet.fill(FEEDBACK, "First.")
    keep = sheet.get_by_role("button", name="Save what is here")
    expect(keep).to_be_visible()
    sheet.fill("#f-1", "Then.")
    keep.click()

    expect(sheet.locator("[data-saved]")).to_have_text("Saved at 10:43am")
    saved = sample_site.SENT[-1]
    assert (saved["version"], saved["f-2.1"], saved["f-1.1"]) == ("7", "First.", "Then.")


def test_a_box_with_a_problem_keeps_no_other_from_being_saved(sheet):
    held = []
    sheet.route("**/marking/save/", lambda route: held.append(route), times=1)
    with sheet.expect_request("**/marking/save/"):
        sheet.fill("#f-4", "Before.")
    sheet.fill(FEEDBACK, "Too long.")
    sheet.fill("#f-1", "Sound.")
    sample_site.ANSWERS.extend(
        [(200, {"version": 2}), (422, {"errors": {"f-2.1": "Feedback must be shorter."}})]
    )
    held[0].continue_()

    expect(sheet.locator("[data-saved]")).to_have_text("Saved at 10:43am")
    assert [sent["groups"] for sent in sample_site.SENT] == ["2.2", "2.2 2.1 1.1", "2.2 1.1"]


def test_a_form_pressed_twice_is_sent_once(sheet):
    sheet.evaluate(
        """() => {
          window.sent = 0;
          const form = document.querySelector("main form");
          form.addEventListener("submit", (event) => {
            window.sent += !event.defaultPrevented;
            event.preventDefault();
          });
        }"""
    )
    button = sheet.get_by_role("button", name="Submit to lead assessor")
    button.click()
    button.click()

    assert sheet.evaluate("window.sent") == 1


def test_a_form_sent_while_a_save_is_under_way_waits_for_it_and_names_the_new_version(sheet):
    held, sent = [], []
    sheet.route("**/marking/save/", lambda route: held.append(route))
    sheet.on("request", lambda one: one.is_navigation_request() and sent.append(one.post_data))
    sheet.fill(FEEDBACK, "The last words.")
    with sheet.expect_request("**/marking/save/"):
        sheet.locator(FEEDBACK).blur()

    sheet.get_by_role("button", name="Submit to lead assessor").click(no_wait_after=True)
    sheet.get_by_role("button", name="Submit to lead assessor").click(no_wait_after=True)
    assert sent == []
    with sheet.expect_navigation():
        held[0].continue_()

    (form,) = sent
    assert "version=2" in form


def test_a_form_sent_while_a_save_is_under_way_stays_when_the_sheet_changed_elsewhere(sheet):
    held, sent = [], []
    sheet.route("**/marking/save/", lambda route: held.append(route))
    sheet.on("request", lambda one: one.is_navigation_request() and sent.append(one.post_data))
    sample_site.ANSWERS.append((409, {"message": "Changed elsewhere.", "version": 7}))
    sheet.fill(FEEDBACK, "The last words.")
    with sheet.expect_request("**/marking/save/"):
        sheet.locator(FEEDBACK).blur()

    sheet.get_by_role("button", name="Submit to lead assessor").click(no_wait_after=True)
    held[0].continue_()

    expect(sheet.locator("[data-saved]")).to_have_text("Changed elsewhere.")
    assert sent == []


def test_the_mark_sheet_can_be_filled_in_without_scripts(samples, open_page):
    page = open_page(samples + "/components/marking/", java_script_enabled=False)

    page.get_by_label("Feedback for the learner").nth(2).fill("Typed.")
    page.get_by_label("Pass").nth(2).check()

    expect(page.get_by_label("Pass").nth(2)).to_be_checked()
