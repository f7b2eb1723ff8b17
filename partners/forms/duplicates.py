"""Two records side by side: which address stays, and which of two facts."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms

from mvp_coord.lib import wording
from partners.actions.merging import CHOSEN
from partners.models import Partner

from .records import in_words

ONE: Final = "one"
OTHER: Final = "other"


@dataclass(frozen=True)
class Side:
    """A fact as the records have it: the same in both, or the form's question where they differ."""

    label: str
    same: str = ""
    question: Any = None


class MergeForm(forms.Form):
    """Of every fact in which the records differ, one; what only one of them knows is chosen beforehand."""

    kept = forms.ChoiceField(label="Which address stays", widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=500, label="Why", help_text="On whose word, or by what.")

    def __init__(self, data: Any, *, one: Partner, other: Partner, seen: str) -> None:
        super().__init__(data, initial={"seen": seen, "kept": ONE})
        self.one, self.other = one, other
        self.fields["kept"].choices = [(ONE, one.get_absolute_url()), (OTHER, other.get_absolute_url())]  # type: ignore[attr-defined]
        self.differing = [name for name in CHOSEN if getattr(one, name) != getattr(other, name)]
        for name in self.differing:
            choices = [
                (ONE, in_words(one, name, getattr(one, name))),
                (OTHER, in_words(other, name, getattr(other, name))),
            ]
            has_one = getattr(one, name) not in ("", None) or getattr(other, name) in ("", None)
            self.fields[name] = forms.ChoiceField(
                label=_label(name), choices=choices, widget=forms.RadioSelect, initial=ONE if has_one else OTHER
            )

    def sides(self) -> list[Side]:
        """The facts that either knows, those that differ as a question."""
        same = {name: _said(self.one, name) for name in CHOSEN}
        return [
            Side(_label(name), question=self[name]) if name in self.differing else Side(_label(name), same[name])
            for name in CHOSEN
            if name in self.differing or same[name] != wording.DASH
        ]

    def chosen(self) -> tuple[Partner, Partner, dict[str, Any]]:
        """The record whose address stays, the other one, and the facts."""
        picked = {ONE: self.one, OTHER: self.other}
        kept = picked[self.cleaned_data["kept"]]
        gone = self.other if kept is self.one else self.one
        facts = {name: getattr(picked[self.cleaned_data[name]], name) for name in self.differing}
        return kept, gone, facts


def _label(name: str) -> str:
    label = str(Partner._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return {"visibility": "Who can see it"}.get(name, label[:1].upper() + label[1:])


def _said(partner: Partner, name: str) -> str:
    return in_words(partner, name, getattr(partner, name))
