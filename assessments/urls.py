"""Addresses of assessments: a list for each audience, put under its address by ``config.urls``."""

from django.urls import URLPattern, path

from assessments.views import asking, concerns
from assessments.views.assessor import (
    evidence,
    handing_back,
    handing_over,
    saving,
    sheet,
    worklist,
)
from assessments.views.centre import (
    answering,
    downloads,
    learners,
    preparing,
    submission,
    tracker,
    withdrawing,
)
from assessments.views.eqa import centres
from assessments.views.lead import comparing
from assessments.views.lead import queue as lead_queue
from assessments.views.staff import (
    allocating,
    assessors,
    checking,
    holding,
    home,
    notes,
    questions,
    queues,
    record,
    registry,
    releasing,
    submissions,
    taking_back,
)
from assessments.views.staff import downloads as papers_out
from assessments.views.staff.by_number import names_the_learner
from awarding.acting import needs

staff: list[URLPattern] = [
    path("queues/", home.home, name="queues"),
    path("checks/", checking.checks, name="checks"),
    path("checks/next/", needs("check.open", checking.check_next), name="check-next"),
    path("checks/<slug:reference>/", names_the_learner(checking.check), name="check"),
    path("checks/<slug:reference>/start/", checking.start_check, name="start-check"),
    path("allocate/", allocating.allocations, name="allocations"),
    path("with-assessors/", queues.with_assessors, name="with-assessors"),
    path(
        "with-assessors/<slug:reference>/",
        needs("marking.take_back", taking_back.take_back),
        name="take-back",
    ),
    path("questions/", questions.waiting, name="questions"),
    path("questions/<slug:reference>/ask/", needs("question.ask", asking.ask), name="ask"),
    path(
        "questions/<int:question>/close/",
        needs("question.close", asking.close),
        name="close-question",
    ),
    path("concerns/", concerns.unsettled, name="concerns"),
    path(
        "concerns/<int:concern>/settle/",
        needs("concern.settle", concerns.settle),
        name="settle-concern",
    ),
    path(
        "assure/<slug:reference>/concern/",
        needs("concern.raise", concerns.raise_concern),
        name="raise-concern",
    ),
    path("sheets/", queues.sheets, name="sheets"),
    path("assessors/", assessors.assessors_list, name="assessors"),
    path("assessors/<int:person>/", assessors.assessor, name="assessor"),
    path(
        "assessors/<int:person>/approve/",
        needs("assessor.approve", assessors.approve),
        name="approve-assessor",
    ),
    path(
        "assessors/<int:person>/interests/",
        needs("conflict.declare", assessors.declare),
        name="declare-interest",
    ),
    path(
        "approvals/<int:approval>/end/",
        needs("assessor.end_approval", assessors.end_approval),
        name="end-approval",
    ),
    path("interests/<int:interest>/end/", assessors.end_interest, name="end-interest"),
    path("assure/", lead_queue.assure, name="assure"),
    path("assure/next/", lead_queue.open_next, name="open-next"),
    path("assure/finalised/", lead_queue.assured, name="assured"),
    path("assure/<slug:reference>/", comparing.compared, name="compare"),
    path("assure/<slug:reference>/open/", lead_queue.open_one, name="open-one"),
    path("assure/<slug:reference>/copies/<int:position>/", evidence.copy, name="copy"),
    path("release/", releasing.releases, name="releases"),
    path("release/preview/", needs("result.release", releasing.preview), name="release-preview"),
    path("release/go/", releasing.release, name="release"),
    path("release/done/", releasing.released, name="released"),
    path("submissions/", submissions.submissions_list, name="submissions"),
    path("submissions/<slug:reference>/", names_the_learner(record.submission), name="submission"),
    path(
        "submissions/<slug:reference>/clock/",
        names_the_learner(submissions.working),
        name="working",
    ),
    path(
        "submissions/<slug:reference>/files/<int:file>/",
        names_the_learner(papers_out.sent_file),
        name="sent-file",
    ),
    path(
        "submissions/<slug:reference>/sheet/",
        names_the_learner(papers_out.result_sheet),
        name="result-sheet",
    ),
    path(
        "submissions/<slug:reference>/notes/",
        names_the_learner(notes.write_note),
        name="write-note",
    ),
    path(
        "submissions/<slug:reference>/hold/",
        names_the_learner(holding.place_hold),
        name="place-hold",
    ),
    path("holds/<int:hold>/lift/", needs("hold.lift", holding.lift_hold), name="lift-hold"),
    path("registry/", registry.registry, name="registry"),
    path("registry/try-again/", registry.try_again, name="registry-try-again"),
    path("registry/differences/", registry.differences, name="registry-differences"),
]

assessor: list[URLPattern] = [
    path("worklist/", worklist.home, name="worklist"),
    path("worklist/next/", worklist.mark_next, name="mark-next"),
    path("finished/", worklist.finished, name="finished"),
    path("marking/<slug:reference>/", sheet.mark, name="mark"),
    path("marking/<slug:reference>/begin/", worklist.begin, name="begin"),
    path("marking/<slug:reference>/ask/", needs("question.ask", asking.ask), name="ask"),
    path(
        "questions/<int:question>/close/",
        needs("question.close", asking.close),
        name="close-question",
    ),
    path(
        "marking/<slug:reference>/concern/",
        needs("concern.raise", concerns.raise_concern),
        name="raise-concern",
    ),
    path(
        "marking/<slug:reference>/hand-back/",
        needs("marking.hand_back", handing_back.hand_back),
        name="hand-back",
    ),
    path("marking/<slug:reference>/save/", saving.save, name="save"),
    path("marking/<slug:reference>/submit/", handing_over.hand_over, name="submit-sheet"),
    path("marking/<slug:reference>/copies/<int:position>/", evidence.copy, name="copy"),
]

eqa: list[URLPattern] = [
    path("centres/", centres.centres, name="centres"),
    path("centres/<int:pk>/", centres.submissions, name="centre-submissions"),
]

centre: list[URLPattern] = [
    path("tracker/", tracker.tracked_work, name="tracker"),
    path("learners/<int:learner>/", learners.learner, name="learner"),
    path("submit/", needs("submission.draft", learners.submit_work), name="submit-work"),
    path("registrations/<slug:registration>/open/", preparing.draft, name="draft"),
    path("submissions/<slug:reference>/", submission.submission, name="submission"),
    path("submissions/<slug:reference>/clock/", submission.working, name="working"),
    path("submissions/<slug:reference>/files/", preparing.add_files, name="add-files"),
    path("submissions/<slug:reference>/files/keep/", preparing.keep_files, name="keep-files"),
    path(
        "submissions/<slug:reference>/files/remove-refused/",
        preparing.remove_refused,
        name="remove-refused",
    ),
    path("submissions/<slug:reference>/files/<int:file>/", downloads.file, name="file"),
    path(
        "submissions/<slug:reference>/files/<int:file>/remove/",
        preparing.remove_file,
        name="remove-file",
    ),
    path("submissions/<slug:reference>/review/", preparing.review, name="review"),
    path("submissions/<slug:reference>/submit/", preparing.hand_in, name="hand-in"),
    path(
        "submissions/<slug:reference>/questions/<int:question>/",
        needs("question.answer", answering.answer),
        name="answer",
    ),
    path(
        "submissions/<slug:reference>/withdraw/",
        needs("submission.withdraw", withdrawing.withdraw),
        name="withdraw",
    ),
    path("submissions/<slug:reference>/result/", downloads.result_sheet, name="result-sheet"),
]
