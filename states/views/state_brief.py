"""The brief of a state in a cycle: what its page shows, on two pages or so of paper, for the one who asked for it."""

from collections import Counter
from functools import cached_property
from typing import Any, Final

from django.conf import settings

from mvp_coord.lib import wording
from planning.models import Gap
from planning.reports.gaps import AnyGap, gaps_for
from planning.reports.open_cases import OpenCases, open_cases
from states.models import Priority
from states.reports.calendar import Moment

from .state_matrix import MatrixLine
from .state_page import MOST_CASES, StatePage

MOST_DAYS, MOST_PRIORITIES, MOST_GAPS, MOST_RACES, MOST_LINES = 8, 8, 5, 8, 14
MOST_TACTICS: Final = 9
MOST_PARTNERS: Final = 12
METHOD: Final = (
    "Counted over what the reader named above may see; whoever sees other plans reads other figures. Plans are "
    "those that are planned, committed, under way or finished and have a day in the cycle; so have the weeks of an "
    "overlap. Overlaps compare tries for one person in four weeks "
    "with the band of their kind of tactic; gaps compare what is planned for a priority with the lower end of that "
    "band. A plan for a district counts in a county by the crosswalk of votes cast, a wider one by electorate. A day "
    "marked unverified has not been compared with the law by anybody here."
)
MATRIX_METHOD: Final = (
    "Number of plans for a place, for one inside it, or for one that partly lies in it. “none” stands where a place "
    "with a priority has no plan by a tactic that works a list of people. Places lie in each other, so lines do not "
    "add up."
)


class Brief:
    """The page of a state as plain words for paper (templates/print/state_brief.typ); `made_for` names the reader."""

    def __init__(self, page: StatePage, *, made_for: str) -> None:
        self.page, self.made_for = page, made_for

    @property
    def data(self) -> dict[str, Any]:
        """All of it, as text."""
        page, facts = self.page, self.page.facts
        cycle = page.cycle.name if page.cycle else "no cycle"
        return {
            "title": f"{facts.name}, {cycle}",
            "site": settings.SITE_NAME,
            "made_on": wording.day(page.today),
            "made_for": self.made_for,
            "lead": f"{wording.plural(page.days_left, 'day')} to the next federal general election, "
            f"{wording.day(page.election)}. {self._numbers()}",
            "electors": self._electors(),
            "days": self._days(),
            **self._priorities(),
            "roles": [{"label": role.label, "partners": self._partners(role)} for role in facts.roles],
            "unfilled": ", ".join(facts.unfilled),
            "matrix": self._matrix(),
            "volumes": self._volumes(),
            "races": self._races(),
            "money": self._money(),
            "overlaps": self._overlaps(),
            "gaps": self._gaps(),
            "timeline": self._timeline(),
            "method": METHOD,
        }

    def _numbers(self) -> str:
        counts = [
            wording.plural(len(self.page.facts.partners), "partner"),
            wording.plural(len(self.page.plans.all), "activity,activities"),
        ]
        if self.page.reads_plans:
            counts.append(wording.plural(self._cases.total, "open overlap"))
        return f"{wording.join_words(counts).capitalize()}."

    @cached_property
    def _cases(self) -> OpenCases:
        return self.page.overlaps or self._own_cases()

    def _own_cases(self) -> OpenCases:
        page = self.page
        return open_cases(page.viewer, page.facts.code, cycle=page.cycle, most=MOST_CASES)

    def _electors(self) -> str:
        found = self.page.facts.electors
        if found is None:
            return "Electorate unknown: no count has been imported."
        people = wording.plural(found.people, "person,people")
        return f"Electorate: {people} ({found.told})."

    def _days(self) -> list[dict[str, Any]]:
        ahead = [each for each in self.page.time.moments if each.days_left >= 0][:MOST_DAYS]
        return [
            {
                "on": wording.day(each.on),
                "title": each.title,
                "unverified": each.is_unverified,
                "left": wording.count(each.days_left),
            }
            for each in ahead
        ]

    def _priorities(self) -> dict[str, Any]:
        found = self.page.time.priorities
        return {
            "priorities": [self._priority(each) for each in found[:MOST_PRIORITIES]],
            "more_priorities": self._more(len(found) - MOST_PRIORITIES, "priority,more priorities"),
        }

    @staticmethod
    def _priority(each: Priority) -> dict[str, str]:
        whom = f"{each.constituency or 'everyone'}, {each.program_type or 'all work'}"
        return {
            "tier": str(each.tier),
            "place": each.division.name,
            "whom": whom,
            "target": wording.usd(each.investment_target_usd),
        }

    @staticmethod
    def _partners(role: Any) -> str:
        names = [
            partner.name if partner.status == "active" else f"{partner.name} ({partner.status_label.lower()})"
            for partner in role.partners
        ]
        more = len(names) - MOST_PARTNERS
        return ", ".join(names[:MOST_PARTNERS]) + (f" and {wording.count(more)} more" if more > 0 else "")

    def _matrix(self) -> dict[str, Any]:
        """By presence; the tactics that are used most."""
        if not self.page.plans.has_any:
            return {"heads": [], "rows": [], "method": ""}
        view = self.page.matrix
        used = Counter(each.way.code for each in (*self.page.plans.countrywide, *self.page.plans.all))
        kept = {code for code, _ in used.most_common(MOST_TACTICS)}
        columns = [n for n, (code, _) in enumerate(view.tactics) if code in kept]
        left = len(view.tactics) - len(columns)
        more = f" {wording.plural(left, 'less used tactic')} and " if left else " "
        places = f"{more}{wording.plural(view.more_places, 'more place')} are left out." if view.more_places else ""
        only = f"{more.removesuffix(' and ')} left out." if left and not places else ""
        return {
            "heads": [view.tactics[n][1] for n in columns] + ["All"],
            "rows": [self._matrix_row(line, columns) for line in (*view.lines, view.whole)],
            "method": MATRIX_METHOD + (places or only),
        }

    @staticmethod
    def _matrix_row(line: MatrixLine, columns: list[int]) -> dict[str, Any]:
        cells = [line.cells[n] for n in columns] + [line.total]
        return {
            "label": line.label,
            "tier": f"Tier {line.tier}" if line.tier else "",
            "cells": [
                {
                    "text": cell.text if cell else "",
                    "level": cell.level if cell else 0,
                    "lack": bool(cell and cell.is_lack),
                }
                for cell in cells
            ],
        }

    def _volumes(self) -> list[list[str]]:
        rows = []
        for volume, _ in self.page.plans.volumes:
            known = volume.unknown < volume.activities
            tries = wording.count(volume.attempts) if known else "not stated"
            if known and volume.unknown:
                tries += f" ({wording.count(volume.unknown)} not stated)"
            rows.append([volume.label, wording.count(volume.activities), tries, wording.count(volume.largest_list)])
        return rows

    def _races(self) -> list[list[str]]:
        rows = []
        for tier, races in self.page.time.races:
            for race in races:
                margin = race.last_margin_points
                points = "unknown" if margin is None else f"{margin.normalize():f} points"
                day = f"{race.election.title}, {wording.day(race.election.held_on)}"
                rows.append(
                    [tier.partition(":")[0].removeprefix("Tier "), f"{race.name} ({race.division.name})", day, points]
                )
        return [[tier if tier.isdigit() else "–", *rest] for tier, *rest in rows[:MOST_RACES]]

    def _money(self) -> dict[str, Any]:
        money = self.page.money
        if money is None:
            return {"shown": False}
        targets = ["Target"] if money.has_targets else []
        rows = [
            [
                line.label,
                *(cell.text if cell else "" for _, cell in line.cells),
                line.total.text,
                *([wording.usd(line.target_usd)] if targets else []),
            ]
            for line in money.lines
        ]
        words = "Money of different vehicles is never added up. Exploring is shown and never counted."
        if targets:
            words += (
                " A target is what the funds of this state set out to raise; what is counted may come from any fund."
            )
        return {"shown": True, "heads": [*money.heads, "Counted", *targets], "rows": rows, "method": words}

    def _overlaps(self) -> dict[str, Any]:
        found = self._cases
        return {
            "shown": self.page.reads_plans,
            "items": [
                {
                    "title": f"{view.overlap.family.label} in {view.overlap.anchor.name}",
                    "text": view.sentence,
                    "facts": ", ".join(
                        [
                            view.overlap.get_overlap_class_display(),
                            wording.days(view.overlap.starts_on, view.overlap.ends_on),
                        ]
                    ),
                }
                for view in found.first
            ],
            "more": self._more(found.total - len(found.first), "open overlap"),
        }

    def _gaps(self) -> dict[str, Any]:
        page = self.page
        if not (page.reads_plans and page.cycle):
            return {"items": [], "none": "No cycle is kept for these days.", "more": ""}
        found = gaps_for(page.viewer, page.cycle, states=[page.facts.code], today=page.today)
        gaps = [each for each in found.ranked if each.status == Gap.Status.OPEN]
        none = (
            "No gap that the reader may see."
            if found.has_priorities
            else "No priorities that the reader may see, so no gaps."
        )
        return {
            "items": [
                {"title": each.title, "text": each.sentence, "facts": _facts_of(each)} for each in gaps[:MOST_GAPS]
            ],
            "none": none,
            "more": self._more(len(gaps) - MOST_GAPS, "gap"),
        }

    def _timeline(self) -> dict[str, Any]:
        found = self.page.timeline
        if found is None:
            return {"shown": False}
        marks = [f"{mark.letter}: {', '.join(_day_of(each) for each in mark.moments)}" for mark in found.marks]
        left = found.more + max(0, len(found.lines) - MOST_LINES)
        more = [self._more(left, "line")] if left else []
        return {
            "shown": True,
            "lines": [
                {"partner": each.partner, "what": each.what, "windows": each.windows, "spans": each.spans}
                for each in found.lines[:MOST_LINES]
            ],
            "marks": [{"x": each.x, "letter": each.letter, "vote": each.has_election} for each in found.marks],
            "ticks": [
                {"x": each.x, "label": each.label if n else f"{each.label} {found.axis.first.year}"}
                for n, each in enumerate(found.ticks)
            ],
            "days": " ".join([*(f"{each}." for each in marks), *more]),
        }

    @staticmethod
    def _more(number: int, noun: str) -> str:
        return f"And {wording.plural(number, f'more {noun}')}." if number > 0 else ""


def _day_of(moment: Moment) -> str:
    return f"{moment.title}, {wording.day(moment.on)}{' (unverified)' if moment.is_unverified else ''}"


def _facts_of(gap: AnyGap) -> str:
    doubt = " (unverified)" if gap.is_day_unverified else ""
    until = f" Money can still be used until {wording.day(gap.money_by)}{doubt}." if gap.money_by else ""
    return f"Tier {gap.tier}.{until}"
