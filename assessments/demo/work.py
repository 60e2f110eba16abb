"""What the demo's learners wrote, by unit: enough to read, and about what the unit asks."""

LEADING = (
    "I lead a team of nine at a regional distribution centre. When we moved to hand-held"
    " scanners in March, the plan alone did not persuade anybody.",
    "So I asked two colleagues to try them for a week and to tell the others what they"
    " found. Managing set the date; leading made people want to keep to it.",
)
SOLVING = (
    "Returns at our shop doubled between May and July. I counted them by reason for two weeks:"
    " two in three were sizes that did not match the label.",
    "We could check every parcel, or ask the supplier to relabel. Checking costs four hours a"
    " week, relabelling nothing after the first delivery. I chose relabelling, and tested one"
    " line first.",
)
RECOVERING = (
    "Job 1: van, R-1234yf. Charge on the plate 0.50 kg; recovered 0.46 kg; recharged 0.50 kg."
    " Job 2: hatchback, R-134a. Plate 0.55 kg; recovered 0.55 kg; recharged 0.55 kg.",
    "Job 3: estate car, R-1234yf. Plate 0.48 kg; recovered 0.31 kg: a leak at the condenser was"
    " found and sealed before 0.48 kg was put back. Whoever opens the system must be certified,"
    " and nobody may let refrigerant go into the air.",
)
WORDS = {"NL3-300": LEADING, "NL3-301": SOLVING, "MT3-041": RECOVERING}

FORMS = {
    "cover_sheet": (
        "This work is my own, and I agree to it being assessed.",
        "Signed and dated by the learner and by the tutor.",
    ),
    "observation": (
        "I watched the learner recover and recharge refrigerant from three vehicles in the"
        " college workshop, with the quantities weighed before and after.",
        "Signed by the observer.",
    ),
}

QUESTION = (
    "The plan in the second file ends in the middle of a sentence on its last page. Is a page"
    " missing?"
)
QUESTION_OF_CHECK = "The cover sheet is dated a year from now. When was it signed?"
ANSWER = "It was signed on the day the work was handed in. The year is a slip of the pen."
AWAY = "I am ill or away: in hospital until the end of the month."
CONCERN = "Page 1 agrees word for word with a page of a textbook, which is not named."

FEEDBACK = (
    "You make the point with an example from your own workplace on page 1. Say next time how you"
    " knew that it worked."
)
SAY_MORE = (
    "You describe what happened. The criterion asks you to weigh it: add what else you could have"
    " done, and why you did not."
)


def words(unit: str, document: str) -> tuple[str, ...]:
    """Return what a learner's document of this kind says about this unit."""
    return FORMS.get(document) or WORDS[unit]
