"""Rules of the ground that are no gates: values kept as data, constraints, and what is shown."""

from awarding.kernel.rules import keep

MODELS = "awarding.models"

keep(
    "A38",
    "Q20",
    kind="data",
    where="awarding.rules.clock.SlaTerms",
    question="How many days are promised, and when does the clock turn?",
    reading="25 days, amber from day 18, red from day 23; a body's rulebook may say otherwise.",
)
keep("A38", kind="state", where=f"{MODELS}.Deadline.an_ended_clock_keeps_its_dates")
keep("A38", kind="state", where=f"{MODELS}.Deadline.an_ended_clock_stands")
keep(
    "A39",
    kind="shown",
    where="awarding.rules.counting.working",
    question="Which days were counted, and why was each of the others not?",
)
keep(
    "A39",
    "Q16",
    kind="data",
    where="awarding.kernel.working_days.bank_holidays",
    question="Which days are not worked?",
    reading="Weekends and published bank holidays; each body's calendar is then its own to edit.",
)
keep(
    "A16",
    kind="flow",
    where="awarding.kernel.actors.Actor.must",
    question="Is the act granted to one of the person's roles?",
    reading="Roles are given by the body; an act that nobody was granted is done by nobody.",
)
keep("A16", kind="state", where=f"{MODELS}.Membership.one_open_membership_per_role")
keep("X8", kind="state", where=f"{MODELS}.Membership.an_ended_role_stands")
for move in ("claim", "put_off", "set_aside", "retry", "deliver"):
    keep("A36", kind="state", where=f"awarding.states.MESSAGE.{move}")
keep("A36", kind="state", where=f"{MODELS}.OutboxMessage.outbox_key")
keep("A36", kind="state", where=f"{MODELS}.OutboxMessage.message_moves_by_its_table")
keep("A36", kind="state", where=f"{MODELS}.OutboxMessage.message_begins_at_its_start")
keep("A36", kind="state", where=f"{MODELS}.OutboxMessage.a_settled_message_says_when")
keep("A36", kind="state", where=f"{MODELS}.OutboxAttempt.attempts_are_numbered")
keep("A38", kind="state", where=f"{MODELS}.DeadlinePause.one_open_pause")
keep("Q16", kind="state", where=f"{MODELS}.Calendar.one_calendar_per_division")
keep("Q16", kind="state", where=f"{MODELS}.Calendar.one_default_calendar")
keep("Q16", kind="state", where=f"{MODELS}.CalendarDay.one_row_per_day")
keep(
    "Q6",
    kind="data",
    where="awarding.rules.clock.age",
    question="Is the day of receipt counted?",
    reading="No: day 1 is the first working day after the London day of receipt.",
)
keep(
    "Q17",
    kind="data",
    where="awarding.kernel.clock.london_day",
    question="In which time zone are days counted?",
    reading="Moments are stored in UTC; the day they fall on is London's.",
)
keep(
    "Q19",
    kind="shown",
    where="awarding.rules.clock_words.words_for_centre",
    question="What does a centre read of a clock before its work is accepted?",
    reading="When the work was received, and which day it would be if accepted.",
)
keep(
    "Q19",
    kind="flow",
    where="awarding.operations.deadlines.confirm",
    reading="Acceptance makes the provisional clock the clock; it keeps its start.",
)
keep(
    "Q19",
    kind="flow",
    where="awarding.operations.deadlines.void",
    reading="A return ends the provisional clock, which then counts for nothing.",
)
keep(
    "Q20",
    kind="shown",
    where="awarding.rules.clock.colour",
    question="Is the clock green, amber, red or breached?",
)
keep("Q20", kind="state", where=f"{MODELS}.Deadline.amber_then_red_then_breach")
keep("Q20", kind="state", where=f"{MODELS}.Term.one_term_from_a_day")
keep("Q20", kind="state", where=f"{MODELS}.Term.a_clock_can_keep_its_term")
keep("Q20", kind="state", where=f"{MODELS}.DeadlineCrossing.one_crossing_per_level")
keep(
    "Q21",
    kind="data",
    where="awarding.queries.calendars.calendar_for",
    question="Whose calendar does a clock count in?",
    reading="The centre's where staff gave it one, else the body's default.",
)
keep(
    "Q21",
    kind="data",
    where=f"{MODELS}.Deadline.calendar",
    reading="A clock keeps the calendar it started with.",
)
keep(
    "Q23",
    kind="data",
    where="awarding.kernel.actors.AUDIENCES",
    question="Who is meant by an assessor?",
    reading="The body's, who marks in the service; a centre's own are its tutors and IQAs.",
)
keep("X4", kind="state", where=f"{MODELS}.DeclarationText.one_text_per_version")
keep("X4", kind="attested", where=f"{MODELS}.Declaration")
keep("X8", kind="state", where=f"{MODELS}.Membership.centre_roles_name_their_centre")
keep(
    "X8",
    kind="state",
    where=f"{MODELS}.Centre.fence.centre",
    reading="A centre sees its own row and nothing of another.",
)
keep(
    "X8",
    kind="state",
    where=f"{MODELS}.Centre.fence.eqa",
    reading="An external quality assurer sees the centres allocated to them, while they are.",
)
