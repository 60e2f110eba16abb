"""The configuration of the servers we start, and the roles they hold."""

import os
import re
from pathlib import Path

import psycopg2
import pytest

from tools.launch import debian, postgres, processes, roles, static, test, valkey
from tools.launch.place import Place
from tools.launch.ports import open_door

ROLES = Path(roles.__file__).with_name("roles.sql").read_text()
AUDIENCES = ["portal_assessor", "portal_centre", "portal_eqa", "portal_staff", "portal_sweep"]


@pytest.fixture
def serving():
    """The serving login, on the portal's own database of this run."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    yield connection.cursor()
    connection.close()


def test_text_is_compared_by_code_point_on_every_version():
    assert postgres.locale_options(15) == ["--locale=C.UTF-8"]
    assert postgres.locale_options(18)[-1] == "--builtin-locale=C.UTF-8"


def test_valkey_has_no_port_and_drops_nothing_when_it_is_full(tmp_path):
    place = Place(tmp_path, tmp_path, tmp_path / "a b", None)

    lines = valkey.configuration(place, {"valkey": "pw"}, lasting=True).splitlines()

    assert lines[:2] == ["port 0", f'unixsocket "{tmp_path}/a b/kv.sock"']
    assert "requirepass pw" in lines
    assert "appendonly yes" in lines
    assert "maxmemory-policy noeviction" in lines


def test_the_roles_file_holds_no_password():
    assert re.findall(r"PASSWORD\s+'", ROLES) == []


def test_the_serving_login_may_become_each_audience_and_nothing_else(serving):
    serving.execute(
        "SELECT rolname FROM pg_roles WHERE pg_has_role('portal_app', oid, 'MEMBER')"
        " AND rolname <> 'portal_app' ORDER BY 1"
    )
    assert [name for (name,) in serving.fetchall()] == AUDIENCES


def test_no_role_that_serves_owns_bypasses_or_rules(serving):
    serving.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)"
        " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)",
        [[*AUDIENCES, "portal_app", "registry_app"]],
    )
    assert serving.fetchall() == []


def test_the_serving_login_inherits_nothing_from_its_audiences(serving):
    serving.execute("SELECT rolinherit FROM pg_roles WHERE rolname = 'portal_app'")

    assert serving.fetchone() == (False,)


def test_the_owner_is_no_superuser_and_does_not_pass_its_own_policies(serving):
    serving.execute(
        "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = 'portal_owner'"
    )
    assert serving.fetchone() == (False, False, True)


def test_the_portal_cannot_enter_the_registrys_database():
    elsewhere = os.environ["DATABASE_URL"].replace("/portal?", "/registry?")

    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        psycopg2.connect(elsewhere)


def test_the_web_server_answers_on_the_door_it_is_given():
    door = open_door(0)
    with door.socket:
        command = processes.server("config.wsgi", door)

    assert command[command.index("--bind") + 1].startswith("fd://")


def test_pytest_runs_on_two_processes_unless_it_is_told():
    assert test.pytest_arguments(["-n0", "tests"]) == ["-n0", "tests"]
    assert test.pytest_arguments(["tests"])[0] == "-n"


def test_what_is_missing_is_read_from_a_simulation():
    told = "Reading package lists...\nInst libpango-1.0-0 (1.50.12 Debian:12 [amd64])\nConf libx\n"

    assert debian.missing(told) == ["libpango-1.0-0"]


def test_styles_are_gathered_again_when_one_changes(tmp_path):
    file = tmp_path / "static" / "page.css"
    file.parent.mkdir()
    file.write_text("a {}")
    before = static.fingerprint(static.sources(tmp_path))

    file.write_text("a { color: red }")

    assert static.fingerprint(static.sources(tmp_path)) != before
