"""Touch bands as staff would have them: two figures for each family of tactics that works a list."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mvp_coord.lib.once import TicketField
from partners.forms.records import Difference
from planning.bands import Band
from planning.models.bands import band_of
from states.models import TacticFamily

_ENDS = {"low": "too little below", "high": "too much above"}


class SeenBands(forms.CharField):
    """The bands that were shown with the form, by family; what cannot be read back is no sight of any."""

    def clean(self, value: Any) -> dict[str, Band]:
        try:
            return {str(code): Band.from_plain(ends) for code, ends in json.loads(value).items()}
        except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
            raise ValidationError("Send the form once more.") from error


class BandsForm(forms.Form):
    """The bands of all families, as they are or as somebody would have them."""

    seen = SeenBands(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, families: Sequence[TacticFamily], user_id: int) -> None:
        super().__init__(data)
        self.families = families
        self.shown = {each.code: band_of(each) for each in families}
        self.fields["seen"].initial = _written(self.shown)
        self.fields["ticket"] = TicketField(user_id)
        for each in families:
            for end, words in _ENDS.items():
                self.fields[f"{each.code}-{end}"] = forms.DecimalField(
                    label=f"{each.label}: {words}",
                    initial=self.shown[each.code].plain()[end == "high"],
                    min_value=0 if end == "low" else Decimal("0.01"),
                    max_digits=5,
                    decimal_places=2,
                    widget=forms.NumberInput(attrs={"step": "0.01"}),
                )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for each in self.families:
            low, high = (facts.get(f"{each.code}-{end}") for end in _ENDS)
            if low is not None and high is not None and high <= low:
                self.add_error(f"{each.code}-high", f"Must be more than {low.normalize():f}, where too little ends.")
        return facts

    def bands(self) -> dict[str, Band]:
        """What was written, by family."""
        facts = self.cleaned_data
        return {each.code: Band(*(facts[f"{each.code}-{end}"] for end in _ENDS)) for each in self.families}

    def rows(self) -> list[dict[str, Any]]:
        """For the page: each family with its two fields."""
        return [{"family": each, "ends": [self[f"{each.code}-{end}"] for end in _ENDS]} for each in self.families]

    def keep_for_another_try(self) -> None:
        """After a conflict: what was written stays, and is compared with the bands of now from here on."""
        self.data = {**{name: self.data[name] for name in self.data}, "seen": _written(self.shown)}

    def differences(self) -> list[Difference]:
        """Where the bands of now are neither what this person saw nor what he or she wrote."""
        return differences_between(self.families, self.cleaned_data["seen"], self.bands())


def differences_between(
    families: Sequence[TacticFamily], seen: Mapping[str, Band], yours: Mapping[str, Band]
) -> list[Difference]:
    """Families whose bands somebody has changed since they were `seen`: as they are now, and as `yours` would be."""
    found = []
    for each in families:
        now = band_of(each)
        if each.code in yours and now != seen.get(each.code):
            found.append(Difference(each.label, in_words(now), in_words(yours[each.code])))
    return found


def in_words(band: Band) -> str:
    """Such as "0.3–2"."""
    return "–".join(band.plain())


class SaveBandsForm(forms.Form):
    """Why the bands change."""

    reason = forms.CharField(
        max_length=500,
        label="Why",
        help_text="For the history: on what evidence, on whose word. All plans are compared with them.",
    )


def _written(bands: Mapping[str, Band]) -> str:
    return json.dumps({code: band.plain() for code, band in bands.items()})
