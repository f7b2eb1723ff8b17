"""Money of ours goes no step that the rules forbid: blocks, restrictions, counsel's word and when it falls."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding import actions
from funding.colors import BLOCK
from funding.models import Allocation, ColorCheck, SignOff
from funding.pipeline import STEPS
from funding.reports.rules import held_against_rules, verdict_of
from partners.models import Program
from partners.models.family import Vehicle
from tests import factories, family_factories
from tests.funding import books, road

pytestmark = pytest.mark.django_db
A_YEAR = dt.timedelta(days=365)


def ours(source: str, recipient: str, **facts) -> Allocation:
    fund = books.make_fund_with(100_000, vehicle=source)
    return factories.make_allocation(fund, factories.make_entity(vehicle=recipient), amount=5_000, **facts)


def coordinated() -> Program:
    return factories.make_program(side="coordinated")


def for_counsel(**facts) -> Allocation:
    """Money of ours for a coordinated program, which the rules leave to counsel."""
    program = coordinated()
    fund = books.make_fund_with(100_000, vehicle="c4")
    return factories.make_allocation(
        fund, factories.make_entity(program.partner), amount=5_000, program=program, **facts
    )


def sign(allocation: Allocation, counsel, **facts) -> SignOff:
    facts = {"reason": "I have read the agreement", "expires_on": timezone.localdate() + A_YEAR, **facts}
    return actions.sign_off(allocation=allocation, by=counsel, **facts)


def test_a_thought_is_written_down_whatever_the_rules_say_and_what_they_say_is_kept(staff):
    fund = books.make_fund_with(100_000, vehicle="c3_public")
    made = actions.propose(fund=fund, entity=factories.make_entity(vehicle="pac"), amount=Decimal(5_000), by=staff)
    (check,) = ColorCheck.objects.filter(allocation=made)
    assert (made.status, check.moment, check.outcome) == ("exploring", "draft", "block")


def test_what_is_blocked_goes_no_step_on(staff):
    allocation = ours("c3_public", "pac")
    with pytest.raises(actions.Blocked, match="The money rules forbid it"):
        actions.recommend(allocation=allocation, by=staff)
    allocation.refresh_from_db()
    assert allocation.status == "exploring"


def test_nobody_signs_off_a_block(counsel):
    allocation = ours("c3_public", "pac")
    with pytest.raises(actions.Blocked, match="Nobody signs off"):
        sign(allocation, counsel)
    assert not SignOff.objects.exists()


def test_counsel_lets_pass_what_the_rules_leave_to_counsel(staff, counsel):
    allocation = for_counsel()
    with pytest.raises(actions.NeedsCounsel, match="the word of counsel"):
        actions.recommend(allocation=allocation, by=staff)
    sign(allocation, counsel)
    assert actions.recommend(allocation=allocation, by=staff).status == "recommended"


def test_a_word_of_counsel_holds_until_its_day(staff, counsel):
    allocation = for_counsel()
    sign(allocation, counsel)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    SignOff.objects.update(signed_on=yesterday, expires_on=yesterday)
    with pytest.raises(actions.NeedsCounsel):
        actions.recommend(allocation=allocation, by=staff)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_word_holds_for_a_year_at_most(days, counsel):
    with pytest.raises(actions.WrongStatus, match="until a day between"):
        sign(for_counsel(), counsel, expires_on=timezone.localdate() + dt.timedelta(days=days))


def test_a_word_falls_when_the_use_of_the_money_changes(staff, counsel):
    allocation = for_counsel()
    sign(allocation, counsel)
    factories.make_activity(allocation.program, program_type=factories.make_program_type("persuasion"))
    with pytest.raises(actions.NeedsCounsel):
        actions.recommend(allocation=allocation, by=staff)


@pytest.mark.parametrize(
    "changed", [{"purpose": "Else"}, {"restriction": "Other words"}, {"amount_requested": 5_001}]
)
def test_a_word_is_about_this_purpose_these_words_and_up_to_this_much(changed, staff, counsel):
    allocation = for_counsel()
    sign(allocation, counsel)
    Allocation.objects.filter(pk=allocation.pk).update(**changed)
    with pytest.raises(actions.NeedsCounsel):
        actions.recommend(allocation=allocation, by=staff)


def test_a_word_is_about_this_recipient(staff, counsel):
    allocation = for_counsel()
    sign(allocation, counsel)
    Allocation.objects.filter(pk=allocation.pk).update(entity=factories.make_entity(allocation.program.partner))
    with pytest.raises(actions.NeedsCounsel):
        actions.recommend(allocation=allocation, by=staff)


def test_a_word_falls_when_its_counsel_speaks_for_the_money(counsel):
    allocation = for_counsel()
    sign(allocation, counsel)
    Allocation.objects.filter(pk=allocation.pk).update(proposed_by=counsel)
    with pytest.raises(actions.NeedsCounsel):
        actions.recommend(allocation=allocation, by=counsel)


def test_a_refusal_takes_an_earlier_word_back(staff, counsel):
    allocation = for_counsel()
    sign(allocation, counsel)
    actions.refuse(allocation=allocation, by=counsel, reason="The agreement was changed")
    with pytest.raises(actions.NeedsCounsel):
        actions.recommend(allocation=allocation, by=staff)


def test_only_counsel_signs_and_never_his_or_her_own(staff, counsel):
    with pytest.raises(actions.NeedsCounsel, match="Only counsel"):
        sign(for_counsel(), staff)
    with pytest.raises(actions.NeedsAnother, match="another counsel"):
        sign(for_counsel(proposed_by=counsel), counsel)
    with pytest.raises(actions.NoReason):
        sign(for_counsel(), counsel, reason=" ")


def test_the_database_itself_wants_counsel(staff, counsel):
    facts = {"decision": "refused", "fingerprint": "x", "reason": "So", "signed_on": timezone.localdate()}
    with pytest.raises(IntegrityError, match="Only counsel"), transaction.atomic():
        SignOff.objects.create(allocation=for_counsel(), by=staff, **facts)
    with pytest.raises(IntegrityError, match="has proposed"), transaction.atomic():
        SignOff.objects.create(allocation=for_counsel(proposed_by=counsel), by=counsel, **facts)


def test_a_restriction_is_worded_before_the_money_goes_on(staff):
    allocation = ours("c3_public", "c4", program=None)
    program = factories.make_program(allocation.entity.partner, side="nonpartisan")
    Allocation.objects.filter(pk=allocation.pk).update(program=program)
    assert verdict_of(allocation).outcome == "restriction"
    with pytest.raises(actions.NeedsRestriction, match="they propose"):
        actions.recommend(allocation=allocation, by=staff)
    actions.revise(allocation=allocation, by=staff, purpose="", restriction="Charitable only", visibility="staff")
    assert actions.recommend(allocation=allocation, by=staff).status == "recommended"


def test_what_was_approved_is_held_again_before_it_is_paid(staff, counsel):
    allocation = ours("c3_public", "c3_public")
    road.committed(allocation, staff, counsel)
    type(allocation.entity).objects.filter(pk=allocation.entity_id).update(vehicle="pac")
    with pytest.raises(actions.Blocked):
        actions.pay(allocation=allocation, by=staff)
    (part,) = allocation.installments.all()
    with pytest.raises(actions.Blocked):
        actions.pay_part(installment=part, by=staff)
    allocation.refresh_from_db()
    assert allocation.status == "committed"
    assert actions.cancel(allocation=allocation, by=staff, reason="The rules forbid it now").status == "cancelled"


def test_every_moment_is_kept_with_the_rules_that_matched(staff, counsel):
    allocation = ours("c4", "c4")
    road.committed(allocation, staff, counsel)
    actions.pay(allocation=allocation, by=staff)
    checks = ColorCheck.objects.filter(allocation=allocation).order_by("pk")
    assert [each.moment for each in checks] == ["draft", "draft", "approval", "commitment", "payment"]
    assert checks[0].findings[0][:2] == ["c4-to-c4", 1]
    for change in ({"outcome": "allow"}, {"findings": []}):
        with pytest.raises(IntegrityError, match="kept as it was found"), transaction.atomic():
            checks.update(**change)
    with pytest.raises(IntegrityError, match="kept as it was found"), transaction.atomic():
        checks.delete()


def test_a_change_of_a_program_is_noted_once(staff):
    program = factories.make_program(side="nonpartisan")
    fund = books.make_fund_with(100_000, vehicle="c4")
    allocation = factories.make_allocation(
        fund, factories.make_entity(program.partner), amount=5_000, program=program
    )
    actions.recheck()
    assert actions.recheck() is None, "nothing has changed"
    Program.objects.filter(pk=program.pk).update(side="coordinated")
    assert actions.recheck().counts == {"changed": 1, "blocked": 0}
    assert actions.recheck() is None
    last = ColorCheck.objects.filter(allocation=allocation).first()
    assert (last.moment, last.outcome) == ("change", "counsel")


def test_many_are_held_in_as_few_queries_as_one(django_assert_num_queries):
    sponsor = factories.make_entity(vehicle="c3_public")
    rows = []
    for _ in range(6):
        project = factories.make_entity(vehicle="sponsored")
        family_factories.make_sponsorship(project, sponsor)
        program = factories.make_program(project.partner)
        factories.make_activity(program)
        rows.append(factories.make_allocation(books.make_fund_with(0, vehicle="c3_public"), project, program=program))
    with django_assert_num_queries(5):
        held_against_rules(rows[:1])
    with django_assert_num_queries(5):
        assert {each.flow.recipient for each in held_against_rules(rows)} == {"c3_public"}


VEHICLES = [each.value for each in Vehicle if each not in (Vehicle.UNKNOWN, Vehicle.SPONSORED)]
_step = st.sampled_from([*STEPS, "sign", "restrict", "reviews", "part"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(VEHICLES),
    st.sampled_from(VEHICLES),
    st.sampled_from(["", "coordinated"]),
    st.lists(_step, max_size=14),
)
def test_no_path_of_actions_reaches_paid_against_a_block(staff, counsel, source, recipient, side, path):
    """Whatever people try, in whatever order: what is paid was allowed, worded, or signed by counsel."""
    with transaction.atomic():
        partner = factories.make_partner()
        program = factories.make_program(partner, side=side) if side else None
        fund = books.make_fund_with(100_000, vehicle=source)
        allocation = factories.make_allocation(
            fund, factories.make_entity(partner, vehicle=recipient), amount=5_000, program=program
        )
        # First the ordinary road, then whatever else: most random walks alone would never leave the beginning.
        for name in ["sign", "restrict", "recommend", "review", "reviews", "approve", "commit", *path, "pay"]:
            _try(name, allocation, staff, counsel)
        allocation.refresh_from_db()
        (held,) = held_against_rules([allocation])
        if held.verdict.outcome == BLOCK:
            assert allocation.status in ("exploring", "declined")
            assert books.cents(fund, "available") == 10_000_000
        elif allocation.status == "paid":
            assert held.verdict.outcome != "counsel" or held.sign_off
            assert not held.verdict.wordings or allocation.restriction
        transaction.set_rollback(True)


def _try(name: str, allocation: Allocation, staff, counsel) -> None:
    reason = {"reason": "Because"}
    try:
        if name == "sign":
            sign(allocation, counsel)
        elif name == "restrict":
            actions.revise(allocation=allocation, by=staff, purpose="", restriction="Charitable", visibility="staff")
        elif name == "reviews":
            road.reviewed(allocation, staff, counsel)
        elif name == "part":
            for part in allocation.installments.all():
                actions.pay_part(installment=part, by=staff)
        else:
            getattr(actions, name)(allocation=allocation, by=staff, **reason)
    except actions.AllocationRefused:
        pass


def test_the_queue_of_counsel_shows_what_waits_what_is_forbidden_and_what_stands(staff, counsel, sign_in):
    waiting, forbidden, signed = for_counsel(), ours("c3_public", "pac"), for_counsel()
    sign(signed, counsel)
    page = sign_in(staff).get(reverse("funding:counsel-queue")).content.decode()
    at = [page.index(f"/funding/{each.public_id}/") for each in (waiting, forbidden, signed)]
    assert at == sorted(at)


def test_counsel_gives_a_word_on_the_page_and_what_was_refused_is_kept(counsel, sign_in):
    allocation, client = for_counsel(), sign_in(counsel)
    address = reverse("funding:counsel", args=[allocation.public_id])
    answer = client.post(address, {"decision": "sign", "expires_on": "2001-01-01", "reason": "My long reason"})
    assert answer.status_code == 409 and "My long reason" in answer.content.decode()
    good = {"decision": "sign", "expires_on": timezone.localdate() + A_YEAR, "reason": "Read"}
    assert client.post(address, good).status_code == 302
    assert "signed it off" in client.get(reverse("funding:allocation", args=[allocation.public_id])).content.decode()
