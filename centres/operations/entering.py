"""Entering a learner the body does not know, by a statement that the centre's role may use."""

from django.db import connection

from awarding.kernel import tenancy
from centres.queries import learners
from centres.rules import registering

ENTER = (
    "INSERT INTO centres_learner"
    " (id, awarding_body_id, made_by_centre_id, full_name, name_key, uln)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
)


def enter(full_name: str, uln: str) -> int:
    """Enter a learner the body does not know, and return the id.

    It is drawn before and the statement returns nothing, since the centre reads the row only
    once the learner is registered.
    """
    scope, key = tenancy.current(), learners.name_key(full_name)
    known_uln = "" if uln == registering.UNKNOWN_ULN else uln
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('centres_learner', 'id'))")
        (drawn,) = cursor.fetchone()
        cursor.execute(ENTER, [drawn, scope.body, scope.centre, full_name, key, known_uln])
    return int(drawn)
