"""What the forms of records share: facts for an action, the token of what was shown, both versions of a conflict."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from accounts.visibility import Viewer, Visibility
from mvp_coord.lib import wording
from mvp_coord.lib.once import BadTicket, address_of, new_ticket
from mvp_coord.lib.written import NotUnderstoodError, read_count, read_dollars
from partners.actions.facts import facts_of, token_of


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


class RecordForm(forms.ModelForm):
    """A form whose facts go to an action. New records carry a ticket, known ones the token of what was shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False, max_length=500, label="Why", help_text="One line for the history: what for, on whose word."
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.is_new = self.instance.pk is None
        if self.is_new:
            del self.fields["reason"], self.fields["seen"]
            self.initial["ticket"] = new_ticket(viewer.user_id or 0)
        else:
            del self.fields["ticket"]
            self.initial["seen"] = self.token  # asked when the form is shown, after subclasses have chosen its fields

    @property
    def names(self) -> list[str]:
        """The fields of the record that this person may change here."""
        return [name for name in self._meta.fields if name in self.fields]

    def token(self) -> str:
        """The token of the record as it is saved."""
        return token_of(facts_of(self.saved(), self.names))

    def saved(self) -> Model:
        """The record as it is saved, whatever this form has made of its own copy."""
        return self._meta.model._default_manager.get(pk=self.instance.pk)

    def clean_ticket(self) -> str:
        try:
            return address_of(self.cleaned_data["ticket"], self.viewer.user_id or 0)
        except BadTicket as refusal:
            self._replace("ticket", new_ticket(self.viewer.user_id or 0))
            raise ValidationError(str(refusal)) from refusal

    def facts(self) -> dict[str, Any]:
        """What this person wrote, by field name."""
        return {name: self.cleaned_data[name] for name in self.names}

    def differences(self) -> list[Difference]:
        """Where what is saved now and what this person wrote differ."""
        return differences(self, self.saved(), self.facts())

    def keep_for_another_try(self) -> None:
        """After a conflict: what was typed stays, and saving again is on top of what is saved now."""
        self._replace("seen", self.token())

    def _replace(self, name: str, value: str) -> None:
        """What the hidden field says when the form is shown again."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value


def differences(form: forms.BaseForm, saved: Model, wanted: Mapping[str, Any]) -> list[Difference]:
    """The fields of `wanted` that the saved record has otherwise, both in words."""
    found = []
    for name, value in wanted.items():
        now, yours = in_words(saved, name, _of(saved, name)), in_words(saved, name, value)
        if now != yours:
            found.append(Difference(str(form[name].label) if name in form.fields else name.capitalize(), now, yours))
    return found


def in_words(record: Model, name: str, value: Any) -> str:
    """A value as people read it; a dash for none."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        return ", ".join(sorted(str(each) for each in value)) or wording.DASH
    if value is None or value == "":
        return wording.DASH
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return wording.day(value)
    return wording.usd_exact(value) if name.endswith("_usd") else str(value)


def _of(record: Model, name: str) -> Any:
    value = getattr(record, name)
    return value.all() if record._meta.get_field(name).many_to_many else value


def visibility_choices(viewer: Viewer, owner_id: int | None) -> list[tuple[str, str]]:
    """The levels to choose from: "private" only for the owner, since it hides the record from everybody else."""
    is_own = owner_id is not None and owner_id in viewer.partner_ids
    return [choice for choice in Visibility.choices if is_own or choice[0] != Visibility.PRIVATE]
