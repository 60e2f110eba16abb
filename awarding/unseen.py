"""The boxes that forms carry unseen: they are handed back with a form, and never read out."""

#: The one-use key, which lets a form count once.
FORM_KEY = "form_key"
#: The mark of who opened the form.
OPENED_BY = "opened_by"
#: What the page showed, where it comes round again.
SHOWN = "shown"

UNSEEN = (FORM_KEY, OPENED_BY, SHOWN)
