"""The tracker: what is to do, where everything stands, and by when (A35)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from assessments.forms.centre import TrackerFilter
from assessments.queries import tracked, tracker
from assessments.queries.tracked import Counts
from assessments.views.centre.status import status
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.grades import Grade
from awarding.kernel.rules import keep
from awarding.tables import columns

keep("A35", kind="shown", where="assessments.views.centre.tracker.tracked_work")


@require_safe
def tracked_work(request: ActingRequest, **_: str) -> HttpResponse:
    """Show the four numbers, the filter and the submissions, the newest first."""
    now = clock.now()
    on, body = clock.london_day(now), request.place.body
    words: dict[str, str] = {Grade.PASS: body.pass_word, Grade.REFERRAL: body.referral_word}
    form = TrackerFilter(request.GET or None, words=words)
    wanted = form.wanted(request.actor.person)
    page = tracker.page(request.GET, wanted, now=now, on=on)
    told = {
        "filter": form,
        "is_filtered": bool(set(request.GET) - {"after", "before"}),
        "panels": panels(request, tracked.counts(now=now, on=on)),
        "rows": [(line, status(line, body)) for line in page.rows],
        "columns": _columns(),
        "may_open": request.actor.may("submission.draft"),
        **page.urls(request.GET),
    }
    return render(request, "assessments/centre/tracker.html", told)


def _columns() -> list[dict[str, Any]]:
    return columns(gettext("Learner"), gettext("Unit"), gettext("Status"), gettext("Working days"))


def panels(request: ActingRequest, counts: Counts) -> list[dict[str, Any]]:
    """Return the numbers, each leading to its own list."""
    at = here(request, "tracker")
    with_body = gettext("%(checking)s in quality check, %(assessing)s being assessed") % {
        "checking": counts.checking,
        "assessing": counts.assessing,
    }
    past = ngettext("%(n)s past the target", "%(n)s past the target", counts.past)
    return [
        {
            "count": counts.returned,
            "label": gettext("Returned to you"),
            "url": f"{at}?status=returned",
            "tone": "amber" if counts.returned else "grey",
            "note": gettext("Something is asked of you"),
        },
        {
            "count": counts.asked,
            "label": gettext("Questions for you"),
            "url": f"{at}?status=question",
            "tone": "amber" if counts.asked else "grey",
            "note": gettext("The clock stands still until you answer"),
        },
        {
            "count": counts.checking + counts.assessing,
            "label": gettext("With the awarding body"),
            "url": f"{at}?status=with_body",
            "tone": "red" if counts.past else "blue",
            "note": f"{with_body}, {past % {'n': counts.past}}" if counts.past else with_body,
        },
        {
            "count": counts.drafts,
            "label": gettext("Drafts"),
            "url": f"{at}?status=draft",
            "tone": "grey",
            "note": gettext("Not sent yet"),
        },
        {
            "count": counts.new,
            "label": gettext("New results"),
            "url": f"{at}?status=new",
            "tone": "green" if counts.new else "grey",
            "note": gettext("Released in the last 14 days"),
        },
    ]
