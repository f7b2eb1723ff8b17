"""Filtering cases, and deciding about one."""

import json
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from mvp_coord.addresses import EVERY_CYCLE
from mvp_coord.lib.worklist import WorkList
from planning.models import Overlap
from planning.reports import CaseView
from planning.reports.told import Told
from states.models import Cycle


class SeenFacts(forms.CharField):
    """What the page told of a case when the form was shown, by label."""

    def clean(self, value: Any) -> Told:
        try:
            return {str(label): str(words) for label, words in json.loads(value).items()}
        except (AttributeError, TypeError, ValueError) as error:
            raise ValidationError("Send the form once more.") from error


class DecisionForm(forms.Form):
    """What was agreed about a case, and why."""

    decision = forms.ChoiceField(
        choices=[("", "Choose what was agreed"), *Overlap.Decision.choices], label="What was agreed"
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        label="Why",
        help_text="In a sentence or two, for whoever asks next year. Both sides may read it.",
    )
    seen = SeenFacts(widget=forms.HiddenInput)

    def see(self, told: Told) -> "DecisionForm":
        """What the page around the form tells of the case; after a conflict, what it tells now."""
        self.fields["seen"].initial = json.dumps(told)
        if self.is_bound:
            self.data = {**{name: self.data[name] for name in self.data}, "seen": json.dumps(told)}
        return self


class ReopenForm(forms.Form):
    """Why a settled case needs another look."""

    reason = forms.CharField(max_length=500, label="Why does it need another look?")


class OwnerForm(forms.Form):
    """Who of the staff looks after a case from now on, and why."""

    owner = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="Nobody: it waits for whoever takes it",
        label="Who looks after it from now on",
    )
    reason = forms.CharField(
        max_length=500,
        label="Why",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The history keeps it, for whoever looks after it next.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_staff=True, is_active=True).order_by("name", "email")
        self.fields["owner"].queryset = staff  # type: ignore[attr-defined]


class OverlapFilter(WorkList):
    """Which of the viewer's cases are shown: those of the cycle that pages are about, or what the address says.

    A case is of each cycle that shares a day with its weeks in common.
    """

    tab_labels = {"open": "Open", "mine": "Mine", "unmeasured": "Asking for numbers", "settled": "Settled"}
    offered = {
        "cycle": ("Cycle", "All cycles"),
        "state": ("State", "All states"),
        "kind": ("Class", "All classes"),
    }
    words = {
        "cycle": "with weeks in",
        "state": "in",
        "kind": "of class",
        "family": "by",
        "partner": "with",
        "program": "of the program",
    }

    def __init__(
        self,
        data: Any,
        *,
        views: list[CaseView],
        cycles: Collection[Cycle] = (),
        usual: Cycle | None = None,
        user_id: int | None = None,
    ) -> None:
        self.user_id, self.cycles, self.usual = user_id, cycles, usual.code if usual else ""
        super().__init__(data, rows=views)
        asked = data.get("cycle", self.usual)
        known = {"": "", EVERY_CYCLE: "", **{code: code for code in self.labels_of("cycle")}}
        self.chosen["cycle"] = known.get(asked, self.usual)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out but other cycles than the one that pages are about."""
        said = {name for name, value in self.chosen.items() if value and name in self.words}
        return bool(said - {"cycle"}) or self.chosen["cycle"] not in {"", self.usual}

    @property
    def clear(self) -> str:
        """The address without any choice, "" where it would show the same."""
        return "?" if self.is_narrowed else ""

    @property
    def cycle_name(self) -> str:
        """The cycle whose cases are shown, "" for all of them."""
        return self.labels_of("cycle").get(self.chosen["cycle"], "")

    def _address(self, **instead: str) -> str:
        cycle = {**self.chosen, **instead}["cycle"]
        said = "" if cycle == self.usual else cycle or EVERY_CYCLE
        return super()._address(**{**instead, "cycle": said})

    def facts_of(self, row: CaseView) -> dict[str, Collection[str]]:
        overlap = row.overlap
        stands = {
            "open": row.is_open,
            "mine": row.is_open and overlap.owner_id is not None and overlap.owner_id == self.user_id,
            "unmeasured": overlap.overlap_class == Overlap.Class.UNMEASURED and not row.settlement,
            "settled": row.settlement is not None,
        }
        return {
            "show": [name for name, holds in stands.items() if holds],
            "state": [overlap.state_id] if overlap.state_id else [],
            "kind": [overlap.overlap_class],
            "cycle": [each.code for each in self.cycles if row.is_in(each)],
            "family": [overlap.family.code],
            "partner": [member.program.partner.slug for member in row.members],
            "program": [member.program.public_id for member in row.members],
        }

    def labels_of(self, name: str) -> dict[str, str]:
        if name == "kind":
            return dict(sorted(Overlap.Class.choices, key=lambda choice: choice[1]))
        if name == "cycle":
            return {each.code: each.name for each in self.cycles}
        members = [member for view in self.rows for member in view.members]
        found = {
            "state": {view.overlap.state.code: view.overlap.state.name for view in self.rows if view.overlap.state},
            "family": {view.overlap.family.code: view.overlap.family.label for view in self.rows},
            "partner": {member.program.partner.slug: member.program.partner.name for member in members},
            "program": {member.program.public_id: member.program.name for member in members},
        }[name]
        return dict(sorted(found.items(), key=lambda item: item[1]))
