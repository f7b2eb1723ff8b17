"""What people write about a case: messages, proposals with their terms, answers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from accounts.visibility import Viewer
from mvp_coord.lib.days import DayField
from mvp_coord.lib.facts import facts_of
from mvp_coord.lib.once import TicketField
from mvp_coord.lib.written import NotUnderstoodError
from partners.forms.records import CountField, DayInput, DollarsField
from partners.imports.books import load_books
from partners.models import Activity, Partner
from planning.models import Overlap
from planning.overlaps import Window
from planning.reports import CaseView
from planning.reports.escalation import tables_asked
from planning.reports.votes import seasons_of
from planning.terms import BUDGET, CANCELS, CHANGES, BadTerms, Edit, check_days, check_terms
from states.models import Constituency, Division

WHY_HELP = "In a sentence or two, for whoever asks next year. All sides read it."


def own_sides(viewer: Viewer, members: Sequence[Activity]) -> list[Partner]:
    """The partners in a case for which this person may speak, by name."""
    sides = {each.program.partner_id: each.program.partner for each in members}
    own = [partner for key, partner in sides.items() if key in viewer.editable_partner_ids]
    return sorted(own, key=lambda each: each.name)


def speakers_of(viewer: Viewer, view: CaseView) -> list[Partner]:
    """For whom this person may speak in a case: its sides, by name, then the tables that it has gone to. Who speaks
    for a table proposes, and agrees for nobody."""
    sides = own_sides(viewer, view.members)
    tables = tables_asked(viewer, view, today=timezone.localdate())
    return [*sides, *(table for table in tables if table not in sides)]


class SpeakerForm(forms.Form):
    """A form that one side of a case sends, a table that it has gone to, or staff. Asks for whom only where there
    is a choice."""

    speaker = forms.ChoiceField(label="For", required=False)

    def __init__(
        self, *args: Any, case: Overlap, speakers: Sequence[Partner], is_staff: bool, user_id: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.speakers = {each.slug: each for each in speakers}
        choices = [(slug, each.name) for slug, each in self.speakers.items()]
        self.fields["speaker"].choices = [*([("", "Staff")] if is_staff else []), *choices]  # type: ignore[attr-defined]
        self.fields["speaker"].required = not is_staff
        if len(self.fields["speaker"].choices) < 2:  # type: ignore[attr-defined]
            del self.fields["speaker"]
        self.only = None if is_staff or not speakers else speakers[0]
        self.fields["ticket"] = TicketField(user_id, about=case.public_id)

    def for_partner(self) -> Partner | None:
        """Who speaks, a side or a table; None for staff."""
        return self.speakers.get(self.cleaned_data.get("speaker", ""), self.only)


class MessageForm(SpeakerForm):
    """Saying something about a case, in plain text."""

    text = forms.CharField(
        max_length=4000,
        label="Your message",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Read, with your name, by those who may read all plans that you see in this case, and by staff.",
    )


class ProposalForm(SpeakerForm):
    """How to settle a case: what would change in each plan, and why."""

    reason = forms.CharField(
        max_length=2000, label="Why", widget=forms.Textarea(attrs={"rows": 3}), help_text=WHY_HELP
    )

    def __init__(self, *args: Any, decision: str, members: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision, self.members = Overlap.Decision(decision), members
        self.shown = {each.pk: facts_of(each, CHANGES[decision]) for each in members}
        if len(members) > 2:
            choices = [(each.public_id, _called(each)) for each in members]
            self.fields["between"] = forms.MultipleChoiceField(
                choices=choices,
                label="Between",
                initial=[code for code, _ in choices],
                widget=forms.CheckboxSelectMultiple,
                help_text="Only these plans are changed, and only their partners are asked.",
            )
        if decision == CANCELS:
            self.fields["stays"] = forms.ChoiceField(
                choices=[(each.public_id, _called(each)) for each in members],
                label="Which one stays",
                widget=forms.RadioSelect,
                help_text="The others are taken out of the plans. They stay on record, and can be put back.",
            )
        for member in members:
            for name in CHANGES[decision]:
                self.fields[f"{member.public_id}-{name}"] = _field(member, name)

    def plans(self) -> Iterator[tuple[Activity, list[forms.BoundField]]]:
        """Each plan with the fields of what may change in it."""
        for member in self.members:
            yield member, [self[f"{member.public_id}-{name}"] for name in CHANGES[self.decision]]

    def places(self) -> list[str]:
        """What a browser suggests while a place is written: counties and districts of the states of the plans."""
        states = {each.division.state_id for each in self.members}
        inside = Division.objects.filter(state_id__in=states).exclude(kind__in=["state", "district", "territory"])
        return list(inside.order_by("name").values_list("name", flat=True).distinct())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("between") if "between" in self.fields else [each.public_id for each in self.members]
        between = [each for each in self.members if each.public_id in (chosen or [])]
        cleaned["covers"] = [each.pk for each in between]
        if len({each.program.partner_id for each in between}) < 2:
            self.add_error("between" if "between" in self.fields else None, "Choose plans of two partners or more.")
        elif not self.errors:
            self._take_terms(cleaned, between)
        return cleaned

    def _take_terms(self, cleaned: dict[str, Any], between: Sequence[Activity]) -> None:
        edits = [self._edit(each, cleaned) for each in between]
        try:
            cleaned["edits"] = check_terms(self.decision, edits, cleaned["covers"])
            if self.decision == Overlap.Decision.SPLIT_DATES:
                check_days(cleaned["edits"], today=timezone.localdate(), seasons=self._seasons(between))
        except BadTerms as refusal:
            self.add_error(None, str(refusal))

    def _seasons(self, plans: Sequence[Activity]) -> dict[int, Window]:
        states = {each.division.state_id for each in plans}
        known = ((each.pk, each.program_type.code, each.ends_on) for each in plans)
        return seasons_of(known, states.pop() if len(states) == 1 else None)

    def _edit(self, member: Activity, cleaned: dict[str, Any]) -> Edit:
        seen = {name: _plain(value) for name, value in self.shown[member.pk].items()}
        written = {name: cleaned.get(f"{member.public_id}-{name}") for name in seen}
        facts = {name: _plain(value) for name, value in written.items()}
        return Edit(member.pk, facts, seen, "stays" in cleaned and cleaned["stays"] != member.public_id)


class AnswerForm(forms.Form):
    """Agreeing to a proposal for a side, or declining; staff say how they heard it."""

    partner = forms.CharField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(choices=[("yes", "Agree"), ("no", "Decline")])
    note = forms.CharField(max_length=500, required=False)


class PlaceField(forms.CharField):
    """A place inside the state of a plan, as people write it; its key."""

    def __init__(self, member: Activity) -> None:
        super().__init__(max_length=200, label="Where", initial=member.division.name)
        self.state, self.present = member.division.state, member.division
        self.widget.attrs["list"] = "places"

    def clean(self, value: Any) -> int:
        written = super().clean(value)
        if written == self.present.name:
            return self.present.pk
        if self.state is None:
            raise forms.ValidationError("Work in the whole country is moved on its own page.")
        try:
            return Division.objects.get(ocd_id=load_books(self.state).places.find(written).ocd_id).pk
        except NotUnderstoodError as refusal:
            raise forms.ValidationError(f"“{written}” {refusal}.") from refusal


def _field(member: Activity, name: str) -> forms.Field:
    if name == "division":
        return PlaceField(member)
    if name == "constituencies":
        current = Constituency.objects.filter(retired_at__isnull=True) | Constituency.objects.filter(
            activities=member
        )
        return forms.ModelMultipleChoiceField(
            current.distinct().order_by("label"),
            required=False,
            label="For whom",
            initial=list(member.constituencies.all()),
            widget=forms.CheckboxSelectMultiple,
            help_text="None chosen means everyone.",
        )
    if name.endswith("_on"):
        label = "First day" if name == "starts_on" else "Last day"
        return DayField(label=label, widget=DayInput(), initial=getattr(member, name))
    if name == BUDGET:
        return DollarsField(
            required=False,
            label="Budget",
            initial=member.budget_usd,
            help_text="In dollars. Fewer tries may cost less: then say what is left.",
        )
    label = "People on the list" if name == "universe" else "Tries planned"
    return CountField(required=False, label=label, initial=getattr(member, name))


def _called(member: Activity) -> str:
    return f"{member.program.partner.name}: {member.program.name}"


def _plain(value: Any) -> Any:
    """As terms hold it: days in ISO form, keys for relations, sorted where there are several."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, (str, int, type(None), list)):
        return value
    return sorted(each.pk for each in value)
