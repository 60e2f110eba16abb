"""What a page takes from the edge: a form's one-use key, and addresses on the same side."""

from typing import Any
from uuid import uuid4

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awarding.acting import here

register = template.Library()


@register.simple_tag
def form_key() -> SafeString:
    """Give a form a key that counts once: sent twice, it answers as it did the first time."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid4())


@register.simple_tag(takes_context=True)
def address(context: Context, name: str, **given: Any) -> str:
    """Return the address of a page of this body, centre and audience, by its name."""
    return here(context["request"], name, **given)
