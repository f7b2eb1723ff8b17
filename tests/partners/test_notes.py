"""Notes of talks with partners: kept by staff, with what was promised next, and told to nobody else."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.history import versions_of
from accounts.undo import undo_change
from mvp_coord.lib.facts import facts_of, token_of
from partners import actions
from partners.models import Note, Partner
from tests import factories, talks

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def sent(**facts) -> dict:
    """The form of a note as a browser sends it."""
    blank = dict.fromkeys(["next_action", "due_on", "assigned_to", "more_tags", "reason", "seen"], "")
    told = {"kind": "visit", "happened_on": TODAY().isoformat(), "text": "They moved.", "visibility": "staff"}
    return {**blank, **told, **facts}


def write(client, slug: str = "ocotillo-votes", **facts):
    address = f"/partners/{slug}/notes/new/"
    ticket = client.get(address).context["form"]["ticket"].value()
    return client.post(address, sent(ticket=ticket, **facts))


def test_a_note_is_kept_with_what_is_to_be_done_and_by_whom(staff, own_partner, sign_in):
    due = TODAY() + dt.timedelta(days=3)
    answer = write(
        sign_in(staff), next_action="Send the list", due_on=due.isoformat(), more_tags="Van access, budget"
    )
    note = Note.objects.get()
    assert answer.url == note.get_absolute_url()
    assert (note.partner, note.written_by, note.assigned_to, note.due_on) == (own_partner, staff, staff, due)
    assert note.tags == ["budget", "van-access"]
    (version,) = versions_of(note)
    assert (version.verb, version.who) == ("wrote the note", "Sol Staff")


def test_a_note_sent_twice_is_one(staff, own_partner, sign_in):
    client = sign_in(staff)
    ticket = client.get("/partners/ocotillo-votes/notes/new/").context["form"]["ticket"].value()
    for _ in range(2):
        client.post("/partners/ocotillo-votes/notes/new/", sent(ticket=ticket))
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"due_on": "2027-03-01"}, "Say what is due on this day"),
        ({"happened_on": "2099-01-01"}, "This day has not come yet"),
        ({"text": " "}, "This field is required"),
        ({"more_tags": "x" * 41}, "is too long for a tag"),
        ({"more_tags": ",".join(f"t{n}" for n in range(13))}, "12 tags at most"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(staff, own_partner, sign_in, facts, said):
    answer = write(sign_in(staff), **{"next_action": "", "text": "They moved to Mesa.", **facts})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert "They moved to Mesa." in page or facts.get("text")
    assert not Note.objects.exists()


def test_tags_that_colleagues_use_are_offered(staff, own_partner, sign_in):
    talks.make_note(tags=["budget"])
    talks.make_note(tags=["secret"], visibility="private")
    page = sign_in(staff).get("/partners/ocotillo-votes/notes/new/").content.decode()
    assert 'value="budget"' in page and "secret" not in page
    write(sign_in(staff), tags=["budget"], more_tags="van access")
    assert Note.objects.get(partner=own_partner).tags == ["budget", "van-access"]


def test_two_people_who_change_a_note_at_once_see_both_versions(staff, counsel, own_partner, sign_in):
    note = talks.make_note(own_partner, staff, text="First words.", tags=["budget"])
    address = f"/notes/{note.public_id}/edit/"
    seen = sign_in(counsel).get(address).context["form"]["seen"].value()
    facts = {"text": "Their words.", "tags": ["budget", "van"]}
    actions.update_note(note, by=staff, facts=facts, seen=token_of(facts_of(note, facts)))
    answer = sign_in(counsel).post(address, sent(seen=seen, text="My words.", tags=["budget"], kind="call"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("Their words.", "My words.", "budget, van"))
    again = answer.context["form"]["seen"].value()
    sign_in(counsel).post(address, sent(seen=again, text="My words.", tags=["budget"], kind="call"))
    note.refresh_from_db()
    assert (note.text, note.tags) == ("My words.", ["budget"])


def test_an_action_is_done_once_and_can_be_taken_back(staff, counsel, sign_in):
    note = talks.make_note(author=staff, next_action="Send the list")
    answer = sign_in(counsel).post(f"/notes/{note.public_id}/done/", follow=True)
    assert f'action="/notes/{note.public_id}/reopen/"' in answer.content.decode()
    sign_in(staff).post(f"/notes/{note.public_id}/done/")
    note.refresh_from_db()
    assert note.done_by == counsel
    sign_in(staff).post(f"/notes/{note.public_id}/reopen/")
    note.refresh_from_db()
    assert note.is_to_do and note.done_by is None


def test_what_is_no_action_any_more_was_not_done(staff):
    note = talks.make_note(author=staff, next_action="Send the list")
    actions.finish_action(note, by=staff)
    facts = {"next_action": "", "assigned_to": None, "due_on": None}
    note.refresh_from_db()
    note = actions.update_note(note, by=staff, facts=facts, seen=token_of(facts_of(note, facts)))
    assert note.done_at is None


def test_a_removed_note_is_shown_no_more_and_can_be_put_back(staff, own_partner, sign_in):
    note = talks.make_note(own_partner, staff, text="Wrong partner.")
    client = sign_in(staff)
    page = client.post(f"/notes/{note.public_id}/remove/", follow=True).content.decode()
    assert "Wrong partner." not in page and f"/notes/{note.public_id}/restore/" in page
    assert client.get(f"/notes/{note.public_id}/").status_code == 404
    client.post(f"/notes/{note.public_id}/restore/")
    assert "Wrong partner." in client.get(own_partner.get_absolute_url()).content.decode()


def test_notes_come_along_in_a_merge_and_back(staff, own_partner, partner_rep, viewer):
    other = factories.make_partner("Ocotillo Voters")
    note = talks.make_note(other, staff)
    decision = factories.merge(own_partner, other, by=staff)
    assert Note.objects.get().partner == own_partner
    assert not Note.objects.visible_to(viewer(partner_rep)).exists()
    undo_change(decision.change_id, by=staff)
    note.refresh_from_db()
    assert note.partner == other


def test_nothing_is_noted_on_a_partner_that_was_merged_away(staff, own_partner):
    other = factories.make_partner("Ocotillo Voters")
    factories.merge(own_partner, other, by=staff)
    facts = {"text": "Too late."}
    with pytest.raises(actions.WasMerged):
        actions.add_note(Partner.objects.get(pk=other.pk), by=staff, facts=facts, public_id="abcdefghijkl")


def test_a_private_note_is_for_who_wrote_it_and_who_is_to_act(staff, counsel, viewer, sign_in):
    colleague = factories.make_user(is_staff=True)
    note = talks.make_note(author=staff, visibility="private", next_action="Ask", assigned_to=counsel)
    seen = [bool(Note.objects.visible_to(viewer(who)).count()) for who in (staff, counsel, colleague)]
    assert seen == [True, True, False]
    assert sign_in(colleague).get(f"/notes/{note.public_id}/").status_code == 404


def test_staff_who_also_speak_for_the_partner_read_no_notes_about_it(staff, own_partner, sign_in):
    note = talks.make_note(own_partner, text="They may lose their sponsor.")
    factories.make_member(staff, own_partner)
    client = sign_in(staff)
    assert client.get(f"/notes/{note.public_id}/").status_code == 404
    assert client.get("/partners/ocotillo-votes/notes/new/").status_code == 404
    for address in ("/", "/notes/", own_partner.get_absolute_url()):
        assert "lose their sponsor" not in client.get(address).content.decode()


def test_what_a_note_said_while_it_was_private_stays_with_who_wrote_it(staff, counsel, sign_in):
    note = talks.make_note(author=staff, visibility="private", text="Zqx, between us.")
    facts = {"text": "For everybody.", "visibility": "staff"}
    actions.update_note(note, by=staff, facts=facts, seen=token_of(facts_of(note, facts)))
    pages = [sign_in(who).get(f"/notes/{note.public_id}/").content.decode() for who in (staff, counsel)]
    assert ["Zqx" in page for page in pages] == [True, False]
    assert "For everybody." in pages[1]
