"""Reading what is sent."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

LARGEST = 64 * 1024


class TooLarge(APIException):
    """The request is longer than any entry can be."""

    status_code = 413
    default_detail = _("Send one entry, of at most 64 kB.")


class SmallJSON(JSONParser):
    """JSON of a size that one entry can have."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The JSON, read no further than an entry can be long."""
        sent = stream.read(LARGEST + 1)
        if len(sent) > LARGEST:
            raise TooLarge
        try:
            return super().parse(BytesIO(sent), media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("Send one entry as a flat JSON object.")) from error
