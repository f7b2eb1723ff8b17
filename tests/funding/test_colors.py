"""Which money may go where: a case for every rule of the first set, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.colors import STRICTNESS, USES, Flow, Rule, Use, judge, kinds_of
from funding.models import MoneyRule
from funding.reports.rules import rules_in_force
from partners.models.family import Vehicle

C3, FOUNDATION, C4 = "c3_public", "c3_private", "c4"
PAC, SUPER_PAC, P527, SPONSORED = "pac", "super_pac", "other_527", "sponsored"

GENERAL = Use(is_general=True)
GOTV = Use(program_types=frozenset({"gotv"}), side="nonpartisan")
REGISTRATION = Use(program_types=frozenset({"registration"}), side="nonpartisan")
RACE = Use(program_types=frozenset({"gotv"}), side="nonpartisan", is_race_specific=True)
PARTISAN = Use(program_types=frozenset({"gotv"}), side="independent")
PERSUASION = Use(program_types=frozenset({"persuasion"}), side="nonpartisan")
TRAINING = Use(program_types=frozenset({"candidate-pipeline"}), side="nonpartisan")
MEASURE = Use(program_types=frozenset({"ballot-measure"}), side="nonpartisan")
BILL = Use(program_types=frozenset({"issue-campaign"}), side="nonpartisan")
COORDINATED = Use(program_types=frozenset({"gotv"}), side="coordinated")

# source, recipient, use → what follows, and the rule that says so.
CASES = [
    (C3, C3, GOTV, "allow", "charity-to-charity"),
    (C3, C3, REGISTRATION, "allow", "charity-to-charity"),
    (C3, C3, GENERAL, "allow", "charity-to-charity-general"),
    (C3, C3, RACE, "block", "charity-money-and-elections"),
    (C3, C4, PARTISAN, "block", "charity-money-and-elections"),
    (C3, C4, PERSUASION, "block", "charity-money-and-elections"),
    (FOUNDATION, C3, RACE, "block", "charity-money-and-elections"),
    (C3, PAC, GENERAL, "block", "charity-money-to-political-committees"),
    (C3, SUPER_PAC, GOTV, "block", "charity-money-to-political-committees"),
    (FOUNDATION, P527, GOTV, "block", "charity-money-to-political-committees"),
    (C3, C3, TRAINING, "counsel", "charity-money-and-candidates"),
    (C3, C3, MEASURE, "restriction", "charity-money-and-lobbying"),
    (C3, C4, BILL, "restriction", "charity-money-and-lobbying"),
    (C3, C4, GENERAL, "block", "charity-to-c4-general"),
    (FOUNDATION, C4, GENERAL, "block", "charity-to-c4-general"),
    (C3, C4, GOTV, "restriction", "charity-to-c4-restricted"),
    (FOUNDATION, C3, GENERAL, "allow", "foundation-to-charity-general"),
    (FOUNDATION, C3, GOTV, "allow", "foundation-to-charity"),
    (FOUNDATION, C3, REGISTRATION, "counsel", "foundation-and-registration"),
    (FOUNDATION, C3, MEASURE, "block", "foundation-and-lobbying"),
    (FOUNDATION, C4, GOTV, "counsel", "foundation-to-others"),
    (C4, C3, RACE, "block", "money-for-a-charity-and-elections"),
    (SUPER_PAC, C3, PARTISAN, "block", "money-for-a-charity-and-elections"),
    (C4, C3, GENERAL, "allow", "c4-to-charity"),
    (C4, C3, MEASURE, "allow", "c4-to-charity"),
    (C4, C4, GENERAL, "allow", "c4-to-c4"),
    (C4, C4, RACE, "allow", "c4-political-work"),
    (C4, SUPER_PAC, RACE, "allow", "c4-to-independent-committees"),
    (C4, P527, GENERAL, "allow", "c4-to-independent-committees"),
    (C4, PAC, GENERAL, "block", "c4-to-pac"),
    (C4, C4, COORDINATED, "counsel", "coordinated-programs"),
    (PAC, PAC, COORDINATED, "counsel", "coordinated-programs"),
    (SUPER_PAC, C4, COORDINATED, "block", "super-pac-and-coordination"),
    (PAC, PAC, RACE, "allow", "pac-to-pac"),
]


@pytest.fixture(scope="module")
def rules(django_db_setup, django_db_blocker) -> list[Rule]:
    with django_db_blocker.unblock():
        return rules_in_force()


@pytest.mark.parametrize(("source", "recipient", "use", "outcome", "code"), CASES)
def test_the_first_rules_say(rules, source, recipient, use, outcome, code):
    verdict = judge(rules, Flow((source,), recipient, use))
    assert verdict.outcome == outcome
    assert code in {each.rule.code for each in verdict.deciding}


def test_every_rule_has_a_case_here(rules):
    assert {rule.code for rule in rules} == {code for *_, code in CASES}
    assert not any(rule.is_confirmed for rule in rules), "counsel has confirmed none of the first set"


@pytest.mark.parametrize(
    ("source", "recipient"),
    [(SUPER_PAC, SUPER_PAC), (PAC, C4), (P527, P527), (C3, "unknown"), ("unknown", C4), (C4, SPONSORED)],
)
def test_what_no_rule_speaks_of_is_for_counsel(rules, source, recipient):
    verdict = judge(rules, Flow((source,), recipient, GENERAL))
    assert (verdict.outcome, verdict.findings, verdict.no_rule_for) == ("counsel", (), (source,))
    assert judge(rules, Flow((), recipient, GENERAL)).outcome == "counsel"


def test_restrictions_stay_with_the_money_along_its_chain(rules):
    """Charitable money that comes through a 501(c)(4) still pays for nothing partisan."""
    assert judge(rules, Flow((C4,), C4, PARTISAN)).outcome == "allow"
    through = judge(rules, Flow((C3, C4), C4, PARTISAN))
    assert (through.outcome, through.deciding[0].source) == ("block", C3)
    restricted = judge(rules, Flow((C3, C4), C4, GOTV))
    assert restricted.outcome == "restriction" and "charitable" in restricted.wordings[0]


def test_meters_that_money_counts_against_are_told_once(rules):
    assert judge(rules, Flow((C3,), C4, MEASURE)).meters == ("501h",)
    assert judge(rules, Flow((C4,), C4, RACE)).meters == ("political-share",)


VEHICLES = st.sampled_from([each.value for each in Vehicle])
RULES = st.builds(
    Rule,
    code=st.sampled_from("abc"),
    version=st.just(1),
    sources=st.frozensets(VEHICLES, max_size=2),
    recipients=st.frozensets(VEHICLES, max_size=2),
    use=st.sampled_from(list(USES)),
    outcome=st.sampled_from(STRICTNESS),
    reason=st.just("So"),
    citation=st.just("There"),
)
ALL_USES = st.sampled_from([GENERAL, GOTV, REGISTRATION, RACE, PARTISAN, TRAINING, MEASURE, COORDINATED, Use()])
FLOWS = st.builds(Flow, st.lists(VEHICLES, min_size=1, max_size=3).map(tuple), VEHICLES, ALL_USES)


@given(st.lists(RULES, max_size=5), RULES, FLOWS)
def test_one_more_rule_never_lets_more_through_where_another_spoke(rules, more, flow):
    before = judge(rules, flow)
    after = judge([*rules, more], flow)
    if not before.no_rule_for:
        assert STRICTNESS.index(after.outcome) >= STRICTNESS.index(before.outcome)
    assert ("block" in {each.rule.outcome for each in after.findings}) == (after.outcome == "block")


@given(st.lists(RULES, max_size=5), FLOWS)
def test_the_order_of_rules_says_nothing(rules, flow):
    assert judge(rules, flow).outcome == judge(rules[::-1], flow).outcome


@given(ALL_USES)
def test_a_use_is_nonpartisan_or_something_special_and_never_both(use):
    special = kinds_of(use) & {"general", "electoral", "candidates", "lobbying", "coordinated"}
    assert ("nonpartisan" in kinds_of(use)) != bool(special)


def test_codes_of_pages_and_rows_are_the_same():
    assert tuple(MoneyRule.Outcome.values) == STRICTNESS
