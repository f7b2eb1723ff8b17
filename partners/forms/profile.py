"""The form of a partner's profile: a contact's own, and the wider one of staff."""

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from partners.actions.profile import StateFacts, profile_facts, states_of
from partners.models import Partner, PartnerState
from partners.models.family import TABLES
from states.models import State

from .records import DayInput, Difference, RecordForm, visibility_choices


class OwnProfileForm(RecordForm):
    """What a contact may change of its own organization: what it says of itself.

    Kind, status and visibility decide who may read what, so they are for staff.
    """

    website = forms.URLField(required=False, max_length=200, assume_scheme="https")
    direct_giving_url = forms.URLField(
        required=False,
        max_length=200,
        assume_scheme="https",
        label="Direct-giving link",
        help_text="Where anybody can give to it directly, without us.",
    )
    founded_year = forms.IntegerField(
        required=False, min_value=1600, max_value=2100, label="Founded in", help_text="The year, such as 2009."
    )

    class Meta:
        model = Partner
        fields: tuple[str, ...] = (
            "name",
            "other_names",
            "summary",
            "website",
            "direct_giving_url",
            "founded_year",
            "starts_on",
            "ends_on",
            "constituencies",
            "issues",
        )
        labels = {"constituencies": "Works for", "starts_on": "First day", "ends_on": "Last day"}
        widgets = {
            "other_names": forms.Textarea(attrs={"rows": 2}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "constituencies": forms.CheckboxSelectMultiple,
            "issues": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("constituencies", "issues"):
            terms = self.fields[name].queryset
            # A term that was retired stays with those who have it, until somebody takes it away.
            kept = getattr(self.instance, name).values("pk") if self.instance.pk else []
            self.fields[name].queryset = terms.filter(Q(retired_at__isnull=True) | Q(pk__in=kept))

    @property
    def with_states(self) -> bool:
        """Whether the states are shown with this form."""
        return may_change_states(self.viewer, None if self.is_new else self.instance)

    def facts_shown(self, record: Any) -> dict[str, Any]:
        """These fields, and the states where they can be changed."""
        return profile_facts(record, self._names(), with_states=may_change_states(self.viewer, record))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "It would end before it starts.")
        return cleaned


class ProfileForm(OwnProfileForm):
    """What staff may change of every partner."""

    class Meta(OwnProfileForm.Meta):
        fields = ("name", "kind", "status", *OwnProfileForm.Meta.fields[1:], "visibility", "source")
        labels = {**OwnProfileForm.Meta.labels, "visibility": "Seen by"}
        help_texts = {"kind": "", "visibility": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_new:
            asks = {"hx-get": reverse("partners:likely"), "hx-trigger": "input changed delay:200ms"}
            swaps = {"hx-target": "#likely", "hx-swap": "innerHTML", "hx-sync": "this:replace"}
            self.fields["name"].widget.attrs.update(asks | swaps)
        self.fields["kind"].choices = [("", "Choose a kind"), *Partner.Kind.choices]
        owner = None if self.is_new else self.instance.pk
        self.fields["visibility"].choices = visibility_choices(self.viewer, owner)
        self.fields["status"].choices = Partner.Status.to_choose()


class StateRow(forms.Form):
    """One state that a partner works in; a row without a state is no row."""

    state = forms.ChoiceField(required=False, label="State")
    scope = forms.ChoiceField(choices=PartnerState.Scope.choices, label="Reach", initial=PartnerState.Scope.STATEWIDE)
    role = forms.CharField(required=False, max_length=200, label="What it does there")


class StateRowSet(forms.BaseFormSet):
    """The states of a partner, one row each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.states = list(State.objects.order_by("name").values_list("code", "name"))
        super().__init__(*args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["state"].choices = [("", "Choose a state"), *self.states]

    def clean(self) -> None:
        seen: set[str] = set()
        for row in self._rows():
            state = row.cleaned_data["state"]
            if state in seen:
                row.add_error("state", "This state is named twice.")
            seen.add(state)

    def facts(self) -> list[StateFacts]:
        """The states as facts, in the order of their codes."""
        rows = (row.cleaned_data for row in self._rows())
        return sorted(StateFacts(row["state"], row["scope"], row["role"]) for row in rows)

    def _rows(self) -> list[Any]:
        rows = [row for row in self.forms if getattr(row, "cleaned_data", None)]
        return [row for row in rows if row.cleaned_data.get("state") and not row.cleaned_data.get("DELETE")]


def state_rows(data: Any = None, *, partner: Partner | None = None, more: bool = False) -> Any:
    """The rows of states for a form; `more` keeps what was typed and adds one row."""
    known = states_of(partner) if partner else []
    rows = forms.formset_factory(StateRow, formset=StateRowSet, extra=1, can_delete=True, max_num=60)
    if data is not None and more:
        data = data.copy()
        count = data.get("states-TOTAL_FORMS", "")
        data["states-TOTAL_FORMS"] = str(int(count) + 1 if re.fullmatch(r"[0-9]{1,4}", count) else 1)
    initial = [{"state": each.state, "scope": each.scope, "role": each.role} for each in known]
    return rows(data, initial=initial, prefix="states")


def form_for(viewer: Viewer, data: Any = None, *, partner: Partner | None = None) -> OwnProfileForm:
    """The form that this viewer gets: the wide one for staff and admins."""
    form = ProfileForm if viewer.is_insider else OwnProfileForm
    return form(data, instance=partner or Partner(status=Partner.Status.ACTIVE), viewer=viewer)


def may_change_states(viewer: Viewer, partner: Partner | None) -> bool:
    """A table's states decide what its members may read, so its own contact does not change them."""
    return viewer.is_insider or partner is None or partner.kind not in TABLES


def states_differ(partner: Partner, wanted: list[StateFacts] | None) -> list[Difference]:
    """Both versions of the states, where they differ; None where they are not shown."""
    now = states_of(partner)
    if wanted is None or now == sorted(wanted):
        return []
    return [Difference("States", states_in_words(now), states_in_words(wanted))]


def states_in_words(states: list[StateFacts]) -> str:
    """ "AZ (statewide, hosts the table); NV (local)"; a dash for none."""
    said = [
        f"{each.state} ({', '.join(filter(None, [PartnerState.Scope(each.scope).label.lower(), each.role]))})"
        for each in states
    ]
    return "; ".join(said) or wording.DASH
