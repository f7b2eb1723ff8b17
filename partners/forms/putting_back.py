"""Which of the facts that a change wrote are put back: each with what it was, what it became, and what it is now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from partners.actions import token_of_earlier
from partners.actions.profile import StateFacts
from partners.models import Partner
from partners.reports.earlier import STATES, EarlierFact, value_in_words

from .profile import may_change_states, states_in_words
from .records import RecordForm, in_words

_MERGED: Final = Partner.Status.MERGED


@dataclass(frozen=True)
class Choice:
    """One fact on the page: the three versions in words, and whether it starts ticked."""

    name: str
    label: str
    before: str
    after: str
    now: str
    wanted: str
    is_so_already: bool
    has_changed_since: bool
    is_ticked: bool


def may_put_back(edit: RecordForm) -> list[str]:
    """The facts that this person may change on the record's own form."""
    names = list(edit.names)
    if isinstance(edit.instance, Partner) and may_change_states(edit.viewer, edit.instance):
        names.append(STATES)
    return names


def is_possible(edit: RecordForm, fact: EarlierFact) -> bool:
    """Whether the former value could be chosen on the form: merges are undone elsewhere, private is the owner's.

    Nor is a fact told that names a record which this person may not see.
    """
    if fact.name == "status" and _MERGED in (fact.before, fact.after, fact.now):
        return False
    if _names_hidden(edit, fact):
        return False
    return fact.name != "visibility" or fact.wanted in dict(edit.fields["visibility"].choices)


def _names_hidden(edit: RecordForm, fact: EarlierFact) -> bool:
    field: Any = None if fact.name == STATES else edit.instance._meta.get_field(fact.name)
    if field is None or not field.many_to_one or not hasattr(field.related_model.objects, "visible_to"):
        return False
    named = field.related_model.objects.filter(pk__in={fact.before, fact.after, fact.now} - {None})
    return named.exclude(pk__in=named.visible_to(edit.viewer).values("pk")).exists()


class PutBackForm(forms.Form):
    """Ticks beside facts. What somebody has changed since is not ticked until a person does it, seeing both."""

    pick = forms.MultipleChoiceField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False, max_length=500, label="Why", help_text="One line for the history: what for, on whose word."
    )

    def __init__(self, data: Any = None, *, edit: RecordForm, facts: list[EarlierFact]) -> None:
        super().__init__(data, initial={"seen": token_of_earlier(facts)})
        self.edit, self.facts = edit, facts
        fields: dict[str, Any] = self.fields
        fields["pick"].choices = [(fact.name, fact.name) for fact in facts if not fact.is_so_already]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("pick"):
            raise forms.ValidationError("Tick what should be put back.")
        return cleaned

    def choices(self) -> Iterator[Choice]:
        """The facts in words."""
        ticked = self.data.getlist("pick") if self.is_bound else None  # type: ignore[union-attr, attr-defined]
        for fact in self.facts:
            usual = not fact.is_so_already and not fact.has_changed_since
            yield Choice(
                name=fact.name,
                label=self._label(fact.name),
                before=self._said(fact.name, fact.before),
                after=self._said(fact.name, fact.after),
                now=self._said(fact.name, fact.now),
                wanted=self._said(fact.name, fact.wanted),
                is_so_already=fact.is_so_already,
                has_changed_since=fact.has_changed_since,
                is_ticked=usual if ticked is None else fact.name in ticked,
            )

    def show_again(self) -> None:
        """After a conflict: with what is saved now, so that another try is made on top of just that."""
        data: Any = self.data
        self.data = data.copy()
        self.data["seen"] = token_of_earlier(self.facts)  # type: ignore[index]

    def _label(self, name: str) -> str:
        if name == STATES:
            return "States"
        if name in self.edit.fields:
            return str(self.edit[name].label)
        return str(self.edit.instance._meta.get_field(name).verbose_name).capitalize()

    def _said(self, name: str, value: Any) -> str:
        record: Any = self.edit.instance
        if name == STATES:
            return states_in_words([StateFacts(*each) for each in sorted(value)])
        field = record._meta.get_field(name)
        if field.many_to_many:
            return in_words(record, name, field.related_model._base_manager.filter(pk__in=value))
        return value_in_words(record, name, value) if field.is_relation and value else in_words(record, name, value)
