"""A person and how they sign in. Shared, and granted to no audience: names live on memberships."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class PersonManager(BaseUserManager["Person"]):
    """Makes people; an e-mail address is one person, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **given: Any) -> "Person":
        """Return a new person who can sign in with this address."""
        person = self.model(email=email.lower(), **given)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this address."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """One person, one log-in (A17). What they may do is a membership of each tenant."""

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.full_name
