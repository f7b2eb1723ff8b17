"""A fictional directory of any size: partners with their states, vehicles, constituencies, programs and grants.

Written by COPY, table by table, so that 100,000 partners take seconds; the same seed makes the same directory.
"""

import datetime as dt
import random
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from funding.models import Allocation, Fund
from partners.models import LegalEntity, Partner, PartnerState, Program
from states.models import Constituency, Cycle, State

_FIRST: Final = (
    "Agave Alder Aspen Bayberry Birch Bluestem Bramble Briar Buckeye Cedar Cholla Clover Cottonwood "
    "Cypress Dogwood Elder Fern Foxglove Hawthorn Hazel Hickory Holly Ironwood Juniper Larch Laurel "
    "Linden Magnolia Manzanita Mesquite Mulberry Ocotillo Palmetto Pecan Persimmon Poplar Redbud "
    "Rosemary Sage Saguaro Sassafras Sumac Sycamore Tamarack Tupelo Willow Yarrow Yucca"
).split()
_SECOND: Final = (
    "Bend Bluff Bridge Brook Canyon Corner Cove Creek Crossing Delta Falls Fork Grove Harbor Hill Hollow Junction "
    "Landing Meadow Mesa Mill Point Prairie Ridge River Shore Spring Summit Trail Valley"
).split()
_THIRD: Final = (
    "Action|Alliance|Citizens|Coalition|Collective|Commons|Community Fund|Democracy Project|Forward|"
    "Neighbors|Network|Organizing Committee|Organizing Project|Partnership|People’s Table|Power|"
    "Renters’ Union|Rising|Together|Turnout Project|United|Voices|Vote Center|Voters|Votes|"
    "Women’s Circle|Workers’ Center|Youth Council"
).split("|")
_DOES: Final = (
    "Knocks on doors in its own neighborhoods all year round.|Registers voters at markets, schools and bus stops.|"
    "Trains volunteers to call their own friends and relatives.|Helps people fix a rejected mail ballot in time.|"
    "Organizes renters, building by building, and turns them out.|Brings campus groups together around one plan.|"
    "Writes and tests what others say at the door.|Shares lists, maps and tools with smaller groups.|"
    "Runs rides to the polls on the last weekend.|Answers questions about voting by mail in four languages."
).split("|")
_KINDS: Final = {
    "year_round": 62,
    "coalition": 9,
    "national": 4,
    "state_table": 4,
    "donor_table": 3,
    "peer_funder": 4,
    "pipeline_hub": 5,
    "research_hub": 4,
    "infrastructure_hub": 5,
}
_LEVELS: Final = {"partners": 55, "public": 20, "table": 10, "staff": 8, "funders": 5, "private": 2}
_STATUSES: Final = {"active": 70, "unconfirmed": 18, "dormant": 8, "closed": 4}
_VEHICLES: Final = {
    "c3_public": 40,
    "c4": 30,
    "pac": 9,
    "super_pac": 4,
    "other_527": 3,
    "sponsored": 8,
    "c3_private": 2,
    "unknown": 4,
}
_PROGRAM_STATUSES: Final = {"planned": 40, "committed": 20, "under_way": 25, "finished": 10, "cancelled": 5}
_GRANT_STATUSES: Final = {"paid": 40, "committed": 20, "recommended": 15, "exploring": 20, "declined": 5}


class _Dice:
    """Choices from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- fictional rows, no secrets

    def one(self, weights: dict[str, int]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def some(self, among: Sequence[Any], how_many: Sequence[int]) -> list[Any]:
        """Different ones, at most as many as one of `how_many` says, the earlier ones likelier."""
        wanted = self.random.choice(how_many)
        return list({among[int(len(among) * self.random.random() ** 2)]: None for _ in range(wanted)})

    def code(self) -> str:
        return "".join(self.random.choices(string.ascii_lowercase + string.digits, k=12))

    def day_before(self, day: dt.date, days: int) -> dt.date:
        return day - dt.timedelta(days=self.random.randrange(days))


@dataclass
class _Rows:
    """Rows on their way into the tables, by table: columns, those that are the same in every row, and the values."""

    tables: dict[type[Model], tuple[list[str], dict[str, Any], list[list[Any]]]] = field(default_factory=dict)

    def add(self, model: type[Model], always: dict[str, Any], **values: Any) -> None:
        _, _, rows = self.tables.setdefault(model, (list(values), always, []))
        rows.append(list(values.values()))

    def copy(self) -> None:
        """Write all of them."""
        with connection.cursor() as cursor:
            for model, (columns, always, rows) in self.tables.items():
                always = {**_defaults(model, {*columns, *always}), **always}
                table, same = model._meta.db_table, list(always.values())
                names = ", ".join(f'"{name}"' for name in [*columns, *always])
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row(row + same)


def _defaults(model: type[Model], given: set[str]) -> dict[str, Any]:
    """What the model says of the other columns that may not be empty."""
    others = [each for each in model._meta.concrete_fields if each.column not in given]
    return {
        str(each.column): each.get_default()
        for each in others
        if not (each.null or each.primary_key or each.generated)
    }


def fill_directory(partners: int, *, seed: int) -> None:
    """Add that many partners, and what goes with them, to an empty or small directory."""
    world, numbers = _World(seed), _numbers(Partner)
    for _ in range(partners):
        world.add_partner(next(numbers))
    world.rows.copy()


def _numbers(model: type[Model]) -> Iterator[int]:
    """Numbers for new rows, from the table's own sequence, so that later rows go on after them."""
    while True:
        with connection.cursor() as cursor:
            words = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, 1000)"
            cursor.execute(words, [model._meta.db_table])
            yield from [number for (number,) in cursor.fetchall()]


class _World:
    """Partners one after the other, each with all that belongs to it."""

    def __init__(self, seed: int) -> None:
        self.dice, self.rows = _Dice(seed), _Rows()
        self.today, self.now = timezone.localdate(), timezone.now()
        self.states = list(State.objects.order_by("code").values_list("pk", flat=True))
        self.constituencies = list(Constituency.objects.order_by("position").values_list("pk", flat=True))
        self.dice.random.shuffle(self.states)
        self.cycle = Cycle.objects.planned_on(self.today).get()
        self.ids = {model: _numbers(model) for model in (LegalEntity, Fund)}
        self.funds: list[int] = []
        self.written = {"created_at": self.now, "updated_at": self.now, "source": "Made up"}

    def add_partner(self, pk: int) -> None:
        dice, choose = self.dice, self.dice.random.choice
        name = f"{choose(_FIRST)} {choose(_SECOND)} {choose(_THIRD)}"
        kind = dice.one(_KINDS)
        self.rows.add(
            Partner,
            {**self.written, "website": "", "direct_giving_url": ""},
            id=pk,
            slug=f"{slugify(name)}-{pk}",
            name=name,
            other_names="".join(word[0] for word in name.split()) if dice.random.random() < 0.3 else "",
            kind=kind,
            status=dice.one(_STATUSES),
            summary=" ".join(dice.some(_DOES, (1, 2, 3))),
            visibility=dice.one(_LEVELS),
            assured_on=dice.day_before(self.today, 400) if dice.random.random() < 0.75 else None,
        )
        for state in dice.some(self.states, (8,) if kind == "national" else (1, 1, 1, 1, 2, 3)):
            self.rows.add(PartnerState, {"scope": "statewide", "role": ""}, partner_id=pk, state_id=state)
        for term in dice.some(self.constituencies, (0, 0, 1, 1, 2, 4)):
            self.rows.add(Partner.constituencies.through, {}, partner_id=pk, constituency_id=term)
        self._add_work(pk, name, [self._add_entity(pk, name) for _ in range(choose((1, 1, 1, 2, 2, 3)))])
        if kind == "peer_funder" and len(self.funds) < 40:
            self._add_fund(pk, name)

    def _add_entity(self, partner: int, name: str) -> int:
        pk = next(self.ids[LegalEntity])
        same = {"state_id": "", "source": "Made up"}
        facts = {"legal_name": f"{name}, Inc.", "vehicle": self.dice.one(_VEHICLES)}
        self.rows.add(LegalEntity, same, id=pk, public_id=self.dice.code(), partner_id=partner, **facts)
        return pk

    def _add_work(self, partner: int, name: str, entities: list[int]) -> None:
        """Programs, and for some a grant."""
        dice = self.dice
        for number in range(dice.random.choice((0, 1, 1, 2, 4))):
            facts = {"name": f"Program {number + 1}", "status": dice.one(_PROGRAM_STATUSES)}
            facts["visibility"] = dice.one(_LEVELS)
            always = {**self.written, "side": "independent"}
            self.rows.add(Program, always, public_id=dice.code(), partner_id=partner, **facts)
        for _ in range(dice.random.choice((0, 0, 1, 2)) if self.funds else 0):
            amount = dice.random.randrange(5, 400) * 1000
            times = {"status_changed_at": self.now, "created_at": self.now}
            same = {"currency": "USD", "purpose": "", "restriction": "", **times}
            status, level = dice.one(_GRANT_STATUSES), dice.one(_LEVELS)
            self.rows.add(
                Allocation,
                same,
                public_id=dice.code(),
                fund_id=dice.random.choice(self.funds),
                entity_id=dice.random.choice(entities),
                status=status,
                visibility=level,
                amount_requested=amount,
                amount_approved=amount if status in Allocation.DECIDED else None,
                decided_on=self.today if status in Allocation.DECIDED else None,
            )

    def _add_fund(self, owner: int, name: str) -> None:
        pk = next(self.ids[Fund])
        self.funds.append(pk)
        facts = {
            "slug": f"fund-{pk}",
            "name": f"{name} Fund",
            "vehicle": self.dice.random.choice(("c3_public", "c4")),
        }
        same = {"focus": "national", "is_managed": False, "cycle_id": self.cycle.pk, "visibility": "partners"}
        self.rows.add(Fund, same, id=pk, owner_id=owner, **facts)
