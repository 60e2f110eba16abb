"""The table of people that ``./portal run`` ends with."""

from tools.launch import demo
from tools.launch.place import Place

ADA = {
    "email": "ada@northgate.example",
    "password": "secret",
    "name": "Ada",
    "role": "Staff",
    "tries": "Accept a submission.",
    "address": "http://localhost:8000/northgate/staff/",
}


def test_everyone_has_a_line_under_the_names_of_the_columns():
    assert demo.table([ADA]) == [
        "email                  password  role   tries",
        "ada@northgate.example  secret    Staff  Accept a submission.",
    ]


def test_the_registry_is_named_at_the_address_it_has_today():
    told = {"address": "http://127.0.0.1:8100/entries/", "user": "keeper", "password": "pw"}

    assert demo.registry(told, "http://127.0.0.1:8101") == (
        "Registry: http://127.0.0.1:8101/entries/  keeper  pw"
    )


def test_many_roles_of_one_person_do_not_widen_the_table():
    assert demo.shortened("Intake, Allocation") == "Intake, Allocation"
    assert demo.shortened("Administrator, Intake, Release") == "Administrator and 2 more"


def test_a_first_start_that_was_broken_off_is_known_until_it_is_whole(tmp_path):
    place = Place(tmp_path, tmp_path, tmp_path, None)
    assert not demo.was_broken_off(place)

    (tmp_path / demo.BEGUN).touch()
    assert demo.was_broken_off(place)

    (tmp_path / demo.TOLD).touch()
    assert not demo.was_broken_off(place)
