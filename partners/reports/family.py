"""A partner as a family: its legal entities, what is known of each, and who holds the money of its projects."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from accounts.visibility import Viewer
from partners.models import LegalEntity, Sponsorship
from partners.models.family import Vehicle
from partners.models.in_force import is_in_force

from .registers import FactLine, fact_lines

# One whose first day nobody knows came before those that have one.
_NEWEST_FIRST = F("starts_on").desc(nulls_last=True)


@dataclass(frozen=True)
class Sponsor:
    """One sponsorship of a project; `is_now` while it is in force."""

    row: Sponsorship
    is_now: bool


@dataclass(frozen=True)
class Member:
    """A legal entity of a family: facts that registers speak of, its sponsors, and the projects that it sponsors."""

    entity: LegalEntity
    facts: tuple[FactLine, ...]
    sponsors: tuple[Sponsor, ...]
    projects: tuple[Sponsor, ...]

    @property
    def is_sponsored(self) -> bool:
        return self.entity.vehicle == Vehicle.SPONSORED or bool(self.sponsors)

    @property
    def sponsor(self) -> Sponsor | None:
        """Who holds its money now."""
        return next((each for each in self.sponsors if each.is_now), None)


def family_of(entities: Sequence[LegalEntity], viewer: Viewer, *, today: dt.date) -> tuple[Member, ...]:
    """These entities of one partner that the viewer may see. Two queries."""
    keys = [entity.pk for entity in entities]
    facts = fact_lines(entities, viewer)
    either_way = Sponsorship.objects.visible_to(viewer).filter(Q(project__in=keys) | Q(sponsor__in=keys))
    above = list(either_way.select_related("sponsor__partner", "project__partner").order_by(_NEWEST_FIRST, "-pk"))
    below = sorted(above, key=lambda row: row.project.legal_name.casefold())
    return tuple(
        Member(
            entity,
            facts[entity.pk],
            tuple(_sponsor(row, today) for row in above if row.project_id == entity.pk),
            tuple(_sponsor(row, today) for row in below if row.sponsor_id == entity.pk),
        )
        for entity in entities
    )


def _sponsor(row: Sponsorship, today: dt.date) -> Sponsor:
    return Sponsor(row, is_in_force(row.starts_on, row.ends_on, today))
