"""The history of a submission: what was done, by whom, in the words of each act."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Result, Submission
from assessments.queries.sending import LEARNER_DECLARES
from assessments.queries.submission_page import Gathered
from assessments.queries.timeline import Happened
from assessments.views import told as shared
from assessments.views.told import Told
from awarding.kernel.rules import keep
from awarding.models import AwardingBody
from awarding.queries import moves
from awarding.templatetags.wording import gds_date

keep("A35", kind="shown", where="assessments.views.centre.history.told")

TITLES: Mapping[str, str | Promise] = {
    **shared.TITLES,
    "submission.draft": _("Draft opened"),
    "submission.review": _("Reviewed against the unit's requirements"),
    "submission.submit": _("Sent to the awarding body"),
    "submission.accept": _("Quality check passed: the work is being assessed"),
    "submission.return": _("Returned to you"),
    "submission.withdraw": _("Withdrawn"),
    "question.ask": _("Question asked of you"),
    "question.answer": _("Question answered"),
    "question.close": _("Question closed"),
}


def told(gathered: Gathered, body: AwardingBody) -> list[Told]:
    """Return the history, the newest first: the ledger's entries, and what release left."""
    lines = [_line(one, gathered, body) for one in gathered.history]
    lines += _of_release(gathered.result, body)
    if gathered.submission.previous:
        lines.append(_opened(gathered.submission, gathered.submission.previous, body))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _line(one: Happened, gathered: Gathered, body: AwardingBody) -> Told:
    roles = ", ".join(gettext(role) for role in one.roles)
    by = one.name or f"{body.name} ({roles})"
    return Told(_title(one), one.at, by, _text(one, gathered))


def _title(one: Happened) -> str:
    if one.act == "submission.declare":
        if one.kind == LEARNER_DECLARES:
            return gettext("Learner's declaration recorded")
        return gettext("Centre's declaration signed")
    return str(TITLES.get(one.act, one.act))


def _text(one: Happened, gathered: Gathered) -> str:
    """Return what the act says of itself, where there is more than its title."""
    match one.act:
        case "submission.add_file" | "submission.remove_file":
            return _of_file(one)
        case "submission.keep_files":
            kept = len(one.details.get("files", []))
            return ngettext("%(n)s file.", "%(n)s files.", kept) % {"n": kept}
        case "submission.submit":
            upload = int(one.details.get("upload", 1))
            return gettext("Upload %(n)s.") % {"n": upload} if upload > 1 else ""
        case "submission.return":
            return shared.points(one.details)
        case "submission.withdraw":
            return gathered.submission.withdrawn_because
        case "clock.move":
            return str(moves.told(one.details, one.at))
        case "submission.accept" if gathered.submission.clock:
            day = gds_date(gathered.submission.clock.started_on)
            return gettext("The working days count from its receipt on %(day)s.") % {"day": day}
    return ""


def _of_file(one: Happened) -> str:
    """Return a file's name, and that it was refused if it was."""
    return gettext("%(name)s: refused") % {"name": one.file} if one.file_refused else one.file


def _of_release(result: Result | None, body: AwardingBody) -> list[Told]:
    """Return the release and the registry's receipt, which are rows and not entries."""
    if result is None or result.released_at is None:
        return []
    lines = [Told(gettext("Result released to you"), result.released_at, body.name)]
    if result.registered_at:
        lines.append(Told(gettext("Entered in the registry"), result.registered_at, body.name))
    return lines


def _opened(submission: Submission, previous: Submission, body: AwardingBody) -> Told:
    title = gettext("Opened after the result of %(reference)s") % {"reference": previous.reference}
    return Told(title, submission.made_at, body.name)
