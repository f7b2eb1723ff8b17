"""What the forms of records share: facts for an action, the token of what was shown, both versions of a conflict."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.visibility import Viewer, Visibility
from mvp_coord.lib import wording
from mvp_coord.lib.facts import facts_of, token_of
from mvp_coord.lib.once import TicketField
from mvp_coord.lib.written import NotUnderstoodError, read_count, read_dollars


@dataclass(frozen=True)
class Difference:
    """A field on which two people disagree: what is saved now, and what this person wrote."""

    label: str
    now: str
    yours: str


class DollarsField(forms.CharField):
    """An amount as people write it: "250000", "$250,000.50", "40k"."""

    def to_python(self, value: Any) -> Any:
        return _read(read_dollars, value)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else wording.usd_exact(value).lstrip("$–")


class CountField(forms.CharField):
    """A number of people or tries as people write it: "12,400", "40k"."""

    def to_python(self, value: Any) -> Any:
        return _read(read_count, value)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else wording.count(value).lstrip("–")


def _read(read: Any, value: Any) -> Any:
    try:
        return read(value)
    except NotUnderstoodError as refusal:
        raise ValidationError(f"“{value}” {refusal}.") from refusal


class DayInput(forms.DateInput):
    """A day, picked in a calendar where the browser has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RecordForm(forms.ModelForm):
    """A form whose facts go to an action. New records carry a ticket, known ones the token of what was shown."""

    fields: dict[str, Any]  # type: ignore[assignment]  # by name, each of its own kind

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False, max_length=500, label="Why", help_text="One line for the history: what for, on whose word."
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        self.viewer = viewer
        self.is_new = kwargs["instance"].pk is None
        # Read before anything is shown: a change in between is then taken for a conflict, never for known.
        self._shown = {} if self.is_new else self.facts_shown(kwargs["instance"])
        super().__init__(*args, **kwargs)
        if self.is_new:
            del self.fields["reason"], self.fields["seen"]
            self.fields["ticket"] = TicketField(viewer.user_id or 0)
        else:
            # Asked when the form is shown, after subclasses have left out what this person may not change.
            self.initial["seen"] = lambda: self.token(self._shown)

    @property
    def names(self) -> list[str]:
        """The fields of the record that this person may change here."""
        return [name for name in self._names() if name in self.fields]

    def _names(self) -> tuple[str, ...]:
        return tuple(self._meta.fields or ())

    def facts_shown(self, record: Any) -> dict[str, Any]:
        """What the page shows of a record, as it is saved."""
        return facts_of(record, self._names())

    def token(self, facts: Mapping[str, Any]) -> str:
        """The token of these facts, without those that this person is not shown."""
        left_out = set(self._names()) - set(self.fields)
        return token_of({name: value for name, value in facts.items() if name not in left_out})

    def saved(self) -> Any:
        """The record as it is saved, whatever this form has made of its own copy."""
        return self._meta.model._default_manager.get(pk=self.instance.pk)

    def remarks(self) -> list[str]:
        """What was mended in what was typed, such as a zero that an EIN had lost."""
        return []

    def facts(self) -> dict[str, Any]:
        """What this person wrote, by field name."""
        return {name: self.cleaned_data[name] for name in self.names}

    def differences(self) -> list[Difference]:
        """Where what is saved now and what this person wrote differ."""
        return differences(self, self.saved(), self.facts())

    def keep_for_another_try(self) -> None:
        """After a conflict: what was typed stays, and saving again is on top of what is saved now."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("seen")] = self.token(self.facts_shown(self.saved()))  # type: ignore[index]


def differences(form: forms.BaseForm, saved: Any, wanted: Mapping[str, Any]) -> list[Difference]:
    """The fields of `wanted` that the saved record has otherwise, both in words."""
    found = []
    for name, value in wanted.items():
        now, yours = in_words(saved, name, _of(saved, name)), in_words(saved, name, value)
        if now != yours:
            field = saved._meta.get_field(name)
            label = str(form[name].label) if name in form.fields else str(field.verbose_name).capitalize()
            found.append(Difference(label, now, yours))
    return found


def in_words(record: Any, name: str, value: Any) -> str:
    """A value as people read it; a dash for none."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        return ", ".join(sorted(str(each) for each in value)) or wording.DASH
    if value is None or value == "" or value == []:
        return wording.DASH
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(each, each)) for each in value)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return wording.day(value)
    if name.endswith("_usd"):
        return wording.usd_exact(value)
    return wording.count(value) if isinstance(value, int) and not name.endswith("_year") else str(value)


def _of(record: Any, name: str) -> Any:
    value = getattr(record, name)
    return value.all() if record._meta.get_field(name).many_to_many else value


def visibility_choices(viewer: Viewer, owner_id: int | None) -> list[tuple[str, str]]:
    """The levels to choose from: "private" only for the owner, since it hides the record from everybody else."""
    is_own = owner_id is not None and owner_id in viewer.partner_ids
    return [choice for choice in Visibility.choices if is_own or choice[0] != Visibility.PRIVATE]
