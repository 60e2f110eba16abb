"""Rules about centres and learners that are no gates."""

from awarding.kernel.rules import keep

MODELS = "centres.models"

keep(
    "A11",
    kind="data",
    where=f"{MODELS}.Registration.number",
    reading="Issued by the portal at once; the registry's receipt follows.",
)
keep("A04", kind="state", where=f"{MODELS}.Approval.one_open_approval")
keep("A11", kind="state", where=f"{MODELS}.Registration.registration_number")
keep("A11", kind="state", where=f"{MODELS}.Registration.one_registration_per_code")
keep("A11", kind="state", where=f"{MODELS}.Learner.one_learner_per_uln")
keep(
    "A12",
    "X1",
    kind="data",
    where=f"{MODELS}.CatalogueEntry.is_service",
    question="Which way does the work of this registration go?",
    reading="A service code sends it to the body's assessors as submissions, numbered 1, 2, …",
)
keep("A12", kind="state", where=f"{MODELS}.CatalogueEntry.one_open_code")
keep(
    "A12",
    kind="state",
    where=f"{MODELS}.Registration.a_code_is_of_its_qualification",
    reading="The code in the centre's catalogue is one of the registration's own qualification.",
)
keep("A26", kind="state", where=f"{MODELS}.AssessorApproval.one_open_assessor_approval")
keep("A26", kind="state", where=f"{MODELS}.AssessorApproval.an_approval_ends_once_it_began")
keep(
    "A26",
    kind="state",
    where=f"{MODELS}.ConflictOfInterest.a_conflict_names_a_centre_or_a_learner",
)
keep("A26", kind="state", where=f"{MODELS}.ConflictOfInterest.an_ended_interest_stands")
keep("A26", kind="state", where=f"{MODELS}.AssessorApproval.an_approval_is_not_put_off")
keep("X8", kind="state", where=f"{MODELS}.Allocation.one_allocation_at_a_time")
keep(
    "X8",
    kind="data",
    where=f"{MODELS}.Registration.qualification",
    question="What stands between a centre and its learners?",
    reading=(
        "The programme: a registration is for one qualification. A site is no level of its own,"
        " and nobody's sight ends at one, since no rule kept in this version speaks of sites; the"
        " first that does (B1.2.2) brings them."
    ),
)
keep(
    "X8",
    kind="state",
    where=f"{MODELS}.Learner.fence.centre",
    reading="A centre sees learners through its own registrations.",
)
keep(
    "A11",
    "X8",
    kind="state",
    where=f"{MODELS}.Registration.a_centre_registers_its_own_learners",
    reading="It registers whom it entered or has registered before; the body does the rest.",
)
keep(
    "X8",
    kind="state",
    where=f"{MODELS}.Allocation.fence.eqa",
    reading="The table of allocations decides: an ended one closes with the next statement.",
)
