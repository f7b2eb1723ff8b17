"""Once insiders may read a grant no more, no overlap that was kept tells them of it: neither at once nor after the
check, whichever way it came to be hidden."""

import pytest

from accounts.visibility import Viewer
from funding.actions import allocations, chains
from funding.actions.funds import change_fund
from funding.models import Fund
from mvp_coord.jobs.models import DueWork
from mvp_coord.lib.facts import facts_of, token_of
from partners.actions.bulk import (
    apply_bulk_edit,
    preview_bulk_edit,
    start_bulk_edit,
    token_of_preview,
    undo_bulk_edit,
)
from partners.actions.due import KEPT_BACK
from partners.actions.merging import merge_partners, token_of_pair, undo_merge
from partners.actions.profile import profile_facts, update_partner
from partners.models import Partner
from planning import actions
from planning.models import Overlap
from planning.reports import case_view, case_views
from planning.reports.cases import partly_read_by
from planning.reports.open_cases import open_cases
from tests import factories
from tests.planning.test_cases import share
from tests.planning.test_paid_work import pay
from tests.planning.test_refresh import door_plan

pytestmark = pytest.mark.django_db
SAID = "counted once"


@pytest.fixture
def plans(db):
    """Two that compete at the same doors."""
    factories.make_county("Pima County", electorate=500_000)
    return share(door_plan("Sunrise"), "partners"), share(door_plan("Ocotillo Two"), "partners")


@pytest.fixture
def grant(plans):
    """By which the one pays for the other's work, kept as one piece of work."""
    made = pay(plans[0].program.partner, plans[1].program)
    actions.refresh_overlaps()
    return made


@pytest.fixture
def through(plans):
    """The same through the hands of a table that plans nothing itself: its award to the other."""
    table = factories.make_partner("Copper Table", kind="state_table", visibility="partners")
    first = pay(plans[0].program.partner, None, to=table, released_on="2026-11-17")
    made = pay(table, plans[1].program, parent=first)
    actions.refresh_overlaps()
    return made


@pytest.fixture
def told(viewer, staff, counsel):
    """What insiders are told of the case, wherever they are."""

    def tell() -> set[str]:
        found = set()
        for each in map(viewer, (staff, counsel)):
            views = case_views(each)
            views += [case_view(each, view.overlap.public_id) for view in views]
            views += open_cases(each, "AZ", cycle=None, most=9).first
            found |= {"same money" if SAID in view.sentence else view.overlap.overlap_class for view in views}
            found |= {view.overlap.overlap_class for view in views}
        return found

    return tell


def revised(grant, by, **facts):
    return allocations.revise(
        allocation=grant, by=by, **{"purpose": grant.purpose, "restriction": "", "visibility": "partners", **facts}
    )


def facts_changed(fund, by, level):
    facts, fund = {"visibility": level}, Fund.objects.get(pk=fund.pk)
    return change_fund(fund, by=by, facts=facts, seen=token_of(facts_of(fund, facts)))


def partner_changed(partner, by, level):
    facts, partner = {"visibility": level}, Partner.objects.get(pk=partner.pk)
    seen = token_of(profile_facts(partner, facts, with_states=False))
    return update_partner(partner, by=by, facts=facts, states=None, seen=seen)


def checked(told):
    """After the check that is due."""
    assert actions.drain_due_overlaps() and not DueWork.objects.filter(kind__startswith="overlaps").exists()
    return told()


def test_a_grant_that_is_made_private_is_told_neither_at_once_nor_after_the_check(grant, told, staff):
    assert told() == {"same money"}
    revised(grant, staff, visibility="private")
    assert told() == {"competing"}
    assert checked(told) == {"competing"}
    assert Overlap.objects.standing().get().overlap_class == "competing"
    revised(grant, staff, visibility="funders")
    assert not DueWork.objects.filter(kind=KEPT_BACK).exists()
    assert checked(told) == {"same money"}


def test_what_is_hidden_already_and_what_changes_for_others_alone_calls_for_no_check(grant, staff):
    revised(grant, staff, visibility="staff", reason="Not for partners")
    assert not DueWork.objects.exists()
    revised(grant, staff, visibility="private")
    DueWork.objects.all().delete()
    revised(grant, staff, visibility="private", shared_as="exact", reason="Again")
    assert not DueWork.objects.exists()


def test_a_thought_pays_for_nothing_whoever_sees_it(plans, staff):
    thought = pay(plans[0].program.partner, plans[1].program, status="exploring")
    revised(thought, staff, visibility="private", shared_as="blind")
    assert not DueWork.objects.exists()


def test_a_fund_that_is_made_private_takes_its_grants_with_it(grant, told, staff):
    facts_changed(grant.fund, staff, "private")
    assert told() == {"competing"}
    assert checked(told) == {"competing"}
    facts_changed(grant.fund, staff, "staff")
    assert checked(told) == {"same money"}


def test_a_partner_that_handed_it_on_and_is_made_private_takes_the_chain_with_it(through, told, staff):
    assert told() == {"same money"}
    partner_changed(through.fund.owner, staff, "private")
    assert told() == {"competing"}
    assert checked(told) == {"competing"}
    partner_changed(through.fund.owner, staff, "partners")
    assert checked(told) == {"same money"}


def test_many_partners_at_once_do_as_one_and_back(through, told, staff, viewer):
    table = through.fund.owner
    edit = start_bulk_edit([table.pk], by=staff, chosen="One", back="/")
    edit = preview_bulk_edit(edit, by=staff, viewer=viewer(staff), changes={"visibility": "private"})
    edit = apply_bulk_edit(edit, by=staff, viewer=viewer(staff), seen=token_of_preview(edit))
    assert edit.applied_at and told() == {"competing"}
    assert checked(told) == {"competing"}
    everything = Viewer(user_id=staff.pk, is_staff=True, partner_ids=frozenset({table.pk}))
    undo_bulk_edit(edit, by=staff, viewer=everything)
    assert checked(told) == {"same money"}


def test_a_merge_into_what_is_private_hides_the_money_too(through, told, staff):
    table, gone = through.fund.owner, factories.make_partner("Copper Table Two", visibility="partners")
    decision = merge_partners(
        kept=table, gone=gone, facts={"visibility": "private"}, seen=token_of_pair(table, gone), by=staff
    )
    assert told() == {"competing"}
    assert checked(told) == {"competing"}
    undo_merge(decision, by=staff)
    assert checked(told) == {"same money"}


def test_what_came_by_another_award_than_insiders_read_is_told_no_longer(through, told, staff):
    owner = factories.make_user(name="Tess Table")
    factories.make_member(owner, through.fund.owner)
    giver = factories.make_partner("Harbor Giving", kind="peer_funder", visibility="public")
    hidden = pay(giver, None, to=through.fund.owner, visibility="private", released_on="2026-11-17")
    chains.say_passed_on(
        allocation=through, parent=hidden, seen=through.parent_id, regrant_type="", by=owner, reason="Another"
    )
    assert told() == {"competing"}
    assert checked(told) == {"competing"}


@pytest.mark.parametrize("record", ["allocation", "fund", "partner"])
def test_the_same_in_admin(record, through, told, admin, sign_in):
    of = {"allocation": through, "fund": through.fund, "partner": through.fund.owner}[record]
    address = f"/admin/{of._meta.app_label}/{of._meta.model_name}/{of.pk}/change/"
    client = sign_in(admin)
    page = client.get(address)
    assert page.status_code == 200
    client.post(address, {**sent(page), "visibility": "private", "reason": "It asked for it"})
    of.refresh_from_db()
    assert of.visibility == "private"
    assert told() == {"competing"}
    assert checked(told) == {"competing"}


def sent(page) -> dict[str, object]:
    """What a form in admin would send as it stands."""
    forms = [page.context["adminform"].form]
    for each in page.context["inline_admin_formsets"]:
        forms += [each.formset.management_form, *each.formset.forms]
    values = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            values[bound.html_name] = "" if value is None else value
    return values


def test_admin_shows_no_case_as_kept_until_it_is_checked_again(grant, told, staff, counsel, sign_in):
    client, case = sign_in(counsel), Overlap.objects.standing().get()
    address = f"/admin/planning/overlap/{case.pk}/"
    assert "Same money" in client.get(f"{address}change/").content.decode()
    revised(grant, staff, visibility="private")
    assert [client.get(f"{address}{page}/").status_code for page in ("change", "history")] == [302, 302]
    assert case.public_id not in client.get("/admin/planning/overlap/").content.decode()
    checked(told)
    assert client.get(f"{address}change/").status_code == 302
    page = client.get(f"/admin/planning/overlap/{Overlap.objects.standing().get().pk}/change/")
    assert page.status_code == 200 and "Same money" not in page.content.decode()


def test_the_address_of_a_case_tells_nothing_of_money_that_no_check_finds_any_more(grant, told, staff, viewer):
    case = Overlap.objects.standing().get()
    revised(grant, staff, visibility="private")
    checked(told)
    left = case_view(viewer(staff), case.public_id)
    assert left is None or SAID not in left.sentence


def test_the_cases_of_other_states_stay_as_they_are_kept(grant, staff, viewer, django_assert_num_queries):
    revised(grant, staff, visibility="private")
    reader = viewer(staff)
    with django_assert_num_queries(1):
        asks = partly_read_by(reader)
    assert [asks(Overlap(state_id=code)) for code in ("AZ", "MI", None)] == [True, False, True]
