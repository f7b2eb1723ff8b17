"""Sharing, editing, newer versions, taking out: what is saved, what is refused, and that nothing is lost."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.history import versions_of
from mvp_coord.lib.facts import facts_of, token_of
from partners import actions
from partners.actions.library import tags_of
from partners.models import FileContent, Resource, ResourceFile
from tests import factories
from tests.lib import office_files

ADD = "/resources/new/"


def sent(client, address, **data):
    """What a browser would send back from a form, with these changes; files as (name, bytes)."""
    form = client.get(address).context["form"]
    known = {name: form[name].value() for name in form.fields}
    known = {name: value for name, value in known.items() if value not in (None, "", [])}
    files = {name: SimpleUploadedFile(*value) for name, value in data.items() if isinstance(value, tuple)}
    return {**known, **data, **files}


def share(client, **data):
    facts = {"kind": "script", "title": "Knock twice", "summary": "What to say at a door."}
    return client.post(ADD, sent(client, ADD, **{**facts, **data}))


class TestSharing:
    def test_a_contact_shares_a_file_for_its_own_organization(self, partner_rep, own_partner, sign_in):
        door, arizona, body = factories.make_tactic(), factories.make_state("AZ"), office_files.docx()
        tags = {"tactic": [door.pk], "state": [arizona.pk]}
        answer = share(sign_in(partner_rep), file=("..\\Knock twice.DOCX", body), **tags)
        resource = Resource.objects.get()
        assert answer.headers["Location"] == resource.get_absolute_url()
        assert (resource.partner, resource.created_by, resource.link) == (own_partner, partner_rep, "")
        assert (resource.file.name, resource.file.label) == ("Knock twice.docx", "Word document")
        assert bytes(resource.file.content.body) == body
        assert resource.assured_on == timezone.localdate()
        assert tags_of(resource) == {
            "state": ["AZ"],
            "program_type": [],
            "tactic": [door.pk],
            "constituency": [],
            "issue": [],
        }
        first = versions_of(resource)[0]
        assert (first.who, first.verb) == ("Paz Rep", "shared the resource")

    def test_staff_share_a_link_in_the_name_of_a_partner(self, staff, sign_in):
        factories.make_partner("Ocotillo Votes")
        answer = share(sign_in(staff), partner="ocotillo votes", link="https://guides.example.org/x")
        assert answer.status_code == 302
        assert str(Resource.objects.get().partner) == "Ocotillo Votes"

    def test_sent_twice_it_is_one(self, partner_rep, sign_in):
        client = sign_in(partner_rep)
        data = sent(client, ADD, kind="tool", title="T", summary="S", link="https://example.org/")
        places = {client.post(ADD, data).headers["Location"] for _ in range(2)}
        assert len(places) == 1 and Resource.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({}, "Choose a file, or name a link below."),
            ({"link": "https://example.org/", "file": ("a.md", b"text")}, "not both"),
            ({"link": "http://example.org/"}, "must begin with https://"),
            ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
            ({"file": ("a.pdf", b"<html>")}, "not a PDF"),
            ({"file": ("a.md", b"")}, "This file is empty"),
            ({"file": ("a.exe", b"MZ")}, "can be shared"),
            ({"link": "https://example.org/", "title": ""}, "This field is required"),
        ],
    )
    def test_a_wrong_form_says_where_and_keeps_what_was_typed(self, data, said, partner_rep, sign_in):
        answer = share(sign_in(partner_rep), **{"summary": "Keep these words", **data})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page and "Keep these words" in page
        assert not Resource.objects.exists() and not ResourceFile.objects.exists()

    def test_where_something_else_is_wrong_the_form_says_that_the_file_must_be_chosen_again(
        self, partner_rep, sign_in
    ):
        answer = share(sign_in(partner_rep), title="", file=("a.md", b"text"))
        assert "Only the file must be chosen again" in answer.content.decode()

    def test_a_file_over_the_limit_is_told_its_size_and_never_kept(self, partner_rep, sign_in, settings):
        settings.MAX_UPLOAD_BYTES = 1024**2
        answer = share(sign_in(partner_rep), file=("a.md", b"x" * (3 * 1024**2)))
        assert "This file has 3.0 MB; the limit is 1 MB." in answer.content.decode()

    def test_uploads_never_touch_the_disk(self, partner_rep, sign_in, tmp_path, settings):
        settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "not-there"
        assert share(sign_in(partner_rep), file=("a.md", b"x" * (6 * 1024**2))).status_code == 302
        assert FileContent.objects.get().file.size_bytes == 6 * 1024**2

    def test_nobody_shares_for_another_organization(self, other_partner, own_partner, sign_in):
        answer = share(sign_in(other_partner), partner=own_partner.slug, link="https://example.org/")
        assert answer.status_code == 422 and not Resource.objects.exists()

    def test_only_its_own_organization_keeps_something_private(self, staff, own_partner, sign_in):
        link = {"link": "https://example.org/", "visibility": "private"}
        assert share(sign_in(staff), partner=own_partner.name, **link).status_code == 422
        assert "private" not in dict(sign_in(staff).get(ADD).context["form"].fields["visibility"].choices)

    def test_a_name_that_no_partner_has_is_said_so(self, staff, sign_in):
        answer = share(sign_in(staff), partner="Nobody", link="https://example.org/")
        assert "No partner in the directory is called “Nobody”" in answer.content.decode()

    def test_from_a_partners_page_its_name_is_there_already(self, staff, own_partner, sign_in):
        page = sign_in(staff).get(ADD, {"partner": own_partner.slug})
        assert 'value="Ocotillo Votes"' in page.content.decode()


class TestEditing:
    @pytest.fixture
    def resource(self, own_partner):
        return factories.make_resource(own_partner, "Knock twice", tags=[("tactic", factories.make_tactic())])

    @pytest.fixture
    def address(self, resource):
        return reverse("partners:edit-resource", args=[resource.public_id])

    def test_facts_and_tags_change_and_the_history_tells_which(self, resource, address, partner_rep, sign_in):
        youth, client = factories.make_constituency("youth", "Youth"), sign_in(partner_rep)
        data = sent(
            client, address, title="Knock thrice", tactic=[], constituency=[youth.pk], reason="It works better"
        )
        assert client.post(address, data).status_code == 302
        resource.refresh_from_db()
        assert (resource.title, tags_of(resource)["constituency"]) == ("Knock thrice", [youth.pk])
        page = client.get(resource.get_absolute_url()).content.decode()
        for words in ("<del>Knock twice</del>", "<ins>Knock thrice</ins>", "<ins>Youth</ins>", "It works better"):
            assert words in page

    def test_two_edits_at_once_are_a_conflict_that_loses_nothing(
        self, resource, address, partner_rep, staff, sign_in
    ):
        first, second = sign_in(partner_rep), sign_in(staff)
        mine, theirs = sent(first, address, title="Mine"), sent(second, address, tactic=[])
        assert second.post(address, theirs).status_code == 302
        answer = first.post(address, mine)
        assert answer.status_code == 409
        assert {(each.label, each.now) for each in answer.context["differences"]} == {
            ("Title", "Knock twice"),
            ("Tactics", "–"),
        }
        form = answer.context["form"]
        assert form["title"].value() == "Mine"
        assert first.post(address, {**mine, "seen": form["seen"].value()}).status_code == 302
        resource.refresh_from_db()
        assert resource.title == "Mine"

    def test_it_may_be_replaced_by_one_of_the_same_organization_but_not_in_a_circle(
        self, resource, address, partner_rep, own_partner, sign_in
    ):
        client, newer = sign_in(partner_rep), factories.make_resource(own_partner, "Newer")
        foreign = factories.make_resource(title="Foreign")
        choices = client.get(address).context["form"].fields["replaced_by"].queryset
        assert set(choices) == {newer}
        assert client.post(address, sent(client, address, replaced_by=foreign.pk)).status_code == 422
        assert client.post(address, sent(client, address, replaced_by=newer.pk)).status_code == 302
        back = reverse("partners:edit-resource", args=[newer.public_id])
        answer = client.post(back, sent(client, back, replaced_by=resource.pk))
        assert answer.status_code == 422
        assert "itself replaced by this one" in answer.content.decode()

    def test_still_true_in_one_click(self, resource, partner_rep, sign_in):
        Resource.objects.update(assured_on=dt.date(2020, 1, 1))
        sign_in(partner_rep).post(reverse("partners:resource-still-true", args=[resource.public_id]))
        resource.refresh_from_db()
        assert resource.assured_on == timezone.localdate()

    def test_taken_out_it_is_gone_for_everybody_but_its_editors_and_comes_back(
        self, resource, partner_rep, other_partner, staff, sign_in
    ):
        withdraw = reverse("partners:withdraw-resource", args=[resource.public_id])
        assert "Undo" in sign_in(partner_rep).post(withdraw, follow=True).content.decode()
        seen = {user: sign_in(user).get(resource.get_absolute_url()).status_code for user in (staff, other_partner)}
        assert seen == {staff: 200, other_partner: 404}
        assert sign_in(staff).get("/resources/").context["form"].facets.total == 0
        sign_in(partner_rep).post(reverse("partners:restore-resource", args=[resource.public_id]))
        assert sign_in(other_partner).get(resource.get_absolute_url()).status_code == 200


class TestNewerVersions:
    @pytest.fixture
    def resource(self, own_partner):
        return factories.make_resource(own_partner, file=("first.md", b"first"))

    @pytest.fixture
    def address(self, resource):
        return reverse("partners:resource-version", args=[resource.public_id])

    def test_everybody_gets_the_newer_file_and_the_earlier_one_is_kept(self, resource, address, partner_rep, sign_in):
        client = sign_in(partner_rep)
        data = sent(client, address, file=("second.md", b"second"), reason="After the first weekend")
        assert client.post(address, data).status_code == 302
        resource.refresh_from_db()
        assert (resource.file.name, bytes(resource.file.content.body)) == ("second.md", b"second")
        assert set(resource.files.values_list("name", flat=True)) == {"first.md", "second.md"}
        page = client.get(resource.get_absolute_url()).content.decode()
        assert "Earlier files" in page and "<del>first.md</del>" in page and "After the first weekend" in page

    def test_a_link_may_stand_in_the_place_of_a_file(self, resource, address, partner_rep, sign_in):
        client = sign_in(partner_rep)
        client.post(address, sent(client, address, link="https://guides.example.org/second"))
        resource.refresh_from_db()
        assert (resource.file, resource.link) == (None, "https://guides.example.org/second")
        assert resource.files.count() == 1

    def test_two_newer_versions_at_once_are_a_conflict(self, resource, address, partner_rep, staff, sign_in):
        first, second = sign_in(partner_rep), sign_in(staff)
        mine, theirs = sent(first, address, file=("mine.md", b"mine")), sent(second, address, file=("b.md", b"b"))
        assert second.post(address, theirs).status_code == 302
        answer = first.post(address, mine)
        assert answer.status_code == 409
        assert [(each.now, each.yours) for each in answer.context["differences"]] == [("b.md", "mine.md")]
        resource.refresh_from_db()
        assert resource.file.name == "b.md"


def test_a_merged_partner_shares_no_more(staff):
    kept = factories.make_partner("Kept")
    merged = factories.make_partner("Merged", status="merged", merged_into=kept)
    with pytest.raises(actions.WasMerged):
        actions.share_resource(merged, by=staff, facts={"title": "T"}, tags={}, upload=None, public_id="x")


def test_a_stale_edit_is_refused_and_writes_nothing(staff):
    resource = factories.make_resource(title="As it was")
    with pytest.raises(actions.StaleEdit):
        actions.update_resource(resource, by=staff, facts={"title": "New"}, tags={}, seen="older")
    seen = token_of(facts_of(resource, ("file", "link")))
    Resource.objects.update(link="https://guides.example.org/other")
    with pytest.raises(actions.StaleEdit):
        actions.replace_content(resource, by=staff, upload=None, link="https://guides.example.org/mine", seen=seen)
    resource.refresh_from_db()
    assert (resource.title, resource.link) == ("As it was", "https://guides.example.org/other")
