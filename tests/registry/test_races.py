"""D5, D7: many at once. One entry stands, and the rest are told so."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest

from registry.protocol import Clash, OutOfOrder, Receipt, Refused, Span
from tests.registry.samples import ROSA, award, registered, with_learners

CLIENTS = 8
ROUNDS = 5
LEARNERS = [ROSA, *(f"R-{n}" for n in range(CLIENTS))]


def at_once(registry, acts):
    """What each of these acts came to, begun together."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act(registry)
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@contextmanager
def without(database, trigger):
    with database.as_owner() as cursor:
        cursor.execute(f"ALTER TABLE orchard_resultentry DISABLE TRIGGER {trigger}")
    try:
        yield
    finally:
        with database.as_owner() as cursor:
            cursor.execute(f"ALTER TABLE orchard_resultentry ENABLE TRIGGER {trigger}")


def test_the_same_key_from_eight_threads_is_one_row_and_one_receipt(registry_server):
    for _ in range(ROUNDS):
        registry = with_learners(registry_server.for_new_body(), *LEARNERS)

        told = at_once(registry, [lambda r: r.register(award(), key="result-1-v1")] * CLIENTS)

        assert len(set(told)) == 1
        assert [entry.receipt for entry in registry.entries_in(Span())] == [told[0]]


def test_the_same_registration_from_eight_threads_is_one_row(registry_server):
    for _ in range(ROUNDS):
        registry = registry_server.for_new_body()

        told = at_once(registry, [lambda r: r.enrol(registered(), key="registration-1")] * CLIENTS)

        assert len(set(told)) == 1
        assert [entry.receipt for entry in registry.registrations_in(Span())] == [told[0]]


def test_the_same_key_with_eight_bodies_has_one_winner(registry_server):
    registry = with_learners(registry_server.for_new_body(), *LEARNERS)

    told = at_once(
        registry,
        [
            lambda r, unit=unit: r.register(award(unit_code=f"U-{unit}"), key="result-1-v1")
            for unit in range(CLIENTS)
        ],
    )

    assert [type(each) for each in sorted(told, key=lambda t: isinstance(t, Refused))] == [
        Receipt,
        *[Refused] * (CLIENTS - 1),
    ]
    assert len(list(registry.entries_in(Span()))) == 1


def eight_results_for_one_unit(registry, **changes):
    return at_once(
        registry,
        [
            lambda r, n=n: r.register(
                award(**({"learner_number": f"R-{n}"} if changes else {})), key=f"result-{n}-v1"
            )
            for n in range(CLIENTS)
        ],
    )


@pytest.mark.parametrize("changes", [{}, {"learner_number": "another for each"}])
def test_eight_results_for_one_learner_and_unit_have_one_winner(registry_server, changes):
    for _ in range(ROUNDS):
        registry = with_learners(registry_server.for_new_body(), *LEARNERS)

        told = eight_results_for_one_unit(registry, **changes)

        assert sum(isinstance(each, Receipt) for each in told) == 1
        assert sum(isinstance(each, Clash) for each in told) == CLIENTS - 1
        assert len(list(registry.entries_in(Span()))) == 1


def test_without_the_guard_there_would_be_more_than_one_winner(registry_server):
    registry = with_learners(registry_server.for_new_body(), *LEARNERS)

    with without(registry_server.database, "enter"):
        told = eight_results_for_one_unit(registry)

    assert sum(isinstance(each, Receipt) for each in told) == CLIENTS


def test_of_versions_that_arrive_together_none_is_entered_before_the_one_it_follows(
    registry_server,
):
    for _ in range(ROUNDS):
        registry = with_learners(registry_server.for_new_body(), *LEARNERS)

        told = at_once(
            registry,
            [
                lambda r: r.register(award(), key="result-1-v1"),
                lambda r: r.register(award(version=2, reason="Appeal."), key="result-1-v2"),
            ],
        )

        versions = sorted(entry.award.version for entry in registry.entries_in(Span()))
        assert isinstance(told[0], Receipt)
        assert versions == ([1, 2] if isinstance(told[1], Receipt) else [1])
        assert isinstance(told[1], Receipt | OutOfOrder)
