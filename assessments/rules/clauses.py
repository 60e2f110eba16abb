"""The clauses that the rules of assessing cite: what the source says, and what the portal adds."""

from awarding.kernel.rules import own
from awarding.rules import clauses
from awarding.rules.clauses import step

APPROVAL = clauses.APPROVAL
SERVICE_CODES = clauses.SERVICE_CODES
FINAL_VERSIONS = step(
    5,
    "When learners have completed a set of assessments, the final versions of these need to be"
    " uploaded onto the [body's] Assessment Portal.",
)
REVIEW = step(
    5,
    "You will need to review assessments prior to submission to ensure they address the"
    " assessment requirements …",
)
DOCUMENTS = step(
    5,
    "You will need to review assessments prior to submission to ensure … that all relevant"
    " documentation is in place.",
)
CHECKED_FIRST = step(
    6, "Once a submission has been quality-checked it will be assigned to one of our assessors."
)
FEEDBACK = step(
    6,
    "Our assessors will mark the assessments and provide feedback against each assessment"
    " criteria onto the result/mark sheets.",
)
LEAD_ASSESSOR = step(
    6,
    "After marking, assessments are forwarded to a Lead Assessor for quality assurance and"
    " finalising.",
)
SHEET = step(
    7,
    "Once finalised, we will upload the result/mark sheet on the portal and release the results.",
)
REGISTRY = step(
    7,
    "Following releasing of the results on the portal we will enter the results onto [the"
    " registry] for the learners who have passed the assessment.",
)

UNITS = own("submitting", "Work is submitted for a unit of the learner's own qualification.")
ONE_AT_A_TIME = own(
    "submitting",
    "A unit has one submission of a learner at a time. After a referral the next one is opened.",
)
INSPECTED = own(
    "files", "Each file is inspected before it is sent, so that it opens and can be assessed."
)
LARGEST_MEGABYTES = 200  # a term of the service
LARGEST_FILE = own("files", f"A file is no larger than {LARGEST_MEGABYTES} MB.")
ADDED_ONCE = own("files", "A file is added to an upload once as each kind of document.")
SIGNED = own(
    "signing",
    "The learner and the centre each declare that the work is the learner's own. A declaration"
    " is for exactly the files that were shown when it was signed.",
)
WITHDRAWN_UNTIL = own(
    "withdrawing",
    "A centre may withdraw work until its quality check begins, and again once it is returned.",
)
RETURNED = own(
    "returning",
    "A submission is returned only with the points that are not met, and with what the centre"
    " is to do about each.",
)
ANSWER_BY = own("returning", "A centre has at least until the next day to answer a return.")
QUESTIONS = own(
    "questions",
    "Whoever holds a piece of work may ask its centre a question. Until it is answered the work"
    " goes no further and its clock stands still.",
)
ANSWERS = own("questions", "A centre has at least until the next day to answer a question.")
APPROVED_ASSESSORS = own(
    "allocating", "Work goes to an assessor who is approved for the unit on that day."
)
ONE_ASSESSOR = own("allocating", "One assessor at a time is responsible for a piece of work.")
HANDED_BACK = own(
    "allocating",
    "An assessor who cannot mark a piece of work hands it back, saying why; it is allocated to"
    " another.",
)
INDEPENDENCE = own(
    "independence", "Nobody assesses work of a centre or a learner they have an interest in."
)
TWO_PEOPLE = own("two people", "Nobody both marks a piece of work and assures it.")
COPIES = own(
    "copies", "Assessors are given copies without the learner's name, made before allocation."
)
BY_NUMBER = own(
    "by number",
    "Whoever marks a piece of work knows it by its number alone until its result is finalised.",
)
ONE_LEAD = own("assuring", "The lead assessor who opens a piece of work finalises or returns it.")
REASONS = own(
    "assuring", "A lead assessor gives a reason for each change, and for a return to the assessor."
)
RELEASED_ONCE = own("releasing", "A result is released once.")
CONCERNS = own(
    "concerns",
    "Work of which somebody doubts that it is the learner's own goes no further until somebody"
    " with that duty has looked into it.",
)
HOLDS = own("holds", "A result is not released while anything holds it.")
PASSED_ONCE = own(
    "passes", "A second pass in the same unit is looked into before anything is entered."
)
