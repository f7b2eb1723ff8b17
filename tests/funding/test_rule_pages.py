"""The pages of money rules: write, look at what it would do, save; a rule's own page; counsel's confirmation."""

import re

import pytest

from funding.actions import colors
from funding.models import Allocation
from funding.reports.rules import held_against_rules
from mvp_coord.jobs.models import DueWork
from tests import factories

from .rules import change_rule, confirm, grant, says, today, versions

pytestmark = pytest.mark.django_db
RULE = "/funding/rules/c4-to-c4/"
CHANGE, END = f"{RULE}change/", f"{RULE}end/"
WRITTEN = {
    "sources": ["c4"],
    "recipients": ["c4"],
    "use": "any",
    "outcome": "counsel",
    "reason": "Ask first.",
    "citation": "A memo",
    "wording": "",
    "meter": "",
    "ends_on": "",
}


@pytest.fixture
def client(admin, sign_in):
    return sign_in(admin)


def hidden_of(page) -> dict[str, list[str]]:
    """The hidden fields of a page, as its form sends them."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', page.content.decode()):
        name, value = re.search(r'name="([\w-]+)"', tag)[1], re.search(r'value="([^"]*)"', tag)
        found.setdefault(name, []).append(value[1].replace("&#x27;", "'") if value else "")
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


def try_out(client, address=CHANGE, **facts):
    """The answer to what is written on the form as it now stands."""
    return client.post(address, {**hidden_of(client.get(address)), **WRITTEN, "starts_on": today(), **facts})


def save(client, trial, address=CHANGE, *, follow=False, **facts):
    return client.post(address, {**hidden_of(trial), "act": "save", "why": "A ruling", **facts}, follow=follow)


def test_write_look_save(client):
    award = grant()
    trial = try_out(client)
    text = trial.content.decode()
    assert trial.status_code == 200 and len(versions()) == 1, "nothing is saved by looking"
    assert f'href="/funding/{award.public_id}/#colors"' in text and "Would wait for counsel" in text
    assert "<del>Allowed</del>" in text and "<ins>Needs counsel</ins>" in text
    answer = save(client, trial, follow=True)
    assert answer.redirect_chain == [(RULE, 302)]
    assert [each.outcome for each in versions()] == ["allow", "counsel"]
    assert DueWork.objects.filter(kind=colors.KIND).exists()
    page = client.get(RULE).content.decode()
    assert "A ruling" in page and "Version 2" in page and "To be confirmed by counsel" in page


def test_sent_twice_it_is_saved_once(client):
    trial = try_out(client)
    assert save(client, trial).url == save(client, trial).url == RULE
    assert len(versions()) == 2


def test_what_was_not_looked_at_is_not_saved_but_shown(client):
    trial = try_out(client)
    answer = save(client, trial, outcome="block")
    assert answer.status_code == 200 and "What would this rule change?" in answer.content.decode()
    assert len(versions()) == 1
    assert save(client, answer).status_code == 302 and versions()[-1].outcome == "block"


def test_it_is_saved_with_a_reason_alone(client):
    answer = save(client, try_out(client), why=" ")
    assert answer.status_code == 422 and "Why it changes: This field is required." in answer.content.decode()
    assert len(versions()) == 1


def test_one_may_write_it_otherwise_and_keeps_what_was_written(client):
    page = client.post(CHANGE, {**hidden_of(try_out(client, reason="As they say.")), "act": "edit"}).content.decode()
    assert "As they say." in page and "What should the rule say?" in page


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"starts_on": "2026-01-01"}, "Holds from: What is past stays as it was"),
        ({"ends_on": "2026-01-01"}, "Holds until before: Must be after"),
        ({"outcome": "restriction"}, "What the restriction would say: Say what"),
        ({"reason": " "}, "Why: This field is required."),
        ({"citation": ""}, "What it rests on: This field is required."),
        ({"outcome": "maybe"}, "What follows: Select a valid choice."),
        ({"use": ""}, "For: This field is required."),
        ({"sources": ["gold"]}, "Money of: Select a valid choice."),
        ({"starts_on": "0001-01-01"}, "Holds from: Write a day between 2000 and 2099."),
    ],
)
def test_what_is_wrong_is_named_at_its_field(facts, says, client):
    answer = try_out(client, **facts)
    assert answer.status_code == 422 and says in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "says"), [("c4-to-c4", "There is, or was"), ("new", "another name"), ("a b", "valid")]
)
def test_a_new_rule_has_a_name_of_its_own(code, says, client):
    answer = try_out(client, "/funding/rules/new/", code=code)
    assert answer.status_code == 422 and says in answer.content.decode()


def test_a_new_rule_is_tried_and_saved(client):
    trial = try_out(client, "/funding/rules/new/", code="Gifts-In-Kind")
    assert save(client, trial, "/funding/rules/new/").url == "/funding/rules/gifts-in-kind/"
    assert client.get("/funding/rules/gifts-in-kind/").status_code == 200


def test_whoever_is_slower_sees_both_versions_and_loses_nothing(client, admin):
    trial = try_out(client, reason="Mine.")
    change_rule(admin, outcome="block", reason="Theirs.")
    answer = save(client, trial)
    text = answer.content.decode()
    assert answer.status_code == 409 and "Somebody changed this" in text and "Theirs." in text and "Mine." in text
    again = client.post(CHANGE, {**hidden_of(answer), **WRITTEN, "starts_on": today(), "reason": "Mine."})
    assert save(client, again).status_code == 302
    assert [each.reason for each in versions()][1:] == ["Theirs.", "Mine."]


def test_a_rule_is_ended_from_a_day_by_counsel_alone(client, counsel, sign_in):
    award = grant()
    assert client.get(END).status_code == 404 and END not in client.get(RULE).content.decode()
    client = sign_in(counsel)
    trial = client.post(END, {**hidden_of(client.get(END)), "starts_on": today(9)})
    assert "No rule would speak of this flow of money." in trial.content.decode()
    assert award.public_id in trial.content.decode()
    assert save(client, trial, END).url == RULE
    assert versions()[0].ends_on == today(9)
    again = client.post(END, {**hidden_of(client.get(END)), "starts_on": today(9)})
    assert again.status_code == 422 and "It holds no more from that day on already." in again.content.decode()


def test_the_trial_counts_just_what_it_lists(client, counsel):
    signed, others = grant("super_pac", "super_pac", status="in_review"), [grant() for _ in range(3)]
    grant(status="paid")
    grant(status="declined")
    factories.make_allocation(factories.make_fund(vehicle="c4"), factories.make_entity(vehicle="c4"))
    colors.sign_off(allocation=signed, by=counsel, reason="Looked at it", expires_on=today(30))
    facts = {"code": "committees", "sources": ["super_pac", "c4"], "recipients": ["super_pac", "c4"]}
    text = try_out(client, "/funding/rules/new/", **facts).content.decode()
    assert "4 allocations on the way looked at" in text
    listed = {kind: links_below(text, kind) for kind in ("counsel", "fallen")}
    assert listed == {"counsel": {each.public_id for each in others}, "fallen": {signed.public_id}}
    assert re.findall(r'href="#(\w+)">(\d+)</a>', text) == [("counsel", "3"), ("fallen", "1")]


def test_what_the_trial_foretells_is_what_the_rules_then_say(client, admin):
    for use in ("c4", "c3_public", "super_pac"):
        grant("c4", use)
    text = try_out(client, recipients=[], outcome="block").content.decode()
    foretold = links_below(text, "block")
    change_rule(admin, recipients=[], outcome="block")
    live = Allocation.objects.filter(fund__is_managed=True)
    assert foretold == {
        each.allocation.public_id for each in held_against_rules(live) if each.verdict.outcome == "block"
    }
    assert len(foretold) == 3


def test_the_trial_asks_as_much_of_the_database_for_many_as_for_few(client, django_assert_max_num_queries):
    fund = factories.make_fund(vehicle="c4", is_managed=True)
    asked = []
    for many in (2, 18):
        for _ in range(many):
            factories.make_allocation(fund, factories.make_entity(vehicle="c4"), status="recommended")
        facts = {**hidden_of(client.get(CHANGE)), **WRITTEN, "starts_on": today()}
        with django_assert_max_num_queries(40) as queries:
            client.post(CHANGE, facts)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_counsel_confirms_on_the_page_and_everybody_reads_it(counsel, partner_rep, sign_in):
    client = sign_in(counsel)
    form = {name: values[0] for name, values in hidden_of(client.get(RULE)).items()}
    answer = client.post(f"{RULE}1/confirm/", {**form, "v1-note": "Read the statute"})
    assert answer.status_code == 302 and versions()[0].confirmed_note == "Read the statute"
    page, theirs = (sign_in(each).get(RULE).content.decode() for each in (counsel, partner_rep))
    assert "Confirmed by Cleo Counsel on" in page and "Read the statute" in page
    assert "Confirmed by counsel on" in theirs
    assert "Cleo Counsel" not in theirs and "Read the statute" not in theirs and "Who changed it" not in theirs
    lists = [sign_in(each).get("/funding/rules/").content.decode() for each in (counsel, partner_rep)]
    assert ["confirmed by Cleo Counsel on" in each for each in lists] == [True, False]
    assert all("Counsel has not read all of these." in each for each in lists)


def test_the_trial_and_the_pages_say_what_waits_for_counsel(client, counsel, admin, sign_in):
    change_rule(admin, outcome="block")
    confirm(versions()[-1], counsel)
    award = grant()
    trial = try_out(client, outcome="allow").content.decode()
    assert "What this would replace is asked until counsel confirms this." in trial and award.public_id not in trial
    change_rule(admin, outcome="allow")
    assert "Asked until counsel confirms version 3" in client.get(RULE).content.decode()
    assert "asked until counsel confirms what stands in its place" in client.get("/funding/rules/").content.decode()
    form = {name: values[0] for name, values in hidden_of(sign_in(counsel).get(RULE)).items()}
    assert says() == "block" and sign_in(counsel).post(f"{RULE}3/confirm/", form).status_code == 302
    assert [each.public_id for each in Allocation.objects.all()] == [award.public_id] and says() == "allow"


def test_whoever_wrote_what_is_to_come_withdraws_it_on_the_page_with_a_reason(client, admin, counsel, sign_in):
    change_rule(admin, starts_on=today(9), outcome="block")
    assert "Withdraw version 2" not in sign_in(counsel).get(RULE).content.decode()
    form = client.get(RULE).context["lines"][0]["withdraw"]
    sent = {"w2-seen": form["seen"].value(), "w2-why": ""}
    refused = client.post(f"{RULE}2/withdraw/", sent)
    assert refused.status_code == 422 and "Withdraw version 2" in refused.content.decode()
    assert client.post(f"{RULE}2/withdraw/", {**sent, "w2-why": "A slip"}).url == RULE
    page = client.get(RULE).content.decode()
    assert "Withdrawn before it held" in page and "A slip" in page and versions()[0].ends_on is None
    assert client.post(f"{RULE}2/withdraw/", {**sent, "w2-why": "A slip"}).status_code == 409


def test_counsel_is_told_where_the_rule_has_changed_meanwhile(counsel, admin, sign_in):
    client = sign_in(counsel)
    form = {name: values[0] for name, values in hidden_of(client.get(RULE)).items()}
    change_rule(admin, starts_on=today(9))
    answer = client.post(f"{RULE}1/confirm/", form)
    assert answer.status_code == 409 and "look at it again" in answer.content.decode()
    assert client.post(f"{RULE}7/confirm/", form).status_code == 404


def test_why_and_who_are_for_insiders_alone(admin, partner_rep, funder_rep, sign_in):
    change_rule(admin, starts_on=today(9))
    for member in (partner_rep, funder_rep):
        for address in (RULE, "/funding/rules/"):
            page = sign_in(member).get(address).content.decode()
            assert "A ruling" not in page and "Ada Admin" not in page
            assert "Ask first." in page, "what will hold is for everybody who reads rules"


def links_below(page: str, kind: str) -> set[str]:
    """Which allocations are listed in a group."""
    group = page.split(f'<h2 id="{kind}">', 1)[1].split("</section>", 1)[0]
    return set(re.findall(r'href="/funding/(\w{12})/', group))
