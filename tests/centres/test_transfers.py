"""A12: a code marked by the centre says so; a registration on one can be transferred."""

import re
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.operations import submissions
from awarding.kernel import clock
from awarding.kernel.actors import Role
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Refused
from awarding.models import AwardingBody, Decision, OutboxMessage
from awarding.operations import catalogue
from centres.models import CatalogueEntry, Registration, TransferRequest
from centres.operations import approving, registration, transfer_letters, transferring
from tests import guards
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.pages import as_, at_centre, centre_url, hillside, world_today
from tests.world import World


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


def ordinary_code(world: World) -> CatalogueEntry:
    """A code of the same qualification whose work the centre marks itself."""
    with standing_as(world.staff) as by:
        return approving.grant_code(
            centre=world.centre,
            qualification=world.code.qualification,
            code="8605-21-L",
            is_service=False,
            by=by,
            now=world.now,
        )


def code_of_another_qualification(world: World) -> CatalogueEntry:
    """A code of the service in the same centre's catalogue, for something else."""
    with standing_as(world.staff) as by:
        given = {"by": by, "now": world.now}
        other = catalogue.add_qualification(
            number="500/6771/0", title="Coaching", level="3", units=[], **given
        )
        return approving.grant_code(
            centre=world.centre, qualification=other, code="8700-21", is_service=True, **given
        )


def on_ordinary_code(world: World) -> Registration:
    code = ordinary_code(world)
    with standing_as(world.coordinator) as by:
        return registration.register_learner(
            full_name="Siân Gŵyn Llŷr",
            uln="",
            catalogue_entry=code,
            cohort=None,
            centre_reference="",
            reasons={"A12": "We mark it."},
            by=by,
            now=world.now,
        )


@pytest.fixture
def ordinary(world: World) -> CatalogueEntry:
    return ordinary_code(world)


@pytest.fixture
def registered(world: World) -> Registration:
    return on_ordinary_code(world)


def filled_in(code: CatalogueEntry, **changed: str) -> dict[str, str]:
    return {"full_name": "Siân Llŷr", "uln": "", "catalogue_entry": str(code.pk)} | changed


def asked(world: World, registered: Registration) -> TransferRequest:
    with standing_as(world.coordinator) as by:
        return transferring.request_transfer(registration=registered, by=by, now=world.now)


def staff_url(world: World, path: str) -> str:
    return f"/{world.body.slug}/staff/transfers/{path}"


def code_now(world: World, registered: Registration) -> str:
    with standing_as(world.coordinator):
        return Registration.objects.get(pk=registered.pk).catalogue_entry.code


@pytest.mark.rule("A12")
def test_each_code_says_who_marks_its_work(client, world, ordinary):
    at_centre(client, world)

    form = client.get(centre_url(world, "learners/register/")).content.decode()

    assert re.search(r">8605-21-L · marked by your centre · [^<]+<", form)
    assert re.search(r">8605-21 · assessment service · [^<]+<", form)
    assert "work is marked by our centre" not in form


@pytest.mark.rule("A12")
def test_a_code_marked_by_the_centre_is_taken_once_somebody_confirms_it(client, world, ordinary):
    at_centre(client, world)
    at = centre_url(world, "learners/register/")

    warned = client.post(at, filled_in(ordinary))
    taken = client.post(at, filled_in(ordinary, marked_here="on"))

    told = warned.content.decode()
    assert (warned.status_code, taken.status_code) == (409, 302)
    assert "8605-21-L is not a code of the assessment service" in told
    assert ('name="marked_here"' in told, 'value="Siân Llŷr"' in told) == (True, True)
    with standing_as(world.staff):
        kept = Decision.objects.filter(rule="A12").exclude(passed_with="").get()
    assert kept.passed_with == "The learner’s work is marked by our centre."


@pytest.mark.rule("A12")
def test_a_transfer_is_asked_for_where_the_work_cannot_be_sent(client, world, registered):
    with standing_as(world.coordinator) as by:
        draft = submissions.draft(registration=registered, unit=world.unit, by=by, now=world.now)
    at_centre(client, world)
    page = centre_url(world, f"submissions/{draft.reference}/")
    before = client.get(page).content.decode()

    answer = client.post(
        centre_url(world, f"registrations/{registered.number}/transfer/"),
        headers={"referer": f"http://testserver{page}"},
        follow=True,
    )

    told = answer.content.decode()
    assert "Ask for a transfer to the assessment service" in before
    assert answer.request["PATH_INFO"] == page
    standing = (
        rf"Transfer asked for on [^<]+ by {world.coordinator.name}. Northgate Awards answers."
    )
    assert re.search(standing, told)
    assert "Ask for a transfer to the assessment service" not in told


@pytest.mark.rule("A12")
def test_the_learners_page_offers_the_transfer_before_anything_is_opened(
    client, world, registered
):
    at_centre(client, world)

    for path in (
        f"learners/{registered.learner_id}/",
        f"registrations/{registered.number}/",
    ):
        told = client.get(centre_url(world, path)).content.decode()
        assert "Ask for a transfer to the assessment service" in told
    assert "marked by your centre" in client.get(centre_url(world, "learners/")).content.decode()
    assert "Marked by your centre" in client.get(centre_url(world, "submit/")).content.decode()


@pytest.mark.rule("A12")
def test_who_may_not_ask_is_told_who_may(client, world, registered):
    at_centre(client, world, Role.TUTOR)

    told = client.get(centre_url(world, f"registrations/{registered.number}/")).content.decode()
    refused = client.post(centre_url(world, f"registrations/{registered.number}/transfer/"))

    assert "coordinator or staff can ask for a transfer" in told
    assert refused.status_code == 403


@pytest.mark.rule("A12")
def test_a_registration_on_a_code_of_the_service_needs_no_transfer(world):
    with pytest.raises(Refused, match="a code of the assessment service already"):
        asked(world, world.registered())


def test_one_request_waits_at_a_time(client, world, registered):
    asked(world, registered)
    at_centre(client, world)

    again = client.post(centre_url(world, f"registrations/{registered.number}/transfer/"))

    assert again.status_code == 409
    assert "A transfer of this registration was asked for already." in again.content.decode()


@pytest.mark.rule("A12")
def test_the_body_is_written_to_once_with_a_link_and_without_the_learners_name(committed):
    world = world_today(AwardingBody.objects.get(slug="northgate"))
    registered = on_ordinary_code(world)
    made = asked(world, registered)

    with standing_as(world.worker) as by:
        message = OutboxMessage.objects.get(task="centres.mail_transfer_request").pk
        for _ in range(2):
            transfer_letters.deliver_transfer_request(message=message, by=by, now=clock.now())

    (letter,) = mail.outbox
    assert letter.to == [world.body.contact_email]
    assert staff_url(world, f"{made.pk}/") in letter.body
    assert registered.number in letter.subject
    assert "Siân" not in letter.body + letter.subject


@pytest.mark.rule("A12")
def test_a_transferred_registration_keeps_its_number_and_its_work_can_be_sent(
    client, world, registered
):
    draft = world.prepared(registered)
    made = asked(world, registered)
    with standing_as(world.coordinator) as by, pytest.raises(Refused) as no:
        submissions.submit(submission=draft, by=by, now=world.now)
    as_(client, world.staff)
    listed = client.get(staff_url(world, "")).content.decode()

    answer = client.post(
        staff_url(world, f"{made.pk}/"), {"act": "transfer", "code": str(world.code.pk)}
    )

    assert [one.rule for one in no.value.answers] == ["A12"]
    assert (registered.number in listed, answer.status_code) == (True, 302)
    assert code_now(world, registered) == "8605-21"
    assert world.submitted(draft).state == "submitted"
    assert "No transfer waits." in client.get(staff_url(world, "")).content.decode()


def test_a_declined_transfer_says_why_and_may_be_asked_for_again(client, world, registered):
    made = asked(world, registered)
    as_(client, world.staff)
    at = staff_url(world, f"{made.pk}/")
    silent = client.post(at, {"act": "decline"}).content.decode()
    client.post(at, {"act": "decline", "because": "The fee is not paid."})
    late = client.post(at, {"act": "transfer", "code": str(world.code.pk)}, follow=True)
    at_centre(client, world)

    told = client.get(centre_url(world, f"registrations/{registered.number}/")).content.decode()

    assert "Enter why the transfer is declined." in silent
    assert "was answered already." in late.content.decode()
    assert "Northgate Awards declined a transfer" in told
    assert "The fee is not paid." in told
    assert "Ask for a transfer to the assessment service" in told
    asked(world, registered)
    assert code_now(world, registered) == "8605-21-L"


@pytest.mark.rule("A12")
@pytest.mark.parametrize("why", ["ordinary", "revoked", "elsewhere", "another qualification"])
def test_a_registration_goes_to_a_code_of_the_service_in_the_centres_catalogue(
    world, registered, why
):
    made, code = asked(world, registered), world.code
    with standing_as(world.staff):
        if why == "ordinary":
            code = CatalogueEntry.objects.get(is_service=False)
        elif why == "revoked":
            CatalogueEntry.objects.filter(pk=code.pk).update(revoked_on=world.now.date())
    if why == "another qualification":
        code = code_of_another_qualification(world)
    if why == "elsewhere":
        other = hillside(world)
        with standing_as(world.staff) as by:
            code = approving.grant_code(
                centre=other,
                qualification=world.code.qualification,
                code="8605-21",
                is_service=True,
                by=by,
                now=world.now,
            )

    with standing_as(world.staff) as by, pytest.raises(Refused) as no:
        transferring.transfer(request=made, code=code, by=by, now=world.now)

    assert [one.rule for one in no.value.answers] == ["A12"]


@pytest.mark.rule("A12")
def test_a_centre_cannot_answer_its_own_request(world, registered):
    made = asked(world, registered)

    with standing_as(world.coordinator):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            TransferRequest.objects.filter(pk=made.pk).update(outcome="granted")
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            TransferRequest.objects.create(
                registration=registered,
                asked_at=world.now,
                outcome="granted",
                answered_at=world.now,
            )


def test_an_answered_request_says_when_and_a_declined_one_why(world, registered):
    made = asked(world, registered)

    with standing_as(world.staff):
        for outcome, answered_at, constraint in (
            ("granted", None, "an_answered_transfer_says_when"),
            ("declined", world.now, "a_declined_transfer_says_why"),
        ):
            with (
                pytest.raises(IntegrityError, match=constraint),
                transaction.atomic(),
            ):
                TransferRequest.objects.filter(pk=made.pk).update(
                    outcome=outcome, answered_at=answered_at
                )


@pytest.mark.rule("A12")
def test_the_database_refuses_a_code_of_another_qualification(world, registered):
    other = code_of_another_qualification(world)

    with standing_as(world.staff):
        rows = Registration.objects.filter(pk=registered.pk)
        with kept_by("a_code_is_of_its_qualification"):
            rows.update(catalogue_entry=other)
        assert rows.update(catalogue_entry=world.code) == 1


@pytest.mark.rule("A12")
def test_nobody_is_registered_under_a_code_of_another_qualification(world, registered):
    other = code_of_another_qualification(world)

    for by in (world.staff, world.coordinator):
        with standing_as(by), kept_by("a_code_is_of_its_qualification"):
            Registration.objects.create(
                centre=world.centre,
                learner_id=registered.learner_id,
                qualification_id=registered.qualification_id,
                catalogue_entry=other,
                number="NA-OTHER",
                registered_on=world.now,
            )


@pytest.mark.rule("A12")
def test_without_the_guard_a_registration_goes_to_another_qualifications_code(committed):
    world = world_today(AwardingBody.objects.get(slug="northgate"))
    registered, other = on_ordinary_code(world), code_of_another_qualification(world)

    with (
        guards.without_trigger("centres_registration", "a_code_is_of_its_qualification"),
        standing_as(world.staff),
    ):
        rows = Registration.objects.filter(pk=registered.pk)
        assert rows.update(catalogue_entry=other) == 1


@pytest.mark.rule("A12")
@pytest.mark.parametrize("column", ["qualification", "code", "is_service", "granted_on", "centre"])
def test_a_granted_code_is_revoked_and_never_made_another(world, column):
    with standing_as(world.staff):
        rows = CatalogueEntry.objects.filter(pk=world.code.pk)
        same = rows.values_list(column, flat=True).get()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows.update(**{column: same})
        assert rows.update(revoked_on=world.now.date()) == 1


@pytest.mark.parametrize("answer", ["transfer", "decline"])
def test_who_answers_a_transfer_locks_it_first(world, registered, answer):
    made = asked(world, registered)
    do = {
        "transfer": partial(transferring.transfer, code=world.code),
        "decline": partial(transferring.decline, because="No fee."),
    }[answer]

    with standing_as(world.staff) as by, CaptureQueriesContext(connection) as queries:
        do(request=made, by=by, now=world.now)

    said = [one["sql"] for one in queries.captured_queries]
    locks = [sql for sql in said if "FOR UPDATE" in sql]
    assert 'FROM "centres_transferrequest"' in locks[0]
    assert any('FROM "centres_registration"' in sql for sql in locks) == (answer == "transfer")


def test_of_two_who_answer_a_transfer_the_second_is_too_late(world, registered):
    made = asked(world, registered)
    with standing_as(world.staff) as by:
        transferring.decline(request=made, because="No fee.", by=by, now=world.now)

        with pytest.raises(IllegalMove):
            transferring.decline(request=made, because="No fee.", by=by, now=world.now)
