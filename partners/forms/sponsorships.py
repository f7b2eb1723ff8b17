"""The form of a fiscal sponsorship: who, and in which days."""

from typing import Any

from django import forms

from partners.models import Sponsorship

from .choosing import EntityField
from .records import DayInput, RecordForm


class SponsorshipForm(RecordForm):
    """Who is the fiscal sponsor of a project, from which day to which."""

    class Meta:
        model = Sponsorship
        fields = ("sponsor", "starts_on", "ends_on", "source")
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sponsor"] = EntityField(
            viewer=self.viewer,
            label="Fiscal sponsor",
            help_text="Its legal name as on its partner’s page, or its EIN.",
        )
        self.order_fields(["sponsor"])
        if self.is_new:
            self.fields["ends_former"] = forms.BooleanField(
                required=False,
                label="The sponsor before it ends on the day before",
                help_text="Only where it has one whose last day nobody noted.",
            )

    def _get_validation_exclusions(self) -> set[str]:
        """What the database keeps true is said by the action, at its field and in words."""
        told_by_action = {"project", "sponsor", "starts_on", "ends_on"}
        return super()._get_validation_exclusions() | told_by_action  # type: ignore[misc]
