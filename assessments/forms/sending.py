"""Forms of a submission that is being prepared: its files, its review, its signatures."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.models import EvidenceFile
from assessments.rules import clauses, drafting
from awarding import problems
from awarding.forms.offering import offer, offer_rows
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox
from awarding.models import Unit

#: What the file picker offers first; the inspection decides (``awarding.inspection.kinds``).
ENDINGS = (".pdf", ".docx", ".pptx", ".xlsx", ".jpg", ".jpeg", ".png", ".mp4")


class Several(forms.FileInput):
    """The plain file box, which takes several files at once and needs no script."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "list[UploadedFile[bytes]]":
        """Return every file that was chosen."""
        return files.getlist(name) if isinstance(files, MultiValueDict) else []


class SeveralFiles(forms.FileField):
    """One file or more. Whether each can be accepted is found by the inspection."""

    widget = Several({"accept": ",".join(ENDINGS)})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Return the files that can be taken; where there is none, say of each why not."""
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        good = [file for file in data if not unfit(file)]
        if not good:
            raise forms.ValidationError([unfit(file) for file in data])
        return good


def unfit(file: "UploadedFile[bytes]") -> str:
    """Say by name, with the rule, why a file is not taken; nothing of one that can be."""
    refusal = drafting.file_can_be_taken(str(file.name), file.size or 0)
    return problems.in_a_line(refusal) if refusal else ""


class OpenSubmission(PlainForm):
    """A unit of the qualification that the learner is registered on."""

    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(None)

    def __init__(self, *args: Any, qualification: int, **kwargs: Any) -> None:
        """Take the units of this qualification alone."""
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(qualification_id=qualification)
        offer_rows(self, "unit", units)


class AddFiles(PlainForm):
    """Files to add to the upload under way, all of one kind of document."""

    document = forms.ChoiceField(
        label=_("What they are"),
        choices=EvidenceFile.Kind.choices,
        error_messages={"invalid_choice": _("Choose one of the answers offered.")},
    )
    uploads = SeveralFiles(
        label=_("Files to add"),
        help_text=format_lazy(
            _("PDF, Word, PowerPoint, Excel, JPG, PNG or MP4, each no larger than {most} MB."),
            most=clauses.LARGEST_MEGABYTES,
        ),
        error_messages={"required": _("Choose at least one file to add.")},
    )

    def left_out(self) -> list[str]:
        """Return what to say of each file that was not taken along with the others."""
        return [told for file in self.files.getlist("uploads") if (told := unfit(file))]


class KeepFiles(PlainForm):
    """Which files of the upload that was returned go into the next one as they are."""

    kept = forms.MultipleChoiceField(
        label=_("Keep files that have not changed"),
        help_text=_(
            "They were in the upload that was returned. Read above what you were asked for, tick"
            " only the files that need no change, and add the others below."
        ),
        widget=forms.CheckboxSelectMultiple({"class": "p-small-choices"}),
        error_messages={
            "required": _("Tick at least one file to keep."),
            "invalid_choice": _("That file is kept already, or was never sent."),
        },
    )

    def __init__(self, *args: Any, offered: Sequence[EvidenceFile], **kwargs: Any) -> None:
        """Offer these files, none ticked: nobody but the centre knows which had to change."""
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in offered}
        named = {
            pk: f"{one.file.name} ({one.get_document_display()})"
            for pk, one in self.offered.items()
        }
        offer(self, "kept", *named.items())

    def chosen(self) -> list[EvidenceFile]:
        """Return the files that were ticked."""
        return [self.offered[pk] for pk in self.cleaned_data["kept"]]


class Review(PlainForm):
    """Which of the unit's requirements the work addresses."""

    says_optional = False

    points = forms.MultipleChoiceField(
        label=_("The work addresses each of these requirements"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "p-small-choices"}),
    )
    shown = TextBox(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, requirements: Sequence[str], **kwargs: Any) -> None:
        """Offer the unit's requirements, known by their place in the unit's list."""
        super().__init__(*args, **kwargs)
        self.requirements = list(requirements)
        offer(self, "points", *((str(n), one) for n, one in enumerate(self.requirements)))

    def chosen(self) -> list[str]:
        """Return the requirements that were ticked, in the unit's own words."""
        return [self.requirements[int(n)] for n in self.cleaned_data.get("points", [])]


class HandIn(Review):
    """The review, and the signatures that are still wanted."""

    learner_name = TextBox(
        label=_("Learner's name as signed on the cover sheet"),
        max_length=200,
        help_text=_("By entering it you record that the learner signed these words."),
        error_messages={
            "required": _("Enter the learner's name as signed on the cover sheet."),
            "max_length": _("The learner's name must be 200 characters or fewer."),
        },
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    name_because = TextBox(
        label=_("Why the name is different"),
        required=False,
        max_length=300,
        help_text=_("Such as a new name since the registration. The awarding body reads this."),
        error_messages={"max_length": _("The reason must be 300 characters or fewer.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    centre_signs = forms.BooleanField(
        label=_("I sign this declaration for the centre"),
        error_messages={"required": _("Tick that you sign the declaration for the centre.")},
    )

    def __init__(self, *args: Any, signs: Collection[str], **kwargs: Any) -> None:
        """Ask for the signatures of those who have not signed these files yet."""
        super().__init__(*args, **kwargs)
        for name in ("learner_name", "centre_signs"):
            if name not in signs:
                del self.fields[name]


class Withdraw(PlainForm):
    """Why work is withdrawn."""

    because = TextBox(
        label=_("Why it is withdrawn"),
        max_length=300,
        help_text=_("The awarding body reads this."),
        error_messages={
            "required": _("Enter why the work is withdrawn."),
            "max_length": _("The reason must be 300 characters or fewer."),
        },
        widget=forms.Textarea({"rows": 3}),
    )
