"""One engine for every signed statement: the words, who signed, when, and a hash of what."""

from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import BodyOwned, CentreOwned


class DeclarationText(BodyOwned):
    """The words of a declaration, by kind and version. Rows are added, never changed."""

    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    from_on = models.DateField()

    fence = Fence(
        centre=may("select", BODY),
        eqa=may("select", BODY),
        staff=may("select insert", BODY),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_version", fields=["awarding_body", "kind", "version"]
            )
        ]


class Declaration(CentreOwned):
    """Somebody declared these words about exactly this content (X4). Never changed."""

    text = models.ForeignKey(DeclarationText, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    signer_name = models.CharField(max_length=200)
    signer_role = models.CharField(max_length=60)
    entered_by = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField()

    fence = Fence(
        centre=may("select insert", CENTRE),
        staff=may("select insert", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        triggers = [in_ones_own_name("entered_by")]
        indexes = [
            models.Index(
                name="declaration_subject",
                fields=["awarding_body", "subject_type", "subject_id"],
            )
        ]
