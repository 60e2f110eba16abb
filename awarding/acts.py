"""The acts of the ground and who may do them."""

from awarding.kernel.actors import CENTRE_ROLES, GRANTS, Role

CENTRE_HANDS = (Role.COORDINATOR, Role.CENTRE_STAFF)
PREPARERS = (*CENTRE_HANDS, Role.TUTOR, Role.IQA)

GRANTS.enter("file.receive", *PREPARERS, Role.INTAKE, meaning="Send a file.")
GRANTS.enter("file.inspect", Role.WORKER, meaning="Inspect a file that was sent.")
GRANTS.enter("declaration.sign", *sorted(CENTRE_ROLES), Role.INTAKE, meaning="Sign a declaration.")
GRANTS.enter("catalogue.add", Role.APPROVALS, meaning="Add a qualification with its units.")
GRANTS.enter("declaration.word", Role.ADMINISTRATOR, meaning="Word a declaration anew.")
GRANTS.enter("message.set_aside", Role.WORKER, meaning="Give a message to a person.")
GRANTS.enter("message.retry", Role.REGISTRY, meaning="Try a message again that needs a person.")
