"""Rules of the main job that are no gates: machines, constraints, declarations and pages."""

from awarding.kernel.rules import keep

MODELS = "assessments.models"
SUBMISSION = "assessments.states.SUBMISSION"
MARKING = "assessments.states.MARKING"
RESULT = "assessments.states.RESULT"
DOES = "assessments.operations"

# What the centre sends, and what it declares of it.
keep("A19", "A41", "Q27", kind="state", where=f"{SUBMISSION}.submit")
keep("A19", kind="state", where=f"{MODELS}.EvidenceFile.files_locked_once_sent")
for guard in ("a_file_begins_waiting", "the_portal_inspects_files", "a_verdict_stands"):
    keep("A19", kind="state", where=f"awarding.models.StoredFile.{guard}")
keep("A19", kind="state", where=f"{SUBMISSION}.withdraw")
keep("A19", kind="state", where=f"{MODELS}.EvidenceFile.a_file_is_added_once")
keep("A21", kind="state", where=f"{MODELS}.EvidenceFile.document_is_known")
keep("A18", "A19", kind="state", where=f"{MODELS}.Submission.submission_begins_at_its_start")
keep("A18", kind="state", where=f"{MODELS}.Submission.a_draft_begins_empty")
keep(
    "A19",
    "A25",
    "A34",
    kind="state",
    where=f"{MODELS}.Submission.submission_moves_by_its_table",
    reading="The table of moves stands in the database too, each with whose it is.",
)
keep("A19", "A41", kind="state", where=f"{MODELS}.Submission.submission_changes_with_a_move")
keep("A40", "Q27", kind="state", where=f"{MODELS}.Submission.the_next_follows_a_referral")
keep("A15", "A19", kind="state", where=f"{MODELS}.Submission.work_is_sent_with_its_files")
keep("A12", kind="state", where=f"{MODELS}.Submission.work_is_sent_under_a_service_code")
keep("A20", kind="state", where=f"{MODELS}.Submission.work_is_sent_reviewed")
keep("A19", kind="state", where=f"{MODELS}.Submission.work_is_sent_signed")
keep(
    "A19",
    "Q26",
    kind="attested",
    where="assessments.queries.sending.LEARNER_DECLARES",
    reading="The learner: this is my own final work. Signed over the hash of exactly these files.",
)
keep(
    "A19",
    "Q26",
    kind="attested",
    where="assessments.queries.sending.CENTRE_DECLARES",
    reading="The centre: these are final and authentic. Signed over the hash of these files.",
)
keep(
    "A20",
    kind="attested",
    where=f"{MODELS}.ItemReview",
    reading="Who reviewed exactly which files, and which of the unit's requirements they address.",
)
keep(
    "A21",
    kind="data",
    where="awarding.models.Unit.required_documents",
    reading="The documents a unit requires are data of the unit.",
)

keep("A19", "Q26", kind="state", where="awarding.models.Unit.a_unit_requires_the_cover_sheet")
keep("A20", kind="state", where="awarding.models.Unit.a_unit_has_requirements")

# The quality check and what follows from it.
keep("A25", kind="state", where=f"{MODELS}.Submission.submission_state_is_known")
keep("A41", "Q5", kind="state", where=f"{MODELS}.Submission.a_sent_submission_says_when")
keep("A25", kind="state", where=f"{SUBMISSION}.open_check")
keep("A25", "A41", kind="state", where=f"{SUBMISSION}.accept")
keep("A25", kind="state", where=f"{MODELS}.QualityCheck.one_check_per_upload")
keep("A25", kind="state", where=f"{MODELS}.QualityCheck.a_completed_check_says_when")
keep("A25", "A41", "Q27", kind="state", where=f"{SUBMISSION}.return")
keep("A25", "A41", kind="state", where=f"{MODELS}.Submission.work_says_when_as_it_moves")
keep("A25", "A41", kind="state", where=f"{MODELS}.QualityCheck.checks_final_once_complete")
keep("A25", "A41", kind="state", where=f"{MODELS}.CheckPoint.points_before_it_is_complete")
keep("A41", kind="state", where=f"{MODELS}.CheckPoint.a_point_not_met_says_what_to_do")
keep("A25", kind="state", where=f"{MODELS}.QualityCheck.a_check_begins_open")
keep("A25", "A41", kind="state", where=f"{MODELS}.QualityCheck.a_check_ends_as_its_points_say")
keep("A25", kind="state", where=f"{MODELS}.Submission.work_is_accepted_once_checked")
keep("A41", "Q5", kind="state", where=f"{MODELS}.Submission.work_is_accepted_with_its_clock")
keep("A25", kind="state", where=f"{MODELS}.Submission.work_is_returned_once_checked")
keep("Q5", "Q27", kind="state", where=f"{MODELS}.Submission.work_keeps_its_upload_and_clock")
keep("A38", "A41", kind="state", where=f"{MODELS}.Submission.an_accepted_submission_has_its_clock")
keep("A40", "Q27", kind="state", where=f"{MODELS}.Submission.one_submission_per_number")
keep("Q5", kind="flow", where=f"{DOES}.submissions.submit", reading="The upload starts the clock.")
keep(
    "Q5",
    "Q27",
    kind="flow",
    where=f"{DOES}.checking.return_to_centre",
    reading="Same number, next upload version; the clock of the next upload starts afresh.",
)

# Allocation and marking.
keep("A26", kind="state", where=f"{MODELS}.Marking.one_marking_per_purpose")
keep("A25", kind="state", where=f"{MODELS}.Marking.only_accepted_work_is_marked")
keep("A26", kind="state", where=f"{MODELS}.Marking.marking_purpose_is_known")
keep("A26", kind="state", where=f"{MODELS}.EvidenceCopy.copies_are_numbered")
keep("A26", kind="state", where=f"{MARKING}.allocate")
keep("A26", kind="state", where=f"{MODELS}.Allocation.one_assessor_at_a_time")
keep("A26", kind="state", where=f"{MODELS}.Allocation.assessor_without_interest")
keep("A26", kind="state", where=f"{MODELS}.Allocation.approved_for_it_on_the_day")
keep("A26", kind="state", where=f"{MODELS}.Allocation.allocated_for_its_own_work")
keep("A26", kind="state", where=f"{MARKING}.take_back")
keep("A27", "A29", "A31", kind="state", where=f"{MODELS}.Marking.marking_moves_by_its_table")
keep("A26", kind="state", where=f"{MODELS}.Marking.marking_begins_at_its_start")
keep("A29", "A30", kind="state", where=f"{MODELS}.Marking.marking_changes_with_a_move")
keep("A27", kind="state", where=f"{MARKING}.start")
keep("A27", kind="state", where=f"{MODELS}.Marking.started_by_its_assessor")
keep("A26", kind="state", where=f"{MODELS}.Marking.work_is_with_its_assessor")
keep("A27", kind="state", where=f"{MODELS}.MarkSheet.a_sheet_begins_open")
keep("A27", kind="state", where=f"{MODELS}.MarkSheet.sheet_of_its_own_work")
keep("A28", "A29", kind="state", where=f"{MODELS}.MarkSheet.a_sheet_is_handed_over_whole")
keep(
    "A27",
    kind="state",
    where=f"{MODELS}.MarkSheet.fence.staff",
    reading="A sheet is private to its assessor until it is completed.",
)
keep("A27", kind="state", where=f"{MODELS}.MarkSheet.one_sheet_per_round_and_assessor")
keep("A28", kind="state", where=f"{MODELS}.CriterionMark.one_mark_per_criterion")
keep("A28", kind="state", where=f"{MODELS}.CriterionMark.mark_decision_is_known")
keep("A28", kind="state", where=f"{MODELS}.ResultCriterion.result_decision_is_known")
keep("A28", kind="state", where=f"{MODELS}.ResultCriterion.every_criterion_has_feedback")
keep("A28", kind="state", where=f"{MODELS}.ResultCriterion.one_result_per_criterion")
keep("A29", kind="state", where=f"{MODELS}.Marking.marking_state_is_known")
keep("A29", kind="state", where=f"{MODELS}.MarkSheet.a_completed_sheet_has_its_hash")
keep("A29", kind="state", where=f"{MARKING}.complete")
keep("A29", kind="state", where=f"{MODELS}.MarkSheet.sheets_final_once_complete")
keep("A29", kind="state", where=f"{MODELS}.CriterionMark.marks_final_once_complete")
keep("A29", kind="state", where=f"{MODELS}.OutcomeComment.comments_final_once_complete")

# Assurance and finalisation.
keep("A29", kind="state", where=f"{MODELS}.Involvement.nobody_judges_twice")
keep("A29", kind="state", where=f"{MODELS}.Involvement.person_is_who_acts")
keep("A29", kind="state", where=f"{MODELS}.Assurance.the_lead_assessor_did_not_mark_it")
keep("A30", kind="state", where=f"{MODELS}.Assurance.lead_assessor_without_interest")
keep("A30", kind="state", where=f"{MODELS}.Assurance.assured_of_its_own_work")
keep("A30", kind="state", where=f"{MARKING}.open_qa")
keep("A30", kind="state", where=f"{MARKING}.put_back")
keep("A30", kind="state", where=f"{MARKING}.return_to_assessor")
keep("A30", kind="state", where=f"{MODELS}.CriterionChange.one_change_per_criterion")
keep("A30", kind="state", where=f"{MODELS}.CriterionChange.a_change_says_why")
keep("A28", "A30", kind="state", where=f"{MODELS}.CriterionChange.a_change_has_feedback")
keep("A30", "A31", kind="state", where=f"{MODELS}.CriterionChange.changes_before_it_is_complete")
keep("A30", "A31", kind="state", where=f"{MODELS}.Assurance.assurance_final_once_complete")
keep("A30", kind="state", where=f"{MODELS}.CriterionChange.change_decision_is_known")
keep("A30", kind="state", where=f"{MODELS}.Assurance.assurance_outcome_is_known")
keep("A30", kind="state", where=f"{MODELS}.Assurance.one_assurance_per_sheet")
keep("A29", kind="state", where=f"{MODELS}.Involvement.involvement_part_is_known")
keep("A30", kind="state", where=f"{MODELS}.Marking.what_is_assured_has_a_lead")
keep("A31", "X6", kind="state", where=f"{MODELS}.Marking.what_is_finalised_was_assured")
keep("A31", kind="state", where=f"{MODELS}.Result.a_result_comes_of_finalised_marking")
keep("A31", kind="state", where=f"{MARKING}.finalise")
keep("A31", kind="state", where=f"{MODELS}.Result.one_result_per_version")
keep("A31", kind="state", where=f"{MODELS}.Result.versions_follow_reviews")
keep("A31", kind="state", where=f"{MODELS}.Result.result_outcome_is_known")
keep("A31", kind="state", where=f"{MODELS}.Result.a_later_version_says_why")

# The sheet, release, and what the centre and the external quality assurer see.
keep("A34", kind="state", where=f"{MODELS}.Result.result_state_is_known")
keep("A33", kind="state", where=f"{RESULT}.make_sheet")
keep("A33", kind="state", where=f"{MODELS}.Result.sheet_ready_with_its_sheet")
keep("A33", "A34", "X6", kind="state", where=f"{RESULT}.release")
keep("A34", kind="state", where=f"{SUBMISSION}.release")
keep("A34", kind="state", where=f"{MODELS}.Submission.work_is_released_with_its_result")
keep("A33", "A34", "X6", kind="state", where=f"{MODELS}.Result.result_moves_by_its_table")
keep("A33", "A34", kind="state", where=f"{MODELS}.Result.result_begins_at_its_start")
keep("A31", "A34", kind="state", where=f"{MODELS}.Result.result_changes_with_a_move")
keep("A34", "X6", kind="state", where=f"{MODELS}.Result.a_release_stands")
for part, guard in (
    ("ResultCriterion", "criteria_written_with_their_result"),
    ("ResultOutcome", "comments_written_with_their_result"),
):
    keep("A31", "A34", kind="state", where=f"{MODELS}.{part}.{guard}")
keep("A34", "X6", kind="state", where=f"{MODELS}.Result.only_release_dates_a_result")
keep("X6", kind="state", where=f"{MODELS}.Result.a_held_result_is_not_released")
keep("X6", kind="state", where=f"{MODELS}.Submission.held_work_is_not_released")
keep("X6", kind="state", where=f"{MODELS}.Hold.a_hold_comes_before_release")
keep("X6", kind="state", where=f"{MODELS}.Hold.a_lifted_hold_stands")
keep("X6", kind="state", where=f"{MODELS}.Hold.a_hold_begins_unlifted")
keep("A34", kind="state", where=f"{MODELS}.Submission.a_released_submission_says_when")
keep("A34", "A35", kind="state", where=f"{MODELS}.Result.fence.centre")
keep("A34", "A35", kind="state", where=f"{MODELS}.ResultCriterion.fence.centre")
keep("A34", "A35", kind="state", where=f"{MODELS}.ResultOutcome.fence.centre")
keep("A34", "A35", kind="state", where=f"{MODELS}.ResultSheet.fence.centre")
keep(
    "A35",
    kind="shown",
    where="assessments.views.centre.tracker",
    reading="The centre's first page: every submission, where it stands, its clock, its result.",
)

# The registry and the end of the clock.
keep("A36", kind="state", where=f"{MODELS}.RegistryDifference.one_open_difference")
keep("A36", kind="state", where=f"{RESULT}.register")
keep("A37", kind="state", where=f"{MODELS}.Result.only_passes_are_registered")
keep("A37", "A40", kind="state", where=f"{RESULT}.refer")
keep("A37", kind="state", where=f"{MODELS}.Result.only_referrals_are_referred")
keep(
    "Q18",
    kind="flow",
    where=f"{DOES}.registering.register_result",
    reading="For a pass the registry's receipt stops the clock; until it comes the clock runs.",
)
keep(
    "Q18",
    kind="flow",
    where=f"{DOES}.releasing.release_results",
    reading="For anything but a pass, release stops the clock.",
)
keep(
    "X8",
    kind="state",
    where=f"{MODELS}.Submission.fence.eqa",
    reading="An external quality assurer sees submissions of the centres allocated to them.",
)
keep(
    "X8",
    kind="state",
    where=f"{MODELS}.Submission.fence.assessor",
    reading="An assessor sees the submissions allocated to them.",
)
keep(
    "X8",
    kind="state",
    where=f"{MODELS}.Submission.fence.centre",
    reading="A centre sees its own submissions.",
)
