"""Changing money rules: versions follow one another, counsel confirms them, and what is past stays as it was."""

import datetime as dt
import itertools

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding.actions import NeedsAnother, NoReason, WrongStatus, colors, rules
from funding.actions.versions import state_of
from funding.colors import STRICTNESS, USES, Flow, judge, kinds_of
from funding.forms.rules import _MEANT
from funding.models import ColorCheck, MoneyRule
from funding.reports.rule_history import changes_of
from funding.reports.rules import rules_in_force
from mvp_coord.jobs.models import DueWork
from mvp_coord.lib.public_id import new_public_id
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit
from partners.models.family import Vehicle

from .rules import change_rule, confirm, end, grant, propose, today, versions, withdraw

pytestmark = pytest.mark.django_db


def test_the_next_version_ends_the_one_before_and_leaves_it_as_it_was(admin):
    made = change_rule(admin, starts_on=today(30))
    first, second = versions()
    assert (first.ends_on, first.outcome, first.reason) == (today(30), "allow", "A 501(c)(4) may give to another.")
    assert (second, second.version, second.proposed_by, second.ends_on) == (made, 2, admin, None)
    assert [rule.outcome for rule in rules_in_force(today(29)) if rule.code == "c4-to-c4"] == ["allow"]
    then = [(rule.outcome, rule.lingers) for rule in rules_in_force(today(30)) if rule.code == "c4-to-c4"]
    assert then == [("counsel", False), ("allow", True)], "the first is asked until counsel confirms the second"


def test_a_version_to_come_is_withdrawn_by_one_that_begins_before_it(admin):
    change_rule(admin, starts_on=today(30))
    change_rule(admin, starts_on=today(10), outcome="block")
    assert [each.ends_on for each in versions()] == [today(10), today(30), None]
    assert [rule.version for rule in rules_in_force(today(60)) if rule.code == "c4-to-c4"] == [3, 1]
    assert not MoneyRule.objects.to_come(today()).filter(version=2, code="c4-to-c4").exists()


def test_a_new_rule_holds_from_its_day_and_its_name_is_taken_from_then_on(admin):
    propose(admin, starts_on=today(5))
    assert [rule.version for rule in rules_in_force(today(5)) if rule.code == "gifts-in-kind"] == [1]
    with pytest.raises(CannotBeSaved) as refusal:
        propose(admin)
    assert refusal.value.field == "code"


def test_one_form_sent_twice_is_one_version(admin):
    key = new_public_id()
    assert change_rule(admin, creation_key=key) == change_rule(admin, creation_key=key)
    assert propose(admin, creation_key=new_public_id()).version == 1
    assert len(versions()) == 2


def test_an_ended_rule_holds_no_more_and_what_was_to_come_never_does(admin, counsel):
    change_rule(admin, starts_on=today(30))
    end(counsel, today(3))
    assert [each.ends_on for each in versions()] == [today(3), today(30)]
    assert "c4-to-c4" not in {rule.code for rule in rules_in_force(today(40))}
    with pytest.raises(CannotBeSaved, match="starts_on"):
        end(counsel, today(4))


@pytest.mark.parametrize("act", [lambda by: change_rule(by, starts_on=today(-1)), lambda by: end(by, today(-1))])
def test_what_is_past_stays_past(act, counsel):
    with pytest.raises(CannotBeSaved) as refusal:
        act(counsel)
    assert refusal.value.field == "starts_on"
    assert [each.ends_on for each in versions()] == [None]


def test_whoever_saw_other_versions_is_told_and_changes_nothing(admin, counsel):
    seen = state_of(versions())
    change_rule(admin, starts_on=today(30))
    with pytest.raises(StaleEdit):
        change_rule(admin, seen=seen)
    with pytest.raises(StaleEdit):
        rules.end_rule(code="c4-to-c4", seen=seen, on=today(), by=counsel, why="So")
    assert len(versions()) == 2


def test_a_change_needs_a_reason(counsel):
    with pytest.raises(NoReason):
        rules.end_rule(code="c4-to-c4", seen=state_of(versions()), on=today(), by=counsel, why=" ")


def test_the_past_is_guarded_in_the_database_too(admin):
    old = MoneyRule.objects.create(
        code="old", use="any", outcome="allow", reason="So", citation="There", starts_on=today(-30), ends_on=today(-9)
    )
    for ends_on in (None, today(5), today(-20)):
        with pytest.raises(IntegrityError, match="a day that is past"), transaction.atomic():
            MoneyRule.objects.filter(pk=old.pk).update(ends_on=ends_on)
    with pytest.raises(IntegrityError, match="a day that is past"), transaction.atomic():
        MoneyRule.objects.filter(code="c4-to-c4").update(ends_on=today(-9))
    made = change_rule(admin)
    with pytest.raises(IntegrityError, match="end it, and begin the next"), transaction.atomic():
        MoneyRule.objects.filter(pk=made.pk).update(proposed_by=None, proposed_on=None)


def test_the_history_says_who_changed_what_and_why(admin, counsel):
    change_rule(admin, starts_on=today(30))
    confirm(versions()[1], counsel)
    told = [(each.who, each.verb, each.versions, each.reason) for each in changes_of(MoneyRule, "c4-to-c4")]
    assert told == [
        ("Cleo Counsel", "confirmed", [2], "Read it"),
        ("Ada Admin", "proposed", [1, 2], "A ruling"),
        ("", "of the first set", [1], ""),
    ]


def test_a_change_has_all_money_on_its_way_asked_again_at_once_and_once(admin):
    award = grant()
    colors.recheck()
    change_rule(admin)
    receipt = colors.recheck_what_is_due()
    assert receipt.counts == {"changed": 1, "blocked": 0}
    assert ColorCheck.objects.filter(allocation=award).first().outcome == "counsel"
    assert colors.recheck_what_is_due() is None and not DueWork.objects.filter(kind=colors.KIND).exists()


_DAYS = st.integers(0, 40)
_STEP = st.tuples(
    st.sampled_from(["change", "end", "new", "confirm"]),
    _DAYS,
    st.sampled_from(STRICTNESS),
    st.sampled_from(list(USES)),
    st.sampled_from([[], ["c4"], ["c3_public"], ["pac", "super_pac"]]),
)


@given(
    steps=st.lists(_STEP, max_size=5),
    day=_DAYS,
    use=st.sampled_from(list(_MEANT)),
    recipient=st.sampled_from(Vehicle),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_changed_the_answer_of_a_day_is_the_strictest_that_counsel_may_still_choose(
    admin, counsel, steps, day, use, recipient
):
    """Of each rule counsel will let one version stand of those that are in force, or were replaced and not let go. No
    day has two versions of a rule. The right side is computed from the rows alone: over all such choices."""
    with transaction.atomic():
        for step in steps:
            _try(step, admin, counsel)
        on, rows = today(day), list(MoneyRule.objects.all())
        flow = Flow(("c4",), str(recipient), _MEANT[use])
        holding = [each for each in rows if _holds(each, on)]
        assert len({each.code for each in holding}) == len(holding)
        choices = [_choices(code, rows, on) for code in sorted({each.code for each in rows if each.version > 1})]
        still = [each for each in holding if each.code not in {row.code for row in rows if row.version > 1}]
        worlds = [[*still, *filter(None, chosen)] for chosen in itertools.product(*choices)]
        said = {_strictest(world, flow) for world in worlds}
        assert judge(rules_in_force(on), flow).outcome == max(said, key=STRICTNESS.index)
        transaction.set_rollback(True)


def _try(step, admin, counsel):
    kind, days, outcome, use, recipients = step
    facts = {
        "starts_on": today(days),
        "outcome": outcome,
        "use": use,
        "recipients": recipients,
        "wording": "For good",
    }
    try:
        if kind == "change":
            change_rule(admin, **facts)
        elif kind == "confirm":
            confirm(versions()[-1], counsel)
        elif kind == "end":
            end(counsel, today(days))
        else:
            propose(admin, **facts)
    except (CannotBeSaved, WrongStatus):
        pass  # that name is taken, the rule is over, or counsel's


def _holds(rule: MoneyRule, on: dt.date) -> bool:
    return rule.starts_on <= on and not (rule.ends_on and rule.ends_on <= on)


def _speaks_of(rule: MoneyRule, flow: Flow) -> bool:
    fits = not rule.sources or flow.sources[0] in rule.sources
    return fits and (not rule.recipients or flow.recipient in rule.recipients) and rule.use in kinds_of(flow.use)


def _strictest(rules: list[MoneyRule], flow: Flow) -> str:
    said = [each.outcome for each in rules if _speaks_of(each, flow)] or ["counsel"]
    return max(said, key=STRICTNESS.index)


def _choices(code: str, rows: list[MoneyRule], on: dt.date) -> list[MoneyRule | None]:
    """Which versions of a rule may turn out to hold on that day, None for none of them."""
    begun = sorted((each for each in rows if each.code == code and each.starts_on <= on), key=lambda row: row.version)
    read = [each.version for each in begun if each.confirmed_on]
    begun = [
        each
        for each in begun
        if each.version >= max(read, default=1) and (each.confirmed_on or each.starts_on != each.ends_on)
    ]
    kept = [
        each
        for at, each in enumerate(begun)
        if each.ends_on and any(later.starts_on <= each.ends_on for later in begun[at + 1 :])
    ]
    return [next((each for each in begun if _holds(each, on)), None), *kept]


def test_whoever_wrote_a_version_to_come_withdraws_it_and_all_goes_on_as_before(admin, counsel):
    change_rule(admin, starts_on=today(30), ends_on=today(50))
    change_rule(admin, starts_on=today(10), outcome="block")
    assert [each.ends_on for each in versions()] == [today(10), today(30), None]
    withdraw(versions()[-1], admin)
    assert [each.ends_on for each in versions()] == [today(30), today(50), today(10)]
    assert changes_of(MoneyRule, "c4-to-c4")[0].verb == "withdrew"
    with pytest.raises(WrongStatus):
        withdraw(versions()[-1], admin)


def test_nobody_else_withdraws_a_version_and_nothing_that_began_was_confirmed_or_followed(admin, counsel):
    made = change_rule(admin, starts_on=today(30))
    with pytest.raises(NeedsAnother):
        withdraw(made, counsel)
    confirm(made, counsel)
    with pytest.raises(WrongStatus):
        withdraw(made, admin)
    begun = change_rule(admin)
    with pytest.raises(WrongStatus):
        withdraw(begun, admin)
    first = change_rule(admin, starts_on=today(3))
    change_rule(admin, starts_on=today(5))
    with pytest.raises(WrongStatus):
        withdraw(first, admin)
    end(counsel, today(9))
    with pytest.raises(WrongStatus):
        withdraw(versions()[-1], admin)
