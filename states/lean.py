"""Which way a place votes for president, from public returns. Pure; no database.

A fact about a place, shown with its method. It is never a reason for or against a use of nonpartisan money, and
nothing that weighs money or overlaps reads it (a test holds that).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .margins import margin_words

METHOD: Final = (
    "Lean is the Democratic less the Republican share of all votes for president, in points, the mean of {years}."
)
ESTIMATE: Final = (
    "For districts it is estimated from the returns of their counties, each by the part that lies in the district."
)
# Counties with returns must make up nearly all of a district before anything is said of it.
_NEARLY_ALL: Final = 0.98


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes for president in one place and year; of a part of a place they need not be whole."""

    dem: float
    rep: float
    total: float

    @property
    def points(self) -> float:
        """The margin in percentage points, above 0 where more people voted Democratic."""
        return 100 * (self.dem - self.rep) / self.total


@dataclass(frozen=True, slots=True)
class Lean:
    """The mean margin in points over `years`; `is_estimate` where it rests on a crosswalk."""

    points: float
    years: tuple[int, ...]
    is_estimate: bool = False

    @property
    def words(self) -> str:
        """ "Democratic by 3.4 points", "even"."""
        return margin_words(self.points)


def lean_of(tallies: Mapping[int, Tally], *, is_estimate: bool = False) -> Lean | None:
    """From a place's votes by year; None where there are none."""
    if not tallies:
        return None
    years = tuple(sorted(tallies))
    return Lean(sum(tallies[year].points for year in years) / len(years), years, is_estimate)


def tally_of_district(parts: Iterable[tuple[Tally | None, float, float]]) -> Tally | None:
    """A district's votes from its counties'. Each part: (returns, part of the county in the district, part of the
    district in the county). None where the counties with returns are not nearly all of it."""
    known = [(tally, of_county, of_district) for tally, of_county, of_district in parts if tally is not None]
    if sum(of_district for *_, of_district in known) < _NEARLY_ALL:
        return None
    return Tally(
        sum(tally.dem * share for tally, share, _ in known),
        sum(tally.rep * share for tally, share, _ in known),
        sum(tally.total * share for tally, share, _ in known),
    )


def method_of(leans: Sequence[Lean]) -> str:
    """How these were made, in sentences for a page; "" where there are none."""
    years = sorted({year for lean in leans for year in lean.years})
    if not years:
        return ""
    told = METHOD.format(years=" and ".join(map(str, years))) if len(years) > 1 else _of_one(years[0])
    return f"{told} {ESTIMATE}" if any(lean.is_estimate for lean in leans) else told


def _of_one(year: int) -> str:
    return METHOD.replace(", the mean of {years}", f", in {year}")
