"""Scoring the judgement on labeled pairs. "Not sure" counts as missed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .judge import Verdict, judge
from .record import Record

_LABELS = {"1": True, "0": False}


class BadPairs(Exception):
    """The file is not one of labeled pairs; the text says where and what is wrong."""


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1: of the pairs found the true ones, of the true pairs the found ones, of all the unsure."""

    pairs: int
    precision: float
    recall: float
    unsure_share: float

    def __str__(self) -> str:
        return (
            f"{self.pairs:,} pairs: precision {self.precision:.3f}, recall {self.recall:.3f}, "
            f"left to a person {self.unsure_share:.3f}"
        )


def read_pairs(rows: Iterable[Mapping[str, str | None]]) -> Iterator[tuple[Record, Record, bool]]:
    """Pairs from rows with `a_name`, `a_other_name`, `a_street`, `a_city`, `a_state`, `a_zip`, `a_ein`, the same
    with `b_`, and `same_organization`; columns that are absent are unknown. Raises `BadPairs`."""
    line = 1
    for line, row in enumerate(rows, start=2):
        label = (row.get("same_organization") or "").strip()
        if label not in _LABELS or not row.get("a_name") or not row.get("b_name"):
            raise BadPairs(f"line {line} needs a_name, b_name and same_organization (1 or 0)")
        yield _record(row, "a_"), _record(row, "b_"), _LABELS[label]
    if line == 1:
        raise BadPairs("it holds no pairs")


def score(pairs: Iterable[tuple[Record, Record, bool]]) -> Score:
    """Judge each pair and count. With nothing found or nothing to find, the share is 1."""
    found = true = right = unsure = count = 0
    for one, other, is_same in pairs:
        verdict = judge(one, other).verdict
        count += 1
        true += is_same
        unsure += verdict is Verdict.UNSURE
        found += verdict is Verdict.SAME
        right += verdict is Verdict.SAME and is_same
    return Score(count, right / found if found else 1.0, right / true if true else 1.0, unsure / (count or 1))


def _record(row: Mapping[str, str | None], side: str) -> Record:
    def cell(name: str) -> str:
        return (row.get(side + name) or "").strip()

    return Record(
        name=cell("name"),
        other_names=tuple(filter(None, [cell("other_name")])),
        states=frozenset(filter(None, [cell("state").upper()])),
        street=cell("street"),
        city=cell("city"),
        postal_code=cell("zip"),
        eins=frozenset(filter(None, ["".join(filter(str.isdigit, cell("ein")))])),
    )
