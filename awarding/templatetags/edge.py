"""What a page takes from the edge: a form's one-use key, and addresses on the same side."""

from typing import Any
from uuid import uuid4

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awarding import handed_back
from awarding.acting import here
from awarding.unseen import FORM_KEY, OPENED_BY, SHOWN

register = template.Library()

HIDDEN = '<input type="hidden" name="{}" value="{}">'


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """Give a form a key that counts once: sent twice, it answers as it did the first time.

    It says besides who opened the form, so that nobody sends what another person filled in.
    """
    opened_by = handed_back.mark_of(context["request"].user.pk)
    given = [(FORM_KEY, uuid4()), (OPENED_BY, opened_by)]
    return format_html_join("", HIDDEN, given)


@register.simple_tag
def page_shows(shown: str) -> SafeString:
    """Let a form say what its page showed, where another round may have begun meanwhile."""
    return format_html(HIDDEN, SHOWN, shown)


@register.simple_tag(takes_context=True)
def sign_in_beside(context: Context) -> str:
    """Return where to sign in again in another tab, while this page stays as it is."""
    return handed_back.sign_in_url(context["request"].get_full_path())


@register.simple_tag(takes_context=True)
def address(context: Context, name: str, **given: Any) -> str:
    """Return the address of a page of this body, centre and audience, by its name."""
    return here(context["request"], name, **given)
