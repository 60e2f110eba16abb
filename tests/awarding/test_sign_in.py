"""Signing in: by invitation, locked after too many tries, by a code for the body's people."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from awarding.kernel import tenancy
from awarding.kernel.actors import Role
from tests.factories import PASSWORD, centre, member, person, signed_in

SIGN_IN = "/accounts/login/"
LIMIT = 5


@pytest.fixture(autouse=True)
def _mail_and_cache(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


@pytest.fixture
def ben(db, body):
    ben = person("ben@riverside.test", "Ben Adeyemi", PASSWORD)
    member(ben, body, Role.COORDINATOR, centre=centre(body, "012345"))
    return ben


def sign_in(client: Client, email="ben@riverside.test", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def lock(client: Client, email="ben@riverside.test", **extra):
    for _ in range(LIMIT):
        answer = sign_in(client, email, "wrong", **extra)
    return answer


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def test_the_right_password_leads_to_the_work(client, ben):
    answer = sign_in(client)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").url.startswith("/northgate/centre/012345/")


def test_an_address_is_one_person_whatever_its_capitals(client, ben):
    assert sign_in(client, "Ben@Riverside.TEST").status_code == 302


def test_too_many_wrong_passwords_lock_and_the_page_says_until_when(client, ben):
    answer = lock(client)

    assert answer.status_code == 429
    assert re.search(rb"try again from <strong>\d+ \w+ \d{4}, [\w:]+</strong>", answer.content)


def test_a_lock_outlives_an_emptied_cache(client, ben):
    lock(client)

    cache.clear()

    assert sign_in(client).status_code == 429


def test_a_forged_forwarding_address_does_not_help(client, ben):
    for last in range(LIMIT):
        sign_in(client, password="wrong", headers={"X-Forwarded-For": f"203.0.113.{last}"})

    answer = sign_in(client, headers={"X-Forwarded-For": "203.0.113.99"})

    assert answer.status_code == 429


def test_behind_a_proxy_the_address_it_appends_counts(client, ben, settings):
    settings.PROXY_COUNT = 1
    for forged in range(LIMIT):
        said = f"198.51.100.{forged}, 203.0.113.7"
        sign_in(client, password="wrong", headers={"X-Forwarded-For": said})

    locked = sign_in(client, headers={"X-Forwarded-For": "198.51.100.9, 203.0.113.7"})
    elsewhere = sign_in(client, headers={"X-Forwarded-For": "203.0.113.8"})

    assert (locked.status_code, elsewhere.status_code) == (429, 302)


def test_a_changed_browser_does_not_help(client, ben):
    for browser in range(LIMIT):
        sign_in(client, password="wrong", headers={"User-Agent": f"Browser {browser}"})

    assert sign_in(client).status_code == 429


def test_a_lock_holds_for_one_log_in_and_one_address(client, ben):
    person("eve@riverside.test", "Eve Jones", PASSWORD)
    lock(client)

    assert sign_in(client, "eve@riverside.test").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_a_lock_ends_when_it_said_and_tries_do_not_prolong_it(client, ben):
    lock(client)
    before = AccessAttempt.objects.get().attempt_time
    sign_in(client, password="wrong")

    assert AccessAttempt.objects.get().attempt_time == before


def test_a_known_and_an_unknown_address_are_answered_alike(client, ben):
    def seen(answer):
        words = re.sub(rb'value="[^"]*"', b"", answer.content)
        return answer.status_code, re.sub(rb'id="id_password_error".*?</p>', b"", words)

    known = sign_in(client, "ben@riverside.test", "wrong")
    unknown = sign_in(client, "nobody@riverside.test", "wrong")

    assert seen(known) == seen(unknown)
    assert b"That email address and password do not belong together." in known.content
    assert lock(client).status_code == lock(client, "nobody@riverside.test").status_code == 429


def test_a_forgotten_password_is_answered_alike_and_mailed_only_to_who_is_known(client, ben):
    known = client.post("/accounts/password/reset/", {"email": "ben@riverside.test"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@riverside.test"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "ben@riverside.test" in {to for message in mail.outbox for to in message.to}


def test_nobody_signs_up(client, db):
    answer = client.post(
        "/accounts/signup/",
        {"email": "new@somewhere.test", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert b"Accounts are by invitation" in answer.content
    assert sign_in(client, "new@somewhere.test").status_code == 200


def test_the_link_of_a_letter_leads_to_our_own_address_whatever_host_was_claimed(
    client, ben, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PORTAL_ORIGIN = "https://portal.test"

    client.post(
        "/accounts/password/reset/",
        {"email": "ben@riverside.test"},
        headers={"Host": "evil.test"},
    )

    (letter,) = mail.outbox
    assert letter.subject == "Set a new password for the assessment portal"
    assert "https://portal.test/accounts/password/reset/key/" in letter.body
    assert "evil" not in letter.body


@pytest.mark.parametrize("address", ["email/", "confirm-email/", "confirm-email/abc/"])
def test_nobody_changes_the_address_they_were_invited_by(client, ben, address):
    signed_in(client, ben)

    assert client.get(f"/accounts/{address}").status_code == 404


def test_a_closed_account_does_not_sign_in(client, ben):
    ben.is_active = False
    ben.save()

    assert "/inactive/" in sign_in(client).url


def test_a_new_password_ends_every_session_begun_with_the_old_one(client, ben):
    signed_in(client, ben)
    assert client.get("/northgate/centre/012345/rules/").status_code == 200

    ben.set_password("another long sentence")
    ben.save()

    assert client.get("/northgate/centre/012345/rules/").status_code == 302


@pytest.fixture
def ada(body):
    """Ada, of the body's staff, has an authenticator app."""
    ada = person("ada@northgate.test", "Ada Okafor", PASSWORD)
    member(ada, body, Role.INTAKE)
    TOTP.activate(ada, SECRET)
    return ada


SECRET = generate_totp_secret()


def test_the_bodys_people_sign_in_with_a_code(client, ada):
    first = sign_in(client, "ada@northgate.test")
    assert client.get("/northgate/staff/rules/").status_code == 302

    second = client.post(first.url, {"code": code_of(SECRET)})

    assert (second.status_code, second.url) == (302, "/")
    assert client.get("/northgate/staff/rules/").status_code == 200


def test_the_key_of_an_app_is_kept_encrypted_and_outlives_a_new_secret(ada, settings):
    kept = Authenticator.objects.get(user=ada, type="totp")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret of the installation, long enough"

    assert SECRET not in str(kept.data)
    assert kept.wrap().validate_code(code_of(SECRET))


def test_somebody_new_at_the_body_sets_up_a_code_and_goes_on(client, body):
    member(person("cal@northgate.test", "Cal Smith", PASSWORD), body, Role.RELEASE)
    sign_in(client, "cal@northgate.test")

    asked = client.get("/northgate/staff/rules/", follow=True)
    once_more = {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"}
    shown = client.post("/accounts/reauthenticate/", once_more, follow=True)
    secret = re.search(rb'class="p-secret">(\w+)<', shown.content)[1].decode()
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert b"as well as a password" in asked.content
    assert client.get("/northgate/staff/rules/").status_code == 200


def test_wrong_codes_lock_as_wrong_passwords_do_and_a_guess_after_that_is_too_late(client, ada):
    step = sign_in(client, "ada@northgate.test").url
    for _ in range(LIMIT):
        locked = client.post(step, {"code": "000000"})
    cache.clear()

    late = client.post(step, {"code": code_of(SECRET)})

    assert (locked.status_code, late.status_code) == (429, 429)
    assert client.get("/northgate/staff/rules/").status_code == 302


def test_tries_sent_together_are_counted_one_by_one(committed):
    person("ben@riverside.test", "Ben Adeyemi", PASSWORD)

    def one_try(_: int) -> int:
        try:
            return sign_in(Client(), password="wrong").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(one_try, range(36)))

    assert answers.count(429) == len(answers) - (LIMIT - 1)
    with tenancy.acting(tenancy.NOBODY):
        assert AccessAttempt.objects.get().failures_since_start == LIMIT


@pytest.mark.rule("A16")
@pytest.mark.parametrize("address", [SIGN_IN, "/accounts/signup/"])
def test_who_makes_accounts_is_said_as_it_is(client, db, address):
    told = client.get(address).content.decode()

    assert "administrator of your awarding body invites you" in told
    assert "your centre asks them to" in told
    assert "coordinator" not in told
