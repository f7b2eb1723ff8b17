"""Who is looking (`Viewer`), and the levels that decide what they may see.

A `Viewer` is filled once per request by `mvp_coord.middleware` from facts (roles, memberships, seats
at state tables, the donor record) and handed to `visible_to(viewer)` of every QuerySet that serves people.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q


class Visibility(models.TextChoices):
    """How far a record is shared, from its owner alone to everyone who is signed in."""

    PRIVATE = "private", "Private: its organization and named people"
    STAFF = "staff", "Staff"
    FUNDERS = "funders", "Peer funders and staff"
    TABLE = "table", "The same state's tables, and staff"
    PARTNERS = "partners", "Partners, funders and staff"
    PUBLIC = "public", "Everyone signed in, donors too"


@dataclass(frozen=True)
class Viewer:
    """Who is looking: rights add up over all the roles that one person holds.

    `partner_ids` are the organizations whose contact the person is (peer funders included),
    `editable_partner_ids` those that the person may edit, `funder_ids` the peer funders among them, and
    `table_states` the postal codes of the states at whose tables one of these organizations is seated.
    """

    user_id: int | None = None
    is_staff: bool = False
    is_counsel: bool = False
    is_admin: bool = False
    donor_id: int | None = None
    partner_ids: frozenset[int] = field(default_factory=frozenset)
    editable_partner_ids: frozenset[int] = field(default_factory=frozenset)
    funder_ids: frozenset[int] = field(default_factory=frozenset)
    table_states: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_donor(self) -> bool:
        return self.donor_id is not None

    @property
    def is_funder(self) -> bool:
        return bool(self.funder_ids)

    @property
    def is_partner(self) -> bool:
        """A contact of an organization that is not a peer funder."""
        return bool(self.partner_ids - self.funder_ids)

    @property
    def has_role(self) -> bool:
        """False for somebody who is signed in but belongs to nobody: such a person sees nothing."""
        return self.is_insider or self.is_donor or bool(self.partner_ids)

    @property
    def is_insider(self) -> bool:
        """Staff, counsel or an admin: those who may read the facts of every level but "private"."""
        return self.is_staff or self.is_admin


ANONYMOUS = Viewer()

# From postal codes to the condition that a record lies in one of these states.
InStates = Callable[[Collection[str]], Q]


def readable(viewer: Viewer, *, owner: str, states: str | InStates, level: str = "visibility") -> Q:
    """The condition under which `viewer` may read a record by its level.

    `owner` is the lookup of the owning partner's id, `level` the lookup of the record's visibility. `states` says
    which records lie in the viewer's table states: the lookup of the one state that a record has, or, where it
    may have many, a function from the codes to a condition (by a subquery, so that no row repeats).
    """
    if not viewer.has_role:
        return nothing()
    if viewer.is_insider:
        return ~Q(**{level: Visibility.PRIVATE}) | Q(**{f"{owner}__in": viewer.partner_ids})
    shared = [Visibility.PUBLIC]
    if viewer.partner_ids:
        shared.append(Visibility.PARTNERS)
    if viewer.is_funder:
        shared.append(Visibility.FUNDERS)
    condition = Q(**{f"{level}__in": shared}) | Q(**{f"{owner}__in": viewer.partner_ids})
    if viewer.table_states:
        there = (
            Q(**{f"{states}__in": viewer.table_states}) if isinstance(states, str) else states(viewer.table_states)
        )
        condition |= Q(**{level: Visibility.TABLE}) & there
    return condition


def nothing() -> Q:
    """A condition that no row meets."""
    return Q(pk__in=[])


def describe(level: Any) -> str:
    """In plain words, who can see a record of this level ("Peer funders and staff")."""
    return Visibility(level).label
