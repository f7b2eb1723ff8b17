"""What needs staff today: each number leads to rows, and equals them."""

import datetime as dt

import pytest
from django.utils import timezone

from funding import actions as funding_actions
from funding.models import Amendment, ColorCheck, Installment, MeterLimit, MoneyRule, Move, Requirement
from mvp_coord.home import home_of
from mvp_coord.home.kinds import KINDS, OF_COUNSEL
from mvp_coord.sheets.models import ImportBatch
from planning import actions
from planning.models import Overlap
from tests import asks, factories, family_factories, talks
from tests.case_factories import make_message
from tests.funding import books, road

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(staff):
    """Seven of everything that can wait for this member of staff."""
    for number in range(7):
        place = factories.make_county(f"County {number} County", electorate=500_000)
        for _ in range(2):
            program = factories.make_program(factories.make_partner(), visibility="partners")
            factories.make_activity(program, division=place, universe=200_000, attempts_planned=640_000)
        talks.make_note(author=staff, next_action=f"Call {number}", due_on="2026-01-05")
        factories.make_pair(factories.make_partner(), factories.make_partner())
        ImportBatch.objects.create(file_names=[f"plan {number}.csv"], created_by=staff)
        factories.make_partner(f"New {number}", status="unconfirmed")
        factories.make_need(good_as_of="2026-01-05")
        family_factories.make_proposal()
        work = factories.make_program(factories.make_partner())
        cycle, now = factories.make_cycle(), timezone.localdate()
        goes_on = {"starts_on": now, "ends_on": max(now + dt.timedelta(days=5), cycle.starts_on)}
        factories.make_activity(work, division=place, **goes_on)
        facts = {"amount": 5, "status": "committed", "program": work}
        award = factories.make_allocation(factories.make_fund(is_managed=True), **facts)
        Installment.objects.create(allocation=award, due_on=dt.date(2026, 1, 5), amount=5)
        Requirement.objects.create(allocation=award, kind="report", due_on=dt.date(2026, 1, 5))
        ColorCheck.objects.create(allocation=award, moment="change", outcome="block", fingerprint=str(number))
        asks_more = {"amount_before": 5, "amount_after": 6, "limit_usd": 5, "reason": "More doors"}
        Amendment.objects.create(allocation=award, proposed_by=factories.make_user(), **asks_more)
        factories.make_allocation(factories.make_fund(is_managed=True), amount=5, status="in_review")
        asked = {"act": "give_back", "amount": 5, "reason": "Unspent", "asked_by": factories.make_user()}
        Move.objects.create(fund=award.fund, **asked)
        ask = asks.make_ask()
        actions.answer_gap(ask, by=staff, answer="yes")
    today = timezone.localdate()
    near = {"starts_on": today + dt.timedelta(days=7), "ends_on": today + dt.timedelta(days=60)}
    for _ in range(2):
        program = factories.make_program(factories.make_partner(), visibility="partners")
        factories.make_activity(program, division=place, universe=200_000, attempts_planned=940_000, **near)
    actions.refresh_overlaps()
    for case in Overlap.objects.order_by("pk")[:3]:
        actions.take_overlap(overlap=case, by=staff)
        make_message(case)


def rows_at(client, href: str) -> int:
    """How many rows the page at this address shows or counts."""
    context = client.get(href).context
    if "cases" in context:
        return context["cases"].paginator.count
    if "form" in context:
        return context["form"].facets.total
    if "decided" in context:
        return len(context["waiting"])
    return context["page"].paginator.count if context.get("task") else context["total"]


def test_every_number_leads_to_its_rows_and_equals_them(staff, waiting, viewer, sign_in):
    client = sign_in(staff)
    tasks = home_of(viewer(staff), today=timezone.localdate()).staff.tasks
    assert [task.kind for task in tasks] == [kind for kind in KINDS if kind not in OF_COUNSEL]
    for task in tasks:
        assert rows_at(client, task.href) == task.total, task.kind
        assert len(task.items) == min(task.total, 5)
        assert all(client.get(item.href).status_code == 200 for item in task.items), task.kind
    page = client.get("/").content.decode()
    assert all(f'href="{task.href}"'.replace("&", "&amp;") in page for task in tasks)


def test_many_of_a_kind_come_page_by_page_each_once(staff, sign_in):
    for number in range(51):
        ImportBatch.objects.create(file_names=[f"plan {number:02}.csv"], created_by=staff)
    client, shown = sign_in(staff), []
    for page, other in (("", "More"), ("?page=2", "Earlier")):
        response = client.get(f"/today/imports/{page}")
        assert f">{other}</a>" in response.content.decode() and "51 waiting" in response.content.decode()
        shown += [item.label for item in response.context["page"]]
    assert shown == [f"plan {number:02}.csv" for number in range(51)]


def test_a_kind_that_nothing_waits_of_says_so(staff, sign_in):
    assert "Nothing waits here." in sign_in(staff).get("/today/imports/").content.decode()
    assert sign_in(staff).get("/today/nonsense/").status_code == 404


def test_what_colleagues_promised_does_not_wait_for_me(staff, counsel, viewer):
    talks.make_note(author=counsel, next_action="Call", due_on="2026-01-05")
    assert home_of(viewer(staff), today=timezone.localdate()).staff.tasks == ()


# --- counsel --------------------------------------------------------------------------------------------------------


def for_counsel(**facts):
    """Money of ours for a coordinated program, which the rules leave to counsel."""
    program, fund = factories.make_program(side="coordinated"), books.make_fund_with(100_000, vehicle="c4")
    return factories.make_allocation(
        fund, factories.make_entity(program.partner), amount=5_000, program=program, **facts
    )


def counsels(viewer, user) -> dict[str, list[str]]:
    """What waits for counsel alone, by where each is."""
    tasks = home_of(viewer(user), today=timezone.localdate()).staff.tasks
    return {task.kind: [item.href for item in task.items] for task in tasks if task.kind in OF_COUNSEL}


def at(allocation, place="colors") -> str:
    return f"/funding/{allocation.public_id}/#{place}"


def sign(allocation, by, days):
    until = timezone.localdate() + dt.timedelta(days=days)
    return funding_actions.sign_off(allocation=allocation, by=by, reason="I have read it", expires_on=until)


def test_what_the_rules_leave_to_counsel_waits_for_those_who_may_say_it(staff, counsel, viewer):
    waits, signed = for_counsel(proposed_by=staff), for_counsel()
    sign(signed, counsel, 300)
    for_counsel(status="declined")
    assert counsels(viewer, counsel)["counsel"] == [at(waits)]
    type(waits).objects.filter(pk=waits.pk).update(proposed_by=counsel)
    assert "counsel" not in counsels(viewer, counsel), "who proposed it signs nothing off"


def test_words_of_counsel_come_back_before_they_end_and_when_they_fall(counsel, viewer):
    ends, lasts, fell = for_counsel(), for_counsel(), for_counsel()
    for allocation, days in ((ends, 30), (lasts, 31), (fell, 300)):
        sign(allocation, counsel, days)
    assert counsels(viewer, counsel)["words"] == [at(ends)]
    type(fell).objects.filter(pk=fell.pk).update(purpose="Something else")
    assert counsels(viewer, counsel)["words"] == [at(ends), at(fell)]
    assert counsels(viewer, counsel)["counsel"] == [at(fell)]


def test_legal_reviews_wait_for_counsel_and_those_of_operations_for_all_staff(staff, counsel, viewer):
    fund = books.make_fund_with(100_000)
    award = road.into_review(factories.make_allocation(fund, amount=5_000), staff)
    assert counsels(viewer, counsel)["legal"] == [at(award, "reviews")]
    kinds = {task.kind for task in home_of(viewer(staff), today=timezone.localdate()).staff.tasks}
    assert "operations" in kinds and not kinds & set(OF_COUNSEL)
    funding_actions.give_review(allocation=award, side="operations", passed=True, by=staff)
    funding_actions.give_review(allocation=award, side="legal", passed=False, by=counsel, note="Not yet")
    assert "legal" not in counsels(viewer, counsel)
    funding_actions.send_back(allocation=award, by=staff, reason="Reword it")
    funding_actions.review(allocation=award, by=staff)
    assert counsels(viewer, counsel)["legal"] == [at(award, "reviews")], "it came into review anew"


def test_rules_wait_for_a_counsel_who_has_not_proposed_them(counsel, viewer):
    today = timezone.localdate()
    first = MoneyRule.objects.order_by("pk").first()
    MoneyRule.objects.exclude(pk=first.pk).update(confirmed_by=counsel, confirmed_on=today)
    assert counsels(viewer, counsel)["rules"] == [f"/funding/rules/{first.code}/"]
    MoneyRule.objects.filter(pk=first.pk).update(confirmed_by=counsel, confirmed_on=today)
    own = {each.attname: getattr(first, each.attname) for each in MoneyRule._meta.concrete_fields}
    own |= {"id": None, "code": "own-rule", "proposed_by_id": counsel.pk, "proposed_on": first.starts_on}
    MoneyRule.objects.create(**own)
    assert "rules" not in counsels(viewer, counsel)


def test_limits_of_meters_wait_until_counsel_has_confirmed_them(counsel, viewer):
    first = MeterLimit.objects.order_by("pk").first()
    MeterLimit.objects.exclude(pk=first.pk).update(confirmed_by=counsel, confirmed_on=timezone.localdate())
    assert counsels(viewer, counsel)["limits"] == [f"/funding/limits/{first.code}/"]
    MeterLimit.objects.filter(pk=first.pk).update(confirmed_by=counsel, confirmed_on=timezone.localdate())
    assert "limits" not in counsels(viewer, counsel)


def test_the_numbers_of_counsel_equal_their_rows_and_nobody_else_opens_them(staff, counsel, viewer, sign_in):
    for _ in range(7):
        sign(for_counsel(), counsel, 9), for_counsel()
        factories.make_allocation(factories.make_fund(is_managed=True), amount=5, status="in_review")
    tasks = [
        task for task in home_of(viewer(counsel), today=timezone.localdate()).staff.tasks if task.kind in OF_COUNSEL
    ]
    assert [task.kind for task in tasks] == list(OF_COUNSEL)
    client, other = sign_in(counsel), sign_in(staff)
    for task in tasks:
        assert rows_at(client, task.href) == task.total >= (1 if task.kind == "limits" else 7), task.kind
        assert other.get(task.href).status_code == 404
        assert all(client.get(item.href).status_code == 200 for item in task.items), task.kind


def test_what_a_change_has_made_forbidden_waits_and_a_thought_that_always_was_does_not(staff, viewer):
    facts = {"fund": factories.make_fund(is_managed=True, vehicle="c3_public"), "amount": 5}
    pac = factories.make_entity(vehicle="pac")
    let_through = factories.make_allocation(entity=pac, status="committed", **facts)
    factories.make_allocation(entity=pac, **facts)
    funding_actions.recheck()
    tasks = {task.kind: task for task in home_of(viewer(staff), today=timezone.localdate()).staff.tasks}
    assert [item.href for item in tasks["forbidden"].items] == [at(let_through)]


def test_one_does_not_decide_ones_own_amendment_above_the_limit(staff, viewer):
    award = factories.make_allocation(factories.make_fund(is_managed=True), amount=5, status="committed")
    facts = {"amount_before": 5, "amount_after": 60, "reason": "More", "allocation": award, "proposed_by": staff}
    made = Amendment.objects.create(limit_usd=50, **facts)

    def waits() -> bool:
        return any(
            each.kind == "amendments" for each in home_of(viewer(staff), today=timezone.localdate()).staff.tasks
        )

    assert not waits()
    Amendment.objects.filter(pk=made.pk).update(limit_usd=60)
    assert waits()
