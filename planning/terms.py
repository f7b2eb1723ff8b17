"""The terms of a proposal: which facts of which plans would change, and that these fit the kind of decision.

Pure: a proposal is judged, and put into words, without a database. Values are those of JSON: days in ISO form,
whole numbers, dollars with cents ("1200.00"), keys for a place and for constituencies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mvp_coord.lib import wording
from planning.overlaps import Window

Value = str | int | list[str] | None

SPLIT_TURF: Final = "split_turf"
SPLIT_DATES: Final = "split_dates"
LEAD_SUPPORT: Final = "lead_support"
CANCELS: Final = "one_is_duplicate"
BUDGET: Final = "budget_usd"
# Which facts each kind of decision may change. An empty tuple: plans stay as they are.
CHANGES: Final[dict[str, tuple[str, ...]]] = {
    SPLIT_TURF: ("division", "universe", "attempts_planned", BUDGET),
    SPLIT_DATES: ("starts_on", "ends_on"),
    "split_constituencies": ("constituencies", "universe", "attempts_planned", BUDGET),
    LEAD_SUPPORT: ("universe", "attempts_planned", BUDGET),
    "keep_both": (),
    "not_an_overlap": (),
    CANCELS: (),
}
_VOLUMES: Final = ("universe", "attempts_planned")


class BadTerms(ValueError):
    """The terms do not fit the kind of decision, or cannot be true; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What would change in one plan: facts by name, with what was `seen` of them; or that it is cancelled."""

    activity: int
    facts: Mapping[str, Value]
    seen: Mapping[str, Value]
    cancels: bool = False

    def plain(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "facts": dict(self.facts),
            "seen": dict(self.seen),
            "cancels": self.cancels,
        }


def edits_from(plain: Iterable[Mapping[str, Any]]) -> tuple[Edit, ...]:
    """From what `Edit.plain` gave."""
    return tuple(Edit(each["activity"], each["facts"], each["seen"], each["cancels"]) for each in plain)


def check_terms(decision: str, edits: Iterable[Edit], covers: Iterable[int]) -> tuple[Edit, ...]:
    """The edits that say something, each plan once, in the order of the plans. Raises `BadTerms`."""
    allowed, known, found = CHANGES[decision], set(covers), {}
    for edit in edits:
        if edit.activity not in known or edit.activity in found:
            raise BadTerms("Each change belongs to one plan of the case.")
        changed = {name: value for name, value in edit.facts.items() if value != edit.seen[name]}
        if not changed.keys() <= set(allowed) or edit.cancels > (decision == CANCELS):
            raise BadTerms("This kind of decision does not change that.")
        if changed or edit.cancels:
            _refuse_impossible({**edit.seen, **changed})
            seen = {name: edit.seen[name] for name in changed}
            found[edit.activity] = Edit(edit.activity, changed, seen, edit.cancels)
    _refuse_empty(decision, list(found.values()), known)
    _refuse_more(list(found.values()))
    return tuple(found[key] for key in sorted(found))


def _refuse_impossible(facts: Mapping[str, Value]) -> None:
    first, last = facts.get("starts_on"), facts.get("ends_on")
    if first is not None and last is not None and str(last) < str(first):
        raise BadTerms("Work cannot end before it starts.")


def _refuse_empty(decision: str, edits: list[Edit], known: set[int]) -> None:
    if CHANGES[decision] and not edits:
        raise BadTerms("Say what would change: at least one plan is different from what it is now.")
    if decision == CANCELS and len(edits) != len(known) - 1:
        raise BadTerms("Say which one stays; the others are taken out of the plans.")


def _refuse_more(edits: list[Edit]) -> None:
    """Where nothing but numbers changes, some number is less: an overlap is not settled by trying more, nor by
    another budget alone."""
    changes = [(name, value, edit.seen[name]) for edit in edits for name, value in edit.facts.items()]
    if not changes or any(name not in (*_VOLUMES, BUDGET) for name, _, _ in changes):
        return
    changes = [each for each in changes if each[0] != BUDGET]
    # A number that was not known before says what is planned; nobody can tell whether it is less.
    if not any(value is None or was is None or value < was for _, value, was in changes):  # type: ignore[operator]
        raise BadTerms("At least one plan has fewer tries, or fewer people on its list, than now.")


def check_days(edits: Iterable[Edit], *, today: date, seasons: Mapping[int, Window]) -> None:
    """That no plan is moved into the past, nor past the last day of its season, by activity: the days before an
    election on which it does good. Raises `BadTerms`."""
    for edit in edits:
        moved = {name: date.fromisoformat(str(value)) for name, value in edit.facts.items() if name.endswith("_on")}
        if any(day < today for day in moved.values()):
            raise BadTerms(f"Work cannot be moved into the past: today is {wording.day(today)}.")
        season = seasons.get(edit.activity)
        if season and moved.get("ends_on", season.last) > season.last:
            last = wording.day(season.last)
            raise BadTerms(f"Work before this election does good until {last}: it cannot end later.")
