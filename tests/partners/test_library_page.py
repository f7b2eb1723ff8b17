"""A resource's page and its file: who may read what of it, who uses it, what is said."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.history import versions_of
from partners.models import Resource, ResourceComment, ResourceDownload, ResourceUse
from tests import factories
from tests.lib import office_files

CONTACTS = {"partner_rep", "other_partner", "funder_rep"}
INSIDERS = {"staff", "counsel", "admin"}


def file_address(resource, file=None):
    return reverse("partners:resource-file", args=[resource.public_id, (file or resource.file).pk])


def words(client, resource):
    return client.get(resource.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("level", "seen_by"),
    [
        ("private", set()),
        ("staff", INSIDERS),
        ("funders", INSIDERS | {"funder_rep"}),
        ("table", INSIDERS | {"partner_rep"}),
        ("partners", INSIDERS | CONTACTS),
        ("public", INSIDERS | CONTACTS | {"donor", "other_donor"}),
    ],
)
def test_page_and_file_are_there_for_just_those_whom_the_level_names(level, seen_by, cast, sign_in):
    partner = factories.make_partner(visibility="public")
    resource = factories.make_resource(partner, visibility=level, file=("guide.md", b"Listen first."))
    for name, user in cast.items():
        client, wanted = sign_in(user), 302 if name == "anonymous" else 200 if name in seen_by else 404
        answers = {client.get(each).status_code for each in (resource.get_absolute_url(), file_address(resource))}
        assert answers == {wanted}, name


class TestDownload:
    def test_a_file_comes_as_it_was_sent_to_be_saved_and_never_shown(self, staff, sign_in):
        body = office_files.pdf()
        resource = factories.make_resource(file=("Guía “A”.pdf", body), visibility="public")
        resource.file.__class__.objects.update(content_type="application/pdf")
        answer = sign_in(staff).get(file_address(resource))
        assert answer.content == body
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Gu%C3%ADa")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_a_file_of_one_resource_is_not_there_under_another(self, other_partner, sign_in):
        hidden = factories.make_resource(visibility="staff", file=("guide.md", b"Listen first."))
        shown = factories.make_resource()
        address = reverse("partners:resource-file", args=[shown.public_id, hidden.file_id])
        assert sign_in(other_partner).get(address).status_code == 404

    def test_earlier_files_are_for_the_sharer_and_for_insiders(self, cast, own_partner, sign_in):
        resource = factories.make_resource(own_partner, visibility="public", file=("new.md", b"new"))
        earlier = factories.make_file(resource, "old.md", b"old")
        got = {
            name
            for name, user in cast.items()
            if sign_in(user).get(file_address(resource, earlier)).content == b"old"
        }
        assert got == INSIDERS | {"partner_rep"}
        assert "old.md" not in words(sign_in(cast["other_partner"]), resource)
        assert "old.md" in words(sign_in(cast["partner_rep"]), resource)

    def test_earlier_files_of_a_private_time_are_for_the_sharer_alone(self, staff, partner_rep, own_partner, sign_in):
        resource = factories.make_resource(own_partner, visibility="partners", file=("new.md", b"new"))
        earlier = factories.make_file(resource, "secret-draft.md", b"old", shown_to="private")
        assert sign_in(staff).get(file_address(resource, earlier)).status_code == 404
        assert "secret-draft" not in words(sign_in(staff), resource)
        assert sign_in(partner_rep).get(file_address(resource, earlier)).status_code == 200

    def test_the_sharer_is_told_how_many_people_have_it_never_who(self, partner_rep, own_partner, cast, sign_in):
        resource = factories.make_resource(own_partner, file=("guide.md", b"Listen first."))
        for name in ("other_partner", "other_partner", "funder_rep", "partner_rep"):
            sign_in(cast[name]).get(file_address(resource))
        assert ResourceDownload.objects.count() == 3
        page = words(sign_in(partner_rep), resource)
        assert "2 people outside Ocotillo Votes" in page
        assert "Orin Rep" not in page
        assert "outside Ocotillo Votes" not in words(sign_in(cast["other_partner"]), resource)

    def test_no_table_that_lists_read_holds_bytes(self):
        fields = {
            field.get_internal_type()
            for field in Resource._meta.fields + Resource.file.field.related_model._meta.fields
        }
        assert "BinaryField" not in fields


class TestUses:
    @pytest.fixture
    def resource(self, db):
        return factories.make_resource(title="Listen first")

    def use(self, client, resource, **data):
        return client.post(reverse("partners:use-resource", args=[resource.public_id]), data)

    def test_we_use_this_with_a_sentence_and_an_undo(self, resource, partner_rep, own_partner, sign_in):
        client = sign_in(partner_rep)
        page = client.post(
            reverse("partners:use-resource", args=[resource.public_id]),
            {"partner": own_partner.slug, "note": "Doubled our talks."},
            follow=True,
        ).content.decode()
        assert "Ocotillo Votes is among those who use it." in page
        assert "Doubled our talks." in page
        use = ResourceUse.objects.get()
        assert (use.partner, use.said_by) == (own_partner, partner_rep)
        undo = f"/resources/{resource.public_id}/unuse/?partner={own_partner.slug}"
        assert undo in page
        gone = client.post(undo, follow=True).content.decode()
        assert not ResourceUse.objects.exists()
        client.post(re.search(rf"/resources/{resource.public_id}/use/\?before=[^\"]+", gone)[0])
        assert ResourceUse.objects.get().note == "Doubled our talks."

    def test_said_twice_it_is_one_use_with_the_newer_sentence(self, resource, partner_rep, own_partner, sign_in):
        client = sign_in(partner_rep)
        for note in ("First", "Second"):
            assert self.use(client, resource, partner=own_partner.slug, note=note).status_code == 302
        assert [use.note for use in ResourceUse.objects.all()] == ["Second"]
        assert [version.verb for version in versions_of(ResourceUse.objects.get())] == ["said that it is used"] * 2

    def test_nobody_speaks_for_another_organization(self, resource, other_partner, own_partner, sign_in):
        client = sign_in(other_partner)
        assert self.use(client, resource, partner=own_partner.slug).status_code == 422
        factories.make_use(resource, own_partner)
        address = reverse("partners:unuse-resource", args=[resource.public_id])
        assert client.post(address, {"partner": own_partner.slug}).status_code == 404
        assert ResourceUse.objects.get().partner == own_partner

    def test_an_undo_that_was_made_up_says_nothing(self, resource, partner_rep, own_partner, sign_in):
        address = reverse("partners:use-resource", args=[resource.public_id])
        assert sign_in(partner_rep).post(f"{address}?before=made:up").status_code == 422
        assert not ResourceUse.objects.exists()

    def test_the_sharer_does_not_count_among_its_users(self, partner_rep, own_partner, sign_in):
        own = factories.make_resource(own_partner)
        assert self.use(sign_in(partner_rep), own, partner=own_partner.slug).status_code == 422

    def test_users_that_one_may_not_see_are_neither_named_nor_counted(self, resource, other_partner, staff, sign_in):
        factories.make_use(resource, factories.make_partner("Hidden Hands", visibility="staff"), note="Shh")
        page = words(sign_in(other_partner), resource)
        assert "Hidden Hands" not in page and "Shh" not in page and "1 partner" not in page
        assert "Hidden Hands" in words(sign_in(staff), resource)

    def test_what_was_said_among_few_is_not_read_by_many_once_it_is_shared_wider(self, staff, other_partner, sign_in):
        resource = factories.make_resource(visibility="staff")
        factories.make_use(resource, note="Only for staff to know")
        factories.make_comment(resource, staff, text="A frank word")
        Resource.objects.update(visibility="partners")
        page = words(sign_in(other_partner), resource)
        assert "Only for staff" not in page and "A frank word" not in page
        assert "A frank word" in words(sign_in(staff), resource)

    def test_donors_read_neither_uses_nor_comments(self, donor, sign_in):
        partner = factories.make_partner(visibility="public")
        resource = factories.make_resource(partner, visibility="public")
        factories.make_use(resource, partner, note="Went well")
        factories.make_comment(resource, text="So good")
        page = words(sign_in(donor), resource)
        assert not {each for each in ("Went well", "So good", "Used by", "Comments", "History") if each in page}


class TestComments:
    @pytest.fixture
    def resource(self, db):
        return factories.make_resource()

    def comment(self, client, resource, text, ticket=None):
        ticket = ticket or client.get(resource.get_absolute_url()).context["comment_form"]["ticket"].value()
        address = reverse("partners:add-comment", args=[resource.public_id])
        return client.post(address, {"text": text, "ticket": ticket}), ticket

    def test_a_comment_is_plain_text_with_links(self, resource, partner_rep, own_partner, staff, sign_in):
        text = "<b>Bold</b> see https://example.org/tips"
        answer, _ = self.comment(sign_in(partner_rep), resource, text)
        assert answer.status_code == 302
        page = words(sign_in(staff), resource)
        assert "&lt;b&gt;Bold&lt;/b&gt;" in page
        assert '<a href="https://example.org/tips" rel="nofollow">' in page
        comment = ResourceComment.objects.get()
        assert (comment.author, comment.partner, comment.said_to) == (partner_rep, own_partner, "partners")

    def test_sent_twice_it_is_one(self, resource, partner_rep, sign_in):
        client = sign_in(partner_rep)
        _, ticket = self.comment(client, resource, "Once")
        self.comment(client, resource, "Once", ticket)
        assert ResourceComment.objects.count() == 1

    @pytest.mark.parametrize(("text", "ticket"), [("", None), ("Words to keep", "made-up")])
    def test_a_refused_comment_keeps_what_was_typed(self, text, ticket, resource, partner_rep, sign_in):
        answer, _ = self.comment(sign_in(partner_rep), resource, text, ticket)
        assert answer.status_code == 422
        assert text in answer.content.decode() and "There is a problem" in answer.content.decode()
        assert answer.context["comment_form"]["ticket"].value() != ticket
        assert not ResourceComment.objects.exists()

    def test_authors_and_staff_remove_and_put_back_and_the_history_keeps_the_words(
        self, resource, partner_rep, other_partner, staff, sign_in
    ):
        comment = factories.make_comment(resource, partner_rep, text="Too frank")
        remove = reverse("partners:remove-comment", args=[resource.public_id, comment.public_id])
        restore = reverse("partners:restore-comment", args=[resource.public_id, comment.public_id])
        assert sign_in(other_partner).post(remove).status_code == 404
        assert "Too frank" in words(sign_in(other_partner), resource)
        for user in (partner_rep, staff):
            assert "Undo" in sign_in(user).post(remove, follow=True).content.decode()
            assert "Too frank" not in words(sign_in(staff), resource)
            assert sign_in(other_partner).post(restore).status_code == 404
            sign_in(user).post(restore)
            assert "Too frank" in words(sign_in(other_partner), resource)
        verbs = [version.verb for version in versions_of(comment)]
        assert verbs.count("removed the comment") == 2

    def test_comments_of_contacts_of_hidden_partners_are_hidden(self, resource, other_partner, sign_in):
        hidden = factories.make_partner("Hidden Hands", visibility="staff")
        factories.make_comment(resource, partner=hidden, text="From behind")
        page = words(sign_in(other_partner), resource)
        assert "From behind" not in page and "Hidden Hands" not in page


class TestWhatTheOldSays:
    def test_it_names_the_newer_one_to_those_who_may_see_it(self, staff, other_partner, sign_in):
        partner = factories.make_partner()
        newer = factories.make_resource(partner, "The new way", visibility="staff")
        old = factories.make_resource(partner, "The old way", replaced_by=newer)
        assert "There is a newer one" in words(sign_in(staff), old)
        page = words(sign_in(other_partner), old)
        assert "newer one" not in page and "The new way" not in page

    def test_what_nobody_has_checked_for_long_says_so(self, staff, sign_in):
        long_ago = timezone.localdate() - dt.timedelta(days=200)
        assert "Ask before you build on it" in words(sign_in(staff), factories.make_resource(assured_on=long_ago))
        fresh = factories.make_resource(assured_on=timezone.localdate())
        assert "Ask before you build on it" not in words(sign_in(staff), fresh)


@pytest.mark.parametrize("member", ["staff", "partner_rep", "donor"])
def test_two_uses_and_twenty_take_the_same_queries(member, cast, own_partner, sign_in, django_assert_max_num_queries):
    own_partner.visibility = "public"
    own_partner.save()
    resource = factories.make_resource(own_partner, visibility="public", file=("guide.md", b"Listen first."))
    client, taken = sign_in(cast[member]), []
    for more in (2, 18):
        for _ in range(more):
            factories.make_use(resource)
            factories.make_comment(resource, partner=factories.make_partner())
            factories.make_file(resource, uploaded_by=cast["staff"])
        # Eleven, and the begin and end of the request's own transaction.
        with django_assert_max_num_queries(13) as queries:
            assert client.get(resource.get_absolute_url()).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1]
