"""The bytes of a stored file, opened to be given to somebody."""

import logging
from typing import Any

from django.core.files.storage import default_storage

logger = logging.getLogger(__name__)


class BytesGone(Exception):
    """A row says that a file is kept, and the store has no bytes under its key."""


def opened(key: str) -> Any:
    """Return a stored file, open for reading. Raises ``BytesGone``, logged, if it is not there."""
    try:
        return default_storage.open(key, "rb")
    except FileNotFoundError as gone:
        logger.exception("A kept file is gone from the store: %s", key)
        raise BytesGone(key) from gone
