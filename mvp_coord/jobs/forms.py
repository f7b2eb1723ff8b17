"""Which receipts are shown."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet

from .models import JobRun
from .reports import TICK


class ReceiptFilter(forms.Form):
    """Receipts of one job, or of one outcome; what cannot be read filters nothing."""

    name = forms.ChoiceField(required=False, label="Job")
    status = forms.ChoiceField(required=False, label="Outcome", choices=[("", "Any outcome"), *JobRun.Status.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.receipts = JobRun.objects.exclude(name=TICK["name"]).select_related("asked_by")
        names = self.receipts.order_by("name").values_list("name", flat=True).distinct()
        self.fields["name"].choices = [("", "Every job"), *((name, name.capitalize()) for name in names)]  # type: ignore[attr-defined]
        self.full_clean()
        self.chosen = {name: value for name in self.fields if (value := self.cleaned_data.get(name))}

    def filter(self) -> QuerySet[JobRun]:
        return self.receipts.filter(**self.chosen)

    def address(self, **more: str) -> str:
        """The part of the address after the path, with these filters."""
        return f"?{urlencode(self.chosen | more)}"
