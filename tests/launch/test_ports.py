"""Which port the portal answers on."""

import socket

import pytest

from tools.launch import ports
from tools.launch.say import CannotGoOn


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_the_usual_port_is_wanted_when_none_is_named(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)

    assert ports.wanted("PORT", 8000) == 8000


@pytest.mark.parametrize("given", ["eighty", "-1", "65536", "80.5"])
def test_a_port_that_is_none_stops_the_start_with_a_sentence(monkeypatch, given):
    monkeypatch.setenv("PORT", given)

    with pytest.raises(CannotGoOn, match="give a number from 0"):
        ports.wanted("PORT", 8000)


def test_the_neighbours_are_tried_in_order_and_then_any():
    assert ports.candidates(8000) == [*range(8000, 8020), 0]


def test_a_port_near_the_last_has_fewer_neighbours():
    assert ports.candidates(65_534) == [65_534, 65_535, 0]


def test_any_port_is_never_another_than_wanted():
    door = ports.open_door(0)

    with door.socket:
        assert door.port > 0
        assert not door.is_another


def test_a_taken_port_is_answered_with_another_and_that_is_known(taken):
    door = ports.open_door(taken)

    with door.socket:
        assert door.port != taken
        assert door.is_another


def test_nobody_else_gets_a_port_between_its_opening_and_the_first_answer():
    first = ports.open_door(0)
    with first.socket:
        second = ports.open_door(first.port)
        with second.socket:
            assert second.port != first.port


def test_a_server_on_the_other_localhost_takes_the_port_too():
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as other:
        port = other.getsockname()[1]
        door = ports.open_door(port)
        with door.socket:
            assert door.port != port


def test_only_this_machine_is_answered():
    with ports.open_door(0).socket as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
