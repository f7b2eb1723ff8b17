"""Django admin: each role within its own column, and who and why with each save."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from accounts.history import versions_of
from funding.models import Allocation
from mvp_coord.jobs.models import DueWork, JobRun
from planning.models import Recommendation
from states.models import Cycle
from tests import factories

pytestmark = pytest.mark.django_db


def changelist(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def address(obj, page="change") -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def test_histories_are_read_by_those_who_read_the_records(staff, counsel, admin, sign_in):
    rows = [factories.make_donor(), counsel, factories.make_overlap()]
    for client, expected in ((sign_in(staff), [404, 404, 404]), (sign_in(admin), [200, 200, 404])):
        assert [client.get(address(row, "history")).status_code for row in rows] == expected
    assert sign_in(counsel).get(address(rows[-1], "history")).status_code == 200
    for row in rows:
        row.pk += 1_000_000
    seen = [sign_in(staff).get(address(row, "history")).status_code for row in rows]
    assert seen == [404, 404, 404], "nor is it told whether there is such a record"


def test_nobody_else_gets_in(cast, sign_in):
    for name in set(cast) - {"staff", "counsel", "admin"}:
        response = sign_in(cast[name]).get(reverse("admin:index"))
        assert response.status_code in {302, 404}, name


def test_counsel_reads_cases_and_nobody_edits_them(counsel, sign_in):
    overlap = factories.make_overlap()
    client = sign_in(counsel)
    assert client.get(address(overlap)).status_code == 200
    assert client.post(address(overlap), {"dollars_basis": "x", "reason": "y"}).status_code == 403


def partner_form(client, partner, **changes) -> dict:
    """What a browser would send back from the partner's page."""
    page = client.get(address(partner))
    adminform = page.context["adminform"].form
    data = {name: "" if (value := adminform[name].value()) is None else value for name in adminform.fields}
    for formset in page.context["inline_admin_formsets"]:
        for bound in formset.formset.management_form:
            data[bound.html_name] = bound.value()
        for form in formset.formset.initial_forms:
            data |= {field.html_name: field.value() if field.value() is not None else "" for field in form}
    return {**data, **changes}


def test_a_save_carries_who_and_why_and_asks_for_a_check(staff, sign_in):
    partner = factories.make_partner("Ocotillo Votes")
    client = sign_in(staff)
    response = client.post(address(partner), partner_form(client, partner, name="Ocotillo", reason="they renamed"))
    assert response.status_code == 302, response.context["errors"]
    newest = versions_of(partner)[0]
    assert (newest.who, newest.reason) == ("Sol Staff", "they renamed")
    partner.refresh_from_db()
    assert partner.name == "Ocotillo"
    assert DueWork.objects.filter(kind="overlaps").exists()


def test_a_save_without_a_reason_is_refused_and_keeps_what_was_typed(staff, sign_in):
    partner = factories.make_partner("Ocotillo Votes")
    client = sign_in(staff)
    response = client.post(address(partner), partner_form(client, partner, name="Typed in", reason=""))
    assert response.status_code == 200
    assert "Typed in" in response.content.decode()
    partner.refresh_from_db()
    assert partner.name == "Ocotillo Votes"


def test_a_cycle_whose_days_no_calendar_draws_is_refused(admin, sign_in):
    sent = {"code": "2027-28", "name": "2027–28", "starts_on": "2027-01-01", "ends_on": "9999-12-31", "reason": "new"}
    response = sign_in(admin).post("/admin/states/cycle/add/", sent)
    assert "Write a day between 2000 and 2099." in response.content.decode()
    assert not Cycle.objects.exists()


def test_the_history_page_tells_field_by_field(staff, sign_in):
    partner = factories.make_partner("Ocotillo Votes")
    client = sign_in(staff)
    client.post(address(partner), partner_form(client, partner, name="Ocotillo", reason="they renamed"))
    page = client.get(address(partner, "history")).content.decode()
    assert "they renamed" in page
    assert "<del>Ocotillo Votes</del>" in page


def test_a_record_without_a_history_says_so(staff, sign_in):
    run = JobRun.objects.create(name="check overlaps")
    assert "keeps no history" in sign_in(staff).get(address(run, "history")).content.decode()


def bulk(client, rows, action, reason="as the docket says"):
    data = {"action": action, "_selected_action": [row.pk for row in rows], "reason": reason}
    return client.post(changelist(rows[0]), data, follow=True)


def test_a_bulk_step_goes_through_the_action_and_says_what_was_refused(staff, sign_in):
    good = factories.make_allocation(status=Allocation.Status.RECOMMENDED, amount_recommended=50_000)
    wrong = factories.make_allocation(status=Allocation.Status.PAID)
    page = bulk(sign_in(staff), [good, wrong], "to_review").content.decode()
    good.refresh_from_db(), wrong.refresh_from_db()
    assert (good.status, wrong.status) == ("in_review", "paid")
    assert versions_of(good)[0].reason == "as the docket says"
    assert "Take into review: 1." in page


def test_a_bulk_step_without_a_reason_changes_nothing(staff, sign_in):
    allocation = factories.make_allocation(status=Allocation.Status.RECOMMENDED)
    assert "Say why" in bulk(sign_in(staff), [allocation], "to_review", reason="").content.decode()
    allocation.refresh_from_db()
    assert allocation.status == "recommended"


def test_a_recommendation_is_published_only_when_a_donor_can_act_on_it(staff, sign_in):
    row = factories.make_recommendation(
        factories.make_entity(factories.make_partner(visibility="public")), status="draft", giving_url=""
    )
    client = sign_in(staff)
    assert "no direct-giving link" in bulk(client, [row], "publish").content.decode()
    Recommendation.objects.filter(pk=row.pk).update(
        giving_url="https://ocotillo.example.org/give", deductibility="Not deductible, by the IRS list."
    )
    bulk(client, [row], "publish")
    row.refresh_from_db()
    assert (row.status, row.checked_by) == (Recommendation.Status.PUBLISHED, staff)
    bulk(client, [row], "withdraw")
    row.refresh_from_db()
    assert row.status == Recommendation.Status.WITHDRAWN


def test_admins_read_donors_by_name_and_address_only(admin, donor, sign_in):
    response = sign_in(admin).get(address(donor.donor))
    assert set(response.context["adminform"].form.fields) == {"user", "adviser", "reason"}


def test_no_address_is_told_by_row_number(admin, sign_in):
    hidden = factories.make_partner("Hidden Hands", visibility="private")
    kind = ContentType.objects.get_for_model(hidden)
    assert sign_in(admin).get(f"/admin/r/{kind.pk}/{hidden.pk}/").status_code == 404
    seen = factories.make_partner("Ocotillo Votes")
    assert f'href="{seen.get_absolute_url()}"' in sign_in(admin).get(address(seen)).content.decode()


@pytest.mark.parametrize("asks", ["kind=%00", "name__regex=(", "status__in=%00,a"])
def test_an_address_that_asks_for_what_cannot_be_is_not_our_failure(asks, admin, sign_in):
    client = sign_in(admin)
    factories.make_partner()
    assert client.get(f"/admin/partners/partner/?{asks}").status_code == 400
    term = "/admin/autocomplete/?app_label=partners&model_name=contact&field_name=partner&term=%00"
    assert client.get(term).status_code == 400
    assert client.get("/admin/states/state/%00/change/").status_code == 400


def test_private_records_of_others_are_not_in_admin_either(admin, staff, sign_in):
    hidden = factories.make_partner("Hidden Hands", visibility="private")
    for user in (admin, staff):
        assert "Hidden Hands" not in sign_in(user).get(changelist(hidden)).content.decode()
        assert sign_in(user).get(address(hidden)).status_code == 302


def test_the_page_of_a_partner_names_no_private_one_that_it_is_tied_to(staff, sign_in):
    table, hidden = factories.make_partner("Copper Table"), factories.make_partner("Hidden", visibility="private")
    seen = factories.make_partner("Ocotillo Votes")
    factories.make_affiliation(seen, table)
    factories.make_affiliation(seen, hidden, "chapter")
    page = sign_in(staff).get(f"/admin/partners/partner/{seen.pk}/change/").content.decode()
    assert "Copper Table" in page
    assert "Hidden" not in page


def test_a_case_with_a_hidden_member_is_not_in_admin(counsel, sign_in):
    secret = factories.make_program(factories.make_partner("Secret House", visibility="private"))
    case = factories.make_overlap(factories.make_activity(secret), factories.make_activity(), dollars_basis="Zqx")
    shown, client = factories.make_overlap(), sign_in(counsel)
    text = client.get(changelist(type(case)), {"q": shown.anchor.name}).content.decode()
    assert f"/overlap/{shown.pk}/" in text and f"/overlap/{case.pk}/" not in text
    for page in ("change", "history"):
        assert client.get(address(case, page), follow=True).content.decode().count("Zqx") == 0
