"""Where an installation keeps its things."""

import os
import stat
from pathlib import Path

import pytest

from tools.launch import place
from tools.launch.say import CannotGoOn


def test_sockets_lie_beside_the_data_where_the_path_is_short():
    assert place.socket_folder(Path("/srv/portal/servers")) == Path("/srv/portal/servers/socket")


def test_sockets_get_a_short_name_where_the_path_is_too_long():
    deep = Path("/srv") / ("a" * 150) / "servers"

    found = place.socket_folder(deep)

    assert len(os.fsencode(found / ".s.PGSQL.5432")) < 107
    assert found == place.socket_folder(deep)


def test_two_deep_installations_do_not_share_their_sockets():
    folders = {place.socket_folder(Path("/srv") / (letter * 150)) for letter in "ab"}

    assert len(folders) == 2


def test_the_length_that_counts_is_in_bytes():
    assert place.socket_folder(Path("/srv") / ("ż" * 45)).name.startswith("portal-")


def test_the_state_of_an_installation_is_closed_to_others(tmp_path, request):
    made = place.make(tmp_path / "state")
    request.addfinalizer(made.remove)

    assert {
        stat.S_IMODE(folder.stat().st_mode) & 0o066
        for folder in (made.state, made.servers, made.sockets, made.logs, made.pids)
    } == {0}


def test_an_installation_that_passes_leaves_nothing():
    made = place.passing()

    made.remove()

    assert not any(folder.exists() for folder in (made.state, made.servers, made.sockets))


def test_a_folder_that_is_a_way_elsewhere_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "servers").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CannotGoOn, match="belongs to another account"):
        place.make_private(tmp_path / "servers", None)
