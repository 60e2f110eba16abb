"""People are invited, given other roles and ended by the body's administrator; one log-in each."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import connection

from awarding.kernel import clock, tenancy
from awarding.kernel.actors import NotAllowed, Role, portal
from awarding.kernel.rules import Refused
from awarding.models import Entry, Membership, OutboxMessage, Person
from awarding.operations import invitations, people
from awarding.queries import people as asked
from tests.factories import (
    PASSWORD,
    actor,
    centre,
    member,
    person,
    signed_in,
    staff_scope,
    standing_as,
)


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def ada(body):
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as ada:
        yield ada


def roles_of(email: str) -> list[str]:
    rows = Membership.objects.filter(email=email, ended_at__isnull=True)
    return sorted(rows.values_list("role", flat=True))


@pytest.mark.rule("A16")
def test_somebody_invited_has_the_roles_they_were_given(ada, body, now):
    riverside = centre(body)

    done = people.invite(
        email="Ben@Riverside.test",
        name="Ben Adeyemi",
        roles=[Role.TUTOR, Role.IQA],
        centre=riverside.pk,
        by=ada,
        now=now,
    ).done

    assert [(one.role, one.name, one.centre_id) for one in done] == [
        ("tutor", "Ben Adeyemi", riverside.pk),
        ("iqa", "Ben Adeyemi", riverside.pk),
    ]
    assert Entry.objects.filter(act="person.invite").count() == 2


@pytest.mark.rule("A17")
def test_one_address_is_one_person_in_every_body(ada, body, other_body, now):
    member(person("ben@riverside.test", "Ben Adeyemi"), other_body, Role.RELEASE)

    people.invite(
        email="BEN@riverside.test", name="Ben A. Adeyemi", roles=[Role.INTAKE], by=ada, now=now
    )

    with tenancy.acting(tenancy.NOBODY):
        assert Person.objects.filter(email="ben@riverside.test").count() == 1


@pytest.mark.rule("A17")
@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("exams@riverside.test", "Ben Adeyemi"),
        ("Admin2@riverside.test", "Ben Adeyemi"),
        ("ben@riverside.test", "Coordinator"),
    ],
)
def test_a_log_in_that_several_people_would_share_is_refused(ada, now, email, name):
    with pytest.raises(Refused) as refused:
        people.invite(email=email, name=name, roles=[Role.INTAKE], by=ada, now=now)

    assert [one.rule for one in refused.value.refusals] == ["A17"]


def test_somebody_new_has_no_password_until_they_set_one(ada, now):
    people.invite(
        email="new@riverside.test", name="New Person", roles=[Role.INTAKE], by=ada, now=now
    )

    with tenancy.acting(tenancy.NOBODY):
        assert not Person.objects.get(email="new@riverside.test").has_usable_password()


def test_inviting_twice_gives_no_role_twice_and_writes_once(ada, now):
    for _ in range(2):
        people.invite(
            email="new@riverside.test", name="New Person", roles=[Role.INTAKE], by=ada, now=now
        )

    assert roles_of("new@riverside.test") == ["intake"]
    assert OutboxMessage.objects.filter(task=people.MAIL).count() == 1


def test_only_an_administrator_invites(body, now):
    with standing_as(actor(Role.INTAKE, body=body)) as by, pytest.raises(NotAllowed):
        people.invite(email="a@b.test", name="A B", roles=[Role.INTAKE], by=by, now=now)


def test_changing_roles_begins_some_and_ends_others(ada, body, now):
    first = member(person("ben@work.test", "Ben Adeyemi"), body, Role.INTAKE, Role.RELEASE)

    people.change_roles(
        membership=first.pk, roles=[Role.RELEASE, Role.ALLOCATION], by=ada, now=now
    )

    assert roles_of("ben@work.test") == ["allocation", "release"]
    assert Entry.objects.filter(act="person.change_roles").count() == 2


def test_no_role_left_is_the_end_of_access(ada, body, now):
    first = member(person("ben@work.test", "Ben Adeyemi"), body, Role.INTAKE)

    people.change_roles(membership=first.pk, roles=[], by=ada, now=now)

    assert roles_of("ben@work.test") == []


def test_roles_elsewhere_stay_when_roles_here_change(ada, body, now):
    ben = person("ben@work.test", "Ben Adeyemi")
    member(ben, body, Role.TUTOR, centre=centre(body))
    here = member(ben, body, Role.INTAKE)

    people.change_roles(membership=here.pk, roles=[], by=ada, now=now)

    assert roles_of("ben@work.test") == ["tutor"]


def test_an_ended_role_keeps_the_moment_it_ended(ada, body, now):
    held = member(person("ben@work.test", "Ben Adeyemi"), body, Role.INTAKE)

    first = people.end_membership(membership=held.pk, by=ada, now=now)
    second = people.end_membership(membership=held.pk, by=ada, now=now.replace(year=2030))

    assert (first.ended_at, second.ended_at) == (now, now)


@pytest.mark.rule("A16")
def test_the_last_administrator_stays_one_in_both_ways(ada, body, now):
    last = member(person("eve@work.test", "Eve Jones"), body, Role.ADMINISTRATOR, Role.INTAKE)

    for act in (
        lambda: people.end_membership(membership=last.pk, by=ada, now=now),
        lambda: people.change_roles(membership=last.pk, roles=[Role.INTAKE], by=ada, now=now),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert [one.rule for one in refused.value.refusals] == ["A16"]

    assert roles_of("eve@work.test") == ["administrator", "intake"]


@pytest.mark.rule("A16")
def test_one_of_two_administrators_may_go(ada, body, now):
    member(person("eve@work.test", "Eve Jones"), body, Role.ADMINISTRATOR)
    other = member(person("ben@work.test", "Ben Adeyemi"), body, Role.ADMINISTRATOR)

    people.end_membership(membership=other.pk, by=ada, now=now)

    assert (roles_of("eve@work.test"), roles_of("ben@work.test")) == (["administrator"], [])


def test_two_administrators_cannot_end_each_other_at_once(committed):
    body = asked.AwardingBody.objects.get(slug="northgate")
    held = [
        member(person(f"{name}@work.test", f"{name} Smith"), body, Role.ADMINISTRATOR).pk
        for name in ("eve", "ben")
    ]

    def end(membership: int) -> str:
        try:
            with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
                people.end_membership(membership=membership, by=by, now=clock.now())
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "ended"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(end, held)) == ["ended", "refused"]


def test_people_of_another_body_are_not_there(ada, other_body, now):
    held = member(person("cal@mti.test", "Cal Smith"), other_body, Role.INTAKE)

    with pytest.raises(Membership.DoesNotExist):
        people.end_membership(membership=held.pk, by=ada, now=now)


def test_names_come_from_memberships_even_ended_ones(ada, body, now):
    ben = person("ben@work.test", "Ben Adeyemi")
    held = member(ben, body, Role.INTAKE)
    people.end_membership(membership=held.pk, by=ada, now=now)

    assert asked.names([ben.pk, None, 99999]) == {ben.pk: "Ben Adeyemi"}


def test_an_invited_person_is_written_to_once(committed):
    body = asked.AwardingBody.objects.get(slug="northgate")
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        people.invite(
            email="new@work.test", name="New Person", roles=[Role.INTAKE], by=by, now=clock.now()
        )
    with tenancy.acting(staff_scope(body)):
        message = OutboxMessage.objects.get()
        for _ in range(2):
            invitations.deliver_invitation(message=message.pk, by=portal(body.pk), now=clock.now())

    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == (
        "Northgate Awards: you have a role in the portal",
        ["new@work.test"],
    )
    assert "/accounts/password/reset/" in letter.body
    assert "New Person, Northgate Awards has given you the role “Intake”" in letter.body


@pytest.fixture
def signed(client, body):
    who = person("ada@northgate.test", "Ada Okafor")
    member(who, body, Role.ADMINISTRATOR)
    return signed_in(client, who)


def test_an_administrator_invites_on_the_page(signed, body):
    centre(body, "012345", "Riverside College")
    page = "/northgate/staff/people/invite/?centre=012345"
    given = {"name": "Ben Adeyemi", "email": "ben@riverside.test", "roles": ["tutor"]}

    answer = signed.post(page, given, follow=True)

    assert answer.redirect_chain == [("/northgate/staff/people/?centre=012345", 302)]
    shown = answer.content.decode()
    assert "Ben Adeyemi has a new role. We are writing to them." in shown
    assert "ben@riverside.test" in shown


def test_a_form_sent_twice_invites_once_and_says_the_same(signed, body):
    page = "/northgate/staff/people/invite/"
    key = "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"
    given = {
        "name": "Ben Adeyemi",
        "email": "ben@work.test",
        "roles": ["intake"],
        "form_key": key,
    }

    answers = [signed.post(page, given).status_code for _ in range(2)]

    assert answers == [302, 302]
    with tenancy.acting(staff_scope(body)):
        assert Entry.objects.filter(act="person.invite").count() == 1


def test_a_refused_invitation_keeps_what_was_typed(signed):
    given = {"name": "Exams Office", "email": "exams@riverside.test", "roles": ["intake"]}

    answer = signed.post("/northgate/staff/people/invite/", given)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "own email address: exams@riverside.test looks like one" in shown
    assert 'value="Exams Office"' in shown


@pytest.mark.parametrize("side", ["", "?centre=012345"])
def test_the_form_offers_the_roles_of_one_side_alone(signed, body, side):
    centre(body, "012345")

    shown = signed.get(f"/northgate/staff/people/invite/{side}").content.decode()

    assert ("Release" in shown, "Tutor" in shown) == (side == "", side != "")


def test_roles_are_changed_and_ended_on_the_page(signed, body):
    ben = member(person("ben@work.test", "Ben Adeyemi"), body, Role.INTAKE, Role.RELEASE)
    page = f"/northgate/staff/people/{ben.pk}/"

    changed = signed.post(page, {"roles": ["release", "fees"]}, follow=True).content.decode()
    with tenancy.acting(staff_scope(body)):
        fees = Membership.objects.get(role="fees")
    ended = signed.post(f"/northgate/staff/people/{fees.pk}/end/", follow=True).content.decode()

    assert "Ben Adeyemi’s roles are changed." in changed
    assert "Ben Adeyemi is no longer Fees." in ended
    assert signed.get(page).status_code == 200


def test_a_role_that_is_not_there_cannot_be_ended(signed):
    assert signed.post("/northgate/staff/people/999999/end/").status_code == 404


def test_a_role_is_ended_only_after_it_is_confirmed(signed, body):
    ben = member(person("ben@work.test", "Ben Adeyemi"), body, Role.INTAKE)
    end = f"/northgate/staff/people/{ben.pk}/end/"

    page = signed.get(f"/northgate/staff/people/{ben.pk}/").content.decode()
    asked = signed.get(end).content.decode()

    assert f'href="{end}"' in page
    assert f'action="{end}"' not in page
    assert "Ben Adeyemi will no longer be Intake at Northgate Awards" in asked
    with tenancy.acting(staff_scope(body)):
        assert Membership.objects.get(pk=ben.pk).ended_at is None


def test_the_centres_are_there_to_choose_from(signed, body):
    centre(body, "012345", "Riverside College")

    told = signed.get("/northgate/staff/people/").content.decode()

    assert '<option value="012345">Riverside College · 012345</option>' in told


def test_a_reader_sees_people_and_cannot_change_them(client, body):
    who = person("eve@northgate.test", "Eve Jones")
    held = member(who, body, Role.BODY_READER)
    signed_in(client, who)

    listed = client.get("/northgate/staff/people/").content.decode()

    assert "Eve Jones" in listed
    assert "Invite somebody" not in listed
    assert client.get(f"/northgate/staff/people/{held.pk}/end/").status_code == 403
    assert client.post(f"/northgate/staff/people/{held.pk}/end/").status_code == 403


def test_the_list_goes_on_by_name_and_asks_as_much_for_many_as_for_one(
    signed, body, django_assert_max_num_queries
):
    def counted() -> int:
        with django_assert_max_num_queries(40) as queries:
            signed.get("/northgate/staff/people/")
        return len(queries)

    one = counted()
    for n in range(60):
        member(person(f"p{n:02}@work.test", f"Person {n:02}"), body, Role.INTAKE)

    assert counted() == one
    first = signed.get("/northgate/staff/people/")
    second = signed.get("/northgate/staff/people/" + first.context["next_url"])
    names = [row.name for page in (first, second) for row in page.context["rows"]]
    assert names == sorted(names)
    assert len(names) == 61


def test_an_address_changed_by_hand_is_read_as_the_first_page(signed):
    assert signed.get("/northgate/staff/people/?after=x%00|y").status_code == 200
    assert signed.get(f"/northgate/staff/people/?after=x|{'9' * 5000}").status_code == 200
    assert signed.get("/northgate/staff/people/?centre=nope%00").status_code == 404


def test_a_new_person_sets_a_password_by_the_link_they_get(client, body):
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        people.invite(
            email="new@work.test", name="New Person", roles=[Role.INTAKE], by=by, now=clock.now()
        )
    client.post("/accounts/password/reset/", {"email": "new@work.test"})
    link = next(word for word in mail.outbox[-1].body.split() if "/reset/key/" in word)

    form = client.get(urlsplit(link).path, follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"password1": PASSWORD + "!", "password2": PASSWORD + "!"},
        follow=True,
    )
    answer = client.post(
        "/accounts/login/", {"login": "new@work.test", "password": PASSWORD + "!"}
    )

    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.rule("A26")
def test_a_role_given_by_mistake_is_struck_out_on_the_page_of_the_person(signed, body, now):
    where = centre(body)
    ben = person("ben@work.test", "Ben Adeyemi")
    held = member(ben, body, Role.TUTOR, centre=where)
    at = f"/northgate/staff/people/{held.pk}/"
    early = signed.post(f"{at}mistake/", {"because": "Another Ben."})
    signed.post(f"{at}end/")
    silent = signed.post(f"{at}mistake/", {"because": " "})
    shown = signed.get(at).content.decode()
    sent = signed.post(f"{at}mistake/", {"because": "Another Ben."}, follow=True)

    assert (early.status_code, silent.status_code) == (409, 409)
    assert "End the role first." in early.content.decode()
    assert f"{at}mistake/" in shown
    assert "Given by mistake: Another Ben." in sent.content.decode()
    assert f"{at}mistake/" not in sent.content.decode()
