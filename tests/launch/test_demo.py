"""The table of people that ``./portal run`` ends with."""

from tools.launch import demo

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
