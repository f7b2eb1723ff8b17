"""Stating an engagement with a campaign or a party."""

from typing import Any

from django import forms

from funding.models import Engagement
from mvp_coord.lib.once import TicketField
from partners.forms.records import DayInput


class EngagementForm(forms.ModelForm):
    """Who worked for whom, until when, and on whose word."""

    class Meta:
        model = Engagement
        fields = ("who", "name", "campaign", "last_day", "works_for_us_as", "source")
        widgets = {"last_day": DayInput()}

    def __init__(self, data: Any, *, user_id: int) -> None:
        super().__init__(data)
        self.fields["ticket"] = TicketField(user_id)  # the address that the statement will have
        self.fields["last_day"].required = False

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts = dict(self.cleaned_data)
        ticket = facts.pop("ticket")
        return {**facts, "public_id": ticket}
