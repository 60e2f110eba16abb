"""The awarding body: the tenant. Shared, since the edge reads it before it knows the page's."""

from django.db import models

from awarding.kernel.grades import Grade


class AwardingBody(models.Model):
    """A body that awards qualifications, and the words and contacts its people use."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=40)
    pass_word = models.CharField(max_length=40, default="Pass")
    referral_word = models.CharField(max_length=40, default="Referral")
    reference_prefix = models.CharField(max_length=6)

    class Meta:
        verbose_name_plural = "awarding bodies"

    def __str__(self) -> str:
        return self.name

    def word_for(self, decision: str) -> str:
        """Return a decision on a criterion or a unit in this body's own words."""
        return {Grade.PASS: self.pass_word, Grade.REFERRAL: self.referral_word}[Grade(decision)]
