"""The form of a saved view: its name, who finds it, and whether it opens first."""

from typing import Any

from django import forms

from accounts.visibility import Viewer
from mvp_coord.lib.once import TicketField
from partners.models import SavedView

from .search import search_of

_LONGEST = 2000


def normalized(query: str, viewer: Viewer) -> str:
    """What a directory's address asks, in the one way of saying it; what means nothing there is left out."""
    return search_of(query, viewer).query()[:_LONGEST]


class ViewForm(forms.ModelForm):
    """Staff share with everybody, others with staff, donors with nobody."""

    class Meta:
        model = SavedView
        fields = ("name", "shared_with", "is_default")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = [SavedView.Sharing.NOBODY]
        if viewer.is_insider or viewer.partner_ids:
            open_to.append(SavedView.Sharing.STAFF)
        if viewer.is_insider:
            open_to.append(SavedView.Sharing.EVERYBODY)
        choice: Any = self.fields["shared_with"]
        choice.choices = [(each.value, each.label) for each in open_to]
        if self.instance.pk is None:
            self.fields["ticket"] = TicketField(viewer.user_id or 0)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def facts(self) -> dict[str, Any]:
        """For the actions."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def validate_unique(self) -> None:
        """The actions say that a name is taken, under the lock that makes it true."""
