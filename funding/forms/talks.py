"""Asking another funder to talk about a group, and what is said then."""

from typing import Any

from django import forms

from mvp_coord.lib.once import TicketField
from partners.models import Partner

WHOEVER = "whoever"
STAFF = "staff"


class AskFunderForm(forms.Form):
    """Whom one would like to talk to about a group, and about what. It carries no amounts unless somebody writes
    them."""

    to = forms.ChoiceField(label="Whom would you like to talk to?", widget=forms.RadioSelect)
    voice = forms.ChoiceField(label="Who asks")
    words = forms.CharField(
        max_length=2_000,
        label="What would you like to talk about?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They read this and who asks. Amounts are told only if you write them.",
    )

    def __init__(self, data: Any, *, user_id: int, funders: list[Partner], voices: list[Partner | None]) -> None:
        super().__init__(data, initial={"to": WHOEVER})
        self.fields["ticket"] = TicketField(user_id)  # the address that it will have
        self.funders = {each.slug: each for each in funders}
        self.voices = {each.slug if each else STAFF: each for each in voices}
        to, voice = self.fields["to"], self.fields["voice"]
        assert isinstance(to, forms.ChoiceField) and isinstance(voice, forms.ChoiceField)
        named = [(slug, each.name) for slug, each in self.funders.items()]
        to.choices = [*named, (WHOEVER, "Whoever else is looking at this group, if anybody is")]
        voice.choices = [(slug, each.name if each else "Staff") for slug, each in self.voices.items()]
        if len(self.voices) == 1:
            voice.widget = forms.HiddenInput()
            voice.initial = next(iter(self.voices))

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        sent = self.cleaned_data
        return {
            "to": self.funders.get(sent["to"]),
            "asker": self.voices[sent["voice"]],
            "words": sent["words"],
            "public_id": sent["ticket"],
        }


class SayForm(forms.Form):
    """Something to say in a talk with one funder."""

    text = forms.CharField(max_length=2_000, label="What you say", widget=forms.Textarea(attrs={"rows": 3}))
    funder = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user_id: int, funder: Partner | None = None) -> None:
        super().__init__(data, initial={"funder": funder.slug if funder else ""}, auto_id=_ids_of(funder))
        self.fields["ticket"] = TicketField(user_id)


def _ids_of(funder: Partner | None) -> str:
    """A page shows one such form for each talk."""
    return f"id_{funder.slug}_%s" if funder else "id_%s"
