"""Which guard of the database it is that refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction


@contextmanager
def kept_by(guard: str) -> Iterator[None]:
    """What is done inside is refused by this constraint of the database."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        yield
    assert raised.value.__cause__.diag.constraint_name == guard
