"""What a flow of money is to rules and meters: the vehicles that it came through, who receives it, and what for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.utils import timezone

from funding.boundaries import way_back
from funding.colors import Use
from funding.models import Allocation
from partners.models import Activity, LegalEntity, Program, Sponsorship
from partners.models.family import Vehicle
from states.models import Race


def vehicle_of(entity: LegalEntity) -> str:
    """The vehicle that counts: for a sponsored project that of its fiscal sponsor today, who receives the money."""
    return vehicles_of({entity})[entity.pk]


def use_of(program: Program | None) -> Use:
    """What money for a program is for; without one it is general support. One query."""
    return uses_of({program})[program.pk] if program else Use(is_general=True)


def chains_of(ours: Iterable[Allocation]) -> dict[int, tuple[str, ...]]:
    """By allocation, the vehicles that its money has come through, the first giver's first."""
    links = {each.pk: (each.parent_id, each.fund.vehicle) for each in ours}
    wanted = {parent for parent, _ in links.values() if parent} - links.keys()
    while wanted:
        rows = Allocation.objects.filter(pk__in=wanted).values_list("pk", "parent_id", "fund__vehicle")
        links |= {key: (parent, vehicle) for key, parent, vehicle in rows}
        wanted = {parent for parent, _ in links.values() if parent} - links.keys()
    parents = {key: parent for key, (parent, _) in links.items() if parent}
    ways = {each.pk: [each.pk, *way_back(each.pk, parents)] for each in ours}
    return {key: tuple(links[link][1] for link in reversed(way)) for key, way in ways.items()}


def vehicles_of(entities: Collection[LegalEntity], instead: Mapping[int, str] | None = None) -> dict[int, str]:
    """By entity, its vehicle, or that of its fiscal sponsor today; `instead`: what some would have, by key."""
    instead = instead or {}
    found = {each.pk: instead.get(each.pk, each.vehicle) for each in entities}
    projects = [key for key, vehicle in found.items() if vehicle == Vehicle.SPONSORED]
    if projects:
        today = Sponsorship.objects.on(timezone.localdate()).filter(project__in=projects)
        rows = today.values_list("project_id", "sponsor_id", "sponsor__vehicle")
        found |= {project: instead.get(sponsor, vehicle) for project, sponsor, vehicle in rows}
    return found


def spenders_of(entities: Collection[LegalEntity]) -> dict[int, LegalEntity]:
    """By entity, who spends what it receives in the eyes of the law: itself, or its fiscal sponsor today."""
    found = {each.pk: each for each in entities}
    projects = [each.pk for each in entities if each.vehicle == Vehicle.SPONSORED]
    if projects:
        today = Sponsorship.objects.on(timezone.localdate()).filter(project__in=projects)
        found |= {each.project_id: each.sponsor for each in today.select_related("sponsor__partner")}
    return found


def uses_of(programs: Collection[Program]) -> dict[int, Use]:
    """By program, what money for it is for. Cancelled work counts nowhere."""
    kinds: dict[int, set[str]] = defaultdict(set)
    races: dict[int, set[str]] = defaultdict(set)
    standing = Activity.objects.standing().filter(program__in=programs)
    rows = standing.values_list("program", "program_type__code", "race__kind")
    for key, code, race in rows.order_by().distinct():
        kinds[key].add(code)
        races[key] |= {race} - {None}
    return {
        each.pk: Use(
            program_types=frozenset(kinds[each.pk]),
            side=each.side,
            is_race_specific=bool(races[each.pk] - {Race.Kind.MEASURE}),
            is_measure=Race.Kind.MEASURE in races[each.pk],
        )
        for each in programs
    }
