"""The question that the page of money rules answers: whose money, to whom, for what."""

from django import forms

from funding.colors import USES, Flow, Use
from funding.colors.uses import ANY, CANDIDATES, COORDINATED, ELECTORAL, GENERAL, LOBBYING, NONPARTISAN, REGISTRATION
from partners.models.family import Vehicle

_VEHICLES = [(each.value, each.label) for each in Vehicle if each not in (Vehicle.UNKNOWN, Vehicle.SPONSORED)]
_MEANT = {
    GENERAL: Use(is_general=True),
    NONPARTISAN: Use(side="nonpartisan"),
    REGISTRATION: Use(program_types=frozenset({"registration"}), side="nonpartisan"),
    ELECTORAL: Use(is_race_specific=True),
    CANDIDATES: Use(program_types=frozenset({"candidate-pipeline"}), side="nonpartisan"),
    LOBBYING: Use(is_measure=True, side="nonpartisan"),
    COORDINATED: Use(side="coordinated"),
}


class RuleQuestion(forms.Form):
    """May this money go there, for that? Asked by the address, so that an answer can be sent to a colleague."""

    source = forms.ChoiceField(label="Money of a", choices=_VEHICLES)
    recipient = forms.ChoiceField(label="To a", choices=_VEHICLES)
    use = forms.ChoiceField(label="For", choices=[each for each in USES.items() if each[0] != ANY])

    @property
    def flow(self) -> Flow:
        """What is asked, once the form is valid."""
        asked = self.cleaned_data
        return Flow((asked["source"],), asked["recipient"], _MEANT[asked["use"]])
