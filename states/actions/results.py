"""Record what elections came to, place by place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.history import change
from accounts.models import User
from states.models import ElectionResult

Key = tuple[int, str, str, bool, str]
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Returns:
    """One contest in one place: see `ElectionResult`. `division` is a row's id."""

    division: int
    office: str
    dem: int | None
    rep: int | None
    total: int
    counted: str
    seat: str = ""
    is_special: bool = False

    @property
    def key(self) -> Key:
        return self.division, self.office, self.seat, self.is_special, self.counted


@dataclass(frozen=True)
class Compared:
    """What returns are against those that are kept, by their keys."""

    created: frozenset[Key]
    updated: frozenset[Key]
    unchanged: frozenset[Key]


def compare_results(returns: Iterable[Returns], *, year: int, source: str) -> Compared:
    """Which of these are new, changed or the same. One query; writes nothing."""
    return _compare(returns, ElectionResult.objects.filter(year=year), year=year, source=source)[0]


def record_results(*, by: User, returns: Iterable[Returns], year: int, source: str) -> Compared:
    """Write what is new and what differs, all or nothing; results of other places and contests stay."""
    with change(by=by, verb="imported results", reason=source):
        kept = ElectionResult.objects.select_for_update().filter(year=year)
        found, new, changed = _compare(returns, kept, year=year, source=source)
        ElectionResult.objects.bulk_create(new, batch_size=_BATCH)
        ElectionResult.objects.bulk_update(
            changed, ["votes_dem", "votes_rep", "votes_total", "source"], batch_size=_BATCH
        )
    return found


def _compare(
    returns: Iterable[Returns], kept: QuerySet[ElectionResult], *, year: int, source: str
) -> tuple[Compared, list[ElectionResult], list[ElectionResult]]:
    known: dict[Key, ElectionResult] = {
        (each.division_id, each.office, each.seat, each.is_special, each.counted): each for each in kept
    }
    new, changed, same = {}, {}, set()
    for each in returns:
        votes = {"votes_dem": each.dem, "votes_rep": each.rep, "votes_total": each.total, "source": source}
        old = known.get(each.key)
        if old is None:
            named = dict(zip(("division_id", "office", "seat", "is_special", "counted"), each.key, strict=True))
            new[each.key] = ElectionResult(year=year, **named, **votes)
        elif all(getattr(old, name) == value for name, value in votes.items()):
            same.add(each.key)
        else:
            for name, value in votes.items():
                setattr(old, name, value)
            changed[each.key] = old
    found = Compared(frozenset(new), frozenset(changed), frozenset(same))
    return found, list(new.values()), list(changed.values())
