"""What the page of one state shows, put together from its reports: figures in words, each with its rows."""

from functools import cached_property
from typing import Any, Final

from django.http import QueryDict

from accounts.visibility import Viewer
from mvp_coord import addresses
from mvp_coord.lib import wording
from planning.reports.ecosystem import StateFacts
from planning.reports.ground import ground_of
from planning.reports.open_cases import OpenCases, open_cases, reads_all_of
from planning.reports.state_matrix import matrix_of
from states.calendar import days_until, next_federal_general
from states.models import Priority

from .cycle import CycleSwitch
from .state_matrix import MatrixView
from .state_money import StateMoney
from .state_plans import StatePlans
from .state_time import StateTime
from .state_timeline import Timeline
from .target_money import AgainstTarget, against_target, has_target

MOST_CASES: Final = 5


class StatePage:
    """One state for one viewer, in the cycle that the pages are about."""

    def __init__(self, viewer: Viewer, facts: StateFacts, params: QueryDict, *, switch: CycleSwitch) -> None:
        self.viewer, self.facts, self.cycle, self.today = viewer, facts, switch.chosen, facts.today
        self.election = next_federal_general(self.today)
        self.days_left = days_until(self.election, self.today)
        self.reads_plans = viewer.is_insider or bool(viewer.partner_ids)
        self.ground = ground_of(facts.code)
        self.plans = StatePlans(viewer, facts, params, self.ground, self.cycle)
        self.time = StateTime(viewer, facts.code, switch, today=self.today)
        self.money = StateMoney(viewer, facts, self.cycle) if self.reads_plans else None

    @property
    def roles(self) -> list[dict[str, Any]]:
        """Each role with its partners and the address that lists them."""
        return [
            {
                "label": role.label,
                "partners": role.partners,
                "href": addresses.partners(state=self.facts.code, kind=role.kind),
            }
            for role in self.facts.roles
        ]

    @property
    def key_numbers(self) -> list[dict[str, Any]]:
        """The strip under the heading."""
        numbers: list[dict[str, Any]] = [
            {
                "label": "Partners",
                "figure": wording.count(len(self.facts.partners)),
                "href": addresses.partners(state=self.facts.code),
            },
            {
                "label": "Activities",
                "figure": wording.count(len(self.plans.all)),
                "href": addresses.state(self.facts.code, anchor="activities"),
            },
        ]
        if self.overlaps:
            numbers.append(
                {
                    "label": "Open overlaps",
                    "figure": wording.count(self.overlaps.total),
                    "href": self.overlaps_href,
                    "warn": bool(self.overlaps.total),
                }
            )
        if self.reads_plans:
            numbers.append(
                {
                    "label": "Priorities",
                    "figure": wording.count(len(self.time.priorities)),
                    "href": self.time.priorities_href,
                }
            )
        return numbers

    @cached_property
    def matrix(self) -> MatrixView:
        """Tactics by place, by the measure that the address asks for."""
        plans = self.plans
        found = matrix_of([*plans.countrywide, *plans.all], self.time.priorities, plans.spread, self.facts.division)
        return MatrixView(plans, found)

    @cached_property
    def timeline(self) -> Timeline | None:
        """What the list shows, against the calendar; None where it shows nothing."""
        return Timeline(self.plans, self.time.moments, self.today) if self.plans.chosen else None

    @cached_property
    def overlaps(self) -> OpenCases | None:
        """Open cases, most attempts at stake first; None where they must be worked out anew for who may not read all
        plans: these are fetched after the page (`state_around.state_overlaps`)."""
        if not reads_all_of(self.viewer, self.facts.code):
            return None
        return open_cases(self.viewer, self.facts.code, cycle=self.cycle, most=MOST_CASES, reads_all=True)

    @property
    def priorities(self) -> list[tuple[Priority, AgainstTarget | None]]:
        """The first of them, each with the counted money beside its target, where there is one for the state."""
        money = self.money
        return [
            (each, against_target(each, money.pipeline) if money and has_target(each) else None)
            for each in self.time.shown_priorities
        ]

    @property
    def overlaps_href(self) -> str:
        return addresses.overlaps(state=self.facts.code)

    @property
    def gaps_href(self) -> str:
        return addresses.gaps(state=self.facts.code)
