"""A form sent after its person was signed out: nothing typed is lost, and only they send it."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from awarding.kernel import tenancy
from awarding.kernel.actors import Role
from awarding.models import Membership
from awarding.typed import typed as read_back
from tests.factories import PASSWORD, member, person, signed_in, staff_scope

FORM = "/northgate/staff/people/invite/"
OURS = {"Origin": "http://testserver", "Referer": f"http://testserver{FORM}"}
ADA = "ada@northgate.test"


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.fixture
def careful() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def ada(body):
    ada = person(ADA, "Ada Obi", PASSWORD)
    member(ada, body, Role.ADMINISTRATOR)
    return ada


@pytest.fixture
def typed(careful, ada):
    """The invitation Ada filled in, and its boxes as the page gave them."""
    signed_in(careful, ada)
    boxes = boxes_of(careful.get(FORM))
    del careful.cookies["session"]
    name = "Iolo “Llŷr” Rees, who checks the submissions of the north"
    return boxes | {"name": name, "email": "iolo@northgate.test", "roles": "intake"}


def boxes_of(answer) -> dict[str, str]:
    page = answer.content.decode()
    form = next(one for one in re.findall(r"(?s)<form.*?</form>", page) if "form_key" in one)
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def words(answer) -> str:
    return unescape(answer.content.decode())


def test_what_was_typed_is_given_back_and_leads_to_sign_in_beside_it(careful, typed):
    answer = careful.post(FORM, **sent(typed | {"password": "secret"}))

    given = boxes_of(answer)
    assert answer.status_code == 401
    assert "You were signed out before this was saved" in words(answer)
    assert given.items() >= without_token(typed | {"stood_on": FORM}).items()
    assert "password" not in given
    assert "page%3D%252Fnorthgate%252Fstaff%252Fpeople%252Finvite%252F" in words(answer)


def test_all_that_was_typed_can_be_read_and_nothing_that_is_hidden(careful, typed):
    answer = careful.post(FORM, **sent(typed | {"password": "secret"}))

    read = answer.context["typed"]
    shown = words(answer).partition("What you typed")[2]
    assert read == [("Full name", typed["name"]), ("Email address", "iolo@northgate.test")]
    assert "iolo@northgate.test" in shown
    assert typed["form_key"] not in shown
    assert "secret" not in shown


def test_a_day_is_read_in_one_line_and_a_box_no_form_declares_as_it_was_typed():
    check = [("answer_by_0", "4"), ("answer_by_1", "12"), ("answer_by_2", "2026")]
    prefixed = [("declare-day_0", "4"), ("declare-day_1", "5"), ("declare-name", "May Day")]

    assert read_back([*check, ("what-1", "Sign it."), ("met-1", "no")]) == [
        ("Answer by", "4 12 2026"),
        ("", "Sign it."),
    ]
    assert [words for _, words in read_back(prefixed)] == ["4 5", "May Day"]


def test_after_signing_in_it_is_sent_and_done_once(careful, ada, body, typed):
    given = boxes_of(careful.post(FORM, **sent(typed)))
    sign_in_again(careful, ada)

    once_more = careful.post(FORM, **sent(given))
    done = careful.post(FORM, **sent(boxes_of(once_more)))
    again = careful.post(FORM, **sent(boxes_of(once_more)))

    assert (once_more.status_code, done.status_code, again.status_code) == (403, 302, 302)
    assert "Nothing you typed is lost" in words(once_more)
    with tenancy.acting(staff_scope(body)):
        assert Membership.objects.filter(email="iolo@northgate.test").count() == 1


def test_another_person_does_not_send_it(careful, body, typed):
    given = boxes_of(careful.post(FORM, **sent(typed)))
    eve = person("eve@northgate.test", "Eve Jones")
    member(eve, body, Role.ADMINISTRATOR)
    sign_in_again(careful, eve)

    too_old = careful.post(FORM, **sent(given))
    fresh = boxes_of(careful.get(FORM))["csrfmiddlewaretoken"]
    refused = careful.post(FORM, **sent(given | {"csrfmiddlewaretoken": fresh}))

    assert (too_old.status_code, refused.status_code) == (403, 403)
    assert "Iolo" not in words(too_old)
    assert "Another person opened this form" in words(refused)


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.test"}, {"Origin": "null"}])
def test_what_another_site_sent_is_never_made_ready_to_press(careful, typed, headers):
    answer = careful.post(FORM, **sent(typed) | {"headers": headers})

    assert answer.status_code == 401
    assert "Iolo" not in words(answer)
    assert "Press Back in your browser" in words(answer)


def test_the_way_onward_never_leads_to_another_site(careful, typed):
    elsewhere = OURS | {"Referer": "https://evil.test/northgate/"}
    answer = careful.post(FORM, **sent(typed) | {"headers": elsewhere})

    assert "evil" not in words(answer)
    assert 'href="/northgate/staff/"' in words(answer)


def test_a_program_is_told_to_sign_in(careful, typed):
    headers = OURS | {"Accept": "application/json"}

    assert careful.post(FORM, **sent(typed) | {"headers": headers}).status_code == 401


def test_sign_in_says_why_and_ends_beside_the_open_page(client, ada):
    beside = f"/signed-in/?page={FORM}"

    shown = client.get("/accounts/login/", {"next": beside})
    answer = client.post(
        "/accounts/login/", {"login": ADA, "password": PASSWORD, "next": beside}, follow=True
    )

    assert "You were signed out before what you wrote was saved" in words(shown)
    assert "go on in the one you came from" in words(answer)
    assert f'href="{FORM}"' in words(answer)


def test_the_page_after_sign_in_offers_no_address_of_another_site(client, ada):
    signed_in(client, ada)

    for page in ("//evil.test/", "https://evil.test/", "javascript:alert(1)"):
        assert f'href="{page}"' not in words(client.get("/signed-in/", {"page": page}))


def test_a_form_without_its_key_is_not_taken_and_is_given_back_with_one(careful, ada, body, typed):
    signed_in(careful, ada)
    boxes = boxes_of(careful.get(FORM)) | {"name": "Iolo Rees", "email": "iolo@northgate.test"}
    keyless = {name: value for name, value in boxes.items() if name != "form_key"}

    answer = careful.post(FORM, **sent(keyless | {"roles": "intake"}))
    given = boxes_of(answer)
    with tenancy.acting(staff_scope(body)):
        before = Membership.objects.filter(email="iolo@northgate.test").count()
    done = careful.post(FORM, **sent(given))

    assert (answer.status_code, before, done.status_code) == (400, 0, 302)
    assert "Nothing you typed is lost" in words(answer)
    assert given["name"] == "Iolo Rees"


@pytest.mark.parametrize("key", [{}, {"form_key": ""}])
def test_a_form_nobody_can_give_back_is_refused_in_a_sentence(careful, ada, key):
    careful.handler.enforce_csrf_checks = False
    signed_in(careful, ada)

    answer = careful.post(FORM, **sent({"name": "Iolo Rees", **key}) | {"headers": {}})

    assert answer.status_code == 400
    assert "Open the page again and send it from there." in words(answer)


def sign_in_again(client, who) -> None:
    """Signing in gives the browser a new token, so that every open form's is old."""
    signed_in(client, who)
    client.cookies["csrf"] = "a" * 32


def without_token(boxes) -> dict[str, str]:
    return {name: value for name, value in boxes.items() if name != "csrfmiddlewaretoken"}


def sent(boxes) -> dict[str, object]:
    """What a browser sends of these boxes."""
    return {
        "data": urlencode(boxes),
        "content_type": "application/x-www-form-urlencoded",
        "headers": OURS,
    }


@pytest.mark.parametrize("day", [[], [("answer_by_0", "4")]])
def test_what_a_form_hides_is_never_read_back_nor_tells_which_form_it_is(day):
    hidden = [("form_key", "a b"), ("opened_by", "c d"), ("shown", "NA-26-9BBF2BE upload 1")]

    told = read_back([*hidden, *day, ("what-1", "Sign it."), ("met-1", "no")])

    assert told == [*([("Answer by", "4")] if day else []), ("", "Sign it.")]


def test_a_form_is_handed_back_with_what_its_page_showed(careful, typed):
    answer = careful.post(FORM, **sent(typed | {"shown": "NA-26-9BBF2BE upload 1"}))

    assert boxes_of(answer)["shown"] == "NA-26-9BBF2BE upload 1"
    assert not any("NA-26-9BBF2BE" in read for _, read in answer.context["typed"])
