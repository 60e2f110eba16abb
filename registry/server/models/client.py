"""Who may enter things."""

import hashlib

from django.db import models
from django.utils.crypto import constant_time_compare


class Client(models.Model):
    """One awarding body and the hash of its token.

    A plain SHA-256 is enough: a token is long and random, unlike a password.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    token_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name

    def knows(self, token: str) -> bool:
        """Whether this is the body's token."""
        return constant_time_compare(self.token_hash, hashed(token))


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
