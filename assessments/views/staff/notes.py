"""Notes that staff leave for each other on the page of a submission."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from assessments.forms.notes import WriteNote
from assessments.operations import notes
from assessments.queries import sent
from assessments.views.staff import record
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock


@sent_from("submission", "reference")
def write_note(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Keep a note, and show the submission with it."""
    found = sent.found(reference)
    form = WriteNote(request.POST)
    if not form.is_valid():
        return record.page(request, found, note_form=form)
    notes.write(submission=found, **form.cleaned_data, by=request.actor, now=clock.now())
    messages.success(request, gettext("The note is kept."))
    return redirect(here(request, "submission", reference=reference) + "#notes")
