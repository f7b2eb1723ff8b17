"""Who does what, where, when and for whom, as a table with HXL tags that any 5W tool reads, and that we read back."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from accounts.visibility import Viewer
from mvp_coord.lib.tabular.writing import Cell
from mvp_coord.sheets.cells import guarded
from partners.models import Activity, Partner, Program
from states.models import Division

CHUNK: Final = 2_000
_WHOLE_STATE: Final = re.compile(r"ocd-division/country:us/[a-z]+:[a-z]{2}")
# Heading and HXL tag of each column. The headings are among those that an import of plans knows
# (partners/imports/columns.py); those it has no column for are left unread by it.
COLUMNS: Final = (
    ("Organization", "#org+name"),
    ("Program", "#activity+name"),
    ("Vehicle", "#org+type"),
    ("Program type", "#sector"),
    ("Tactic", "#modality"),
    ("State", "#adm1+code"),
    ("OCD id of the state", "#adm1+code+ocd"),
    ("Place", "#loc+code+ocd"),
    ("Known as", "#loc+name"),
    ("OCD id of the county", "#adm2+code+ocd"),
    ("Start date", "#date+start"),
    ("End date", "#date+end"),
    ("Constituencies", "#beneficiary"),
    ("Contest", "#activity+contest"),
    ("Universe", "#population"),
    ("Planned attempts", "#targeted"),
    ("Planned contacts", "#reached+planned"),
    ("Budget", "#value+budget"),
    ("Presence", "#meta+presence"),
    ("Standing of the program", "#meta+standing"),
    ("Confirmed on", "#meta+confirmed"),
)


def activities_of(viewer: Viewer, partners: Any, *, most: int) -> list[int]:
    """The planned work of these partners that the viewer may read, by number, cancelled work left out."""
    rows = (
        Activity.objects.visible_to(viewer).standing().filter(program__partner__in=partners.order_by().values("pk"))
    )
    rows = rows.exclude(program__status=Program.Status.CANCELLED)
    rows = rows.exclude(program__partner__status=Partner.Status.MERGED)
    order = ("program__partner__name", "program__name", "starts_on", "pk")
    return list(rows.order_by(*order).values_list("pk", flat=True)[:most])


def table(ids: Sequence[int]) -> Iterator[list[Cell]]:
    """Heads, tags, and a row for each of these activities; some are read at a time. Two queries for two thousand."""
    yield [label for label, _ in COLUMNS]
    yield [tag for _, tag in COLUMNS]
    related = ("program__partner", "program__entity", "program_type", "tactic", "division", "race")
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        found = Activity.objects.select_related(*related).in_bulk(some)
        constituencies = _constituencies(some)
        for pk in some:
            yield [guarded(cell) if isinstance(cell, str) else cell for cell in _row(found[pk], constituencies[pk])]


def _row(activity: Activity, constituencies: list[str]) -> list[Cell]:
    program, place = activity.program, activity.division
    return [
        program.partner.name,
        program.name,
        program.entity.get_vehicle_display() if program.entity else "",
        activity.program_type.label,
        activity.tactic.label,
        place.state_id or "",
        _WHOLE_STATE.match(place.ocd_id)[0] if place.state_id else "",  # type: ignore[index]
        place.ocd_id,
        place.name,
        place.ocd_id if place.kind == Division.Kind.COUNTY else "",
        activity.starts_on,
        activity.ends_on,
        "; ".join(constituencies) or "Everyone",
        activity.race.name if activity.race else "",
        activity.universe,
        activity.attempts_planned,
        activity.contacts_planned,
        activity.budget_usd,
        activity.get_mode_display(),
        program.get_status_display(),
        program.assured_on,
    ]


def _constituencies(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    through = Activity.constituencies.through.objects.filter(activity__in=ids)
    order = ("constituency__position", "constituency__label")
    for pk, label in through.order_by(*order).values_list("activity_id", "constituency__label"):
        found[pk].append(label)
    return found
