"""Which meters an allocation of ours moves, and what they would read with it; over a limit, it is for counsel."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from funding.colors import COUNSEL, Finding, Flow, Rule
from funding.meters import ASKED, LimitsOverTime, Part, Reading, TaxYear
from funding.models import Allocation
from mvp_coord.lib.wording import usd_exact
from partners.models import LegalEntity

from .meter_money import Money, Stated, decided, kind_for, limits_over_time, money_of, readings_of, stated_of


@dataclass(frozen=True)
class Moved:
    """A meter that an allocation moves: whose, in which tax year, and what it reads with all of the allocation in
    it, `adds` dollars of that year."""

    entity: LegalEntity
    year: TaxYear
    reading: Reading
    adds: Decimal

    @property
    def words(self) -> str:
        """Why it is for counsel."""
        reading = self.reading
        if not reading.is_over:
            return f"It counts as lobbying of {self.entity.legal_name}. {reading.missing[0]}"
        return (
            f"It takes {self.entity.legal_name} over its limit: with it, {reading.label.lower()} of the tax year "
            f"{self.year.year} comes to {usd_exact(reading.value)} of {usd_exact(reading.limit)}."
        )

    def finding(self, source: str) -> Finding:
        """What follows, as the money rules say what follows of them: for money of that vehicle."""
        rule = Rule(
            code=f"meter-{self.reading.code}-{self.year.year}-{self.entity.public_id}",
            version=1,
            sources=frozenset({source}),
            recipients=frozenset(),
            use="any",
            outcome=COUNSEL,
            reason=self.words,
            citation=self.reading.citation,
        )
        return Finding(rule, source)


def meters_moved(
    allocations: Iterable[Allocation],
    flows: Mapping[int, Flow],
    amounts: Mapping[int, Decimal],
    limits: LimitsOverTime | None,
    today: dt.date,
) -> dict[int, tuple[Moved, ...]]:
    """By allocation (of ours, with fund and entity), the meters that it moves, once it is decided for its amount.

    `flows` and `amounts` are theirs by key; `limits` those there are, unless told otherwise.
    No query where none moves any; seven for any number.
    """
    allocations = list(allocations)
    moving = {each.pk: each for each in allocations if _moves(each, flows[each.pk])}
    if not moving:
        return {}
    money = _money_beside(list(moving.values()), today)
    ends = {key: list(_ends(each, flows[key], money)) for key, each in moving.items()}
    stated = stated_of({entity.pk for those in ends.values() for entity, _ in those})
    limits = limits or limits_over_time()
    found: dict[int, tuple[Moved, ...]] = {}
    for key, those in ends.items():
        told: list[Moved] = []
        for entity, kind in those:
            parts = list(money.parts.get(entity.pk, ()))
            # What came back of it is no part of it, and is not asked for once more.
            there = sum((each.amount for each in parts if each.award == key), money.back.get(key, Decimal(0)))
            more = amounts[key] - there
            if more > 0:
                parts.append(Part(key, today, more, ASKED, kind))
            told += _moved(key, entity, parts, stated[entity.pk], limits, today)
        found[key] = tuple(told)
    return found


def _moves(allocation: Allocation, flow: Flow) -> bool:
    """Whether it counts for who gives it, or for who spends it."""
    given = kind_for(allocation.fund.vehicle, flow.use, flow.recipient)
    return allocation.currency == "USD" and bool(given or kind_for(allocation.entity.vehicle, flow.use, ""))


def _money_beside(moving: Sequence[Allocation], today: dt.date) -> Money:
    """What counts by now, of all awards that move a meter which these move."""
    owners, entities = {each.fund.owner_id for each in moving}, {each.entity_id for each in moving}
    homes = LegalEntity.objects.filter(partner__in=owners).values("pk")
    beside = Q(fund__owner__in=owners) | Q(entity__in=entities) | Q(entity__in=homes)
    rows = decided().filter(beside).select_related("fund", "entity__partner", "program")
    return money_of(rows, [each.fund for each in moving], today)


def _ends(allocation: Allocation, flow: Flow, money: Money) -> Iterator[tuple[LegalEntity, str]]:
    """Whose meters it moves, and as what it counts there."""
    giver = money.giver_of(allocation.fund)
    if giver and (kind := kind_for(giver.vehicle, flow.use, flow.recipient)):
        yield giver, kind
    if kind := kind_for(allocation.entity.vehicle, flow.use, ""):
        yield allocation.entity, kind


def _moved(
    award: int, entity: LegalEntity, parts: Sequence[Part], stated: Stated, limits: LimitsOverTime, today: dt.date
) -> Iterator[Moved]:
    """What the meters of an entity read in each tax year in which the award counts there."""
    for year in sorted({stated.year_with(each.on) for each in parts if each.award == award}):
        in_it = [each for each in parts if year.holds(each.on)]
        for reading in readings_of(entity, in_it, stated.known(year.year), limits.of(year, today=today)):
            adds = sum((each.amount for each in reading.parts if each.award == award), Decimal(0))
            if adds:
                yield Moved(entity, year, reading, adds)
