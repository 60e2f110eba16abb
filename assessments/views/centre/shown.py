"""What a submission's page shows of files and declarations, in a centre's words."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import EvidenceFile
from assessments.queries.sending import CENTRE_DECLARES, LEARNER_DECLARES, is_accepted, is_there
from assessments.queries.submission_page import Gathered
from assessments.rules.sending import inspected
from assessments.views.centre.downloads import may_be_given
from awarding.acting import ActingRequest, here
from awarding.inspection import Scan
from awarding.models import Declaration, DeclarationText, StoredFile
from awarding.tables import columns

VERDICTS: dict[str, tuple[str | Promise, str]] = {
    StoredFile.Verdict.WAITING: (_("Being checked"), "grey"),
    StoredFile.Verdict.ACCEPTED: (_("Accepted"), "green"),
    StoredFile.Verdict.REFUSED: (_("Refused"), "red"),
}
KINDS: dict[str, str | Promise] = {
    EvidenceFile.Kind.EVIDENCE: _("Evidence"),
    EvidenceFile.Kind.COVER_SHEET: _("Cover sheet"),
    EvidenceFile.Kind.WITNESS: _("Witness statement"),
    EvidenceFile.Kind.OBSERVATION: _("Observation record"),
}
DECLARATIONS: dict[str, str | Promise] = {
    LEARNER_DECLARES: _("The learner's declaration"),
    CENTRE_DECLARES: _("The centre's declaration"),
}


def files(request: ActingRequest, evidence: Sequence[EvidenceFile]) -> list[dict[str, Any]]:
    """Return each file with what the inspection found and what to do about it."""
    return [_file(request, one) for one in evidence]


def _file(request: ActingRequest, one: EvidenceFile) -> dict[str, Any]:
    word, tone = VERDICTS[one.file.verdict]
    address = here(request, "file", reference=one.submission.reference, file=one.pk)
    return {
        "pk": one.pk,
        "name": one.file.name,
        "kind": KINDS[one.document],
        "size": one.file.size,
        "word": word,
        "tone": tone,
        "note": note(one.file),
        "refused_by": inspected(one.file.verdict_words)
        if one.file.verdict == StoredFile.Verdict.REFUSED
        else None,
        "upload": one.upload_version,
        "url": address if may_be_given(one.file) else "",
    }


def note(file: StoredFile) -> str:
    """Return what the inspection says beside its verdict: why not, or that no scanner looked."""
    if file.verdict == StoredFile.Verdict.ACCEPTED and file.scanned == Scan.NOT_SCANNED:
        return gettext("Not scanned for viruses: no scanner is set up.")
    return file.verdict_words


def missing(gathered: Gathered) -> list[str]:
    """Return the documents the unit requires of which no file may be sent yet."""
    required = gathered.submission.unit.required_documents
    given = {one.document for one in gathered.files if is_there(one)}
    accepted = {one.document for one in gathered.files if is_accepted(one)}
    return [
        gettext("%(document)s (being checked)") % {"document": KINDS[one]}
        if one in given
        else str(KINDS[one])
        for one in required
        if one not in accepted
    ]


def result_columns() -> list[dict[str, Any]]:
    """Return the headings of the criteria of a result."""
    return columns(gettext("Criterion"), gettext("Decision"), gettext("Feedback"))


def declarations(gathered: Gathered) -> list[dict[str, Any]]:
    """Return both declarations: as signed over the present files, else the words in force."""
    having, facts = gathered.having, gathered.facts
    signed = {LEARNER_DECLARES: having.learner_signed, CENTRE_DECLARES: having.centre_signed}
    rows = []
    for kind, title in DECLARATIONS.items():
        last = signed[kind]
        if last and (facts is None or last.content_hash == facts.content_hash):
            rows.append(_signed(title, last))
        elif kind in gathered.texts:
            rows.append(_unsigned(title, gathered.texts[kind]))
    return rows


def _unsigned(title: str | Promise, text: DeclarationText) -> dict[str, Any]:
    return {"title": title, "key": text.kind, "text": text.words, "version": text.version}


def _signed(title: str | Promise, declaration: Declaration) -> dict[str, Any]:
    return {
        "title": title,
        "key": declaration.text.kind,
        "text": declaration.text.words,
        "version": declaration.text.version,
        "signed_by": declaration.signer_name,
        "signed_at": declaration.signed_at,
        "sha256": declaration.content_hash,
    }
