"""A line of the directory, edited in place: the few facts that are most often put right."""

from typing import Any

from django import forms

from accounts.visibility import Viewer
from partners.models import Partner

from .records import RecordForm, visibility_choices


class OwnRowForm(RecordForm):
    """What a contact may change of its own organization in the list."""

    website = forms.URLField(required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Partner
        fields: tuple[str, ...] = ("name", "website")

    def belong_to(self, form_id: str) -> None:
        """Have all fields belong to the form of this id, wherever they stand."""
        for field in self.fields.values():
            field.widget.attrs["form"] = form_id
        self.fields["name"].widget.attrs["autofocus"] = True


class RowForm(OwnRowForm):
    """What staff may change of every partner in the list."""

    class Meta(OwnRowForm.Meta):
        fields = ("name", "kind", "status", "visibility", "website")
        labels = {"visibility": "Seen by"}
        help_texts = {"name": "", "kind": "", "visibility": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Partner.Kind.choices
        self.fields["visibility"].choices = visibility_choices(self.viewer, self.instance.pk)
        self.fields["status"].choices = Partner.Status.to_choose()


def row_form_for(viewer: Viewer, data: Any = None, *, partner: Partner) -> OwnRowForm:
    """The form that this viewer gets. Its ids carry the partner's address, so that several may be open at once."""
    form = RowForm if viewer.is_insider else OwnRowForm
    return form(data, instance=partner, viewer=viewer, auto_id=f"id_{partner.slug}_%s")
