"""The form of a legal entity: its vehicle, and the numbers that registers know it by."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mvp_coord.lib.once import address_of
from partners.models import Fact, LegalEntity
from partners.models.statement import held_value

from .ids import EinField, FecIdField, StateIdField, remarks_of
from .records import DayInput, RecordForm

_NOT_SAVED = "This {label} can’t be saved. Check it, or ask the staff who look after the directory."
_NAMES = {"ein": "EIN", "fec_id": "FEC id"}


class OwnEntityForm(RecordForm):
    """What a contact may say of an entity of its own organization."""

    ein = EinField()
    fec_id = FecIdField()
    state_id = StateIdField()

    class Meta:
        model = LegalEntity
        fields: tuple[str, ...] = ("legal_name", "vehicle", "ein", "fec_id", "state_id")
        help_texts = {"vehicle": "Decides which money it may receive."}

    def clean_ein(self) -> str | None:
        return self._unknown_elsewhere("ein", self.cleaned_data["ein"])

    def clean_fec_id(self) -> str | None:
        return self._unknown_elsewhere("fec_id", self.cleaned_data["fec_id"])

    def remarks(self) -> list[str]:
        """What was mended in the numbers, for whoever typed them."""
        return remarks_of(self)

    def refuse(self, field: str) -> None:
        """A number is taken by a record that this person may not know of: said without saying so."""
        self.add_error(field, _NOT_SAVED.format(label=_NAMES[field]))

    def _unknown_elsewhere(self, field: str, value: str | None) -> str | None:
        """Names the record that has this number already, if this person may see it."""
        if value:
            others = LegalEntity.objects.visible_to(self.viewer).exclude(pk=self.instance.pk)
            if self.is_new:  # nor the one that this very form has made, when it is sent twice
                others = others.exclude(public_id=address_of(self["ticket"].value(), self.viewer.user_id or 0))
            other = others.filter(**{field: value}).select_related("partner").first()
            if other:
                raise ValidationError(f"{other.legal_name} of {other.partner} has this {_NAMES[field]} already.")
        return value

    def _get_validation_exclusions(self) -> set[str]:
        """Not "already exists" by the form: it would tell of records that this person may not see."""
        return super()._get_validation_exclusions() | {"ein", "fec_id"}  # type: ignore[misc]


class EntityForm(OwnEntityForm):
    """What staff may say of every entity: also what the registers say, and who checked."""

    is_deductible = forms.TypedChoiceField(
        required=False,
        label="Gifts are deductible",
        choices=[("", "Unknown"), ("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        help_text="As the IRS says, never by its subsection.",
    )

    class Meta(OwnEntityForm.Meta):
        fields = (*OwnEntityForm.Meta.fields, "is_deductible", "source", "verified_on")
        widgets = {"verified_on": DayInput()}
        help_texts = {
            **OwnEntityForm.Meta.help_texts,
            "source": "Which register or document says so.",
            "verified_on": "When somebody checked it there.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_deductible"] = held_value(self.instance, Fact.DEDUCTIBLE)
