"""What the page of a trial of a money rule shows: key figures, and allocations in groups by their new answer."""

from typing import Any, Final

from funding.colors import ALLOW, BLOCK, COUNSEL, RESTRICTION
from funding.models import MoneyRule
from funding.reports.rule_trial import Trial, Turn
from mvp_coord.lib import wording

from .rules import line_of

_GROUPS: Final = {
    BLOCK: "Would be forbidden",
    COUNSEL: "Would wait for counsel",
    RESTRICTION: "Would need a restriction",
    ALLOW: "Would be allowed",
}
_FALLEN: Final = "fallen"


def trial_lines(trial: Trial) -> dict[str, Any]:
    """Groups of allocations and a figure for each, which counts its rows; and those that stay as they are."""
    groups = [
        {"kind": outcome, "title": title, "rows": rows}
        for outcome, title in _GROUPS.items()
        for rows in [[_row(each) for each in trial.others if each.after.verdict.outcome == outcome]]
    ]
    groups.append(
        {
            "kind": _FALLEN,
            "title": "Words of counsel would fall",
            "rows": [_row(each) for each in trial.fallen],
        }
    )
    facts = [
        {
            "label": group["title"],
            "figure": wording.count(len(group["rows"])),
            "href": f"#{group['kind']}" if group["rows"] else "",
            "note": "listed below" if group["rows"] else "none",
            "warn": bool(group["rows"]) and group["kind"] in (BLOCK, COUNSEL, _FALLEN),
        }
        for group in groups
    ]
    return {"trial": trial, "groups": groups, "facts": facts, "same": trial.looked_at - len(trial.turns)}


def _row(turn: Turn) -> dict[str, Any]:
    return {
        "allocation": turn.allocation,
        "word": turn.word,
        "pair": (
            MoneyRule.Outcome(turn.before.verdict.outcome).label,
            MoneyRule.Outcome(turn.after.verdict.outcome).label,
        ),
        "reasons": [line_of(each.rule) for each in turn.after.verdict.deciding],
        "no_rule": bool(turn.after.verdict.no_rule_for),
    }
