"""Another vehicle of who receives money: what it does to awards is seen before, and asked again at once after."""

import pytest
from django.contrib.messages import get_messages

from accounts.history import versions_of
from funding.actions import colors
from funding.models import ColorCheck
from mvp_coord.jobs.models import DueWork
from mvp_coord.lib.facts import facts_of, token_of
from partners.actions.proposals import propose_entity_change
from partners.models import LegalEntity, ProposedChange
from partners.models.statement import EntityStatement
from tests import factories, family_factories

from .rules import grant, today
from .test_rule_pages import hidden_of, links_below

pytestmark = pytest.mark.django_db


@pytest.fixture
def award():
    """Money of a 501(c)(4) for another; for a PAC it would be forbidden."""
    return grant("c4", "c4", status="committed", decided_on=today(), amount_approved=50_000)


@pytest.fixture
def due():
    """How often it is noted that money must be held against the rules again."""
    DueWork.objects.all().delete()
    return lambda: DueWork.objects.filter(kind=colors.KIND).count()


def address(entity: LegalEntity) -> str:
    return f"/partners/{entity.partner.slug}/entities/{entity.public_id}/"


def edit(client, entity: LegalEntity, **facts):
    """Send the form of the entity with these facts instead."""
    form = client.get(address(entity)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(address(entity), {**data, **facts})


def vehicle_of(entity: LegalEntity) -> str:
    return LegalEntity.objects.get(pk=entity.pk).vehicle


class TestOnTheFormOfTheEntity:
    def test_one_sees_which_awards_would_change_before_it_is_saved(self, award, staff, sign_in, due):
        client, other = sign_in(staff), grant("c4", "c4")
        page = edit(client, award.entity, vehicle="pac", reason="As filed")
        text = page.content.decode()
        assert page.status_code == 200 and "answer otherwise for 1 award" in text
        assert links_below(text, "block") == {award.public_id} and other.public_id not in text
        assert vehicle_of(award.entity) == "c4" and due() == 0
        answer = client.post(address(award.entity), hidden_of(page))
        assert answer.status_code == 302
        assert vehicle_of(award.entity) == "pac" and due() == 1
        assert versions_of(award.entity)[0].reason == "As filed"

    def test_awards_that_came_about_meanwhile_are_shown_first(self, award, staff, sign_in):
        client = sign_in(staff)
        page = edit(client, award.entity, vehicle="pac")
        second = factories.make_allocation(award.fund, award.entity, status="recommended")
        again = client.post(address(award.entity), hidden_of(page))
        assert again.status_code == 200 and second.public_id in again.content.decode()
        assert vehicle_of(award.entity) == "c4"

    @pytest.mark.parametrize("facts", [{"legal_name": "Another name"}, {"vehicle": "super_pac"}], ids=str)
    def test_nothing_is_asked_where_no_answer_changes(self, facts, award, staff, sign_in):
        assert edit(sign_in(staff), award.entity, **facts).status_code == 302

    @pytest.mark.parametrize("status", ["paid", "declined", "cancelled"])
    def test_nothing_is_asked_for_money_that_is_not_on_its_way(self, status, staff, sign_in):
        award = grant("c4", "c4", status=status, decided_on=today(), amount_approved=5)
        assert edit(sign_in(staff), award.entity, vehicle="pac").status_code == 302

    def test_awards_to_projects_that_it_sponsors_are_among_them(self, award, staff, sign_in, due):
        project = factories.make_entity(vehicle="sponsored")
        family_factories.make_sponsorship(project=project, sponsor=award.entity)
        theirs = factories.make_allocation(award.fund, project, status="recommended")
        client = sign_in(staff)
        page = edit(client, award.entity, vehicle="pac")
        assert links_below(page.content.decode(), "block") == {award.public_id, theirs.public_id}

    def test_a_word_of_counsel_that_would_fall_is_among_them(self, counsel, staff, sign_in):
        award = grant("super_pac", "super_pac", status="in_review")
        colors.sign_off(allocation=award, by=counsel, reason="Looked at it", expires_on=today(30))
        page = edit(sign_in(staff), award.entity, vehicle="other_527").content.decode()
        assert links_below(page, "fallen") == {award.public_id}

    def test_its_own_contact_proposes_and_is_told_nothing_of_awards(self, staff, partner_rep, own_partner, sign_in):
        entity = factories.make_entity(own_partner, vehicle="c4")
        fund = factories.make_fund(is_managed=True, vehicle="c4")
        factories.make_allocation(fund, entity, status="in_review", amount_recommended=5)
        answer = edit(sign_in(partner_rep), entity, vehicle="pac")
        assert answer.status_code == 302 and vehicle_of(entity) == "c4"
        assert not any("award" in str(each) for each in get_messages(answer.wsgi_request))


def test_whoever_approves_what_a_contact_proposed_sees_them_first(award, staff, sign_in, due):
    client, entity = sign_in(staff), award.entity
    facts = {"vehicle": "pac"}
    seen = token_of(facts_of(entity, facts))
    _, waits = propose_entity_change(entity, by=factories.make_user(), facts=facts, seen=seen)
    there = f"/proposals/{waits.public_id}/"
    page = client.post(there, {"approve": "1", "answer": "As filed"})
    assert page.status_code == 200 and links_below(page.content.decode(), "block") == {award.public_id}
    assert ProposedChange.objects.get(pk=waits.pk).decision == "" and due() == 0
    assert client.post(there, hidden_of(page)).status_code == 302
    assert vehicle_of(entity) == "pac" and due() == 1
    assert ProposedChange.objects.get(pk=waits.pk).answer == "As filed"


def test_whoever_accepts_what_a_register_says_sees_them_first(award, staff, sign_in, due):
    statement = family_factories.make_statement(award.entity, fact="vehicle", value="pac")
    client = sign_in(staff)
    held = EntityStatement.objects.with_held().get(pk=statement.pk).held
    there = f"/registers/statements/{statement.public_id}/"
    page = client.post(there, {"accept": "1", "held": held})
    assert links_below(page.content.decode(), "block") == {award.public_id} and vehicle_of(award.entity) == "c4"
    client.post(there, hidden_of(page))
    assert vehicle_of(award.entity) == "pac" and due() == 1


def test_admin_leaves_the_vehicle_of_an_entity_to_its_page(award, admin, sign_in):
    client, entity = sign_in(admin), award.entity
    there = f"/admin/partners/legalentity/{entity.pk}/change/"
    form = client.get(there).context["adminform"].form
    assert form.fields["vehicle"].disabled
    sent = {
        "legal_name": entity.legal_name,
        "partner": entity.partner_id,
        "vehicle": "pac",
        "why": "So",
        "reason": "So",
    }
    sent |= {f"sponsorships-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(there, sent)
    assert vehicle_of(entity) == "c4"


class TestTheRecheckIsDueAtOnce:
    def test_whoever_changes_it_and_once_for_many(self, award, due):
        others = [grant("c4", "c4").entity_id for _ in range(3)]
        LegalEntity.objects.filter(pk__in=[award.entity_id, *others]).update(vehicle="pac")
        assert due() == 1

    def test_for_a_sponsor_and_for_a_change_of_sponsors(self, award, due):
        sponsor, project = factories.make_entity(vehicle="c4"), factories.make_entity(vehicle="sponsored")
        factories.make_allocation(award.fund, project)
        tie = family_factories.make_sponsorship(project=project, sponsor=sponsor)
        assert due() == 1
        LegalEntity.objects.filter(pk=sponsor.pk).update(vehicle="pac")
        assert due() == 2
        tie.delete()
        assert due() == 3

    def test_not_where_no_money_goes_to_it_or_nothing_about_it_changes(self, award, due):
        factories.make_entity().delete()
        LegalEntity.objects.filter(pk=factories.make_entity().pk).update(vehicle="pac")
        LegalEntity.objects.filter(pk=award.entity_id).update(legal_name="Another")
        assert due() == 0

    def test_and_then_notes_what_changed(self, award):
        colors.recheck()
        LegalEntity.objects.filter(pk=award.entity_id).update(vehicle="pac")
        assert colors.recheck_what_is_due().counts == {"changed": 1, "blocked": 1}
        assert ColorCheck.objects.filter(allocation=award).first().outcome == "block"
