"""The forms of a program and of an activity: who does what, where, when, for whom, and how much of it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from mvp_coord.lib import wording
from mvp_coord.lib.facts import facts_of
from partners.models import Activity, LegalEntity, Partner, Program
from states.models import Race

from .placing import PlacedInStateForm, ends_after_it_starts
from .records import CountField, DayInput, DollarsField, RecordForm, visibility_choices


class ProgramForm(RecordForm):
    """A program of one partner."""

    budget_usd = DollarsField(required=False, label="Budget", help_text="In dollars, for the whole program.")
    raised_usd = DollarsField(required=False, label="Raised", help_text="In dollars, from anybody.")

    class Meta:
        model = Program
        fields = ("name", "entity", "side", "status", "budget_usd", "raised_usd", "umbrella", "visibility", "source")
        labels = {"visibility": "Seen by", "entity": "Legal entity", "umbrella": "Part of"}

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].queryset = LegalEntity.objects.filter(partner=partner)
        self.fields["entity"].empty_label = "Not known yet"
        if self._is_hidden(self.instance.umbrella_id):
            del self.fields["umbrella"]  # part of one that this person may not see: neither shown nor changed here
        else:
            self.fields["umbrella"].queryset = self._wider(partner)
            self.fields["umbrella"].empty_label = "No wider program"
        self.fields["visibility"].choices = visibility_choices(self.viewer, partner.pk)
        if not self.viewer.is_insider:
            del self.fields["source"]

    def _is_hidden(self, program_id: int | None) -> bool:
        seen = Program.objects.visible_to(self.viewer)
        return program_id is not None and not seen.filter(pk=program_id).exists()

    def _wider(self, partner: Partner) -> Any:
        """Programs that this one can be a part of: of the family, of those it belongs with, and the present one."""
        with_us = Q(partner=partner) | Q(partner__affiliates__partner=partner)
        ids = Program.objects.visible_to(self.viewer).filter(with_us).exclude(pk=self.instance.pk).values("pk")
        return Program.objects.filter(Q(pk__in=ids) | Q(pk=self.instance.umbrella_id)).select_related("partner")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not Program.may_be_run_by(cleaned.get("entity"), side=cleaned.get("side")):
            self.add_error("side", "A 501(c)(3) works nonpartisan: choose that, or another entity.")
        return cleaned


class ActivityForm(PlacedInStateForm):
    """One line of a program. The place is written as people say it, inside the chosen state."""

    universe = CountField(required=False, label="People on the list", help_text="Zero is a number; empty is unknown.")
    attempts_planned = CountField(required=False, label="Tries planned", help_text="To reach them, in all.")
    contacts_planned = CountField(
        required=False, label="Contacts planned", help_text="People expected to be reached."
    )
    budget_usd = DollarsField(required=False, label="Budget", help_text="In dollars.")

    class Meta:
        model = Activity
        fields = (
            "program_type",
            "tactic",
            "starts_on",
            "ends_on",
            "constituencies",
            "race",
            "mode",
            "universe",
            "attempts_planned",
            "contacts_planned",
            "budget_usd",
        )
        labels = {
            "starts_on": "First day",
            "ends_on": "Last day",
            "constituencies": "For whom",
            "race": "For one race",
        }
        help_texts = {"constituencies": "None chosen means everyone.", "ends_on": ""}
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "constituencies": forms.CheckboxSelectMultiple,
            "mode": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program_type"].empty_label = self.fields["tactic"].empty_label = "Choose one"
        for name in ("program_type", "tactic", "constituencies"):
            self._only_current(name)
        self.fields["race"].queryset = self._races()
        self.fields["race"].empty_label = "No: for no single race"
        self.fields["race"].label_from_instance = lambda race: f"{race} ({wording.day(race.election.held_on)})"
        self.fields["tactic"].queryset = (
            self.fields["tactic"]
            .queryset.select_related("family")
            .order_by("family__position", "family__label", "position", "label")
        )

    def clean(self) -> dict[str, Any]:
        return ends_after_it_starts(self, super().clean())

    def _races(self) -> Any:
        """Those still to be decided where the partner works, and the one that it is for."""
        there = Q(division__state__in=self.instance.program.partner.states.all()) | Q(division__state=None)
        coming = Q(election__held_on__gte=timezone.localdate()) & there
        races = Race.objects.filter(coming | Q(pk=self.instance.race_id))
        return races.select_related("election").order_by("election__held_on", "name")

    def _only_current(self, name: str) -> None:
        """Retired terms can no longer be chosen; those that the activity has stay."""
        has = None if self.is_new else facts_of(self.instance, [name])[name]
        kept = has if isinstance(has, list) else [has]
        terms = self.fields[name].queryset
        self.fields[name].queryset = terms.filter(Q(retired_at__isnull=True) | Q(pk__in=kept))
