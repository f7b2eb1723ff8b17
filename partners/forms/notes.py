"""Writing a note, and searching notes."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.lib.asked import Codes, Facets, ListSearch
from partners.models import Note, Partner
from partners.models.note import NoteQuerySet
from partners.reports.counting import totals_without
from partners.reports.notes import known_tags, note_facets, of_whom

from .records import DayInput, RecordForm

_MOST_TAGS: Final = 12
_LONGEST_TAG: Final = 40
NOTE_SORTS: Final = {"new": "Newest", "due": "Most pressing"}


class NoteForm(RecordForm):
    """A talk with a partner, and what is to be done next."""

    tags = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Tags",
        help_text="Those that colleagues use. Others go into the next field.",
    )
    more_tags = forms.CharField(
        required=False,
        max_length=400,
        label="Other tags",
        help_text="A word each, with commas between them: “budget, van access”.",
    )

    class Meta:
        model = Note
        fields = ["kind", "happened_on", "text", "next_action", "due_on", "assigned_to", "tags", "visibility"]
        labels = {
            "kind": "How",
            "happened_on": "Day",
            "text": "What was said",
            "next_action": "What to do next",
            "due_on": "Due",
            "assigned_to": "Who does it",
            "visibility": "Who can see this",
        }
        widgets = {
            "happened_on": DayInput(),
            "due_on": DayInput(),
            "text": forms.Textarea(attrs={"rows": 5}),
        }

    field_order = [
        *("kind", "happened_on", "text", "next_action", "due_on", "assigned_to"),
        *("tags", "more_tags", "visibility", "reason"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = list(self.instance.tags)
        known = list(dict.fromkeys([*own, *known_tags(self.viewer)]))
        self.fields["tags"].choices = [(tag, tag) for tag in sorted(known)]
        if not known:
            self.fields["tags"].widget = forms.MultipleHiddenInput()
            self.fields["more_tags"].label = "Tags"
        staff = User.objects.filter(Q(is_active=True, is_staff=True) | Q(pk=self.instance.assigned_to_id or 0))
        field = self.fields["assigned_to"]
        field.queryset, field.empty_label = staff.order_by("name", "email"), "Me"
        field.help_text = "Left as it is: you."

    def clean_happened_on(self) -> dt.date:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet. What is still to be done is the next action.")
        return day

    def clean_more_tags(self) -> list[str]:
        """As tags are kept: small letters and digits, with hyphens between words."""
        words = self.cleaned_data["more_tags"].split(",")
        tags = [tag for word in words if (tag := slugify(word))]
        if too_long := next((tag for tag in tags if len(tag) > _LONGEST_TAG), ""):
            raise forms.ValidationError(f"“{too_long}” is too long for a tag: {_LONGEST_TAG} letters at most.")
        return tags

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        facts["tags"] = sorted({*facts.get("tags", []), *facts.get("more_tags", [])})
        if len(facts["tags"]) > _MOST_TAGS:
            self.add_error("more_tags", f"{_MOST_TAGS} tags at most, so that each of them says something.")
        if "next_action" in facts and not facts["next_action"]:
            if facts.get("due_on"):
                self.add_error("next_action", "Say what is due on this day, or leave the day empty.")
            facts["assigned_to"] = None
        elif not facts.get("assigned_to"):
            facts["assigned_to"] = User.objects.get(pk=self.viewer.user_id or 0)
        return facts


class NoteSearch(ListSearch):
    """Words, filters and order of the notes that a viewer may see."""

    url_name = "partners:notes"
    default_sort = "new"
    labels = {"whose": "Whose", "stand": "Next action", "kind": "How", "tag": "Tag", "state": "State"}
    sentence = {
        "whose": "",
        "stand": "with the next action",
        "kind": "of a",
        "tag": "tagged",
        "state": "on partners in",
        "partner": "about",
        "q": "matching",
    }

    whose = Codes(required=False)
    stand = Codes(required=False)
    kind = Codes(required=False)
    tag = Codes(required=False)
    state = Codes(required=False)
    partner = Codes(required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        self.viewer, self.today = viewer, timezone.localdate()
        super().__init__(data, rows=Note.objects.visible_to(viewer))

    def sorts(self) -> Mapping[str, str]:
        return NOTE_SORTS

    def narrow(self, rows: NoteQuerySet, name: str, codes: list[str]) -> NoteQuerySet:
        if name == "whose":
            return of_whom(rows, codes, self.viewer.user_id or 0)
        if name == "stand":
            return rows.standing(*codes, today=self.today)
        if name == "tag":
            return rows.tagged(codes)
        if name == "state":
            return rows.in_states(codes)
        return rows.filter(partner__slug__in=codes) if name == "partner" else rows.filter(kind__in=codes)

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        told: dict[str, Any] = {"user_id": self.viewer.user_id or 0, "today": self.today}
        return note_facets(self.rows, self.among, self.chosen, **told)  # type: ignore[arg-type]

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        return totals_without(lambda name: self.filter(but=(name,)), names)

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "overdue", "visit", "Arizona"."""
        if name == "partner":
            return self._partner_names.get(code, code)
        label = super().said(name, code)
        return label.lower() if name in {"stand", "kind"} else label

    @cached_property
    def _partner_names(self) -> dict[str, str]:
        partners = Partner.objects.visible_to(self.viewer).filter(slug__in=self.chosen["partner"])
        return dict(partners.values_list("slug", "name"))
