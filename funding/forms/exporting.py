"""Which file about money somebody wants: public grants as 360Giving has them, needs, or the books of our funds."""

from typing import Any

from django import forms

from accounts.visibility import Viewer
from mvp_coord.lib.once import TicketField
from partners.exports.contents import all_contents
from partners.models import Export

_LABELS = {
    "grants-json": "Public grants, JSON of the 360Giving standard",
    "grants-xlsx": "Public grants, Excel workbook with the headings of 360Giving",
    "grants-csv": "Public grants, CSV with the same headings",
    "needs-xlsx": "Who still needs how much, Excel workbook",
    "needs-csv": "Who still needs how much, CSV",
    "ledger-csv": "Ledger of our funds, CSV for an accounting program",
    "ledger-xlsx": "Ledger of our funds, Excel workbook",
}


class MoneyExportForm(forms.Form):
    """One choice: what and in which format, of those that the viewer may have."""

    what = forms.ChoiceField(label="File", widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, viewer: Viewer, what: str = "") -> None:
        super().__init__(data)
        open_to = [each for each in all_contents().values() if each.may_ask(viewer)]
        codes = [f"{each.kind}-{file_format}" for each in open_to for file_format in each.formats]
        fields: dict[str, Any] = self.fields
        fields["what"].choices = [(code, _LABELS[code]) for code in codes]
        fields["what"].initial = what if what in codes else codes[0]
        fields["ticket"] = TicketField(viewer.user_id or 0)

    def facts(self) -> dict[str, Any]:
        """What an action needs to note it."""
        kind, _, file_format = self.cleaned_data["what"].partition("-")
        said = {
            Export.Kind.GRANTS: "of a known day, of the level public",
            Export.Kind.NEEDS: "by the newest statements",
            Export.Kind.LEDGER: "to this day",
        }
        told = {"public_id": self.cleaned_data["ticket"], "kind": kind, "file_format": file_format}
        return told | {"query": "", "asked": said[Export.Kind(kind)], "fields": []}
