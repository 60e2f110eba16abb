"""The acts of this app and who may do them."""

from awarding.kernel.actors import GRANTS, Role

CENTRE_HANDS = (Role.COORDINATOR, Role.CENTRE_STAFF)

GRANTS.enter("cohort.open", *CENTRE_HANDS, meaning="Open a cohort and name its tutor.")
GRANTS.enter(
    "learner.register",
    *CENTRE_HANDS,
    Role.APPROVALS,
    meaning="Register a learner on a qualification, under a code of the centre's catalogue.",
)
GRANTS.enter(
    "registration.request_transfer",
    *CENTRE_HANDS,
    meaning="Ask for a registration's transfer to a code of the assessment service.",
)
GRANTS.enter(
    "registration.transfer",
    Role.APPROVALS,
    meaning="Transfer a registration to a code of the assessment service.",
)
GRANTS.enter(
    "registration.decline_transfer",
    Role.APPROVALS,
    meaning="Decline a transfer that a centre asked for, with the reason.",
)
GRANTS.enter("centre.approve", Role.APPROVALS, meaning="Approve a centre for a qualification.")
GRANTS.enter("catalogue.grant", Role.APPROVALS, meaning="Grant a centre a code in its catalogue.")
GRANTS.enter("assessor.approve", Role.APPROVALS, meaning="Approve an assessor for a unit.")
GRANTS.enter("assessor.end_approval", Role.APPROVALS, meaning="End an assessor's approval.")
GRANTS.enter(
    "conflict.declare",
    Role.APPROVALS,
    Role.ALLOCATION,
    meaning="Record a conflict of interest of one of the body's people.",
)
GRANTS.enter(
    "conflict.end", Role.APPROVALS, meaning="End a conflict of interest that no longer holds."
)
GRANTS.enter(
    "eqa.allocate", Role.APPROVALS, meaning="Allocate an external quality assurer to a centre."
)
GRANTS.enter("eqa.end_allocation", Role.APPROVALS, meaning="End an allocation to a centre.")
GRANTS.enter(
    "registration.enrol", Role.WORKER, meaning="Keep the registry's receipt for a registration."
)
