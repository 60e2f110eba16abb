"""What the body's staff see of a submission's papers: files, declarations, and what names it."""

from typing import Any

from django.utils.translation import gettext

from assessments.models import EvidenceFile, Submission
from assessments.queries.sending import LEARNER_DECLARES
from assessments.queries.sent import Sent
from assessments.rules import signing
from assessments.views.centre.downloads import may_be_given
from assessments.views.centre.shown import DECLARATIONS, KINDS, VERDICTS, note
from awarding.acting import ActingRequest, here
from awarding.models import Declaration


def about(found: Submission) -> list[dict[str, str]]:
    """Return who and what a submission is about, as rows of a summary."""
    registration = found.registration
    rows = [
        (gettext("Learner"), registration.learner.full_name),
        (gettext("Registration number"), registration.number),
        (gettext("Centre"), str(found.centre)),
        (gettext("Qualification"), str(registration.qualification)),
        (gettext("Code"), registration.catalogue_entry.code),
        (gettext("Unit"), str(found.unit)),
        (gettext("Submission number"), str(found.number)),
        (gettext("Upload"), str(found.upload_version)),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def files(request: ActingRequest, found: Submission, given: Sent) -> list[dict[str, Any]]:
    """Return each file with what the inspection found, and whether it is new since a return."""
    return [
        {
            "name": one.file.name,
            "kind": KINDS[one.document],
            "size": one.file.size,
            "word": VERDICTS[one.file.verdict][0],
            "tone": VERDICTS[one.file.verdict][1],
            "note": " ".join(filter(None, (note(one.file), _since(one, given)))),
            "url": here(request, "sent-file", reference=found.reference, file=one.pk)
            if may_be_given(one.file)
            else "",
        }
        for one in given.files
    ]


def _since(one: EvidenceFile, given: Sent) -> str:
    """Say of a file of a second upload whether the centre sent the same bytes before."""
    if one.upload_version == 1:
        return ""
    before = given.earlier.get(one.file.sha256)
    if before is None:
        return gettext("New in this upload.")
    told = {"n": before.upload_version, "name": before.file.name}
    if before.file.name == one.file.name:
        return gettext("Not changed since upload %(n)s.") % told
    return gettext("Not changed since upload %(n)s, where it was “%(name)s”.") % told


def declarations(given: Sent) -> list[dict[str, Any]]:
    """Return what was signed, and whether it was for exactly these files."""
    return [
        {
            "title": DECLARATIONS[one.text.kind],
            "key": one.text.kind,
            "text": one.text.words,
            "version": one.text.version,
            "signed_by": f"{one.signer_name} ({one.signer_role})",
            "signer": one.signer_name,
            "signer_role": one.signer_role,
            "signed_at": one.signed_at,
            "sha256": one.content_hash,
            "fits": one.content_hash == given.content_hash,
            "named_otherwise": _named_otherwise(one, given),
            "why": given.why_named_otherwise,
        }
        for one in given.declarations
    ]


def _named_otherwise(one: Declaration, given: Sent) -> str:
    """Return the learner's registered name where the learner's declaration bears another."""
    if one.text.kind != LEARNER_DECLARES:
        return ""
    caution = signing.name_is_the_learners(signed=one.signer_name, registered=given.learner_name)
    return given.learner_name if caution else ""
