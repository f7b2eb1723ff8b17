"""Stating what an entity needs, and withdrawing a statement."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.visibility import Visibility
from funding.models import Need
from funding.reports.voices import Voice
from mvp_coord.lib.once import TicketField
from partners.forms.records import DayInput, DollarsField

_CONSENTS = {
    Visibility.STAFF: "Staff alone",
    Visibility.FUNDERS: "Staff and peer funders",
    Visibility.PUBLIC: "Everybody here, donors too",
}


class StateNeedForm(forms.Form):
    """What an entity needs for a cycle, as somebody says it today. A correction begins with what it corrects."""

    voice = forms.ChoiceField(label="Who says so")
    budget = DollarsField(label="Budget for the cycle")
    raised = DollarsField(label="Raised so far, from anybody")
    good_as_of = forms.DateField(
        widget=DayInput(), label="Good as of", help_text="The day that these figures describe."
    )
    source = forms.CharField(
        max_length=300, label="On whose word", help_text="Who said so, where: a call, a plan, a board paper."
    )
    consent = forms.ChoiceField(label="Whom the organization lets read it", widget=forms.RadioSelect)

    def __init__(self, data: Any, *, user_id: int, voices: list[Voice], corrects: Need | None = None) -> None:
        super().__init__(data, initial=_begin_with(corrects))
        self.fields["ticket"] = TicketField(user_id)  # the address that the statement will have
        self.voices = {voice.code: voice for voice in voices}
        choice, consent = self.fields["voice"], self.fields["consent"]
        assert isinstance(choice, forms.ChoiceField) and isinstance(consent, forms.ChoiceField)
        choice.choices = [(code, voice.label) for code, voice in self.voices.items()]
        only_heard = all(voice.stated_as == Need.Voice.FUNDER for voice in voices)
        levels = Need.HEARD_CONSENTS if only_heard else Need.CONSENTS
        consent.choices = [(level.value, _CONSENTS[level]) for level in levels]
        if only_heard:
            consent.help_text = "No wider than you were told; only the organization itself can share it with all."
        if len(voices) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = voices[0].code

    def clean_good_as_of(self) -> Any:
        day = self.cleaned_data["good_as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError("A statement describes a day that has been, not one to come.")
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        voice = self.voices.get(found.get("voice", ""))
        heard = voice is not None and voice.stated_as == Need.Voice.FUNDER
        if heard and found.get("consent") == Visibility.PUBLIC:
            self.add_error("consent", "Only the organization itself can share it with everybody.")
        return found

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts = dict(self.cleaned_data)
        voice, ticket = facts.pop("voice"), facts.pop("ticket")
        return {**facts, "voice": self.voices[voice], "public_id": ticket}


class WithdrawForm(forms.Form):
    """Why a statement does not hold any more."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Why it does not hold any more",
        help_text="Kept beside it, for staff, the organization itself, and who stated it.",
    )


def _begin_with(corrects: Need | None) -> dict[str, Any]:
    today = timezone.localdate()
    if corrects is None:
        return {"good_as_of": today, "consent": Visibility.STAFF}
    return {
        "budget": corrects.budget_usd,
        "raised": corrects.raised_usd,
        "good_as_of": corrects.good_as_of,
        "source": corrects.source,
        "consent": corrects.consent,
    }
