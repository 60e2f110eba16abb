"""The history of a submission for the body's staff: every act and every refusal, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.concerns import WORDS as DOUBTS
from assessments.queries.record import History
from assessments.views import told as shared
from assessments.views.told import Told
from awarding.kernel.actors import Role
from awarding.models import AwardingBody, Decision, Entry
from awarding.queries import moves
from awarding.templatetags.wording import gds_date

TITLES: Mapping[str, str | Promise] = {
    **shared.TITLES,
    "submission.draft": _("Draft opened by the centre"),
    "submission.review": _("Reviewed by the centre"),
    "submission.declare": _("Declaration signed"),
    "submission.submit": _("Sent by the centre"),
    "submission.hand_in": _("Sending by the centre"),
    "submission.withdraw": _("Withdrawn by the centre"),
    "check.open": _("Quality check begun"),
    "submission.accept": _("Accepted"),
    "submission.return": _("Returned to the centre"),
    "evidence.copy": _("Assessor’s copy made"),
    "marking.allocate": _("Allocated"),
    "marking.take_back": _("Taken back from the assessor"),
    "marking.hand_back": _("Handed back by the assessor"),
    "assurance.take_back": _("Taken back from the lead assessor"),
    "marking.start": _("Marking begun"),
    "sheet.save": _("Mark sheet saved"),
    "marking.complete": _("Handed to a lead assessor"),
    "assurance.open": _("Quality assurance begun"),
    "assurance.return": _("Returned to the assessor"),
    "assurance.finalise": _("Finalised"),
    "sheet.make": _("Result sheet made"),
    "result.release": _("Released to the centre"),
    "result.register": _("Entered in the registry"),
    "concern.raise": _("Concern raised about whose work it is"),
    "concern.settle": _("Concern settled"),
    "hold.place": _("Hold placed"),
    "hold.lift": _("Hold lifted"),
    "question.ask": _("Question asked of the centre"),
    "question.answer": _("Question answered by the centre"),
    "question.close": _("Question closed"),
    "note.write": _("Note left for colleagues"),
    "clock.cross": _("Working days reached a warning level"),
}
BEGUN, AGAIN = "marking.start", _("Marking taken up again")
LEVELS: Mapping[str, str | Promise] = {
    "amber": _("Due soon since %(day)s."),
    "red": _("Nearly due since %(day)s."),
    "breached": _("Past target since %(day)s."),
}


def told(history: History, body: AwardingBody) -> list[Told]:
    """Return what was done and what was refused as one history, the newest first."""
    again = _again(history.entries)
    done = [_done(one, history, body, again=one.pk in again) for one in history.entries]
    refused = [_refused(one, history) for one in history.decisions]
    return sorted([*done, *refused], key=lambda line: line.at, reverse=True)


def _again(entries: Sequence[Entry]) -> set[int]:
    """Return which entries say that somebody began to mark what they had begun before."""
    begun = sorted((one for one in entries if one.act == BEGUN), key=lambda one: (one.at, one.pk))
    first = {one.person: one.pk for one in reversed(begun)}
    return {one.pk for one in begun} - set(first.values())


def _done(entry: Entry, history: History, body: AwardingBody, *, again: bool) -> Told:
    say = TEXTS.get(entry.act)
    text = say(entry, history, body) if say else _of_clock(entry)
    title = str(AGAIN if again else TITLES.get(entry.act, entry.act))
    return Told(title, entry.at, _who(entry, history), text)


def _of_clock(entry: Entry) -> str:
    """Return why a clock's due day moved, or which level it reached and when."""
    if entry.act == "clock.move":
        return str(moves.told(entry.details, entry.at))
    if entry.act != "clock.cross":
        return ""
    day = gds_date(date.fromisoformat(entry.details["crossed_on"]))
    return str(LEVELS[entry.details["level"]]) % {"day": day}


def _refused(decision: Decision, history: History) -> Told:
    """Return what a rule said no to, or what it warned of and somebody gave a reason for."""
    reason = decision.passed_with
    what = {"what": TITLES.get(decision.act, decision.act)}
    title = (
        gettext("With a reason: %(what)s")
        if reason
        else gettext("Attempted and refused: %(what)s")
    ) % what
    source = gettext("%(document)s, %(number)s · rule %(rule)s") % {
        "document": decision.document,
        "number": decision.number,
        "rule": decision.rule,
    }
    said = (decision.reason, reason, source)
    return Told(title, decision.at, _who(decision, history), "\n".join(filter(None, said)))


def _who(record: Entry | Decision, history: History) -> str:
    """Return the person by name, or the portal; the role stands beside it."""
    roles = ", ".join(gettext(Role(one).label) for one in record.role.split(",") if one)
    name = history.names.get(record.person or 0, "")
    return f"{name} ({roles})" if name and roles else name or roles


def _file(entry: Entry, history: History, body: AwardingBody) -> str:
    return history.file(entry)


def _copied(entry: Entry, history: History, body: AwardingBody) -> str:
    n = entry.details.get("position")
    return gettext("File %(n)s of the upload") % {"n": n} if n else ""


def _allocated(entry: Entry, history: History, body: AwardingBody) -> str:
    return history.names.get(entry.details.get("assessor", 0), "")


def _because(entry: Entry, history: History, body: AwardingBody) -> str:
    return str(entry.details.get("because", ""))


def _doubted(entry: Entry, history: History, body: AwardingBody) -> str:
    return str(DOUBTS[entry.details["kind"]])


def _points(entry: Entry, history: History, body: AwardingBody) -> str:
    return shared.points(entry.details)


def _finalised(entry: Entry, history: History, body: AwardingBody) -> str:
    word = body.word_for(entry.details["outcome"])
    changed = entry.details.get("changed") or []
    if not changed:
        return gettext("%(word)s. The lead assessor agreed on every criterion.") % {"word": word}
    labels = ", ".join(changed)
    return gettext("%(word)s. Changed by the lead assessor: %(labels)s.") % {
        "word": word,
        "labels": labels,
    }


def _receipt(entry: Entry, history: History, body: AwardingBody) -> str:
    return gettext("Receipt %(receipt)s") % {"receipt": entry.details.get("receipt", "")}


Say = Callable[[Entry, History, AwardingBody], str]
TEXTS: Mapping[str, Say] = {
    "evidence.copy": _copied,
    "submission.add_file": _file,
    "submission.remove_file": _file,
    "marking.allocate": _allocated,
    "marking.take_back": _because,
    "marking.hand_back": _because,
    "assurance.take_back": _because,
    "concern.raise": _doubted,
    "concern.settle": _because,
    "hold.lift": _because,
    "question.close": _because,
    "submission.return": _points,
    "assurance.finalise": _finalised,
    "result.register": _receipt,
}
