"""What a person typed in a form that was sent and not saved, to be read before it is sent again.

The form is told by the names of its boxes. Its own labels are shown; what it hides is not.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from awarding.forms.plain import PlainForm
from awarding.unseen import UNSEEN

Typed = tuple[str, str]


def typed(boxes: Iterable[tuple[str, str]]) -> list[Typed]:
    """Return the label of each box somebody filled in, and what stood in it."""
    sent = QueryDict(mutable=True)
    for name, value in boxes:
        if name not in UNSEEN:
            sent.appendlist(name, value)
    form, prefix = _form_of(sent)
    known = {f"{prefix}{name}": field for name, field in form.base_fields.items()}
    told = [
        (str(field.label or ""), words)
        for name, field in known.items()
        if not field.widget.is_hidden and (words := _words(field, sent, name))
    ]
    return told + [("", words) for words in _several_words(sent, known)]


def _form_of(sent: QueryDict) -> tuple[type[PlainForm], str]:
    """Return the form that declares most of what was sent, and the prefix of its boxes."""
    prefixes = {""} | {f"{name.partition('-')[0]}-" for name in sent if "-" in name}
    pairs = [(form, prefix) for form in _forms(PlainForm) for prefix in sorted(prefixes)]
    return max(pairs, key=lambda pair: _fit(sent, *pair), default=(PlainForm, ""))


def _fit(sent: QueryDict, form: type[PlainForm], prefix: str) -> tuple[int, int]:
    """Tell how well a form fits: by the boxes it explains, then by those it would miss."""
    names = [f"{prefix}{name}" for name in form.base_fields]
    explained = [name in sent or f"{name}_0" in sent for name in names]
    return sum(explained), -len(names)


def _forms(kind: type[PlainForm]) -> Iterator[type[PlainForm]]:
    for form in kind.__subclasses__():
        yield form
        yield from _forms(form)


def _words(field: forms.Field, sent: QueryDict, name: str) -> str:
    """Return what was answered, as a person reads it; nothing of a list that is not at hand.

    Words in the place of a choice were typed in another form, whose box has the same name.
    """
    value: Any = field.widget.value_from_datadict(sent, {}, name)
    if isinstance(field, forms.BooleanField):
        return gettext("Ticked") if value else ""
    if isinstance(field, forms.ModelChoiceField):
        return ""
    if isinstance(field, forms.ChoiceField):
        offered: Any = field.choices
        labels = {str(key): str(label) for key, label in offered}
        chosen = value if isinstance(value, list) else [value]
        told = [labels.get(one, one if " " in one else "") for one in chosen if one]
        return ", ".join(filter(None, told))
    parts = value if isinstance(value, list) else [value]
    return " ".join(str(part) for part in parts if part)


def _several_words(sent: QueryDict, known: Iterable[str]) -> list[str]:
    """Return the texts of boxes that a form adds by itself, such as one for each point."""
    return [
        value
        for name, values in sent.lists()
        for value in values
        if name not in known and " " in value.strip()
    ]
