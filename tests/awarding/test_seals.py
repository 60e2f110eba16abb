"""T17, H1: the ledger is sealed in blocks; whoever edits it, whatever role, is found out."""

import io
import threading
import time

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections, transaction

from awarding import ledger
from awarding.kernel import clock, tenancy
from awarding.kernel.actors import Audience, Role
from awarding.kernel.rules import Clause, Refusal, say
from awarding.models import AwardingBody, Entry, Seal
from awarding.operations import anchoring, sealing
from awarding.queries import anchors, seals
from tests import factories

SWEEP = tenancy.Scope(Audience.SWEEP)
CLAUSE = Clause("House rules", "1", "H1", "A calendar must have a name.")
LEDGER = ("awarding_entry", "awarding_decision", "awarding_seal")


@pytest.fixture
def northgate(committed, settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path / "anchors"
    return AwardingBody.objects.get(slug="northgate")


def write(body, *acts):
    """One transaction with an entry for each act, and a decision."""
    by = factories.actor(Role.ADMINISTRATOR, body=body)
    with factories.standing_as(by), transaction.atomic():
        lines = [ledger.Line(act, "test", n, None, False, {"n": n}) for n, act in enumerate(acts)]
        ledger.enter(lines, by=by, role="administrator")
        refusal = Refusal("H1", CLAUSE, say("Give the calendar a name."))
        ledger.decide([ledger.Judged(lines[0], refusal)], by=by, role="administrator")


def let_the_past_close():
    """Wait until every transaction of the server that ran just now has ended.

    Sealing waits for all of them, and other tests have some open beside these.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (target,) = cursor.fetchone()
        end = time.monotonic() + 120
        while time.monotonic() < end:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] >= target:
                return
            time.sleep(0.05)


def seal(*, wait=True):
    if wait:
        let_the_past_close()
    with tenancy.acting(SWEEP):
        return [one.n for one in sealing.seal_ledgers(now=clock.now())]


def anchor(settings):
    with tenancy.acting(SWEEP):
        return [str(one) for one in anchoring.anchor_seals(settings.ANCHOR_DIR, now=clock.now())]


def verify(*given):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("audit_verify", *given, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, err.getvalue()
    return 0, out.getvalue()


def as_superuser(sql, *values):
    """What somebody does who stands above every guard: the owner, with all of them taken off."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in LEDGER:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_adds")
        cursor.execute(sql, values)
        changed = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in LEDGER:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER only_adds")
    return changed


@pytest.fixture
def sealed(northgate):
    """Four seals of Northgate, of four records each."""
    for n in range(4):
        write(northgate, f"test.a{n}", f"test.b{n}", f"test.c{n}")
        seal()
    return northgate


def test_a_ledger_nobody_touched_holds(sealed):
    code, said = verify()

    assert code == 0
    assert "northgate: 4 seals over 16 records hold, 0 wait for the next" in said
    assert "no anchor was found" in said


def test_sealing_again_with_nothing_new_makes_no_seal(sealed):
    assert seal() == []


def test_a_quiet_hour_is_sealed_all_the_same(sealed):
    let_the_past_close()
    with tenancy.acting(SWEEP):
        later = sealing.seal_ledgers(now=clock.now() + sealing.QUIET * 2)

    assert [(one.n, one.count) for one in later] == [(5, 0)]


def test_each_body_has_seals_of_its_own(northgate):
    write(northgate, "test.a")
    write(AwardingBody.objects.get(slug="mti"), "test.a")

    assert seal() == [1, 1]


EDITS = {
    "an edited entry": "UPDATE awarding_entry SET act = 'test.x' WHERE act = 'test.b1'",
    "an edited detail": "UPDATE awarding_entry SET details = '{}' WHERE act = 'test.b1'",
    "an entry hidden from the centre": (
        "UPDATE awarding_entry SET is_shown = true WHERE act = 'test.b1'"
    ),
    "an entry dated back": (
        "UPDATE awarding_entry SET at = at - interval '1 second' WHERE act = 'test.b1'"
    ),
    "an edited reason": ("UPDATE awarding_decision SET reason = 'Fine.' WHERE act = 'test.a1'"),
    "a deleted entry": "DELETE FROM awarding_entry WHERE act = 'test.b1'",
    "a deleted decision": "DELETE FROM awarding_decision WHERE act = 'test.a1'",
    "a planted entry": (
        "INSERT INTO awarding_entry (awarding_body_id, act, subject_type, role, is_shown,"
        " details, xid) SELECT awarding_body_id, 'test.x', '', '', false, '{}', xid"
        " FROM awarding_entry WHERE act = 'test.b1'"
    ),
    "two entries that changed places": (
        "UPDATE awarding_entry SET act = CASE act WHEN 'test.a1' THEN 'test.b1' ELSE 'test.a1'"
        " END WHERE act IN ('test.a1', 'test.b1')"
    ),
    "an entry moved into another seal": (
        "UPDATE awarding_entry SET xid = (SELECT xid FROM awarding_entry WHERE act = 'test.a3')"
        " WHERE act = 'test.b1'"
    ),
    "an entry moved to another body": (
        "UPDATE awarding_entry SET awarding_body_id = awarding_body_id + 1 WHERE act = 'test.b1'"
    ),
    "a seal made to fit": "UPDATE awarding_seal SET count = count + 1 WHERE n = 2",
    "a seal made anew": "UPDATE awarding_seal SET digest = hash WHERE n = 2",
    "a rehashed seal": "UPDATE awarding_seal SET hash = sha256(hash) WHERE n = 2",
    "a deleted seal": "DELETE FROM awarding_seal WHERE n = 2",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_whoever_stands_above_the_policies_is_found_out(sealed, edit):
    assert as_superuser(edit) > 0

    code, said = verify()

    assert code == 1
    assert "northgate: BROKEN: seal 2 " in said


def test_a_seal_made_anew_over_an_edited_entry_is_found_by_the_one_after_it(sealed):
    as_superuser("UPDATE awarding_entry SET act = 'test.x' WHERE act = 'test.b1'")
    with tenancy.acting(SWEEP):
        first, second = Seal.objects.filter(n__in=[1, 2]).order_by("n")
        asked = seals.Range(sealed.pk, second.epoch, int(first.below), int(second.below))
        second.digest = seals.covered(asked).digest
        fitting = seals.hash_of(second, bytes(first.hash))
    told = [second.digest, fitting]
    as_superuser("UPDATE awarding_seal SET digest = %s, hash = %s WHERE n = 2", *told)

    code, said = verify()

    assert (code, said) == (
        1,
        "northgate: BROKEN: seal 3 does not follow from the one before it.\n",
    )


def test_an_entry_planted_where_no_seal_looks_is_found(sealed):
    as_superuser(
        "INSERT INTO awarding_entry (awarding_body_id, act, subject_type, role, is_shown, details,"
        " epoch) SELECT awarding_body_id, 'test.x', '', '', false, '{}', 7 FROM awarding_entry"
        " WHERE act = 'test.b1'"
    )

    assert verify() == (1, "northgate: BROKEN: 1 records lie outside of every seal.\n")


CUT = (
    "DELETE FROM awarding_seal WHERE n >= 3",
    "DELETE FROM awarding_entry WHERE act ~ '[23]$'",
    "DELETE FROM awarding_decision WHERE act ~ '[23]$'",
)


def test_a_cut_tail_shows_against_the_anchor_and_not_without(sealed, settings):
    (noted,) = anchor(settings)
    for statement in CUT:
        as_superuser(statement)

    assert verify() == (
        1,
        "northgate: BROKEN: seal 4 was anchored and is not there: the tail was cut.\n",
    )
    anchors.path_of(settings.ANCHOR_DIR, "northgate").unlink()
    assert verify()[0] == 0
    assert verify("--anchor", noted)[0] == 1


def test_a_tail_hashed_anew_shows_against_the_anchor(sealed, settings):
    anchor(settings)
    as_superuser("DELETE FROM awarding_seal WHERE n >= 2")
    as_superuser("UPDATE awarding_entry SET act = 'test.x' WHERE act = 'test.b1'")
    for n in range(3):
        write(sealed, f"test.d{n}")
        seal()

    assert verify() == (
        1,
        "northgate: BROKEN: seal 4 is not the one that was anchored.\n",
    )


def test_anchors_are_added_to_one_file_a_body_and_only_when_there_is_a_new_seal(sealed, settings):
    first, again = anchor(settings), anchor(settings)
    write(sealed, "test.a")
    seal()
    second = anchor(settings)

    lines = anchors.path_of(settings.ANCHOR_DIR, "northgate").read_text().splitlines()
    assert [line.split()[0] for line in lines] == [*first, *second]
    assert (again, verify()[0]) == ([], 0)


def test_the_anchoring_itself_notices_a_seal_that_is_gone(sealed, settings):
    anchor(settings)
    as_superuser("DELETE FROM awarding_seal WHERE n = 4")

    with pytest.raises(anchoring.SealGone, match="northgate:4:"):
        anchor(settings)


def test_an_anchor_is_written_as_the_command_reads_it(sealed, settings, committed):
    (noted,) = anchor(settings)

    assert verify("--anchor", noted)[0] == 0
    with pytest.raises(Exception, match="BODY:N:HASH"):
        verify("--anchor", "northgate:4")
    with pytest.raises(Exception, match="no body called southgate"):
        verify("--anchor", noted.replace("northgate", "southgate"))


def test_a_transaction_still_open_is_not_sealed_over_and_is_sealed_later(northgate):
    wrote, may_commit = threading.Event(), threading.Event()

    def slowly():
        by = factories.actor(Role.ADMINISTRATOR, body=northgate)
        with factories.standing_as(by), transaction.atomic():
            ledger.enter([ledger.Line("test.slow", "", None, None, False)], by=by, role="")
            wrote.set()
            may_commit.wait(20)
        connection.close()

    writer = threading.Thread(target=slowly)
    writer.start()
    assert wrote.wait(20)
    write(northgate, "test.after")
    held_back = seal(wait=False)
    may_commit.set()
    writer.join()
    sealed_later = seal()

    with tenancy.acting(SWEEP):
        counts = list(Seal.objects.values_list("n", "count"))
    assert (held_back, sealed_later, counts) == ([], [1], [(1, 3)])
    assert verify()[0] == 0


def test_two_sealers_at_once_seal_nothing_twice(northgate):
    for n in range(5):
        write(northgate, f"test.a{n}")
    start, made = threading.Barrier(4), []

    def sealer():
        start.wait()
        made.extend(seal())
        connection.close()

    threads = [threading.Thread(target=sealer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [1]
    assert "1 seals over 10 records hold" in verify()[1]


@pytest.fixture
def first_epoch_after():
    yield
    with connections["owner"].cursor() as cursor:
        for table in ("awarding_entry", "awarding_decision"):
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN epoch SET DEFAULT 1")


def as_of_an_older_cluster():
    """Give what was written just now the transaction numbers of a cluster long in use."""
    for table in ("awarding_entry", "awarding_decision"):
        as_superuser(
            f"UPDATE {table} SET xid = (xid::text::bigint + 1000000000)::text::xid8"
            " WHERE xid::text::bigint < 1000000000"
        )


def test_after_a_restored_dump_a_new_epoch_counts_from_the_start(northgate, first_epoch_after):
    write(northgate, "test.sealed_there")
    as_of_an_older_cluster()
    with tenancy.acting(SWEEP):
        sealing.close_epoch(northgate.pk, 1)
    write(northgate, "test.not_sealed_there")
    as_of_an_older_cluster()

    before = seal()
    call_command("begin_epoch", stdout=io.StringIO())
    write(northgate, "test.written_here", "test.and_here")
    after = seal()

    with tenancy.acting(SWEEP):
        found = list(Seal.objects.order_by("n").values_list("n", "epoch", "count"))
    assert (before, after, found) == ([], [3], [(1, 1, 2), (2, 1, 2), (3, 2, 3)])
    assert verify()[0] == 0


def test_what_is_planted_in_a_closed_epoch_is_found(sealed, first_epoch_after):
    call_command("begin_epoch", stdout=io.StringIO())
    as_superuser(
        "INSERT INTO awarding_entry (awarding_body_id, act, subject_type, role, is_shown, details,"
        " epoch) SELECT awarding_body_id, 'test.x', '', '', false, '{}', 1 FROM awarding_entry"
        " WHERE act = 'test.b1'"
    )

    assert verify() == (1, "northgate: BROKEN: 1 records lie outside of every seal.\n")


def refused(sql, *values):
    with (
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(sql, values)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("table", ["awarding_entry", "awarding_decision", "awarding_seal"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET epoch = 2", "DELETE FROM {}", "TRUNCATE {}"], ids=str.split
)
def test_no_serving_role_may_change_the_ledger(body, audience, table, statement):
    with tenancy.acting(tenancy.Scope(audience, body.pk, 1, 1)):
        refused(statement.format(table))


@pytest.mark.parametrize("column", ["id", "at", "epoch", "xid"])
def test_no_serving_role_chooses_where_its_entry_stands(body, staff_scope, column):
    wanted = (
        "INSERT INTO awarding_entry (awarding_body_id, act, subject_type, role, is_shown, details,"
        f" {column}) SELECT %s, 'test.x', '', '', false, '{{}}', {column} FROM awarding_entry"
    )
    refused(wanted, body.pk)


@pytest.mark.parametrize("table", ["awarding_entry", "awarding_decision", "awarding_seal"])
def test_the_owner_finds_the_force_of_the_policies_behind_the_guard(sealed, table):
    alter = f"ALTER TABLE {table} {{}} TRIGGER only_adds"
    with connections["owner"].cursor() as cursor:
        cursor.execute(alter.format("DISABLE"))
        try:
            cursor.execute(f"UPDATE {table} SET epoch = 2")
            assert cursor.rowcount == 0
        finally:
            cursor.execute(alter.format("ENABLE"))


def test_a_record_is_digested_with_every_column_it_has(db):
    columns = {field.column for field in Entry._meta.concrete_fields}

    assert [name for name in columns if name not in seals.KINDS[0][2]] == []
