"""What the page of a trial of bands shows: key figures, and its cases in three groups."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from mvp_coord.lib import wording
from planning.bands import CHANGES, CLEARS, OPENS
from planning.models import Overlap
from planning.reports.band_gaps import GapTurn
from planning.reports.bands import Effect, Outcome

# Of each group so many are listed; the key figures count all.
MOST: Final = 200
_GROUPS: Final = {
    OPENS: "Cases that would open",
    CLEARS: "Cases that would clear",
    CHANGES: "Cases that would change",
}
_GAPS: Final = {
    OPENS: "Gaps that would open",
    CLEARS: "Gaps that would close",
    CHANGES: "Gaps that would change",
}
_WINDOW: Final = ("starts_on", "ends_on")


@dataclass(frozen=True)
class Row:
    """One effect in words; each pair is before and after, equal where nothing changes."""

    effect: Effect
    label: tuple[str, str]
    weeks: tuple[str, str]
    people: tuple[str, str]
    tries: tuple[str, str]
    dollars: tuple[str, str]


@dataclass(frozen=True)
class GapRow:
    """What becomes of one gap, in words; each pair is before and after, "" where there is no gap."""

    turn: GapTurn
    people: tuple[str, str]
    by_way: tuple[tuple[str, tuple[str, str]], ...]


def page_of_trial(outcome: Outcome, turns: Sequence[GapTurn] | None = (), *, apart: bool = False) -> dict[str, Any]:
    """Key figures and groups of an outcome, and of what becomes of gaps (None: that is asked for by itself; `apart`:
    it was, so its figures stand with it)."""
    groups = [_group(kind, [each for each in outcome.effects if each.kind == kind]) for kind in _GROUPS]
    reopening = sum(bool(each.reopens) for each in outcome.effects)
    facts = [
        {
            "label": group["title"],
            "figure": wording.count(group["count"]),
            "href": f"#{group['kind']}" if group["count"] else "",
            "note": group["note"],
            "warn": group["kind"] == OPENS and group["count"] > 0,
        }
        for group in groups
    ]
    facts.append(
        {
            "label": "Decisions that would end",
            "figure": wording.count(reopening),
            "note": "since facts that they rest on would change" if reopening else "none",
            "warn": reopening > 0,
        }
    )
    gaps = None if turns is None else _gaps(turns, apart=apart)
    if gaps and not apart:
        facts += gaps["facts"]
    same = outcome.cases - sum(1 for each in outcome.effects if each.before)
    return {"outcome": outcome, "groups": groups, "facts": facts, "same": same, "gaps": gaps}


def _gaps(turns: Sequence[GapTurn], *, apart: bool) -> dict[str, Any]:
    facts = [
        {
            "label": title,
            "figure": wording.count(many),
            "href": "#gaps" if many else "",
            "note": "by the lower end" if many else "none",
            "warn": kind == OPENS and many > 0,
        }
        for kind, title in _GAPS.items()
        for many in [sum(each.kind == kind for each in turns)]
    ]
    rows, left_out = [_gap_row(each) for each in turns[:MOST]], max(0, len(turns) - MOST)
    return {"facts": facts, "rows": rows, "left_out": left_out, "is_apart": apart}


def _gap_row(turn: GapTurn) -> GapRow:
    ends = (turn.before, turn.after)
    ways = {way.family: way.label for gap in ends if gap for way in gap.by_way}
    short = [{way.family: way.takes for way in gap.by_way} if gap else {} for gap in ends]
    told = [
        (label, (_tries(short[0].get(family)), _tries(short[1].get(family))))
        for family, label in sorted(ways.items())
        if round(short[0].get(family) or 0) != round(short[1].get(family) or 0)
    ]
    people = tuple("" if gap is None else wording.count(round(gap.people_short)) for gap in ends)
    return GapRow(turn, (people[0], people[1]), tuple(told))


def _tries(short: float | None) -> str:
    return "" if short is None else wording.count(round(short))


def _group(kind: str, effects: Sequence[Effect]) -> dict[str, Any]:
    before, after = (_dollars(effects, end) for end in ("before", "after"))
    dollars = after if kind == OPENS else before
    note = f"{dollars} of tries above the band" + (f" now, {after} then" if kind == CHANGES else "")
    return {
        "kind": kind,
        "title": _GROUPS[kind],
        "count": len(effects),
        "note": note if effects else "none",
        "rows": [_row(each) for each in effects[:MOST]],
        "left_out": max(0, len(effects) - MOST),
    }


def _dollars(effects: Sequence[Effect], end: str) -> str:
    figures = [found for each in effects if (found := getattr(each, end))]
    ends = (sum((Decimal(each[f"dollars_{side}"] or 0) for each in figures), Decimal(0)) for side in ("low", "high"))
    return "–".join(dict.fromkeys(wording.usd(end) for end in ends))


def _row(effect: Effect) -> Row:
    ends = (effect.before, effect.after)
    return Row(
        effect,
        label=_both(ends, _label),
        weeks=_both(ends, lambda each: wording.days(*(dt.date.fromisoformat(each[end]) for end in _WINDOW))),
        people=_both(ends, lambda each: wording.span(each["people_low"], each["people_high"])),
        tries=_both(ends, lambda each: wording.span(each["excess_attempts_low"], each["excess_attempts_high"])),
        dollars=_both(ends, _usd),
    )


def _both(ends: Sequence[Mapping[str, Any] | None], words: Any) -> tuple[str, str]:
    before, after = ("" if each is None else words(each) for each in ends)
    return before, after


def _label(figures: Mapping[str, Any]) -> str:
    label = str(Overlap.Class(figures["overlap_class"]).label)
    certainty = figures["certainty"]
    return f"{label}, {Overlap.Certainty(certainty).label.lower()}" if certainty else label


def _usd(figures: Mapping[str, Any]) -> str:
    if figures["dollars_high"] is None:
        return wording.DASH
    return "–".join(dict.fromkeys(wording.usd(figures[f"dollars_{end}"]) for end in ("low", "high")))
