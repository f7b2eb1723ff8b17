"""No page, file, mail or piece of data shows a hidden word to somebody who may not read it."""

from collections import defaultdict
from copy import deepcopy

import pytest
from django.apps import apps
from django.test import Client, override_settings

from accounts.models import OutboxMessage, User
from partners.actions import ask_for_export, start_bulk_edit
from partners.imports.partner_columns import PARTNER_FIELDS
from partners.models import Partner
from partners.tasks import make_due_exports
from planning.actions import refresh_overlaps
from tests.addresses import INSIDERS, WITH_ROLE
from tests.case_access import trial_of_staff
from tests.cast import CAST, Company

from .letters import links_in, write_letters
from .money import plant_money
from .pasted import plant_pasted
from .rules import CONTACTS
from .talk import plant_country, plant_talk
from .walking import addresses, walk, words_in, words_of
from .world import World, build, free_texts

OURS = {"accounts", "funding", "jobs", "partners", "planning", "sheets", "states"}
# Models with free text in which nothing is planted, and why that is right.
UNPLANTED = {
    "funding.MoneyRule": "what the law says, the same for all who read about money; counsel's note is planted",
    "funding.ColorCheck": "codes of rules, for staff",
    "funding.MeterLimit": "what the law and our house allow, the same for all staff; counsel's note is planted",
    "funding.Transaction": "its reason is planted beside its fund; keys and digests say nothing",
    "accounts.Invitation": "a digest, which no page reads",
    "partners.ResourceFile": "its name is a canary, planted beside those of its resource",
    "accounts.OutboxMessage": "letters are read below, and walked where staff read them",
    "accounts.Session": "no page reads it",
    "jobs.DueWork": "kinds and ids of work",
    "jobs.JobRun": "names, counts and errors of jobs, for insiders",
    "partners.BulkEdit": "the words of a list's address, for whoever asked; walked for everybody",
    "partners.Export": "the words of a list's address, for whoever asked and the log; its files are walked",
    "partners.PairDecision": "for insiders, like the page it is made on; tests of merging say which of them",
    "partners.PartnerIdentifier": "numbers of registers, which no page shows",
    "partners.TruthLetter": "an address and a digest; the letters are read below",
    "planning.BandTrial": "what bands would do to cases that its maker may read, for that person: own tests",
    "planning.Overlap": "made by the check of what is planted; its own tests compare it for partial viewers",
    "funding.Reminder": "names of slots; the letters are read below",
    "planning.CaseLetter": "an address and a digest; the letters are read below",
    "sheets.ImportBatch": "what its rows say is planted in them",
    "sheets.ImportRow": "its cells are canaries, pasted by contacts",
    "sheets.ImportFile": "its name is its import's; its bytes are read, and never sent",
    "sheets.RememberedColumn": "headings of a sender's sheets: they decide how such a sheet is read",
    "states": "places, calendar and code lists are the same for everybody; priorities are planted all the same, and "
    "tests of races say who reads a rating",
}

NAMES = {
    "partners.Partner.name",
    "partners.Program.name",
    "partners.Contact.name",
    "partners.Resource.title",
    "planning.Recommendation.headline",
}
# An adviser hears of donors outside; what a person took back, and why, is told by nothing but the history.
ELSEWHERE = {"accounts.User.name", "accounts.User.email", "planning.Settlement.ended_reason"}


@pytest.fixture(scope="module")
def built(for_all_tests) -> tuple[Company, World]:
    """The cast, and the world as everybody of it finds it: overlaps found, letters written."""
    company = Company()
    return company, for_all_tests(_build, company)


@override_settings(EMAIL_BACKEND="accounts.outbox.OutboxBackend")
def _build(company: Company) -> World:
    cast, funder = company.everybody(), company.own_funder
    theirs = {
        "partner_rep": company.own_partner,
        "other_partner": cast["other_partner"].memberships.get().partner,
        "funder_rep": funder,
    }
    made = build(cast, theirs)
    plant_money(made, cast, theirs=funder, own=company.own_partner)
    plant_pasted(made, cast, theirs)
    plant_country(made)
    refresh_overlaps()
    plant_talk(made)
    trial_of_staff(cast.get)
    take_everything_along(cast)
    write_letters(cast)
    return made


@pytest.fixture
def world(built, db) -> World:
    return deepcopy(built[1])


@pytest.fixture
def cast(built, db) -> dict[str, User | None]:
    return deepcopy(built[0]).everybody()


def take_everything_along(cast) -> None:
    """Everybody who may asks for every file of everything, and begins to change everything that can be ticked."""
    ids = list(Partner.objects.values_list("pk", flat=True))
    for name in set(cast) - {"anonymous", "outsider"}:
        user = cast[name]
        for kind, form in (
            ("partners", "csv"),
            ("partners", "xlsx"),
            ("plans", "csv"),
            ("grants", "json"),
            ("needs", "csv"),
        ):
            facts = {"kind": kind, "file_format": form, "query": "", "asked": ""}
            columns = [field.name for field in PARTNER_FIELDS]
            ask_for_export(by=user, public_id=f"{kind[:2]}{form}{user.pk}", fields=columns, **facts)
        start_bulk_edit(ids, by=user, chosen="", back="/partners/")
    make_due_exports()


@pytest.mark.parametrize("member", CAST)
def test_nobody_hears_a_canary_that_is_not_for_them(member, cast, world, sign_in):
    heard, leaks = set(), set()
    for address, answer in walk(sign_in(cast[member]), addresses()):
        for word in words_in(answer):
            heard.add(word)
            if member not in world.planted[word].may:
                leaks.add(f"{address} shows {world.planted[word].where}")
    assert not leaks, "\n".join(sorted(leaks))

    # The walk has been where canaries sing: insiders heard all that they may read, everybody else every name.
    unheard = (each for each in world.planted.values() if member in each.may and each.word not in heard)
    silent = {
        each.where for each in unheard if each.field in NAMES or (member in INSIDERS and each.field not in ELSEWHERE)
    }
    assert not silent, "\n".join(sorted(silent))


def test_letters_say_what_everybody_may_know_and_their_links_what_the_one_written_to_may(cast, world):
    """Mail is read by others than the one it is for. Its links are opened by whoever has it."""
    names = {user.email: name for name, user in cast.items() if user}
    said, leaks, kinds = set(), set(), set()
    for message in OutboxMessage.objects.all():
        name = names.get(message.to)
        kinds.add((message.subject, name in CONTACTS))
        for each in world.of(words_of(message.subject, message.body, message.html)):
            said.add(each.field)
            if not each.may >= WITH_ROLE and each.word not in message.to:
                leaks.add(f"“{message.subject}” says {each.where}")
        for address in (
            links_in(message) if name else ()
        ):  # links of contacts outside of the cast have their own rights
            for each in world.of(words_in(Client().get(address, follow=True))):
                said.add(each.field)
                if name not in each.may:
                    leaks.add(f"{address} of “{message.subject}” shows {each.where}")
    assert not leaks, "\n".join(sorted(leaks))

    # Every kind of letter was written, a public organization is named in its own, and links show what is new.
    news, still_true = ("News for an organization that you speak for", True), ("Is this still true?", True)
    assert kinds >= {news, still_true, ("Your way into Commons", False), ("Your way to a new password", False)}
    assert said >= {"partners.Partner.name", "partners.Program.name", "partners.Partner.summary"}


def test_every_free_text_of_every_model_holds_a_canary_or_says_why_not(world):
    planted = defaultdict(set)
    for each in world.planted.values():
        planted[each.field.rpartition(".")[0]].add(each.field.rpartition(".")[2])
    missing = []
    for model in apps.get_models():
        meta = model._meta
        if meta.app_label not in OURS or meta.proxy or "pgh_id" in {each.name for each in meta.fields}:
            continue
        if meta.label in UNPLANTED or meta.app_label in UNPLANTED:
            continue
        missing += [f"{meta.label}.{each.name}" for each in free_texts(model) if each.name not in planted[meta.label]]
    assert not missing, missing
