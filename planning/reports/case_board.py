"""All plans of some states on one board, and the cases that they make, as columns."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from functools import partial

import numpy as np
from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast, Coalesce

from funding.models import Allocation
from funding.reports.payers import payers_of
from partners.models import Activity, Program
from planning import overlaps
from planning.overlaps.arrays import Flags, Floats, Ints, distinct, find, ints
from planning.overlaps.board import Board, Ties
from planning.overlaps.columns import Columns
from planning.overlaps.doubles import close_pairs
from planning.overlaps.duplicates import find_duplicates
from planning.overlaps.flagged import duplicates, flagged
from planning.overlaps.judging import Judge
from planning.overlaps.lists import lists_of
from planning.overlaps.money import SameMoney
from planning.overlaps.names import NameJudge
from planning.overlaps.outline import Outline, outlined
from planning.overlaps.tables import Figures, figures_of
from states.models import Electorate, Tactic, TacticFamily

from .chart import read
from .columns import MISSING, ColumnWorld, bits_of_terms, load_columns, looked_up
from .ground import Ground
from .world import load_world

_NOWHERE = Ground({}, {}, {})
# Costs of an attempt have up to four digits behind the point.
_PARTS = 10_000


@dataclass(frozen=True, eq=False)
class Checked:
    """Plans and the cases that they make. `reckon` gives the figures of competing work, which takes long."""

    world: ColumnWorld
    outline: Outline
    reckon: Callable[[], Figures]


def find_cases(states: Collection[str] | None) -> Checked:
    """All cases among the plans of these states (postal codes; None: everywhere) and of the whole country."""
    world = load_columns(states)
    world.terrain.counted = _load_counted(world.division)
    families = {
        key: overlaps.Family(code, label, works, *(None if end is None else float(end) for end in band))
        for key, code, label, works, *band in TacticFamily.objects.order_by().values_list(
            "pk", "code", "label", "works", "band_low", "band_high"
        )
    }
    pairs, left_out = _doubles(world, states)
    one, two = (ints([pair[side] for pair in pairs]) for side in (0, 1))
    is_counted = np.ones(len(world.keys), dtype=np.bool_)
    is_counted[left_out] = False
    counted = np.flatnonzero(is_counted)
    board = _board(world, counted, families)
    links = flagged(Judge(board, recorded=False, chances=False), counted, [duplicates(world.columns, one, two)])
    outline, by_case = outlined(world.columns, links)
    return Checked(world, outline, partial(figures_of, board, links, outline, by_case))


def _doubles(world: ColumnWorld, states: Collection[str] | None) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of duplicate records, and those for which another stands (positions)."""
    perhaps = distinct(np.concatenate(close_pairs(world.columns)))
    if not len(perhaps):
        return [], []
    plans = Activity.objects.comparable().filter(pk__in=world.keys[perhaps].tolist())
    if states is not None:  # one may have moved away since
        plans = plans.reaching_states(states)
    those = load_world(plans, states=None if states is None else sorted(states))
    atlas = those.ground.atlas
    pairs, stands_for = find_duplicates(those.activities, NameJudge(those.vocabulary, atlas), atlas)
    position = dict(zip(world.keys[perhaps].tolist(), perhaps.tolist(), strict=True))
    at = [(position[one.key], position[two.key]) for one, two in pairs]  # type: ignore[index]
    return at, [position[key] for key in stands_for]  # type: ignore[index]


def _board(world: ColumnWorld, counted: Ints, families: dict[int, overlaps.Family]) -> Board:
    columns = Columns(*(getattr(world.columns, each.name)[counted] for each in fields(Columns)))
    lists = lists_of(columns, world.terrain)
    known, family = np.unique(columns.kind[lists.head] // 2, return_inverse=True)
    worked = [families[each] for each in known.tolist()]
    tied = _tied(world, counted)
    activities: dict[int, overlaps.Activity] = {}
    if len(tied):
        rows = Activity.objects.filter(pk__in=world.keys[counted[tied]].tolist())
        those = load_world(rows, states=[], ground=_NOWHERE, money=Allocation.objects.read_by_every_insider())
        by_key = {each.key: each for each in those.activities}
        keys = zip(tied.tolist(), world.keys[counted[tied]].tolist(), strict=True)
        # One that went since is paid from nothing; the next check does not find it.
        activities = {at: by_key[key] for at, key in keys if key in by_key}
    return Board(
        columns,
        world.terrain,
        lists,
        np.array([each.works == "list" for each in worked], dtype=np.bool_)[family],
        np.array([each.band_high or 0 for each in worked], dtype=np.float64)[family],
        Ties(SameMoney(activities.values()), activities, lists),
    )


def _tied(world: ColumnWorld, counted: Ints) -> Ints:
    """Those of these plans that several partners run under one wider program, or that one partner among them pays for
    another (positions among them)."""
    wider = looked_up(
        Program.objects.counting().values_list("pk", Coalesce(F("umbrella"), F("pk"))), world.program[counted]
    )
    partner = world.columns.partner[counted]
    codes, umbrella = np.unique(wider, return_inverse=True)
    partners, number = np.unique(partner, return_inverse=True)
    pairs = distinct(umbrella * max(len(partners), 1) + number)
    several = np.bincount(pairs // max(len(partners), 1), minlength=len(codes)) > 1
    return (
        np.flatnonzero(several[umbrella] | _paid(world.program[counted], partner, partners))
        if len(codes)
        else ints([])
    )


def _paid(program: Ints, partner: Ints, partners: Ints) -> Flags:
    """Which plans are paid out of a fund of one of these `partners`, and which are of such a partner."""
    payers = payers_of(Allocation.objects.read_by_every_insider())
    at_work = set(partners.tolist())
    paid = [key for key, those in payers.items() if not at_work.isdisjoint(those)]
    paying = at_work & frozenset[int]().union(*payers.values())
    found: Flags = (find(ints(sorted(paid)), program) >= 0) | (find(ints(sorted(paying)), partner) >= 0)
    return found


def usual_costs(world: ColumnWorld) -> Floats:
    """What a try of each plan's tactic usually costs in dollars, nan where nobody says."""
    costs = Cast(F("usual_cost_usd") * _PARTS, BigIntegerField())
    known = looked_up(Tactic.objects.exclude(usual_cost_usd=None).values_list("pk", costs), world.tactic)
    return np.where(known == MISSING, np.nan, known / _PARTS)


def _load_counted(divisions: Ints) -> dict[int, Floats]:
    """The newest counts of constituencies in these places, by the bit of each."""
    newest = Electorate.objects.exclude(constituency=None)
    newest = newest.order_by("division_id", "constituency_id", "-as_of", "basis")
    newest = newest.distinct("division_id", "constituency_id")
    division, constituency, people = read(newest.values_list(F("division"), F("constituency"), F("people")))
    place = np.full(len(division), -1)
    order = np.argsort(divisions)
    if len(divisions):
        at = np.minimum(np.searchsorted(divisions, division, sorter=order), len(divisions) - 1)
        place = np.where(divisions[order[at]] == division, order[at], -1)
    found: dict[int, Floats] = {}
    for bit, term in enumerate(bits_of_terms().tolist()):
        chosen = np.flatnonzero((constituency == term) & (place >= 0))
        if len(chosen):
            found[1 << bit] = np.full(len(divisions), np.nan)
            found[1 << bit][place[chosen]] = people[chosen]
    return found
