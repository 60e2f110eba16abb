"""Signing: the words in force, who signed, when, and the hash of exactly what was signed."""

from datetime import datetime

from django.db import models

from awarding.kernel.actors import Actor
from awarding.models import Declaration, DeclarationText
from awarding.operation import note, operation


@operation("declaration.sign", shown=True)
def sign(
    *,
    text: DeclarationText,
    subject: models.Model,
    subject_version: int,
    content_hash: str,
    signer_name: str,
    signer_role: str,
    by: Actor,
    now: datetime,
) -> Declaration:
    """Record that somebody declared these words about exactly this content (X4).

    Whoever enters it is kept beside the signer: a learner signs on paper, the centre records it.
    """
    made: Declaration = Declaration.objects.create(
        text=text,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_version=subject_version,
        content_hash=content_hash,
        signer_name=signer_name,
        signer_role=signer_role,
        entered_by=by.person,
        signed_at=now,
    )
    note(text=text.pk, content_hash=content_hash)
    return made
