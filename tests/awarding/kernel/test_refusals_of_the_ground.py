"""What the ground itself refuses to a programmer: each sentence is said, and nothing is done."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, models

from awarding import operation
from awarding.kernel import clock, rules, tenancy
from awarding.kernel.actors import Audience, Grants, Role
from awarding.kernel.append_only import AppendOnly
from awarding.kernel.fence import Fence, SameTenant
from awarding.kernel.may import may
from awarding.kernel.rules import Caution, Clause, say
from awarding.kernel.table_constraint import TableConstraint, table_of
from awarding.models import Deadline
from awarding.operations import deadlines, sealing
from awarding.operations.calendars import seed_calendars
from tests.factories import actor, standing_as

CLAUSE = Clause("House rules", "1", "H1", "A calendar must have a name.")


def test_nothing_is_noted_and_no_caution_passed_outside_an_operation():
    with pytest.raises(RuntimeError, match="no operation under way to note"):
        operation.note(letters=1)
    with pytest.raises(RuntimeError, match="no operation under way to keep"):
        operation.passed(Deadline(), Caution("H1", CLAUSE, say("Look.")), reason="Known.")


def test_an_operation_is_told_who_acts_and_when(body, now):
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        for given in ({"by": "Ada", "now": now}, {"by": by, "now": "today"}):
            with pytest.raises(TypeError, match="who acts and when"):
                seed_calendars(**given)


def test_an_actor_who_is_another_than_the_open_scopes_person_does_nothing(body, now):
    with (
        standing_as(actor(Role.ADMINISTRATOR, body=body)),
        pytest.raises(tenancy.NoTenant),
    ):
        seed_calendars(by=actor(Role.ADMINISTRATOR, body=body), now=now)


def test_a_rule_is_kept_in_one_of_the_known_ways():
    before = len(rules.REGISTER)
    with pytest.raises(ValueError, match="hope is not a kind of rule"):
        rules.keep("A1", kind="hope", where="somewhere")

    assert len(rules.REGISTER) == before


def test_an_act_is_granted_once():
    grants = Grants()
    grants.enter("a.b", Role.INTAKE, meaning="Do it.")

    with pytest.raises(ValueError, match="granted twice"):
        grants.enter("a.b", Role.RELEASE, meaning="Do it again.")
    assert grants.of("a.b").roles == {Role.INTAKE}


def test_counting_across_centres_says_why(staff_scope):
    with pytest.raises(ValueError, match="which rule"), tenancy.whole_body(because=" "):
        pytest.fail("A scope was opened for no reason.")


def test_an_hour_later_is_an_hour_of_real_time_when_the_clocks_go_back():
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(rules.LONDON)

    later = clock.after(before, timedelta(hours=1))

    assert later == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_clock_that_is_not_there_is_not_met_and_none_are_met_at_once(body, now):
    with standing_as(actor(Role.ADMINISTRATOR, body=body)):
        with pytest.raises(Deadline.DoesNotExist):
            deadlines.meet_all([0], now=now)
        assert deadlines.meet_all([], now=now) == []


@pytest.mark.usefixtures("committed")
def test_a_scope_that_cannot_be_put_back_leaves_no_connection_that_holds_it():
    with tenancy.acting(tenancy.Scope(Audience.STAFF, 1)):
        connection.ensure_connection()
        held = connection.connection
        held.close()  # as when the server went away

    assert connection.connection is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)


@pytest.mark.usefixtures("committed")
def test_while_one_process_seals_another_closes_no_epoch(monkeypatch):
    monkeypatch.setattr(sealing, "_mine", lambda body: False)
    with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
        assert sealing.seal_ledger(1, now=clock.now()) is None
        with pytest.raises(RuntimeError, match="Stop the workers first"):
            sealing.close_epoch(1, 1)


def test_guards_of_a_table_are_the_same_when_they_say_the_same():
    fence = Fence(name="f", staff=may("select", "true"))
    key = SameTenant(name="k", column="c_id", parent="p", shared=("awarding_body_id",))
    grows = AppendOnly(name="g")

    for one in (fence, key, grows):
        assert (one.clone(), hash(one.clone())) == (one, hash(one))
        assert one != object()
    assert fence != Fence(name="f", staff=may("select insert", "true"))


def test_a_guard_of_a_table_says_its_statement_and_takes_it_back(db):
    with pytest.raises(NotImplementedError):
        TableConstraint(name="c").sql(Deadline)
    with pytest.raises(TypeError, match="made for a model"):
        table_of(None)
    fence, key, grows = (
        Fence(name="f", centre=may("select", "true")),
        SameTenant(name="k", column="c_id", parent="p", shared=("awarding_body_id",)),
        AppendOnly(name="g"),
    )
    assert fence.remove_sql(Deadline, None) == (
        'DROP POLICY centre ON "awarding_deadline";\n'
        'REVOKE ALL ON "awarding_deadline" FROM portal_centre;'
    )
    assert key.remove_sql(Deadline, None) == (
        'ALTER TABLE "awarding_deadline" DROP CONSTRAINT "k"'
    )
    assert grows.remove_sql(Deadline, None) == 'DROP TRIGGER only_adds ON "awarding_deadline"'


def test_a_tenants_model_says_who_may_see_it():
    with pytest.raises(TypeError, match="says not who may see it"):
        type(
            "Loose",
            (tenancy.BodyOwned,),
            {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "loose"})},
        )


def test_a_bodys_row_points_at_no_centres_row():
    with pytest.raises(TypeError, match="cannot point at a centre's"):
        type(
            "Pointing",
            (tenancy.BodyOwned,),
            {
                "__module__": __name__,
                "Meta": type("Meta", (), {"app_label": "loose"}),
                "fence": Fence(staff=may("select", "true")),
                "clock": models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="+"),
            },
        )
