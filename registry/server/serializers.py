"""The shape of what is sent to the registry and of what it answers."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError as Unwritable
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from registry import keys
from registry.protocol import PASS, REFERRAL
from registry.server.models import Registration, ResultEntry


def writable(text: str) -> None:
    """Refuse half characters, which JSON can spell and no database can keep."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Unwritable(_("Use whole characters."))


class OnlyText(serializers.CharField):
    """Text that was sent as text: a number is not written out in its place."""

    default_error_messages = {"invalid": gettext_lazy("Write this as text, between quotes.")}

    def to_internal_value(self, data: Any) -> str:
        """The text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Matching(OnlyText, serializers.RegexField):
    """Text of one pattern, kept exactly as it was sent."""

    default_error_messages = {"invalid": gettext_lazy("Write this in the shape asked for.")}


class Text(OnlyText):
    """Text kept exactly as it was sent."""

    def __init__(self, max_length: int, **options: Any) -> None:
        super().__init__(
            max_length=max_length, trim_whitespace=False, validators=[writable], **options
        )


class Told(serializers.Serializer[Any]):
    """Something told by a body: every field is known, and none is left over."""

    learner_number = Text(40)
    learner_name = Text(300)
    uln = Matching(r"^([1-9][0-9]{9})?\Z", allow_blank=True, trim_whitespace=False)
    qualification_number = Text(20)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The fields, when there are no others."""
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError(
                _("Leave out what the registry does not know: %(names)s.")
                % {"names": ", ".join(unknown)}
            )
        return attrs


class ToldRegistration(Told):
    """A registration as a body tells it."""

    centre_number = Text(20)
    registered_on = serializers.DateField()


class ToldResult(Told):
    """One version of a result as a body tells it."""

    unit_code = Text(40)
    outcome = serializers.ChoiceField([PASS, REFERRAL])
    awarded_on = serializers.DateField()
    version = serializers.IntegerField(min_value=1, max_value=9999)
    reason = Text(1000, allow_blank=True)


OF_EVERY_ENTRY = (
    "key",
    "reference",
    "at",
    "learner_number",
    "learner_name",
    "uln",
    "qualification_number",
)


class EnteredRegistration(serializers.ModelSerializer[Registration]):
    """A registration as the registry holds it."""

    class Meta:
        model = Registration
        fields = [
            *OF_EVERY_ENTRY,
            "centre_number",
            "registered_on",
        ]


class EnteredResult(serializers.ModelSerializer[ResultEntry]):
    """One version of a result as the registry holds it."""

    class Meta:
        model = ResultEntry
        fields = [
            *OF_EVERY_ENTRY,
            "unit_code",
            "outcome",
            "awarded_on",
            "version",
            "reason",
            "withdraws",
        ]


class Place(serializers.CharField):
    """A key of one kind, read as its place in the order of keys."""

    def __init__(self, names: Callable[[str], object], **options: Any) -> None:
        super().__init__(**options)
        self.names = names

    def to_internal_value(self, data: Any) -> str:
        """The place; what is no key of this kind is refused."""
        key = str(super().to_internal_value(data))
        place = keys.place(key) if self.names(key) else None
        if place is None:
            raise serializers.ValidationError(_("Name a key of this list."))
        return place


class Asked(serializers.Serializer[Any]):
    """Which part of a list is asked for, by its two ends."""

    limit = serializers.IntegerField(min_value=1, max_value=1000, default=200)


class AskedResults(Asked):
    """Which results are asked for."""

    after = Place(keys.result_and_version, default="")
    upto = Place(keys.result_and_version, default=None)


class AskedRegistrations(Asked):
    """Which registrations are asked for."""

    after = Place(keys.is_registration, default="")
    upto = Place(keys.is_registration, default=None)
