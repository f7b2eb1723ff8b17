"""The road of an allocation, as a table: which step leads where, for our own funds and for a peer's."""

import pytest

from funding.models import Allocation
from funding.pipeline import APART, ROAD, STEPS, steps_from

MANAGED = {
    "exploring": ["recommend", "decline"],
    "recommended": ["review", "decline"],
    "in_review": ["approve", "send_back", "decline"],
    "approved": ["commit", "cancel"],
    "committed": ["pay", "cancel"],
    "paid": [],
    "declined": [],
    "cancelled": [],
}
REPORTED = {
    "exploring": ["recommend", "review", "approve", "decline"],
    "recommended": ["review", "approve", "decline"],
    "in_review": ["approve", "send_back", "decline"],
    "approved": ["commit", "pay", "cancel"],
    "committed": ["pay", "cancel"],
    "paid": [],
    "declined": [],
    "cancelled": [],
}


@pytest.mark.parametrize(("managed", "table"), [(True, MANAGED), (False, REPORTED)])
@pytest.mark.parametrize("status", Allocation.Status.values)
def test_each_status_leads_to_just_these_steps(status, managed, table):
    assert [step.code for step in steps_from(status, managed=managed)] == table[status]


def test_every_status_lies_on_the_road_or_apart():
    assert {*ROAD, *APART} == set(Allocation.Status.values)


def test_what_counts_is_the_road_without_its_first_step():
    assert ROAD[1:] == Allocation.COUNTED
    assert set(Allocation.DECIDED) == {STEPS[code].to for code in ("approve", "commit", "pay")}


def test_only_steps_off_the_road_need_a_reason():
    assert {step.code for step in STEPS.values() if step.ends} == {"decline", "cancel"}
