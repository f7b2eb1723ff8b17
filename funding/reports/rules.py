"""Which money may go where, as of a day: the rules in force, and what they say of allocations or of a thought."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils import timezone

from funding.colors import COUNSEL, Flow, Rule, Verdict, judge, judged_also
from funding.colors.blanks import blanks_in, written_out
from funding.meters import LimitsOverTime
from funding.models import Allocation, Amendment, MoneyRule, SignOff
from funding.versions import Version, asked_on
from mvp_coord.lib import wording

from .flows import chains_of, use_of, uses_of, vehicles_of
from .meter_checks import Moved, meters_moved

_NOTHING = Verdict(COUNSEL, ())


@dataclass(frozen=True)
class Held:
    """An allocation of ours, the flow that it is, what rules and meters say, and counsel's word where it stands for
    just this flow under just these rules. `amount` is what it is held for: it may be about to change."""

    allocation: Allocation
    flow: Flow
    verdict: Verdict
    sign_off: SignOff | None = None
    meters: tuple[Moved, ...] = ()
    amount: Decimal = Decimal(0)

    @property
    def fingerprint(self) -> str:
        """Of the flow and of every rule that matched."""
        use = self.flow.use
        facts = [
            self.flow.sources,
            self.flow.recipient,
            [sorted(use.program_types), use.side, use.is_general, use.is_race_specific, use.is_measure],
            [[each.rule.code, each.rule.version, each.source] for each in self.verdict.findings],
            self.verdict.no_rule_for,
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    @property
    def signed(self) -> str:
        """What counsel signs: this, and beside the flow who receives it, for what, in which words."""
        award = self.allocation
        facts = [self.fingerprint, award.entity_id, award.program_id, award.purpose, award.restriction]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def lets_pass(self, word: SignOff) -> bool:
        """Whether a standing word is about just this, by another person than who spoke for it, and up to so much."""
        award = self.allocation
        return (
            word.fingerprint == self.signed
            and word.by_id != award.proposed_by_id
            and (word.amount is None or word.amount >= self.amount)
        )

    @property
    def outcome_in_words(self) -> str:
        """What follows, as the rules' page says it."""
        return MoneyRule.Outcome(self.verdict.outcome).label

    @property
    def wordings(self) -> tuple[str, ...]:
        """What a restriction could say, with what is known of the award; what only a person knows is in brackets."""
        proposed = wording.day(timezone.localdate(self.allocation.created_at))
        return tuple(written_out(each, {"date": proposed}) for each in self.verdict.wordings)

    @property
    def is_bound(self) -> bool:
        """Whether it has the restriction that the rules ask for, with nothing left open in it."""
        words = self.allocation.restriction.strip()
        return not self.verdict.wordings or bool(words and not blanks_in(words))

    @property
    def waits_for_counsel(self) -> bool:
        """Whether the rules leave it to counsel, who has not let it pass."""
        return self.verdict.outcome == COUNSEL and self.sign_off is None


def rules_in_force(on: dt.date | None = None) -> list[Rule]:
    """The rules of that day (today unless told otherwise), and those that are asked until counsel confirms what
    stands in their place. One query."""
    on = on or timezone.localdate()
    return asked_on(versions_begun(on), on)


def versions_begun(on: dt.date) -> list[Version[Rule]]:
    """All versions of rules that began by that day, over or not. One query."""
    return [each.as_version for each in MoneyRule.objects.filter(starts_on__lte=on).select_related("confirmed_by")]


@dataclass(frozen=True)
class Terms:
    """What money is held against: rules, by its key the vehicle that an entity would have instead of its own, and
    limits of meters (None: those there are)."""

    rules: Sequence[Rule]
    vehicles: Mapping[int, str] = field(default_factory=dict)
    limits: LimitsOverTime | None = None


def held_against_rules(allocations: Iterable[Allocation]) -> list[Held]:
    """What holds for each of these allocations today, along the whole chain that its money has come by; peers', whose
    affair theirs is, are left out. Six queries for any number, and one for each link of the longest chain."""
    return [held for (held,) in held_against_each(allocations, Terms(rules_in_force()))]


def held_against_each(allocations: Iterable[Allocation], *terms: Terms) -> list[tuple[Held, ...]]:
    """The same under each of these terms: to see what others would say of them. Up to seven queries more for each."""
    # Held for what they are about to have: an approval settles the amount before it is written.
    amounts = {each.pk: each.best_amount for each in allocations}
    ours = [each for each in _with_facts(amounts) if each.fund.is_managed]
    standing, flows = _standing(ours), _flows(ours, terms)
    moved = _meters(ours, terms, flows, amounts)
    found = []
    for each in ours:
        words, amount = standing.get(each.pk, ()), amounts[each.pk]
        bare = [
            Held(each, way[each.pk], _NOTHING, meters=told.get(each.pk, ()), amount=amount)
            for way, told in zip(flows, moved, strict=True)
        ]
        found.append(tuple(_held(held, one.rules, words) for held, one in zip(bare, terms, strict=True)))
    return found


def _flows(ours: Sequence[Allocation], terms: Sequence[Terms]) -> list[dict[int, Flow]]:
    """Under each of the terms, by allocation: the flow that it is."""
    chains, uses = chains_of(ours), uses_of({each.program for each in ours if each.program})
    entities, general = {each.entity for each in ours}, use_of(None)
    found = []
    for one in terms:
        vehicles = vehicles_of(entities, one.vehicles)
        facts = ((each, uses[each.program_id] if each.program_id else general) for each in ours)
        found.append({each.pk: Flow(chains[each.pk], vehicles[each.entity_id], use) for each, use in facts})
    return found


def _meters(
    ours: Sequence[Allocation],
    terms: Sequence[Terms],
    flows: Sequence[dict[int, Flow]],
    amounts: Mapping[int, Decimal],
) -> list[dict[int, tuple[Moved, ...]]]:
    """Under each of the terms, what their meters read; once where two terms make no difference to them."""
    today, found = timezone.localdate(), list[dict[int, tuple[Moved, ...]]]()
    for one, flow in zip(terms, flows, strict=True):
        if found and flow == flows[0] and one.limits == terms[0].limits:
            found.append(found[0])
        else:
            found.append(meters_moved(ours, flow, amounts, one.limits, today))
    return found


def _held(bare: Held, rules: Sequence[Rule], words: Iterable[SignOff]) -> Held:
    found = [each.finding(bare.flow.sources[-1]) for each in bare.meters if each.reading.stops]
    held = replace(bare, verdict=judged_also(judge(rules, bare.flow), found))
    return replace(held, sign_off=next((one for one in words if held.lets_pass(one)), None))


def as_asked(allocations: Iterable[Allocation]) -> list[Allocation]:
    """The same, each with the higher amount that somebody has proposed for it, where one waits for a decision: what
    counsel looks at. Copies, not to be saved. One query."""
    rows = [copy(each) for each in allocations]
    asked = Amendment.objects.filter(allocation__in=[each.pk for each in rows], status=Amendment.Status.PROPOSED)
    higher = dict(asked.values_list("allocation_id", "amount_after"))
    for each in rows:
        if higher.get(each.pk, 0) > each.best_amount:
            each.amount_approved = higher[each.pk]
    return rows


def verdict_of(allocation: Allocation) -> Verdict | None:
    """What holds for one allocation; None for a peer's."""
    held = held_against_rules([allocation])
    return held[0].verdict if held else None


def _with_facts(keys: Iterable[int]) -> Sequence[Allocation]:
    return list(
        Allocation.objects.filter(pk__in=list(keys)).select_related("fund", "entity", "program").order_by("pk")
    )


def _standing(ours: Collection[Allocation]) -> dict[int, list[SignOff]]:
    found: dict[int, list[SignOff]] = {}
    for each in SignOff.objects.standing(timezone.localdate()).filter(allocation__in=ours).select_related("by"):
        found.setdefault(each.allocation_id, []).append(each)
    return found
