"""The acts of the ground and who may do them."""

from awarding.kernel.actors import CENTRE_ROLES, GRANTS, Role

CENTRE_HANDS = (Role.COORDINATOR, Role.CENTRE_STAFF)
PREPARERS = (*CENTRE_HANDS, Role.TUTOR, Role.IQA)

GRANTS.enter("file.receive", *PREPARERS, Role.INTAKE, meaning="Send a file.")
GRANTS.enter("file.inspect", Role.WORKER, meaning="Inspect a file that was sent.")
GRANTS.enter(
    "declaration.sign",
    *sorted(CENTRE_ROLES - {Role.CENTRE_READER}),
    Role.INTAKE,
    meaning="Sign a declaration.",
)
GRANTS.enter("centre.open", Role.APPROVALS, meaning="Open a centre the body approved.")
GRANTS.enter("catalogue.add", Role.APPROVALS, meaning="Add a qualification with its units.")
GRANTS.enter("declaration.word", Role.ADMINISTRATOR, meaning="Word a declaration anew.")
GRANTS.enter("message.set_aside", Role.WORKER, meaning="Give a message to a person.")
GRANTS.enter("message.retry", Role.REGISTRY, meaning="Try a message again that needs a person.")
GRANTS.enter("term.add", Role.ADMINISTRATOR, meaning="Add to the body's rulebook.")
GRANTS.enter(
    "calendar.seed",
    Role.ADMINISTRATOR,
    Role.WORKER,
    meaning="Fill a calendar with the published bank holidays.",
)
GRANTS.enter(
    "calendar.declare_holiday", Role.ADMINISTRATOR, meaning="Declare a holiday still to come."
)
GRANTS.enter(
    "calendar.remove_holiday", Role.ADMINISTRATOR, meaning="Remove a holiday still to come."
)
GRANTS.enter(
    "calendar.correct_past_day",
    Role.ADMINISTRATOR,
    meaning="Correct a past day, and count every open clock anew.",
)
GRANTS.enter("clock.move", Role.ADMINISTRATOR, meaning="Note on each clock that it moved.")
GRANTS.enter(
    "centre.give_calendar",
    Role.ADMINISTRATOR,
    Role.APPROVALS,
    meaning="Give a centre another nation's calendar.",
)
GRANTS.enter("clock.cross", Role.WORKER, meaning="Enter clocks that turned amber, red or late.")
GRANTS.enter("person.invite", Role.ADMINISTRATOR, meaning="Give somebody a log-in and a role.")
GRANTS.enter(
    "person.change_roles", Role.ADMINISTRATOR, meaning="Give somebody other roles, or none."
)
GRANTS.enter(
    "membership.strike_out",
    Role.ADMINISTRATOR,
    meaning="Say that a role at a centre was given by mistake.",
)
GRANTS.enter("membership.end", Role.ADMINISTRATOR, meaning="End one role of one person.")
