"""One entity's need for one cycle: every statement that a viewer may read, beside what is shown and why."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.visibility import Viewer, describe
from funding.models import Need
from funding.statements import Stated, contradicting
from partners.models import LegalEntity, Partner
from partners.models.freshness import freshness
from states.models import Cycle

from .needs import NeedLeft, needs_left


@dataclass(frozen=True)
class Statement:
    """One statement as a page shows it. `voice` says in whose name, without an organization that is not to be known.

    `age` is "fresh", "aging" or "stale"; `seen_by` says who may read it. `is_shown`: the rule picks this one.
    """

    need: Need
    voice: str
    age: str
    seen_by: str
    is_shown: bool
    is_contradicting: bool
    may_change: bool

    @property
    def is_withdrawn(self) -> bool:
        return self.need.withdrawn_at is not None


@dataclass(frozen=True)
class NeedPage:
    """All statements, the newest first and withdrawn ones last, and what is left by the shown one (None: none is)."""

    entity: LegalEntity
    cycle: Cycle
    statements: tuple[Statement, ...]
    left: NeedLeft | None

    @property
    def shown(self) -> Statement | None:
        """The statement that the rule picks."""
        return next((each for each in self.statements if each.is_shown), None)

    @property
    def beside(self) -> list[Statement]:
        """The shown one and those that contradict it, to be read side by side; empty where nothing does."""
        found = [each for each in self.statements if each.is_shown or each.is_contradicting]
        return found if len(found) > 1 else []


def need_page(entity: LegalEntity, cycle: Cycle, viewer: Viewer, *, today: dt.date) -> NeedPage:
    """What this viewer may read of it. Five queries."""
    readable = Need.objects.visible_to(viewer).filter(entity=entity, cycle=cycle)
    needs = list(readable.select_related("stated_for", "stated_by", "withdrawn_by").newest_first())
    standing = [each for each in needs if each.withdrawn_at is None]
    known, keys = _known(needs, viewer), [need.pk for need in needs]
    changeable = set(Need.objects.changeable_by(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    against = {each.key for each in contradicting(as_stated(standing))}
    statements = [
        Statement(
            need=need,
            voice=voice_of(need, known),
            age=freshness(need.good_as_of, today),
            seen_by=describe(need.consent).lower(),
            is_shown=bool(standing) and need.pk == standing[0].pk,
            is_contradicting=need.pk in against,
            may_change=need.withdrawn_at is None and need.pk in changeable,
        )
        for need in sorted(needs, key=lambda need: need.withdrawn_at is not None)
    ]
    left = needs_left(viewer, [entity.pk]).get((entity.pk, cycle.pk))
    return NeedPage(entity, cycle, tuple(statements), left)


def as_stated(needs: Iterable[Need]) -> list[Stated]:
    """Statements as the pure rule takes them: staff speak for whom they name as the source."""
    return [
        Stated(
            key=need.pk,
            voice=f"staff: {need.source.casefold()}" if need.stated_for_id is None else str(need.stated_for_id),
            budget_usd=need.budget_usd,
            raised_usd=need.raised_usd,
            good_as_of=need.good_as_of,
        )
        for need in needs
    ]


def voice_of(need: Need, known: set[int]) -> str:
    """In whose name it was said; a funder that this viewer may not know of stays without its name."""
    if need.stated_as == Need.Voice.STAFF:
        return "Written down by staff"
    if need.stated_for is None or need.stated_for_id not in known:
        return "A peer funder, who heard it" if need.stated_as == Need.Voice.FUNDER else "The organization itself"
    return f"{need.stated_for.name}, who heard it" if need.stated_as == Need.Voice.FUNDER else need.stated_for.name


def _known(needs: Iterable[Need], viewer: Viewer) -> set[int]:
    """Of the organizations that stated these, those that the viewer may know of."""
    ids = {need.stated_for_id for need in needs if need.stated_for_id}
    return set(Partner.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
