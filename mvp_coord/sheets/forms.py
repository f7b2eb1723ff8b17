"""Sending sheets: what they are, the files or what was pasted, the state they are for, and in whose name."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings

from accounts.visibility import Viewer
from mvp_coord.lib.wording import plural
from partners.imports.senders import possible_senders
from states.models import State

from .kinds import kind_of, kinds_for

MOST_FILES = 10
PASTED = "Pasted rows"


class _Files(forms.FileField):
    """Any number of files, with a limit on what they are together."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [super(_Files, self).clean(each, initial) for each in data or []]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Send at most {plural(MOST_FILES, 'file')} at once.")
        if sum(file.size for file in files) > settings.MAX_UPLOAD_BYTES:
            most = settings.MAX_UPLOAD_BYTES // 1024**2
            raise forms.ValidationError(f"These files are larger than {most} MB together. Send fewer at once.")
        return files


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SendForm(forms.Form):
    """Sheets as they are, CSV or XLSX, or rows copied from a spreadsheet."""

    kind = forms.ChoiceField(label="What are the rows?", widget=forms.RadioSelect)
    sheets = _Files(
        widget=_ManyFiles(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
        required=False,
        label="Sheets",
        help_text="CSV or .xlsx, as they are. Nothing is written until you have seen a preview.",
    )
    pasted = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        label="Or paste rows",
        help_text="Copied from a spreadsheet, with the line that names the columns.",
    )
    state = forms.ModelChoiceField(
        State.objects.order_by("name"),
        required=False,
        label="State",
        empty_label="Choose a state",
        help_text="For plans: the state that they are for.",
    )
    sender: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        to_field_name="slug",
        required=False,
        label="Sent by",
        help_text="Whose sheet it is. The same sender can send the sheet again later to change it.",
    )

    def __init__(self, *args: Any, viewer: Viewer, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_for(viewer)
        codes = [each.code for each in kinds]
        field = cast("forms.ChoiceField", self.fields["kind"])
        field.choices = [(each.code, each.label) for each in kinds]
        field.initial = kind if kind in codes else codes[0]
        sender: forms.ModelChoiceField[Any] = cast("forms.ModelChoiceField[Any]", self.fields["sender"])
        sender.queryset = possible_senders(viewer).order_by("name")
        sender.empty_label = "Myself" if viewer.is_insider else None
        if not viewer.is_insider and sender.queryset.count() < 2:
            # Somebody who speaks for one organization speaks for it.
            self._only = sender.queryset.first()
            del self.fields["sender"]
        else:
            self._only = None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        told["sender"] = self._only or told.get("sender")
        files = [(file.name, file.read()) for file in told.get("sheets") or []]
        if told.get("pasted", "").strip():
            files.append((PASTED, told["pasted"].encode("utf-8", "replace")))
        if not files and "sheets" not in self.errors:
            self.add_error("sheets", "Choose a file, or paste rows below.")
        told["files"] = list(zip(_apart([name for name, _ in files]), [data for _, data in files], strict=True))
        kind = told.get("kind")
        if kind and kind_of(kind).needs_state and not told.get("state") and "state" not in self.errors:
            self.add_error("state", "Say which state the plans are for.")
        return told


def _apart(names: Sequence[str]) -> list[str]:
    """The names, each once: rows are told apart by the file that they stand in ("plan.csv", "plan.csv (2)")."""
    found: list[str] = []
    for name in names:
        number = 1
        while (told := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found.append(told)
    return found
