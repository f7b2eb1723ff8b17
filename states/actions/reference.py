"""Bring the reference data into a database: places, code lists, cycles, federal general elections.

It only ever adds: rows that are missing, and synonyms that are missing. What admins edited stays edited,
and what they removed stays removed, because the history remembers that it was there. So twice is the same as
once, and a second run writes neither rows nor history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db import models

from accounts.history import change
from accounts.many import create_many
from accounts.models import User
from states.calendar import elects_to_congress, general_election_day
from states.models import (
    Constituency,
    Cycle,
    Division,
    Election,
    IssueArea,
    ProgramType,
    State,
    Tactic,
    TacticFamily,
)
from states.models.vocabulary import Term
from states.names import word_key
from states.reference import constituencies, cycles, districts, issue_areas, places, program_types, tactics
from states.reference.places import PlaceSeed
from states.reference.seeds import FamilySeed, TermSeed

Counts = dict[str, int]


def load_reference(*, by: User | None) -> Counts:
    """Add what is missing of places, code lists and cycles; returns how many rows were added or completed."""
    with change(by=by, verb="loaded", reason="Reference data of this version"):
        return {
            "places": load_places(),
            "states": load_states(),
            "cycles": load_cycles(),
            "federal elections": load_federal_elections(),
            "tactic families": load_families(tactics.FAMILIES),
            "program types": load_terms(ProgramType, program_types.PROGRAM_TYPES),
            "tactics": load_terms(Tactic, _with_families(tactics.TACTICS)),
            "constituencies": load_terms(Constituency, constituencies.CONSTITUENCIES),
            "issue areas": load_terms(IssueArea, issue_areas.ISSUE_AREAS),
        }


def load_places() -> int:
    """The country, the 56, counties and districts: each level after the one that it lies in."""
    ids = dict(Division.objects.values_list("ocd_id", "pk"))
    before = len(ids)
    inner = [*places.counties(), *districts.congressional_districts(), *districts.upper_districts()]
    for level in ([places.country()], places.state_places(), inner, districts.lower_districts()):
        new = [_division(seed, ids) for seed in level if seed.ocd_id not in ids]
        create_many(new)
        ids |= {each.ocd_id: each.pk for each in new}
    # Congressional districts that an earlier version loaded without these; usually none, and then nothing is written.
    older = Division.objects.filter(kind=Division.Kind.CONGRESSIONAL, chamber="")
    mended = older.update(chamber=districts.CONGRESS, seats=1) if older.exists() else 0
    return len(ids) - before + mended


def load_states() -> int:
    """The 56 with their time zones. Places name their state before it exists: the check waits for the commit."""
    known = set(State.objects.values_list("code", flat=True))
    seeds = [seed for seed in places.states() if seed.code not in known]
    ids = dict(Division.objects.filter(ocd_id__in=[seed.ocd_id for seed in seeds]).values_list("ocd_id", "pk"))
    State.objects.bulk_create(
        State(code=seed.code, name=seed.name, time_zone=seed.time_zone, division_id=ids[seed.ocd_id])
        for seed in seeds
    )
    return len(seeds)


def load_cycles() -> int:
    """Two-year cycles, by code; one that overlaps a cycle of the admins' own is left out."""
    known = list(Cycle.objects.all())
    new = [
        Cycle(code=code, name=name, starts_on=start, ends_on=end)
        for code, name, start, end in cycles.CYCLES
        if not any(each.code == code or (each.starts_on <= end and each.ends_on >= start) for each in known)
        and code not in _once_there(Cycle, "code")
    ]
    return len(Cycle.objects.bulk_create(new))


def load_federal_elections() -> int:
    """The general elections for Congress in every cycle that is kept here, one for each state that has one."""
    years = {year for each in Cycle.objects.all() for year in range(each.starts_on.year, each.ends_on.year + 1)}
    known = {
        (division, day)
        for rows in (
            Election.objects.filter(kind=Election.Kind.GENERAL),
            _history_of(Election).filter(is_computed=True),
        )
        for division, day in rows.values_list("division_id", "held_on")
    }
    new = [
        Election(division_id=division, kind=Election.Kind.GENERAL, held_on=day, is_computed=True)
        for code, division in State.objects.values_list("code", "division_id")
        for year in sorted(years)
        if elects_to_congress(code, year) and (division, day := general_election_day(year)) not in known
    ]
    return len(Election.objects.bulk_create(new))


def load_families(seeds: Sequence[FamilySeed]) -> int:
    """Families of tactics with their bands."""
    known = _once_there(TacticFamily, "code")
    new = [
        TacticFamily(**asdict(seed), position=position)
        for position, seed in enumerate(seeds, start=1)
        if seed.code not in known
    ]
    return len(TacticFamily.objects.bulk_create(new))


def load_terms(model: type[Term], seeds: Sequence[TermSeed]) -> int:
    """Terms that are missing, and synonyms that are missing from terms that are there."""
    known = _once_there(model, "code")
    new = [
        model(
            code=seed.code,
            label=seed.label,
            aliases=list(seed.aliases),
            external_codes=seed.external_codes,
            position=position,
            **seed.facts,
        )
        for position, seed in enumerate(seeds, start=1)
        if seed.code not in known
    ]
    return len(model._default_manager.bulk_create(new)) + _complete_aliases(model, seeds)


def _complete_aliases(model: type[Term], seeds: Sequence[TermSeed]) -> int:
    """Give known terms the synonyms that they lack, unless somebody took them away or gave them to another term."""
    terms = list(model._default_manager.all())
    taken = {word_key(word) for term in terms for word in (term.code, term.label, *term.aliases)}
    removed = {
        word_key(word)
        for aliases in _history_of(model).values_list("aliases", flat=True).distinct()
        for word in aliases
    } - taken
    by_code = {seed.code: seed for seed in seeds}
    changed = []
    for term in terms:
        offered = by_code[term.code].aliases if term.code in by_code else ()
        missing = [word for word in offered if word_key(word) not in taken | removed]
        if missing:
            term.aliases = [*term.aliases, *missing]
            changed.append(term)
    model._default_manager.bulk_update(changed, ["aliases"])
    return len(changed)


def _with_families(seeds: Iterable[TermSeed]) -> list[TermSeed]:
    families = {each.code: each for each in TacticFamily.objects.all()}
    return [
        TermSeed(
            seed.code,
            seed.label,
            seed.aliases,
            seed.external_codes,
            {**seed.facts, "family": families[str(seed.facts["family"])]},
        )
        for seed in seeds
        if str(seed.facts["family"]) in families
    ]


def _division(seed: PlaceSeed, ids: dict[str, int]) -> Division:
    facts: dict[str, Any] = asdict(seed)
    return Division(state_id=facts.pop("state") or None, parent_id=ids.get(facts.pop("parent")), **facts)


def _once_there(model: type[models.Model], column: str) -> set[str]:
    """The values of this column that a row has now, or had once: what was deleted by hand is not brought back."""
    now = model._default_manager.values_list(column, flat=True)
    return {*now, *_history_of(model).values_list(column, flat=True)}


def _history_of(model: Any) -> models.QuerySet:
    return model.pgh_event_model.objects.all()
