"""Many partners at once: which were chosen, and what is to change about them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms

from accounts.visibility import Viewer
from mvp_coord.lib.asked import addresses_sent
from mvp_coord.lib.wording import count, plural
from partners.models import BulkEdit, Partner, PartnerState
from partners.reports.bulk import LABELS, ONE, SEVERAL, had_by
from states.models import Constituency, IssueArea, State

from .records import visibility_choices
from .search import search_of

MOST: Final = 500  # said in partners/_batch_bar.html, too
_LEAVE: Final = ("", "Leave as it is")


class TooMany(ValueError):
    """More were chosen than can be changed at once; nothing was begun."""


def chosen_partners(viewer: Viewer, data: Any) -> tuple[list[int], str, str]:
    """What was ticked in a list, or all that matches: ids, the choice in words, and the list's address.

    `data`: `pick` (slugs), or `all` with `query`, what the list's address asked. Only partners that the viewer may
    see, in the order of the list. Raises `TooMany`.
    """
    seen = Partner.objects.visible_to(viewer).listed()
    search = search_of(str(data.get("query", "")), viewer)
    if data.get("all"):
        rows, words = search.filter(), search.in_words() or "all of the directory"
    else:
        rows, words = seen.filter(slug__in=addresses_sent(data, "pick")), "chosen by hand"
    ids = list(rows.order_by("name", "pk").values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        raise TooMany(f"At most {count(MOST)} partners can be changed at once. Narrow the list first.")
    return ids, words, search.address()


class BulkForm(forms.Form):
    """What is to change; what is left empty stays as it is, partner by partner."""

    status = forms.ChoiceField(required=False, label="Status")
    visibility = forms.ChoiceField(required=False, label="Seen by")
    add_states = forms.MultipleChoiceField(required=False, label="Add states")
    scope = forms.ChoiceField(
        required=False,
        choices=PartnerState.Scope.choices,
        label="Reach in the states that are added",
        initial=PartnerState.Scope.STATEWIDE,
    )
    drop_states = forms.MultipleChoiceField(required=False, label="Take away states")
    add_constituencies = forms.MultipleChoiceField(required=False, label="Add whom they work for")
    drop_constituencies = forms.MultipleChoiceField(required=False, label="Take away whom they work for")
    add_issues = forms.MultipleChoiceField(required=False, label="Add issues")
    drop_issues = forms.MultipleChoiceField(required=False, label="Take away issues")
    reason = forms.CharField(
        required=False, max_length=500, label="Why", help_text="One line for the history: what for, on whose word."
    )

    def __init__(self, data: Any = None, *, edit: BulkEdit, viewer: Viewer) -> None:
        super().__init__(data, initial={**edit.changes, "reason": edit.reason})
        fields: dict[str, Any] = self.fields
        fields["status"].choices = [_LEAVE, *Partner.Status.to_choose()]
        fields["visibility"].choices = [_LEAVE, *visibility_choices(viewer, None)]
        if not viewer.is_insider:  # they decide who may read what, so they are for staff
            del fields["status"], fields["visibility"]
        seen = Partner.objects.visible_to(viewer).filter(pk__in=edit.partner_ids)
        had_of = had_by(list(seen.values_list("pk", flat=True)))  # what is hidden since is not counted
        for name, had in had_of.items():
            terms = list(_terms(name))
            fields[f"add_{name}"].choices = [(code, label) for code, label, is_current in terms if is_current]
            fields[f"drop_{name}"].choices = [
                (code, f"{label} ({count(had[code])})") for code, label, _ in terms if had[code]
            ]
            for field in (fields[f"add_{name}"], fields[f"drop_{name}"]):
                field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
            if not had:
                del fields[f"drop_{name}"]

    def groups(self) -> Iterator[dict[str, Any]]:
        """States, constituencies and issues, each with its fields; open where something is chosen or wrong."""
        for name in SEVERAL:
            names = [f"add_{name}", *(["scope"] if name == "states" else []), f"drop_{name}"]
            bound = [self[each] for each in names if each in self.fields]
            chosen = [code for field in bound if field.name != "scope" for code in field.value() or ()]
            yield {"label": LABELS[name], "fields": bound, "chosen": len(chosen)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in SEVERAL:
            if both := set(cleaned.get(f"add_{name}", ())) & set(cleaned.get(f"drop_{name}", ())):
                self.add_error(f"drop_{name}", f"Both added and taken away: {', '.join(sorted(both))}.")
        if not self.errors and not self.changes():
            raise forms.ValidationError("Say what is to change.")
        return cleaned

    def changes(self) -> Mapping[str, Any]:
        """What becomes of each field, without those that stay."""
        wanted = (*ONE, *(f"{verb}_{name}" for name in SEVERAL for verb in ("add", "drop")))
        found = {name: self.cleaned_data[name] for name in wanted if self.cleaned_data.get(name)}
        if "add_states" in found:
            found["scope"] = self.cleaned_data.get("scope") or PartnerState.Scope.STATEWIDE.value
        return found


def _terms(name: str) -> Iterator[tuple[str, str, bool]]:
    """(code, label, whether it may still be chosen) of every state, constituency or issue."""
    if name == "states":
        yield from ((code, label, True) for code, label in State.objects.order_by("name").values_list("code", "name"))
        return
    model: Any = Constituency if name == "constituencies" else IssueArea
    for code, label, retired_at in model.objects.values_list("code", "label", "retired_at"):
        yield code, label, retired_at is None


def chosen_in_words(edit: BulkEdit, number: int) -> str:
    """ "12 partners that are state tables in Arizona", of those that the viewer may see."""
    return f"{plural(number, 'partner')} {edit.chosen}"
