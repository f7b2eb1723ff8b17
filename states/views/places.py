"""The places of one state as a list: how many vote there, which way, how many are elected, and who works there."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from accounts.visibility import Viewer
from mvp_coord import addresses
from partners.models import Activity
from planning.reports.ground import ground_of
from planning.spread import Among, Spread
from states.lean import Lean, method_of
from states.models import Cycle, Division, ElectionResult, State
from states.names import word_key
from states.reports.results import last_contests, leans_in

_KINDS = {
    "county": "Counties",
    "cd": "Congressional districts",
    "sldu": "State senate districts",
    "sldl": "State house districts",
}
_MOST_LETTERS = 60


@dataclass(frozen=True)
class PlaceRow:
    """One county or district. `electorate` is stated, or summed over counties by their parts in a district."""

    division: Division
    electorate: float | None
    is_summed: bool
    lean: Lean | None
    contests: list[ElectionResult]
    activities: int
    href: str


class PlaceList:
    """Places of one kind, for one viewer. The address says the kind, and words of the name."""

    def __init__(self, viewer: Viewer, state: State, params: QueryDict, cycle: Cycle | None) -> None:
        self.viewer, self.state, self.cycle = viewer, state, cycle
        kinds = set(Division.objects.in_state(state.pk).order_by().values_list("kind", flat=True).distinct())
        self.kinds = [(kind, label) for kind, label in _KINDS.items() if kind in kinds]
        asked = str(params.get("kind", ""))
        known = dict(self.kinds)
        self.kind = asked if asked in known else next(iter(known), "county")
        self.label = _KINDS[self.kind]
        self.q = str(params.get("q", "")).replace("\x00", "").strip()[:_MOST_LETTERS]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """Each kind of place with its address, and whether it is the one shown."""
        return [
            (label, addresses.places(self.state.pk, kind=kind, q=self.q), kind == self.kind)
            for kind, label in self.kinds
        ]

    @property
    def everything(self) -> str:
        """The address without words."""
        return addresses.places(self.state.pk, kind=self.kind)

    @cached_property
    def rows(self) -> list[PlaceRow]:
        """By the order in which their numbers or names are counted. The same few queries for any number of rows."""
        places = Division.objects.in_state(self.state.pk).filter(kind=self.kind)
        words = word_key(self.q).split()
        shown = [each for each in places if all(word in word_key(each.name).split() for word in words)]
        atlas = ground_of(self.state.pk).atlas
        leans, work = leans_in(self.state.pk), self._work()
        among = Among(Spread(atlas), work)
        contests = last_contests(self.state.pk, self.kind)
        return [
            PlaceRow(
                division=each,
                electorate=atlas.electorate(each.ocd_id),
                is_summed=atlas.places[each.ocd_id].electorate is None,
                lean=leans.get(each.pk),
                contests=contests.get(each.pk, []),
                activities=sum(work[there] for there, part in among.parts(each.ocd_id).items() if part.is_there),
                href=addresses.state(self.state.pk, place=each.ocd_id.rpartition("/")[2], anchor="activities"),
            )
            for each in sorted(shown, key=_by_number)
        ]

    @property
    def has_seats(self) -> bool:
        """Whether anybody is elected in places of this kind: not in counties."""
        return any(row.division.seats for row in self.rows)

    @property
    def has_leans(self) -> bool:
        """Whether results are on record for any of them."""
        return any(row.lean for row in self.rows)

    @property
    def has_contests(self) -> bool:
        """Whether the outcome of the contest for a seat of any of them is on record."""
        return any(row.contests for row in self.rows)

    @property
    def contest_sources(self) -> list[str]:
        """Where these outcomes come from, each once."""
        return list(dict.fromkeys(each.source for row in self.rows for each in row.contests))

    @property
    def method(self) -> str:
        """How the leans that are shown were made."""
        return method_of([row.lean for row in self.rows if row.lean])

    def _work(self) -> Counter[str]:
        """Activities of the cycle that the viewer may read, by their own place; it may lie partly in others."""
        known = Activity.objects.comparable().in_cycle(self.cycle).visible_to(self.viewer).in_state(self.state.pk)
        return Counter(known.order_by().values_list("division__ocd_id", flat=True))


def _by_number(place: Division) -> tuple[int, str]:
    label = place.ocd_id.rpartition(":")[2]
    digits = "".join(sign for sign in label if sign.isdigit()) if label[0].isdigit() else ""
    return (int(digits) if digits else 0, place.name)
