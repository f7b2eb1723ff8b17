"""What somebody wants as a file: which rows, which columns, which kind of file."""

from typing import Any

from django import forms

from accounts.visibility import Viewer
from mvp_coord.lib.once import TicketField
from mvp_coord.middleware import viewer_now
from partners.exports.partners import columns_for
from partners.models import Export

from .search import LONGEST_QUERY, search_of

FORMATS = [(each.value, each.label) for each in (Export.Format.CSV, Export.Format.XLSX)]


class ExportForm(forms.Form):
    """Rows come from the list's address; here the columns and the kind of file are chosen."""

    kind = forms.ChoiceField(
        label="What each row is",
        choices=[
            (Export.Kind.PARTNERS, "A partner"),
            (Export.Kind.PLANS, "Planned work: who does what, where, when, for whom (5W)"),
        ],
        widget=forms.RadioSelect,
        initial=Export.Kind.PARTNERS,
    )
    format = forms.ChoiceField(label="File", choices=FORMATS, widget=forms.RadioSelect, initial=Export.Format.CSV)
    columns = forms.MultipleChoiceField(
        required=False,
        label="Columns",
        widget=forms.CheckboxSelectMultiple,
        help_text="For a row per partner: with id and name, the file can be changed and sent back as an import."
        " Planned work always has all of its columns.",
    )
    query = forms.CharField(required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, viewer: Viewer, query: str = "") -> None:
        super().__init__(data, initial={"query": query[:LONGEST_QUERY]})
        choices = [(field.name, field.label) for field in columns_for(viewer)]
        fields: dict[str, Any] = self.fields
        fields["columns"].choices = choices
        fields["columns"].initial = [name for name, _ in choices]
        fields["ticket"] = TicketField(viewer.user_id or 0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("kind") == Export.Kind.PARTNERS
            and not cleaned.get("columns")
            and "columns" not in self.errors
        ):
            self.add_error("columns", "Choose at least one column.")
        return cleaned

    def facts(self, viewer: Viewer) -> dict[str, Any]:
        """What an action needs to note it."""
        cleaned = self.cleaned_data
        search = search_of(cleaned["query"], viewer)
        return {
            "public_id": cleaned["ticket"],
            "kind": cleaned["kind"],
            "file_format": cleaned["format"],
            "fields": cleaned["columns"],
            "query": search.query(),
            "asked": search.in_words(),
        }


def asked_now(export: Export) -> tuple[Viewer, Any]:
    """The asker as of now, and the partners that match what was asked and that he or she may see now."""
    viewer = viewer_now(export.asked_by)
    return viewer, search_of(export.query, viewer).filter()
