"""Adding a partner and changing its profile: what each may change, what is asked first, and two edits at once."""

import pytest
from django.urls import reverse

from partners.models import Partner
from tests import factories

ADD = "/partners/new/"
HTMX = {"HX-Request": "true"}


def typed(response, **instead):
    """What a browser would send back from the form of this page, with some fields filled in otherwise."""
    form, rows = response.context["form"], response.context["rows"]
    data = {name: form[name].value() for name in form.fields}
    for each in rows.forms if rows else []:
        data |= {each[name].html_name: each[name].value() for name in each.fields}
    if rows:
        data |= {field.html_name: field.value() for field in rows.management_form}
    data = {name: getattr(value, "isoformat", lambda value=value: value)() for name, value in data.items()}
    return {
        name: value for name, value in {**data, **instead}.items() if value not in (None, "") and value is not False
    }


def edit(partner):
    return reverse("partners:edit", args=[partner.slug])


class TestAdd:
    def test_staff_add_a_partner_and_land_on_its_page(self, staff, sign_in):
        factories.make_state("AZ")
        client = sign_in(staff)
        filled = {
            "name": "Saguaro Neighbors",
            "kind": "year_round",
            "website": "saguaro.example.org",
            "states-0-state": "AZ",
        }
        response = client.post(ADD, typed(client.get(ADD), **filled), follow=True)
        partner = Partner.objects.get()
        assert response.redirect_chain == [("/partners/saguaro-neighbors/", 302)]
        assert partner.website == "https://saguaro.example.org"
        assert [state.state_id for state in partner.partner_states.all()] == ["AZ"]
        assert "Saguaro Neighbors is in the directory" in response.content.decode()

    def test_a_form_that_is_sent_twice_adds_one_partner(self, staff, sign_in):
        client = sign_in(staff)
        data = typed(client.get(ADD), name="Saguaro Neighbors", kind="year_round", sure="1")
        first, second = client.post(ADD, data), client.post(ADD, data)
        assert first.url == second.url == "/partners/saguaro-neighbors/"
        assert Partner.objects.count() == 1

    def test_a_form_of_somebody_else_is_asked_for_once_more(self, staff, counsel, sign_in):
        data = typed(sign_in(counsel).get(ADD), name="Saguaro Neighbors", kind="year_round")
        client = sign_in(staff)
        again = client.post(ADD, data)
        assert again.status_code == 422
        assert client.post(ADD, typed(again)).status_code == 302

    def test_what_was_typed_stays_when_something_is_wrong(self, staff, sign_in):
        client = sign_in(staff)
        wrong = {
            "name": "",
            "kind": "year_round",
            "summary": "Knocks all year.",
            "founded_year": "12",
            "website": "not a link",
        }
        response = client.post(ADD, typed(client.get(ADD), **wrong))
        text = response.content.decode()
        assert response.status_code == 422
        assert "Knocks all year." in text
        assert 'href="#id_name"' in text
        assert 'value="not a link"' in text

    @pytest.mark.parametrize("bad", ["nul\x00byte", " "])
    def test_an_odd_name_is_refused_and_not_a_crash(self, bad, staff, sign_in):
        client = sign_in(staff)
        data = {**typed(client.get(ADD), kind="year_round"), "name": bad}
        assert client.post(ADD, data).status_code == 422

    def test_another_row_for_a_state_keeps_what_was_typed(self, staff, sign_in):
        factories.make_state("AZ")
        client = sign_in(staff)
        data = typed(
            client.get(ADD), name="Half Typed", more="1", **{"states-0-state": "AZ", "states-0-role": "Phones"}
        )
        response = client.post(ADD, data)
        assert response.status_code == 200
        assert len(response.context["rows"].forms) == 2
        assert 'value="Phones"' in response.content.decode()
        assert not Partner.objects.exists()

    def test_a_count_of_rows_that_is_no_number_starts_them_anew(self, staff, sign_in):
        client = sign_in(staff)
        assert client.post(ADD, typed(client.get(ADD), more="1", **{"states-TOTAL_FORMS": "x"})).status_code == 200

    def test_a_state_named_twice_is_pointed_out(self, staff, sign_in):
        factories.make_state("AZ")
        client = sign_in(staff)
        twice = {"states-TOTAL_FORMS": "2", "states-0-state": "AZ", "states-1-state": "AZ"}
        twice |= {"states-0-scope": "local", "states-1-scope": "local"}
        response = client.post(ADD, typed(client.get(ADD), name="Twice There", kind="year_round", **twice))
        assert "This state is named twice" in response.content.decode()


class TestIsItOneOfThese:
    @pytest.fixture(autouse=True)
    def known(self, db):
        facts = {"other_names": "SN\nCactus Club", "website": "https://www.saguaro.example.org/about"}
        factories.make_partner("Saguaro Neighbors", **facts)
        factories.make_partner("Unlike Anything")

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("Saguaro Neighbors", "the same name"),
            ("saguaro  neighbors", "the same name"),
            ("Cactus Club", "the same name as “Cactus Club”"),
            ("Saguaro Neighbours", "nearly the same name"),
            ("Neighbors of Saguaro", "nearly the same name"),
            ("Saguaro Neighbors Action Fund", "one name stands in the other"),
            ("sagua", "its name begins so"),
        ],
    )
    def test_a_name_that_is_alike_is_shown_while_it_is_typed(self, name, reason, staff, sign_in):
        found = sign_in(staff).get("/partners/likely/", {"name": name}, headers=HTMX).context["likely"]
        assert [(each.partner.name, each.reason) for each in found] == [("Saguaro Neighbors", reason)]

    @pytest.mark.parametrize("name", ["", "s", "Prairie Workers", "\x00", "%", "x" * 1_000])
    def test_other_names_find_nothing(self, name, staff, sign_in):
        assert sign_in(staff).get("/partners/likely/", {"name": name}, headers=HTMX).context["likely"] == []

    def test_the_form_asks_before_it_adds_a_likely_twin(self, staff, sign_in):
        client = sign_in(staff)
        data = typed(client.get(ADD), name="Saguaro Neighbours", kind="year_round")
        asked = client.post(ADD, data)
        assert asked.status_code == 422
        assert "Is it one of these?" in asked.content.decode()
        assert Partner.objects.count() == 2
        assert client.post(ADD, {**data, "sure": "1"}).status_code == 302
        assert Partner.objects.count() == 3

    def test_the_same_website_is_a_reason_whatever_the_name(self, staff, sign_in):
        client = sign_in(staff)
        data = typed(client.get(ADD), name="Wholly Other", kind="year_round", website="http://saguaro.example.org")
        assert "the same website" in client.post(ADD, data).content.decode()


class TestEdit:
    def test_a_contact_changes_what_its_organization_says_of_itself(self, own_partner, partner_rep, sign_in):
        client = sign_in(partner_rep)
        data = typed(client.get(edit(own_partner)), name="Ocotillo Votes!", summary="Knocks.", reason="new logo")
        assert client.post(edit(own_partner), data).status_code == 302
        own_partner.refresh_from_db()
        assert (own_partner.name, own_partner.summary) == ("Ocotillo Votes!", "Knocks.")

    def test_what_decides_who_reads_what_is_for_staff(self, own_partner, partner_rep, sign_in):
        client = sign_in(partner_rep)
        sent = {"kind": "peer_funder", "status": "closed", "visibility": "private", "source": "x", "slug": "mine"}
        client.post(edit(own_partner), typed(client.get(edit(own_partner)), **sent))
        own_partner.refresh_from_db()
        facts = (own_partner.kind, own_partner.status, own_partner.visibility, own_partner.source, own_partner.slug)
        assert facts == ("year_round", "active", "partners", "", "ocotillo-votes")

    def test_the_states_of_a_table_are_for_staff_because_they_open_plans(self, state_table, staff, sign_in):
        factories.make_state("WI")
        user = factories.make_user()
        factories.make_member(user, state_table)
        client = sign_in(user)
        page = client.get(edit(state_table))
        assert page.context["rows"] is None
        rows = {
            "states-TOTAL_FORMS": "1",
            "states-INITIAL_FORMS": "0",
            "states-0-state": "WI",
            "states-0-scope": "local",
        }
        assert client.post(edit(state_table), typed(page, **rows)).status_code == 302
        assert [each.state_id for each in state_table.partner_states.all()] == ["AZ"]
        assert sign_in(staff).get(edit(state_table)).context["rows"] is not None

    def test_staff_cannot_hide_a_partner_from_themselves(self, own_partner, staff, sign_in):
        client = sign_in(staff)
        data = typed(client.get(edit(own_partner)), visibility="private")
        assert client.post(edit(own_partner), data).status_code == 422

    def test_a_coalition_cannot_end_before_it_starts(self, own_partner, staff, sign_in):
        client = sign_in(staff)
        data = typed(client.get(edit(own_partner)), starts_on="2027-02-01", ends_on="2027-01-01")
        assert "It would end before it starts." in client.post(edit(own_partner), data).content.decode()


class TestTwoEditsAtOnce:
    def two(self, sign_in, first, second, partner):
        clients = sign_in(first), sign_in(second)
        return clients, [typed(client.get(edit(partner))) for client in clients]

    def test_the_later_one_gets_both_versions_and_loses_nothing(self, own_partner, staff, partner_rep, sign_in):
        clients, data = self.two(sign_in, partner_rep, staff, own_partner)
        assert clients[0].post(edit(own_partner), {**data[0], "summary": "Theirs."}).status_code == 302
        mine = {**data[1], "summary": "Mine.", "other_names": "OV", "states-0-role": "Doors"}
        conflict = clients[1].post(edit(own_partner), mine)
        assert conflict.status_code == 409
        both = {each.label: (each.now, each.yours) for each in conflict.context["differences"]}
        assert both == {
            "Summary": ("Theirs.", "Mine."),
            "Other names": ("–", "OV"),
            "States": ("AZ (statewide)", "AZ (statewide, Doors)"),
        }
        kept = typed(conflict)
        assert (kept["summary"], kept["other_names"], kept["states-0-role"]) == ("Mine.", "OV", "Doors")
        own_partner.refresh_from_db()
        assert own_partner.summary == "Theirs."

    def test_saving_once_more_puts_the_later_version_in_place(self, own_partner, staff, partner_rep, sign_in):
        clients, data = self.two(sign_in, partner_rep, staff, own_partner)
        clients[0].post(edit(own_partner), {**data[0], "summary": "Theirs."})
        conflict = clients[1].post(edit(own_partner), {**data[1], "summary": "Mine."})
        assert clients[1].post(edit(own_partner), typed(conflict)).status_code == 302
        own_partner.refresh_from_db()
        assert own_partner.summary == "Mine."

    def test_a_change_that_a_contact_cannot_see_is_no_conflict_for_it(self, own_partner, staff, partner_rep, sign_in):
        clients, data = self.two(sign_in, staff, partner_rep, own_partner)
        clients[0].post(edit(own_partner), {**data[0], "source": "A secret"})
        assert clients[1].post(edit(own_partner), {**data[1], "summary": "Mine."}).status_code == 302

    def test_one_who_sends_no_version_is_treated_as_late(self, own_partner, staff, sign_in):
        client = sign_in(staff)
        data = typed(client.get(edit(own_partner)), summary="Mine.")
        del data["seen"]
        assert client.post(edit(own_partner), data).status_code == 409
