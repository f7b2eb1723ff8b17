"""Which boundary money is looked at inside of: the address says it, and every figure is a link to its rows."""

import datetime as dt
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from accounts.visibility import Viewer
from funding.boundaries import VIEWS
from funding.models import Fund
from funding.reports.boundaries import WITHIN, Boundary, boundary_of
from funding.reports.once import PLACES
from mvp_coord.lib.asked import Codes
from partners.models import Affiliation, Partner, Sponsorship
from states.models import State

# What a kind of boundary is drawn around: the name of the choice, and the words before it.
AROUND = {"state": "Which state", "table": "Which table or coalition", "sponsor": "Which sponsor", "list": "Whom"}
_GATHERING = (Partner.Kind.STATE_TABLE, Partner.Kind.DONOR_TABLE, Partner.Kind.COALITION)


class BoundaryForm(forms.Form):
    """A boundary, a view of the money, and which rows are listed. What the address cannot mean falls back."""

    within = forms.ChoiceField(label="Inside", choices=[(code, label) for code, (label, _) in WITHIN.items()])
    around = Codes(required=False)

    def __init__(self, data: QueryDict, *, viewer: Viewer, today: dt.date) -> None:
        super().__init__(data)
        self.viewer = viewer
        self.full_clean()
        self.kind, self.names = self._asked()
        self.view = self._one_of("view", VIEWS, "pipeline")
        self.place = self._one_of("rows", PLACES, "incoming")
        self.vehicle, self.year = self._word("vehicle"), self._word("year")
        self.boundary: Boundary | None = boundary_of(viewer, self.kind, self.names, today=today)

    def _asked(self) -> tuple[str, list[str]]:
        """The kind of boundary and what it is drawn around: where the address says none, us, or one's own."""
        kind = str(self.cleaned_data.get("within") or "")
        names: list[str] = self.cleaned_data.get("around") or []
        if kind or self.viewer.is_insider:
            return kind or "us", names
        own = Partner.objects.visible_to(self.viewer).filter(pk__in=self.viewer.partner_ids)
        return "list", list(own.order_by("name").values_list("slug", flat=True))

    def _one_of(self, name: str, known: Any, usual: str) -> str:
        value = self._word(name)
        return value if value in known else usual

    def _word(self, name: str) -> str:
        return str(self.data.get(name, ""))[:20].replace("\x00", "")

    @cached_property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What this kind of boundary can be drawn around: code, label, whether it is chosen."""
        found: list[tuple[str, str]] = getattr(self, f"_{self.kind}s", list)()
        return [(code, label, code in self.names) for code, label in found]

    @property
    def around_label(self) -> str:
        """What is asked for beside the kind of boundary; nothing where the kind says it all."""
        return AROUND.get(self.kind, "")

    def _states(self) -> list[tuple[str, str]]:
        return list(State.objects.order_by("name").values_list("code", "name"))

    def _tables(self) -> list[tuple[str, str]]:
        ties = Affiliation.objects.visible_to(self.viewer).values("to")
        return self._named(Partner.objects.filter(kind__in=_GATHERING, pk__in=ties))

    def _sponsors(self) -> list[tuple[str, str]]:
        holds = Sponsorship.objects.visible_to(self.viewer).values("sponsor__partner")
        return self._named(Partner.objects.filter(pk__in=holds))

    def _lists(self) -> list[tuple[str, str]]:
        """Those who give or get money that one may know of."""
        gives = Fund.objects.visible_to(self.viewer).values("owner")
        gets = Fund.objects.visible_to(self.viewer).values("allocations__entity__partner")
        return self._named(Partner.objects.filter(pk__in=gives) | Partner.objects.filter(pk__in=gets))

    def _named(self, rows: Any) -> list[tuple[str, str]]:
        return list(rows.visible_to(self.viewer).distinct().order_by("name").values_list("slug", "name"))

    def address(self, **instead: Any) -> str:
        """This page's address with other values in place of its own."""
        values = {"within": self.kind, "around": self.names, "view": self.view, **instead}
        return f"{reverse('funding:once')}?{urlencode({k: v for k, v in values.items() if v}, doseq=True)}"
