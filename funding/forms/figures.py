"""Stating one figure that meters rest on."""

import calendar
from typing import Any

from django import forms
from django.utils import timezone

from funding.models import EntityFigure
from mvp_coord.lib.once import TicketField
from partners.forms.records import DayInput, DollarsField

_MONTHS = [(number, calendar.month_name[number]) for number in range(1, 13)]
_ANSWERS = [("yes", "Yes"), ("no", "No")]


class FigureForm(forms.Form):
    """What is asked, as somebody says it: dollars, a yes or no, or a month; on whose word, and as of when."""

    source = forms.CharField(
        max_length=300, label="On whose word", help_text="A return, a budget, a letter, a call: who, what, where."
    )
    good_as_of = forms.DateField(widget=DayInput(), label="Good as of", help_text="The day that it describes.")

    def __init__(self, data: Any, *, user_id: int, what: str) -> None:
        super().__init__(data, initial={"good_as_of": timezone.localdate()})
        self.what = what
        self.fields["value"] = _field(what, EntityFigure.What(what).label)
        self.fields["ticket"] = TicketField(user_id)  # the address that the statement will have
        self.order_fields(["value", "source", "good_as_of"])

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        value, ticket = given.pop("value"), given.pop("ticket")
        if self.what in EntityFigure.ANSWERS:
            value = value == "yes"
        elif self.what in EntityFigure.MONTHS:
            value = int(value)
        return {**given, "what": self.what, "value": value, "public_id": ticket}


def _field(what: str, label: str) -> forms.Field:
    if what in EntityFigure.ANSWERS:
        return forms.ChoiceField(label=label, choices=_ANSWERS, widget=forms.RadioSelect)
    if what in EntityFigure.MONTHS:
        return forms.ChoiceField(label=label, choices=_MONTHS)
    return DollarsField(label=label)
