"""What speaks for and against two records being one organization: measured, not yet weighed."""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from states.names import word_key

from .record import Name, Record

# A different word of this kind is often the same organization written in another way …
_FORM: Final = frozenset(
    "association associate associates club network company corporation organization society group volunteer program "
    "project center community services service agency systems system department committee co ministry ministries "
    "pllc pc lp district collective cooperative coop".split()
)
# … and one of this kind is another organization beside it.
_PART: Final = frozenset(
    "foundation trust auxiliary auxillary pto pta chapter alumni friends endowment local post lodge holdings housing "
    "properties church scholarship fbo employees credit booster boosters guild council union fund international "
    "apartments hospital academy school theatre museum action pac".split()
)
_BRANCH: Final = re.compile(r"\b(?:chapter|area|county|region|district|branch|council|local|lodge|post|\d+)\b")
_NUMBER: Final = re.compile(r"^(?:[ivx]+|\d+)$")
_ALIKE: Final = 84
# Files cut names off; a shorter beginning than this is an ordinary short name.
_CUT_OFF: Final = 24


@dataclass(frozen=True)
class Likeness:
    """Two names side by side. `only_one` and `only_other` are words without a counterpart; shares are 0 to 1."""

    is_equal: bool
    is_cut_off: bool
    is_beginning: bool
    letters: float
    share_one: float
    share_other: float
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, bool, float]:
        return self.is_equal, self.is_cut_off, self.letters + self.share_one + self.share_other


@dataclass(frozen=True)
class Evidence:
    """The best two names of both records, and where they are. Unknown places speak neither for nor against."""

    names: Likeness
    is_by_other_name: bool
    own_names: Likeness
    names_a_branch: bool
    same_street: bool
    other_street: bool
    same_city: bool
    same_postal_code: bool
    near_postal_code: bool
    same_state: bool
    other_state: bool
    shortest: int


def compare(one: Record, other: Record) -> Evidence:
    """All evidence but numbers, websites and people, which speak for themselves. Both records need a name."""
    pairs = [(likeness(a, b), i + j) for i, a in enumerate(one.names) for j, b in enumerate(other.names)]
    best, away = max(pairs, key=lambda pair: (*pair[0].rank, -pair[1]))
    same_street = _same_street(one, other)
    return Evidence(
        names=best,
        is_by_other_name=away > 0,
        own_names=pairs[0][0],
        names_a_branch=(best.is_equal or best.letters > 0.8) and (_branch(one, other) or _branch(other, one)),
        same_street=same_street,
        other_street=not same_street and not one.is_by_box and not other.is_by_box,
        same_city=bool(one.city and other.city) and fuzz.ratio(word_key(one.city), word_key(other.city)) > 85,
        same_postal_code=bool(one.postal_code) and one.postal_code[:5] == other.postal_code[:5],
        near_postal_code=bool(one.postal_code) and one.postal_code[:3] == other.postal_code[:3],
        same_state=bool(one.states & other.states),
        other_state=bool(one.states and other.states) and not one.states & other.states,
        shortest=min(len(one.names[0].joined), len(other.names[0].joined)),
    )


def likeness(one: Name, other: Name) -> Likeness:
    """How alike two names are, by letters and by words."""
    if one.joined == other.joined:
        return Likeness(True, False, False, 1.0, 1.0, 1.0, (), ())
    short, long = sorted((one.key, other.key), key=len)
    begins = long.startswith(short) and len(short) >= 12
    in_a_word = begins and long[len(short)] != " " and len(short) >= 17
    only_one, only_other = _without_match(one.words, other.words), _without_match(other.words, one.words)
    letters = max(
        fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words)), fuzz.ratio(one.joined, other.joined)
    )
    return Likeness(
        is_equal=False,
        is_cut_off=begins and (in_a_word or len(short) >= _CUT_OFF),
        is_beginning=begins,
        letters=letters / 100,
        share_one=1 - len(only_one) / len(one.words),
        share_other=1 - len(only_other) / len(other.words),
        only_one=only_one,
        only_other=only_other,
    )


def differs_in_form(names: Likeness) -> bool:
    """Only words differ that many organizations leave out or change ("Network", "Inc.")."""
    return not names.is_equal and all(word in _FORM for word in (*names.only_one, *names.only_other))


def differs_in_part(names: Likeness) -> bool:
    """A word differs that makes another organization of it ("Foundation", "Local")."""
    return any(word in _PART for word in (*names.only_one, *names.only_other))


def differs_in_number(names: Likeness) -> bool:
    """One is the second, the other the third, or none."""
    return any(_NUMBER.match(word) for word in (*names.only_one, *names.only_other))


def _without_match(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if not any(_same_word(word, other) for other in others))


def _same_word(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= _ALIKE)


def _branch(one: Record, other: Record) -> bool:
    """Whether a further name of one, unlike every name of the other, is that of a branch."""
    further = (name for name in one.names[1:] if all(likeness(name, each).letters < 0.6 for each in other.names))
    return any(_BRANCH.search(name.key) for name in further)


def _same_street(one: Record, other: Record) -> bool:
    a, b = one.street_key, other.street_key
    return bool(a and b) and a.split()[0] == b.split()[0] and fuzz.ratio(a, b) >= 85
