"""The form that a file of a register comes in by."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from mvp_coord.lib.tabular import MAX_BYTES, in_mb

from .records import DayInput


class ReadRegisterForm(forms.Form):
    """The IRS master file or a part of it, as it is."""

    file = forms.FileField(
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        label="File",
        help_text="CSV or .xlsx with the columns of the master file (EIN, NAME, SUBSECTION …), of any region.",
    )
    as_of = forms.DateField(
        required=False,
        label="Day of the file",
        widget=DayInput(),
        help_text="The IRS writes it beside the download; today, if you leave it blank.",
    )

    def clean_file(self) -> bytes:
        """The bytes of the file."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                f"This file is {in_mb(file.size)}; here the limit is {in_mb(MAX_BYTES)}. Send it state by state."
            )
        self.name = file.name
        return file.read()

    def clean_as_of(self) -> object:
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise ValidationError("This day is still to come.")
        return day
