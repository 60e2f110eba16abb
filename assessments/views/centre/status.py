"""Where a submission stands, in the words a centre reads: nothing finer before release."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.queries.tracker import Line
from assessments.states import S
from awarding.kernel.grades import Grade
from awarding.models import AwardingBody
from awarding.queries.clocks import Face
from awarding.templatetags.wording import gds_day

WORDS: dict[str, tuple[str | Promise, str]] = {
    S.DRAFT: (_("Draft"), "grey"),
    S.SUBMITTED: (_("Quality check"), "purple"),
    S.CHECKING: (_("Quality check"), "purple"),
    S.RETURNED: (_("Returned to you"), "amber"),
    S.ACCEPTED: (_("Being assessed"), "blue"),
    S.WITHDRAWN: (_("Withdrawn"), "grey"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A word, its tone, a day, and what stands in the column of working days."""

    word: str | Promise
    tone: str
    on: date | datetime | None
    note: str = ""
    clock: Face | None = None
    says: str = ""
    to_do: tuple[str, ...] = ()
    past: bool = False

    @property
    def more(self) -> int:
        """Return how many points are asked for beside the first."""
        return max(0, len(self.to_do) - 1)


def status(line: Line, body: AwardingBody) -> Status:
    """Return where a line stands. A day count is shown on accepted work alone (Q19)."""
    if line.state == S.RELEASED:
        return _released(line, body)
    word, tone = WORDS[line.state]
    if line.state == S.RETURNED and line.returned:
        back = line.returned
        by = gettext("Answer by %(day)s") % {"day": gds_day(back.answer_by)}
        to_do = tuple(one.what_to_do for one in back.points)
        return Status(word, tone, back.on, by if back.answer_by else "", to_do=to_do)
    if line.answer_by:
        by = gettext("Answer by %(day)s") % {"day": gds_day(line.answer_by)}
        clock = line.clock if line.state == S.ACCEPTED else None
        return Status(_("Question for you"), "amber", None, by, clock=clock)
    if line.state in (S.SUBMITTED, S.CHECKING):
        says = str(line.clock.words) if line.clock else ""
        return Status(word, tone, line.received_at, says=says)
    if line.state == S.ACCEPTED:
        past = line.clock is not None and line.clock.colour == "breached"
        return Status(word, tone, line.accepted_at, clock=line.clock, past=past)
    again = line.state == S.DRAFT and line.number > 1
    says = gettext("To submit again after the result") if again else ""
    return Status(word, tone, line.made_at if line.state == S.DRAFT else None, says=says)


def _released(line: Line, body: AwardingBody) -> Status:
    """Return the body's own word for what the result came to."""
    outcome = line.outcome or Grade.REFERRAL
    tone = "green" if outcome == Grade.PASS else "amber"
    says = str(line.clock.words) if line.clock else ""
    return Status(body.word_for(outcome), tone, line.released_at, says=says)
