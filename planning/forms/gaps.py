"""Filtering gaps, and deciding about one."""

from collections.abc import Collection
from typing import Any

from django import forms

from accounts.visibility import Viewer
from mvp_coord.lib.once import TicketField
from mvp_coord.lib.worklist import WorkList
from partners.forms.choosing import PartnerField
from planning.models import GapAsk
from planning.reports.gap_kinds import AnyGap, NeedGap, PeopleGap, RoleGap
from planning.reports.gaps import Found
from states.models import Tactic, TacticFamily

KINDS: dict[str, tuple[str, type[AnyGap]]] = {
    "people": ("People nobody tries", PeopleGap),
    "role": ("Roles nobody has", RoleGap),
    "need": ("Needs not met", NeedGap),
}


class OfferForm(forms.Form):
    """Whom to ask, and in which words."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        label="What to tell them",
        help_text="Their contacts read it beside the gap.",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = PartnerField(viewer=viewer, label="Whom to ask", help_text="The partner's name.")
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, max_length=10)
        self.order_fields(["to", "reason"])


class ReasonForm(forms.Form):
    """Why a gap is left, or needs another look."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, label="Why")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=10)


class AnswerForm(forms.Form):
    """What whoever was asked says."""

    ANSWERS = {
        GapAsk.Answer.YES: "Yes, we take it on",
        GapAsk.Answer.NO: "No, we cannot",
        GapAsk.Answer.QUESTION: "We would like to know something first",
    }
    answer = forms.ChoiceField(choices=list(ANSWERS.items()), widget=forms.RadioSelect, label="Your answer")
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        label="In your words",
        help_text="Staff read it. A question needs one.",
    )


class ReplyForm(forms.Form):
    """What staff say to a question."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, label="Your reply")


class ProgramForm(forms.Form):
    """The work that would fill a gap, as an idea in somebody's plan."""

    name = forms.CharField(max_length=200, label="Name of the program")
    tactic = forms.ModelChoiceField(
        Tactic.objects.current()
        .filter(family__works=TacticFamily.Works.LIST, family__band_low__gt=0)
        .select_related("family")
        .order_by("family__position", "position", "label"),
        empty_label="Choose one",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = PartnerField(viewer=viewer, label="Whose program", help_text="The partner's name.")
        self.fields["ticket"] = TicketField(viewer.user_id or 0)
        self.order_fields(["partner", "name", "tactic"])


class GapFilter(WorkList):
    """Which of the viewer's gaps are shown."""

    tab_labels = {"open": "Open", "offered": "Offered", "program": "Became programs", "set_aside": "Set aside"}
    words = {"kind": "of", "state": "in", "tier": "of", "partner": "for"}
    offered = {"kind": ("Kind", "All kinds"), "state": ("State", "All states"), "tier": ("Tier", "All tiers")}

    def __init__(self, data: Any, *, found: Found) -> None:
        self.found = found
        super().__init__(data, rows=found.ranked)

    def facts_of(self, row: AnyGap) -> dict[str, Collection[str]]:
        asked = row.kept.offered_to if row.kept else None
        return {
            "show": [str(row.status)],
            "kind": [code for code, (_, kind) in KINDS.items() if isinstance(row, kind)],
            "state": [str(state.code) for state in row.states],
            "tier": [str(row.tier)],
            "partner": [asked.slug] if asked else [],
        }

    def labels_of(self, name: str) -> dict[str, str]:
        if name == "partner":
            asked = [row.kept.offered_to for row in self.rows if row.kept and row.kept.offered_to]
            return {partner.slug: partner.name for partner in asked}
        kinds = {code: label for code, (label, _) in KINDS.items()}
        labels = {"kind": kinds, "state": self.found.states, "tier": {str(n): f"Tier {n}" for n in range(1, 5)}}
        return labels[name]
