"""The acts of this app and who may do them."""

from awarding.kernel.actors import GRANTS, Role

CENTRE_HANDS = (Role.COORDINATOR, Role.CENTRE_STAFF)
PREPARERS = (*CENTRE_HANDS, Role.TUTOR, Role.IQA)

GRANTS.enter("submission.draft", *PREPARERS, meaning="Open a submission for a learner's unit.")
GRANTS.enter("submission.add_file", *PREPARERS, meaning="Add a file to a submission.")
GRANTS.enter("submission.add_files", *PREPARERS, meaning="Add several files to a submission.")
GRANTS.enter("submission.keep_files", *PREPARERS, meaning="Keep files of a returned upload.")
GRANTS.enter("submission.remove_file", *PREPARERS, meaning="Take a file out of a draft.")
GRANTS.enter(
    "submission.remove_refused", *PREPARERS, meaning="Take the refused files out of a draft."
)
GRANTS.enter(
    "submission.review", *PREPARERS, meaning="Review the work against the unit's requirements."
)
GRANTS.enter("submission.declare", *CENTRE_HANDS, meaning="Sign for exactly these files.")
GRANTS.enter("submission.submit", *CENTRE_HANDS, meaning="Send work to the awarding body.")
GRANTS.enter("submission.hand_in", *CENTRE_HANDS, meaning="Review, sign and send work in one act.")
GRANTS.enter("submission.withdraw", *CENTRE_HANDS, meaning="Withdraw work not accepted yet.")
GRANTS.enter("check.open", Role.INTAKE, meaning="Take a submission for its quality check.")
GRANTS.enter("check.open_next", Role.INTAKE, meaning="Take what waited longest for its check.")
GRANTS.enter("submission.accept", Role.INTAKE, meaning="Accept a correct submission.")
GRANTS.enter("submission.return", Role.INTAKE, meaning="Return a submission with reasons.")
GRANTS.enter("evidence.copy", Role.WORKER, meaning="Make the assessor's copies of the files.")
GRANTS.enter("marking.allocate", Role.ALLOCATION, meaning="Allocate work to an assessor.")
GRANTS.enter(
    "marking.take_back", Role.ALLOCATION, meaning="Take unfinished work back from an assessor."
)
GRANTS.enter(
    "assurance.take_back", Role.ALLOCATION, meaning="Take work back from a lead assessor."
)
GRANTS.enter("marking.start", Role.ASSESSOR, meaning="Begin marking work allocated to one.")
GRANTS.enter("marking.hand_back", Role.ASSESSOR, meaning="Hand work back that one cannot mark.")
GRANTS.enter("sheet.save", Role.ASSESSOR, meaning="Save a whole mark sheet.")
GRANTS.enter("marking.complete", Role.ASSESSOR, meaning="Hand a sheet to a lead assessor.")
GRANTS.enter("assurance.open", Role.LEAD_ASSESSOR, meaning="Take marked work to assure it.")
GRANTS.enter(
    "assurance.open_next", Role.LEAD_ASSESSOR, meaning="Take the marked work that waited longest."
)
GRANTS.enter("assurance.return", Role.LEAD_ASSESSOR, meaning="Return a sheet to its assessor.")
GRANTS.enter("assurance.finalise", Role.LEAD_ASSESSOR, meaning="Finalise a result.")
ASKERS = (Role.INTAKE, Role.ASSESSOR, Role.LEAD_ASSESSOR)
GRANTS.enter("question.ask", *ASKERS, meaning="Ask a centre about work one holds.")
GRANTS.enter(
    "question.answer", *PREPARERS, meaning="Answer what the awarding body asks about work."
)
GRANTS.enter(
    "question.close",
    *ASKERS,
    Role.ALLOCATION,
    meaning="Close a question that needs no answer any more.",
)
GRANTS.enter("sheet.make", Role.WORKER, meaning="Make the result sheet from data.")
GRANTS.enter("result.release", Role.RELEASE, meaning="Release results to the centre.")
GRANTS.enter(
    "note.write",
    Role.INTAKE,
    Role.ALLOCATION,
    Role.LEAD_ASSESSOR,
    Role.RELEASE,
    Role.REGISTRY,
    Role.APPROVALS,
    Role.FEES,
    Role.APPEALS,
    Role.ADMINISTRATOR,
    meaning="Leave a note about work for colleagues.",
)
GRANTS.enter("hold.place", Role.APPEALS, Role.RELEASE, meaning="Hold a result back.")
GRANTS.enter(
    "concern.raise",
    Role.ASSESSOR,
    Role.LEAD_ASSESSOR,
    meaning="Have work held that may not be the learner’s own.",
)
GRANTS.enter("concern.settle", Role.APPEALS, meaning="Settle a concern about whose work it is.")
GRANTS.enter("hold.lift", Role.APPEALS, Role.RELEASE, meaning="Lift a hold.")
GRANTS.enter(
    "result.tell_registry", Role.WORKER, meaning="Say what the registry is told of a result."
)
GRANTS.enter("result.register", Role.WORKER, meaning="Keep the registry's receipt for a pass.")
GRANTS.enter("registry.reconcile", Role.WORKER, meaning="Compare the books with the registry's.")
