"""Which resources of the library fit what somebody looks at: a program, a state, a case, a partner."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Sum, TextField, Value, When
from django.db.models.functions import Coalesce

from accounts.visibility import Viewer
from partners.models import Activity, Resource, ResourceTag

from .library import Shelved, shelved, with_list_facts

MOST_RELATED: Final = 5
# What a shared tag weighs: the same tactic says more than the same issue. A state alone is a weak reason, since
# most of what works in one state works in the next.
_WEIGHTS: Final = {"tactic": 4, "program_type": 3, "constituency": 3, "state": 2, "issue": 1}


@dataclass(frozen=True)
class Topic:
    """What is looked at, by the codes of its terms; of states, none means everywhere."""

    tactic: frozenset[str] = frozenset()
    program_type: frozenset[str] = frozenset()
    constituency: frozenset[str] = frozenset()
    issue: frozenset[str] = frozenset()
    state: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, kind) for kind in _WEIGHTS)


@dataclass(frozen=True)
class Related:
    """A resource, and what it shares with what is looked at ("Door canvass, Youth 18–29"), weightiest first."""

    resource: Shelved
    shares: tuple[str, ...] = field(default=())


def related_resources(
    viewer: Viewer, topic: Topic, *, today: dt.date, most: int = MOST_RELATED, but: Collection[int] = ()
) -> list[Related]:
    """The resources that share most with the topic, at most `most` of those the viewer may see; one query.

    Those made for other states are left out, and so are the partners of `but`. Among equals the more used, then the
    newer comes first.
    """
    if topic.is_empty:
        return []
    shared = ResourceTag.objects.filter(_shares(topic), resource=OuterRef("pk"))
    weight = shared.order_by().values("resource").annotate(n=Sum(_weight())).values("n")
    listed = Resource.objects.listed_for(viewer).exclude(partner__in=but)
    if topic.state:
        listed = listed.made_for(topic.state, or_everywhere=True)
    rows: Any = with_list_facts(listed, viewer).annotate(
        weight=Coalesce(Subquery(weight, output_field=IntegerField()), 0),
        shares=ArraySubquery(shared.annotate(w=_weight()).order_by("-w", "pk").values(label=_LABEL)),
    )
    found = rows.filter(weight__gt=0).order_by("-weight", "-use_count", "-created_at", "-public_id")[:most]
    return [Related(shelved(row, viewer, today), tuple(row.shares)) for row in found]


def topic_of(activities: Iterable[Activity], *, with_constituencies: bool = True) -> Topic:
    """What these activities are about. Give them with tactic, program type, division and constituencies loaded."""
    rows = list(activities)
    whom = (each.code for row in rows for each in row.constituencies.all()) if with_constituencies else ()
    return Topic(
        tactic=frozenset(row.tactic.code for row in rows),
        program_type=frozenset(row.program_type.code for row in rows),
        constituency=frozenset(whom),
        state=frozenset(row.division.state_id for row in rows if row.division.state_id),
    )


_LABEL: Final = Coalesce(
    *("tactic__label", "program_type__label", "constituency__label", "issue__label", "state__name"),
    output_field=TextField(),
)


def _shares(topic: Topic) -> Q:
    shares = Q(pk__in=[])
    for kind in _WEIGHTS:
        if codes := getattr(topic, kind):
            shares |= Q(**{f"{kind}__code__in": sorted(codes)})
    return shares


def _weight() -> Case:
    return Case(
        *(When(**{f"{kind}__isnull": False}, then=Value(weight)) for kind, weight in _WEIGHTS.items()),
        output_field=IntegerField(),
    )


def shared_by(
    partner_id: int, viewer: Viewer, *, today: dt.date, most: int = MOST_RELATED
) -> tuple[list[Shelved], int]:
    """The newest resources that a partner shares, as far as the viewer may see, and how many these are. One query."""
    listed = Resource.objects.listed_for(viewer).filter(partner=partner_id)
    total = listed.order_by().values("partner").annotate(n=Count("pk")).values("n")
    rows: Any = with_list_facts(listed, viewer).annotate(in_all=Subquery(total)).order_by("-created_at", "-public_id")
    found = list(rows[:most])
    return [shelved(row, viewer, today) for row in found], found[0].in_all if found else 0
