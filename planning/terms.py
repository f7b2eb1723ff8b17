"""The terms of a proposal: which facts of which plans would change, and that these fit the kind of decision.

Pure: a proposal is judged, and put into words, without a database. Values are those of JSON: days in ISO form,
whole numbers, an OCD id for a place, codes for constituencies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Value = str | int | list[str] | None

# Which facts each kind of decision may change. An empty tuple: plans stay as they are.
CHANGES: Final[dict[str, tuple[str, ...]]] = {
    "split_turf": ("division", "universe", "attempts_planned"),
    "split_dates": ("starts_on", "ends_on"),
    "split_constituencies": ("constituencies", "universe", "attempts_planned"),
    "lead_support": ("universe", "attempts_planned"),
    "keep_both": (),
    "not_an_overlap": (),
    "one_is_duplicate": (),
}
CANCELS: Final = "one_is_duplicate"


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
