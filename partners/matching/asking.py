"""Whether a person should be asked if a new name is one of the known organizations, and whom to show.

More is asked than is judged likely: "Ocotillo Votes Action Fund" is another legal entity than "Ocotillo Votes", and
yet often the same family, which here is one partner.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz, process

from .judge import Verdict, judge, shared_sites
from .record import Name, Record, name_of

# A word, website or person that more records share than this tells nobody apart.
RARE: Final = 30
_ALIKE: Final = 80
_MOST: Final = 6
_HOLDS: Final = 0.25
_SITE: Final = 0.5
# Of 100: names this much alike by their letters may be one with a slip of the pen.
_SLIP: Final = 92
# A name of so many letters that stands so nearly in another may be the same, said with a word more or less.
_STANDS: Final = 94
_LETTERS: Final = 12
# So many pairs of names are compared by letters in a second or two.
_AFFORDABLE: Final = 5_000_000


@dataclass(frozen=True)
class Possible:
    """A record that may be the one meant: its key, how likely (0 to 1), and why."""

    key: Any
    score: float
    why: str


def worth_asking(one: Record, other: Record) -> tuple[float, str] | None:
    """How likely and why, where a person should look; None where the two have nothing to do with one another."""
    judgement = judge(one, other)
    if judgement.verdict is not Verdict.DIFFERENT:
        return judgement.score, judgement.reasons[0] if judgement.reasons else "nearly the same name"
    if shared_sites(one, other):
        return max(judgement.score, _SITE), "the same website"
    pairs = [(a, b) for a in one.names for b in other.names]
    if any(fuzz.ratio(a.key, b.key) >= _SLIP for a, b in pairs):
        return max(judgement.score, _HOLDS), "nearly the same name"
    if any(_holds(a, b) for a, b in pairs):
        return max(judgement.score, _HOLDS), "one name stands in the other"
    return None


def marks(record: Record) -> list[str]:
    """What two records must share one of to be compared at all."""
    names = [name_of(each) for each in (record.name, *record.other_names)]
    found = {f"word {word}" for name in names for word in name.words}
    # A whole name may be made of common words alone; without spaces it also meets its joined spelling.
    found |= {f"name {name.joined}" for name in names} | {f"begins {name.joined[:10]}" for name in names}
    found |= {f"site {site}" for site in record.sites} | {f"ein {ein}" for ein in record.eins}
    return sorted(found | {f"person {person}" for person in record.people})


class Known:
    """Records that new names are compared with, without comparing all with all where there are many."""

    def __init__(self, records: Mapping[Any, Record], *, asked: int = 1) -> None:
        self.records = records
        self._by_mark: dict[str, list[Any]] = defaultdict(list)
        for key, record in records.items():
            for mark in marks(record):
                self._by_mark[mark].append(key)
        names = [(key, name.key) for key, record in records.items() for name in record.names]
        self._names = names if asked * len(names) <= _AFFORDABLE else []

    def possible(self, record: Record) -> list[Possible]:
        """At most six, the likeliest first."""
        found = [
            Possible(key, *told)
            for key in self._near(record)
            if (told := worth_asking(record, self.records[key])) is not None
        ]
        return sorted(found, key=lambda each: (-each.score, self.records[each.key].name))[:_MOST]

    def _near(self, record: Record) -> Iterable[Any]:
        keys = dict.fromkeys(
            key
            for mark in marks(record)
            if len(self._by_mark.get(mark, ())) <= RARE
            for key in self._by_mark.get(mark, ())
        )
        for name in record.names:
            texts = [text for _, text in self._names]
            hits = process.extract(name.key, texts, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=20)
            hits += process.extract(name.key, texts, scorer=fuzz.token_set_ratio, score_cutoff=100, limit=20)
            keys |= dict.fromkeys(self._names[number][0] for _, _, number in hits)
        return keys


def _holds(one: Name, other: Name) -> bool:
    """Whether the shorter name stands in the longer one, by its words or nearly by its letters; one word alone says
    too little."""
    short, long = sorted((one, other), key=lambda each: len(each.words))
    if len(short.words) < 2:
        return False
    by_letters = min(len(one.key), len(other.key)) >= _LETTERS and fuzz.partial_ratio(one.key, other.key) >= _STANDS
    return set(short.words) <= set(long.words) or by_letters
