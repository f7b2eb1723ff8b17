"""What a change of one money rule, of a limit, or of who receives money, would do to allocations of ours on
their way, before anybody saves it."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from accounts.visibility import Viewer
from funding.colors import STRICTNESS, Rule
from funding.meters import Limit, LimitsOverTime
from funding.models import Allocation, SignOff
from funding.models.allocation import AllocationQuerySet
from funding.versions import Version, W, asked_on
from partners.models import LegalEntity, Sponsorship

from .meter_money import limits_over_time
from .rules import Held, Terms, held_against_each, rules_in_force, versions_begun


@dataclass(frozen=True)
class Draft:
    """What would hold of one rule from a day on: a version as it is written, or (None) no version any more."""

    code: str
    starts_on: dt.date
    rule: Rule | None


@dataclass(frozen=True)
class LimitDraft:
    """What would hold of one limit from a day on."""

    limit: Limit
    starts_on: dt.date


@dataclass(frozen=True)
class Turn:
    """An allocation and what the rules say of it, before and after; `word` is counsel's, which would fall."""

    before: Held
    after: Held
    word: SignOff | None = None

    @property
    def allocation(self) -> Allocation:
        """Which one it is."""
        return self.after.allocation

    @property
    def is_another(self) -> bool:
        """Whether the outcome itself would be another."""
        return self.before.verdict.outcome != self.after.verdict.outcome

    @property
    def is_stricter(self) -> bool:
        """Whether more would be asked of it than before."""
        before, after = (STRICTNESS.index(each.verdict.outcome) for each in (self.before, self.after))
        return after > before


@dataclass(frozen=True)
class Trial:
    """What a draft would do, as of the day from which it holds: `looked_at` allocations, those for which something
    would be different, the strictest answer first. `waits`: where it is looser, it waits for counsel."""

    looked_at: int
    turns: tuple[Turn, ...]
    waits: bool = False

    @property
    def others(self) -> tuple[Turn, ...]:
        """Those with another outcome."""
        return tuple(each for each in self.turns if each.is_another)

    @property
    def fallen(self) -> tuple[Turn, ...]:
        """Those of which counsel's word would fall."""
        return tuple(each for each in self.turns if each.word)


def trial_of(viewer: Viewer, draft: Draft) -> Trial:
    """What it would do to allocations of ours on their way that this viewer may read. Nine queries, and one for each
    link of the longest chain."""
    day, versions = draft.starts_on, versions_begun(draft.starts_on)
    now = asked_on(versions, day)
    then = asked_on([*(_stopped(each, draft.code, day) for each in versions), *_begun(draft)], day)
    found = _between(Allocation.objects.visible_to(viewer), Terms(now), Terms(then))
    return replace(found, waits=any(each.lingers and each.code == draft.code for each in then))


def trial_of_limit(viewer: Viewer, draft: LimitDraft) -> Trial:
    """What it would do to them as of the day from which it holds, each award judged by the limits of the years in
    which it counts."""
    day, code = draft.starts_on, draft.limit.code
    now = replace(limits_over_time(), seen_on=day)
    # What was to begin later would be withdrawn.
    kept = [each for each in now.versions if each.rule.code != code or each.starts_on <= day]
    then = LimitsOverTime((*(_stopped(each, code, day) for each in kept), Version(draft.limit, day)), seen_on=day)
    rules = rules_in_force()
    found = _between(Allocation.objects.visible_to(viewer), Terms(rules, limits=now), Terms(rules, limits=then))
    return replace(found, waits=any(each.lingers and each.code == code for each in asked_on(then.versions, day)))


def trial_of_vehicle(viewer: Viewer, entity: LegalEntity, vehicle: str) -> Trial:
    """What it would do if this entity were of that vehicle: to awards to it, and to projects that it sponsors."""
    sponsored = Sponsorship.objects.on(timezone.localdate()).filter(sponsor=entity).values("project")
    to_it = Q(entity=entity) | Q(entity__in=sponsored)
    rules = rules_in_force()
    return _between(
        Allocation.objects.visible_to(viewer).filter(to_it), Terms(rules), Terms(rules, {entity.pk: vehicle})
    )


def _between(seen: AllocationQuerySet, now: Terms, then: Terms) -> Trial:
    held = held_against_each(seen.filter(fund__is_managed=True, status__in=Allocation.LIVE), now, then)
    turns = [_turn(before, after) for before, after in held]
    turns = [each for each in turns if each.is_another or each.word]
    turns.sort(key=lambda each: (-STRICTNESS.index(each.after.verdict.outcome), str(each.allocation)))
    return Trial(len(held), tuple(turns))


def _stopped(version: Version[W], code: str, on: dt.date) -> Version[W]:
    """As it would be: no version of this name holds from that day on."""
    if version.rule.code != code or not version.is_in_force(on):
        return version
    return replace(version, ends_on=on)


def _begun(draft: Draft) -> list[Version[Rule]]:
    return [Version(draft.rule, draft.starts_on)] if draft.rule else []


def _turn(before: Held, after: Held) -> Turn:
    return Turn(before, after, before.sign_off if after.sign_off is None else None)
