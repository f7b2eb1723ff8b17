"""Sending sheets: the files, the state they are for, and in whose name."""

from typing import Any, cast

from django import forms
from django.conf import settings

from accounts.visibility import Viewer
from mvp_coord.lib.wording import plural
from partners.imports.senders import possible_senders
from states.models import State

MOST_FILES = 10


class _Files(forms.FileField):
    """One or more files, with a limit on what they are together."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [super(_Files, self).clean(each, initial) for each in data or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Send at most {plural(MOST_FILES, 'file')} at once.")
        if sum(file.size for file in files) > settings.MAX_UPLOAD_BYTES:
            most = settings.MAX_UPLOAD_BYTES // 1024**2
            raise forms.ValidationError(f"These files are larger than {most} MB together. Send fewer at once.")
        return files


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SendForm(forms.Form):
    """Sheets of plans as they are, CSV or XLSX."""

    sheets = _Files(
        widget=_ManyFiles(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        label="Sheets",
        help_text="CSV or .xlsx, as the table keeps them. Nothing is written until you have seen a preview.",
    )
    state = forms.ModelChoiceField(
        State.objects.order_by("name"),
        label="State",
        empty_label="Choose a state",
        help_text="The state that the plans are for.",
    )
    sender: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        to_field_name="slug",
        required=False,
        label="Sent by",
        help_text="Whose sheet it is. The same sender can send the sheet again later to change it.",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sender: forms.ModelChoiceField[Any] = cast("forms.ModelChoiceField[Any]", self.fields["sender"])
        sender.queryset = possible_senders(viewer).order_by("name")
        sender.empty_label = "Myself"
