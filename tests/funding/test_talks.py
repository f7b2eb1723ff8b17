"""Funders who talk about a group: who reads an ask, and that it never tells whether there is anybody."""

import re

import pytest
from django.urls import reverse

from accounts.models import OutboxMessage
from funding.models import FunderAside, FunderAsk, FunderWord
from planning.reports.news import news_of
from tests import factories
from tests.planning.two_worlds import plain

pytestmark = pytest.mark.django_db

LINES = {"words": "Shall we compare notes?", "voice": "", "to": "whoever"}


class Peer:
    """A peer funder with a contact; what it thinks of the group is for nobody else unless told otherwise."""

    def __init__(self, name: str, group=None, **facts):
        self.partner = factories.make_partner(name, kind="peer_funder", visibility="public")
        self.user = factories.make_user(f"{self.partner.slug}@example.org", name=f"{name} Person")
        factories.make_member(self.user, self.partner)
        if group:
            facts = {"shared_as": "blind", "visibility": "private", **facts}
            entity = factories.make_entity(group)
            self.intent = factories.make_allocation(factories.make_fund(self.partner), entity, **facts)


@pytest.fixture
def group(db):
    return factories.make_partner("Given To", visibility="public")


@pytest.fixture
def asker(group):
    return Peer("Asking Fund")


def ask(client, group, **changes):
    address = reverse("funding:ask-funder", args=[group.slug])
    form = client.get(address).context["form"]
    sent = {**LINES, "voice": form["voice"].value() or "staff", "ticket": form["ticket"].value(), **changes}
    return client.post(address, sent, follow=True)


def say(client, made, text="Gladly.", *, funder):
    page = client.get(made.get_absolute_url())
    part = next(each for each in page.context["parts"] if each["funder"] == funder)
    sent = {"text": text, "funder": funder.slug, "ticket": part["form"]["ticket"].value()}
    return client.post(reverse("funding:say", args=[made.public_id]), sent, follow=True)


def reads(made, cast, sign_in, *more):
    people = {**cast, **{each.partner.name: each.user for each in more}}
    return {name for name, user in people.items() if sign_in(user).get(made.get_absolute_url()).status_code == 200}


def test_an_ask_to_whoever_reaches_those_who_look_at_the_group_alone(group, asker, cast, sign_in):
    looking, elsewhere = Peer("Looking Fund", group), Peer("Elsewhere Fund", factories.make_partner())
    gone = Peer("Gone Fund", group, status="declined")
    ask(sign_in(asker.user), group)
    made = FunderAsk.objects.get()
    assert (made.asker, made.to) == (asker.partner, None)
    assert reads(made, cast, sign_in, looking, elsewhere, gone, asker) == {"Looking Fund", "Asking Fund"}


def test_the_asker_reads_the_same_whether_or_not_there_is_anybody(group, asker, sign_in):
    def asked():
        client = sign_in(asker.user)
        pages = [ask(client, group).content.decode(), client.get(reverse("funding:asks")).content.decode()]
        FunderAsk.objects.all().delete()
        return [plain(re.sub(r"/funding/asks/\w{12}/", "/ASK/", each)) for each in pages]

    nobody = asked()
    quiet = Peer("Quiet Fund", group)
    assert asked() == nobody
    assert OutboxMessage.objects.count() == 0, "mail goes with the next round, whether or not there is anybody"
    made = FunderAsk.objects.create(group=group, asker=asker.partner, words="Shall we?", asked_by=asker.user)
    before = plain(sign_in(asker.user).get(made.get_absolute_url()).content.decode())
    sign_in(quiet.user).post(reverse("funding:put-aside", args=[made.public_id]))
    assert FunderAside.objects.get().funder == quiet.partner
    assert plain(sign_in(asker.user).get(made.get_absolute_url()).content.decode()) == before
    assert "Given To" not in sign_in(quiet.user).get(reverse("funding:asks")).content.decode()


def test_who_answers_is_told_to_the_asker_and_to_nobody_else_who_was_reached(group, asker, cast, sign_in):
    one, other = Peer("One Fund", group), Peer("Other Fund", group)
    ask(sign_in(asker.user), group)
    made = FunderAsk.objects.get()
    say(sign_in(one.user), made, "We look at it for spring.", funder=one.partner)
    page = sign_in(asker.user).get(made.get_absolute_url()).content.decode()
    assert "One Fund" in page and "for spring" in page and "Other Fund" not in page
    page = sign_in(other.user).get(made.get_absolute_url()).content.decode()
    assert "One Fund" not in page and "for spring" not in page
    say(sign_in(asker.user), made, "So do we.", funder=one.partner)
    assert "So do we." in sign_in(one.user).get(made.get_absolute_url()).content.decode()
    assert "So do we." not in sign_in(other.user).get(made.get_absolute_url()).content.decode()
    # The asker cannot find out who is there by addressing somebody who has not answered.
    sent = {"text": "Hello?", "funder": other.partner.slug, "ticket": "x"}
    assert sign_in(asker.user).post(reverse("funding:say", args=[made.public_id]), sent).status_code == 404


def test_named_are_those_alone_who_share_that_they_are_there(group, asker, sign_in):
    shown = Peer("Shown Fund", group, shared_as="band", visibility="funders")
    hidden = Peer("Hidden Fund", group, visibility="private", shared_as="exact")
    blind = Peer("Blind Fund", group, visibility="funders")
    client = sign_in(asker.user)
    page = client.get(reverse("funding:ask-funder", args=[group.slug]))
    assert [value for value, _ in page.context["form"].fields["to"].choices] == [shown.partner.slug, "whoever"]
    answers = [ask(client, group, to=each.partner.slug) for each in (hidden, blind)]
    assert {answer.status_code for answer in answers} == {422} and not FunderAsk.objects.exists()
    assert ask(client, group, to=shown.partner.slug).status_code == 200
    assert FunderAsk.objects.get().to == shown.partner


def test_a_named_ask_is_read_by_the_two_alone_not_by_staff(group, asker, cast, sign_in):
    shown, third = Peer("Shown Fund", group, visibility="funders", shared_as="exact"), Peer("Third Fund", group)
    ask(sign_in(asker.user), group, to=shown.partner.slug)
    made = FunderAsk.objects.get()
    assert reads(made, cast, sign_in, shown, third, asker) == {"Shown Fund", "Asking Fund"}
    say(sign_in(asker.user), made, "And by the way …", funder=shown.partner)
    assert FunderWord.objects.get().is_askers


def test_what_staff_ask_all_staff_read_and_those_it_reaches(group, staff, cast, sign_in):
    looking = Peer("Looking Fund", group)
    ask(sign_in(staff), group)
    made = FunderAsk.objects.get()
    assert made.asker is None
    assert reads(made, cast, sign_in, looking) == {"staff", "counsel", "admin", "Looking Fund"}


def test_sent_twice_it_is_one_ask_and_one_word(group, asker, sign_in):
    looking, client = Peer("Looking Fund", group), sign_in(asker.user)
    ticket = client.get(reverse("funding:ask-funder", args=[group.slug])).context["form"]["ticket"].value()
    for _ in range(2):
        ask(client, group, ticket=ticket)
    made = FunderAsk.objects.get()
    client = sign_in(looking.user)
    ticket = client.get(made.get_absolute_url()).context["parts"][0]["form"]["ticket"].value()
    for _ in range(2):
        sent = {"text": "Gladly.", "funder": looking.partner.slug, "ticket": ticket}
        client.post(reverse("funding:say", args=[made.public_id]), sent)
    assert FunderWord.objects.count() == 1


def test_what_was_written_stays_when_something_is_missing(group, asker, sign_in):
    answer = ask(sign_in(asker.user), group, to="")
    assert answer.status_code == 422 and LINES["words"] in answer.content.decode()


def test_nobody_asks_about_a_group_that_is_not_to_be_known_or_is_ones_own(asker, sign_in):
    hidden = factories.make_partner("Hidden", visibility="staff")
    for slug in (hidden.slug, asker.partner.slug, "no-such-group"):
        assert sign_in(asker.user).get(reverse("funding:ask-funder", args=[slug])).status_code == 404


def test_a_contact_who_may_not_edit_reads_and_says_nothing(group, asker, sign_in):
    looking = Peer("Looking Fund", group)
    reader = factories.make_user()
    factories.make_member(reader, looking.partner, can_edit=False)
    ask(sign_in(asker.user), group)
    made, client = FunderAsk.objects.get(), sign_in(reader)
    assert client.get(made.get_absolute_url()).context["parts"][0]["form"] is None
    sent = {"text": "Gladly.", "funder": looking.partner.slug}
    assert client.post(reverse("funding:say", args=[made.public_id]), sent).status_code == 404
    assert client.post(reverse("funding:put-aside", args=[made.public_id])).status_code == 404


def test_mail_tells_that_there_is_a_word_and_not_whose_about_whom(group, asker, viewer, sign_in):
    """Staff read the letters that go out."""
    looking = Peer("Looking Fund", group)
    ask(sign_in(asker.user), group)
    made = FunderAsk.objects.get()

    def told(user):
        return [each for each in news_of(viewer(user), today=made.asked_at.date()) if each.kind == "funders"]

    (news,) = told(looking.user)
    assert news.url == made.get_absolute_url()
    assert not any(name in news.title + news.text + news.what for name in ("Given To", "Asking", "compare"))
    assert not told(asker.user)
    say(sign_in(looking.user), made, funder=looking.partner)
    assert not told(looking.user) and len(told(asker.user)) == 1


def test_many_talks_take_as_few_queries_as_one(group, asker, viewer, django_assert_max_num_queries):
    from funding.reports.talks import talks_of

    for _ in range(12):
        FunderAsk.objects.create(group=group, asker=asker.partner, words="Shall we?", asked_by=asker.user)
    look = viewer(asker.user)
    with django_assert_max_num_queries(3):
        assert len(talks_of(look)) == 12
