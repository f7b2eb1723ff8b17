"""What can never be false is held by the database: every constraint of ours bites, whoever writes.

`UPDATES` breaks one good row by an update that no form or action stands before; `DOUBLES` writes the same
thing twice, or two things that exclude one another. A constraint without a row here fails.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from mvp_coord.jobs.models import JobRun
from mvp_coord.sheets.models import ImportBatch, ImportFile, ImportProgress, ImportRow, RememberedColumn
from partners import actions
from partners.actions.proposals import decline_proposal
from partners.models import BulkEdit, Export, ResourceDownload
from states.models import Division
from tests import factories, family_factories, place_factories, saved
from tests.asks import ASK_UPDATES, two_asks
from tests.constraints_of_cases import CASE_DOUBLES, CASE_UPDATES
from tests.constraints_of_gaps import GAP_DOUBLES, GAP_UPDATES
from tests.constraints_of_grants import GRANT_UPDATES
from tests.constraints_of_meters import METER_DOUBLES, METER_UPDATES
from tests.constraints_of_money import MONEY_DOUBLES, MONEY_UPDATES
from tests.constraints_of_needs import NEED_DOUBLES, NEED_UPDATES
from tests.constraints_of_states import STATES_DOUBLES, STATES_UPDATES, same
from tests.constraints_of_talks import TALK_DOUBLES, TALK_UPDATES
from tests.people import PEOPLE_UPDATES

pytestmark = pytest.mark.django_db

OURS = {"accounts", "jobs", "sheets", "states", "partners", "funding", "planning"}
EARLY, LATE = dt.date(2027, 1, 1), dt.date(2028, 1, 1)


def make_run(**facts: Any) -> JobRun:
    return JobRun.objects.create(name="check", **{"slot": "today", **facts})


def make_batch() -> ImportBatch:
    return ImportBatch.objects.create(created_by=factories.make_user())


def make_row(batch: ImportBatch | None = None) -> ImportRow:
    return ImportRow.objects.create(
        batch=batch or make_batch(), position=1, file="a.csv", line=2, outcome=ImportRow.Outcome.CREATED
    )


def make_progress() -> ImportProgress:
    return ImportProgress.objects.create(batch=make_batch(), done=1, total=2)


def make_remembered() -> RememberedColumn:
    return RememberedColumn.objects.create(kind="plans", user=factories.make_user(), heading="grupo", column="name")


def make_bulk_edit() -> BulkEdit:
    return actions.start_bulk_edit([], by=factories.make_user(), chosen="", back="/partners/")


def make_export() -> Export:
    return Export.objects.create(asked_by=factories.make_user())


def make_pair():
    return factories.make_pair(factories.make_partner(), factories.make_partner())


def make_decision():
    one, other = factories.make_partner(), factories.make_partner()
    return actions.keep_apart(one, other, by=factories.make_user())


def make_declined():
    return decline_proposal(family_factories.make_proposal(), by=factories.make_user(), answer="It is ours.")


def make_tag():
    tags = [("constituency", factories.make_constituency())]
    return factories.make_resource(tags=tags).tags.get()


def make_shared_file():
    return factories.make_resource(file=("guide.md", b"Listen first.")).file


def paid():
    return factories.make_allocation(status="paid")


# constraint → (a good row, what breaks it)
UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    **STATES_UPDATES,
    **TALK_UPDATES,
    **PEOPLE_UPDATES,
    **ASK_UPDATES,
    **CASE_UPDATES,
    **GAP_UPDATES,
    **GRANT_UPDATES,
    **METER_UPDATES,
    **MONEY_UPDATES,
    **NEED_UPDATES,
    "counsel_is_staff": (factories.make_user, {"is_counsel": True}),
    "job_ends_after_start": (make_run, {"status": "done", "ended_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)}),
    "job_ended_iff_not_running": (make_run, {"status": "done"}),
    "import_applied_iff_dated": (make_batch, {"status": "applied"}),
    "import_undone_iff_dated": (make_batch, {"undone_at": timezone.now()}),
    "rejected_row_says_why": (make_row, {"outcome": "rejected"}),
    "import_progress_within_total": (make_progress, {"done": 3}),
    "remembered_column_of_one_sender": (make_remembered, {"sender": "copper-table"}),
    "partner_has_a_name": (factories.make_partner, {"name": ""}),
    "partner_slug_not_a_page": (factories.make_partner, {"slug": "new"}),
    "partner_merged_iff_into_another": (factories.make_partner, {"status": "merged"}),
    "partner_not_merged_into_itself": (factories.make_partner, {"status": "merged", "merged_into": F("pk")}),
    "bulk_edit_applied_iff_dated": (make_bulk_edit, {"status": "applied"}),
    "export_waits_iff_not_ended": (make_export, {"status": "failed"}),
    "ready_export_is_counted": (make_export, {"status": "ready", "ended_at": timezone.now()}),
    "likely_pair_in_order": (make_pair, {"second": F("first")}),
    "likely_pair_score_is_share": (make_pair, {"score": 1.1}),
    "pair_decision_in_order": (make_decision, {"second": F("first")}),
    "merge_knows_its_change": (make_decision, {"decision": "merged"}),
    "partner_ends_after_start": (factories.make_partner, {"starts_on": LATE, "ends_on": EARLY}),
    "partner_founded_plausibly": (factories.make_partner, {"founded_year": 27}),
    "entity_ein_nine_digits": (factories.make_entity, {"ein": "12-345678"}),
    "entity_fec_id_form": (factories.make_entity, {"fec_id": "X12345678"}),
    "entity_irs_status_form": (factories.make_entity, {"irs_status": "1"}),
    "entity_ruling_form": (factories.make_entity, {"ruled_in": "2004-13"}),
    "entity_ntee_form": (factories.make_entity, {"ntee_code": "P2"}),
    "sponsorship_of_another": (family_factories.make_sponsorship, {"sponsor": F("project")}),
    "sponsorship_ends_after_start": (
        lambda: family_factories.make_sponsorship(starts_on=LATE),
        {"ends_on": EARLY},
    ),
    "proposal_names_its_entity": (family_factories.make_proposal, {"kind": "new_entity"}),
    "proposal_names_its_other_end": (family_factories.make_proposal, {"other": F("partner")}),
    "proposal_names_its_sponsor": (family_factories.make_proposal, {"kind": "sponsor"}),
    "proposal_decision_has_who_and_when": (family_factories.make_proposal, {"decision": "approved"}),
    "declined_proposal_says_why": (lambda: make_declined(), {"answer": ""}),
    "statement_says_what_and_who": (family_factories.make_statement, {"source": ""}),
    "statement_decision_has_who_and_when": (family_factories.make_statement, {"decision": "kept"}),
    "entity_has_a_name": (factories.make_entity, {"legal_name": ""}),
    "affiliation_to_another": (
        lambda: factories.make_affiliation(factories.make_partner(), factories.make_partner()),
        {"to": F("partner")},
    ),
    "affiliation_ends_after_start": (
        lambda: factories.make_affiliation(factories.make_partner(), factories.make_partner()),
        {"starts_on": LATE, "ends_on": EARLY},
    ),
    "contact_has_a_name": (lambda: factories.make_contact(factories.make_partner()), {"name": ""}),
    "program_has_a_name": (factories.make_program, {"name": ""}),
    "program_budget_not_negative": (factories.make_program, {"budget_usd": -1}),
    "program_raised_not_negative": (factories.make_program, {"raised_usd": -1}),
    "program_not_its_own_umbrella": (factories.make_program, {"umbrella": F("pk")}),
    "activity_ends_after_start": (factories.make_activity, {"ends_on": EARLY}),
    "activity_in_this_century": (factories.make_activity, {"ends_on": dt.date.max}),
    "activity_budget_not_negative": (factories.make_activity, {"budget_usd": -1}),
    "resource_says_what_it_is": (factories.make_resource, {"summary": ""}),
    "resource_file_or_link": (factories.make_resource, {"link": ""}),
    "resource_link_https": (factories.make_resource, {"link": "http://guides.example.org/listen"}),
    "resource_not_replaced_by_itself": (factories.make_resource, {"replaced_by": F("pk")}),
    "resource_tag_of_one_kind": (lambda: make_tag(), {"constituency": None}),
    "resource_file_is_not_empty": (lambda: make_shared_file(), {"size_bytes": 0}),
    "file_content_is_not_empty": (lambda: make_shared_file().content, {"body": b""}),
    "resource_comment_says_something": (lambda: factories.make_comment(factories.make_resource()), {"text": ""}),
    "saved_view_has_a_name": (saved.make_view, {"name": ""}),
    "fund_vehicle_known": (factories.make_fund, {"vehicle": "unknown"}),
    "fund_target_not_negative": (factories.make_fund, {"target_usd": -1}),
    "fund_limit_not_negative": (factories.make_fund, {"two_people_above_usd": -1}),
    "fund_names_its_focus": (factories.make_fund, {"focus": "state"}),
    "allocation_names_an_amount": (factories.make_allocation, {"amount_requested": None}),
    "allocation_requested_positive": (factories.make_allocation, {"amount_requested": 0}),
    "allocation_recommended_positive": (factories.make_allocation, {"amount_recommended": -1}),
    "allocation_approved_positive": (factories.make_allocation, {"amount_approved": 0}),
    "allocation_decided_has_approved_amount": (paid, {"amount_approved": None}),
    "allocation_decided_has_a_day": (paid, {"decided_on": None}),
    "allocation_released_only_once_approved": (factories.make_allocation, {"released_on": EARLY}),
    "allocation_currency_code": (factories.make_allocation, {"currency": "usd"}),
    "allocation_shared_as": (factories.make_allocation, {"shared_as": "hints"}),
    "allocation_not_its_own_parent": (factories.make_allocation, {"parent": F("pk")}),
    "overlap_ends_after_start": (factories.make_overlap, {"ends_on": EARLY}),
    "overlap_certainty_only_of_competing": (factories.make_overlap, {"certainty": ""}),
    "overlap_member_once": (factories.make_overlap, {"member_keys": [2, 7, 7]}),
    "recommendation_has_a_reason": (factories.make_recommendation, {"reason": ""}),
    "recommendation_published_says_how_to_give": (factories.make_recommendation, {"giving_url": ""}),
}


def same_label(**sender: Any) -> None:
    state = factories.make_state()
    for _ in range(2):
        factories.make_activity(source_ref="AZ-001", source_state=state, **sender)


DOUBLES: dict[str, Callable[[], Any]] = {
    "election_result_once": lambda: (place_factories.make_result(), place_factories.make_result()),
    **STATES_DOUBLES,
    **TALK_DOUBLES,
    **CASE_DOUBLES,
    **GAP_DOUBLES,
    "gap_asks_one_at_a_time": two_asks,
    "activity_one_sender": lambda: factories.make_activity(
        source_user=factories.make_user(), source_partner=factories.make_partner()
    ),
    "user_email_once": lambda: [
        User.objects.create(email=address) for address in ("ana@example.org", "Ana@Example.org")
    ],
    "job_slot_runs_once": lambda: [make_run() for _ in range(2)],
    "bulk_edit_of_one_change": lambda: BulkEdit.objects.bulk_create(
        BulkEdit(change_id=uuid.UUID(int=1), status="applied", applied_at=timezone.now(), created_by=user)
        for user in [factories.make_user()] * 2
    ),
    "import_row_position_once": lambda: [make_row(batch) for batch in [make_batch()] * 2],
    "partner_state_once": lambda: same(factories.make_partner().partner_states.get()),
    "entity_ein_once": lambda: [factories.make_entity(ein="012345678") for _ in range(2)],
    "entity_fec_id_once": lambda: [factories.make_entity(fec_id="C12345678") for _ in range(2)],
    "sponsorships_do_not_overlap": lambda: [
        family_factories.make_sponsorship(project, starts_on=day)
        for project in [factories.make_entity(vehicle="sponsored")]
        for day in (EARLY, LATE)
    ],
    "statement_once": lambda: same(family_factories.make_statement()),
    "affiliation_once": lambda: same(factories.make_affiliation(factories.make_partner(), factories.make_partner())),
    "membership_once": lambda: same(factories.make_member(factories.make_user(), factories.make_partner())),
    "activity_label_once_per_partner": lambda: same_label(source_partner=factories.make_partner()),
    "activity_label_once_per_user": lambda: same_label(source_user=factories.make_user()),
    "import_file_position_once": lambda: same(
        ImportFile.objects.create(batch=make_batch(), position=1, name="a.csv", content=b"a")
    ),
    "remembered_column_once": lambda: same(make_remembered()),
    "likely_pair_once": lambda: same(make_pair()),
    "pair_decided_once": lambda: same(make_decision()),
    "resource_tag_once": lambda: same(make_tag()),
    "resource_use_once": lambda: same(factories.make_use(factories.make_resource())),
    "resource_download_once": lambda: [
        ResourceDownload.objects.create(file=file, user=user)
        for file, user in [(make_shared_file(), factories.make_user())] * 2
    ],
    "saved_view_name_once": saved.two_of_one_name,
    "saved_view_one_default": saved.two_that_open_first,
    **METER_DOUBLES,
    **MONEY_DOUBLES,
    **NEED_DOUBLES,
    "fund_once": lambda: same(factories.make_fund()),
    "recommendation_published_once": lambda: same(factories.make_recommendation()),
}


@pytest.mark.parametrize("name", sorted(UPDATES))
def test_no_update_gets_past_it(name):
    make, change = UPDATES[name]
    row = make()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("name", sorted(DOUBLES))
def test_nothing_is_there_twice(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DOUBLES[name]()


def test_every_constraint_is_in_a_table_here():
    named = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for constraint in model._meta.constraints
    }
    assert named == set(UPDATES) | set(DOUBLES)


def test_a_place_has_one_ocd_id():
    with pytest.raises(IntegrityError, match="ocd_id"), transaction.atomic():
        Division.objects.create(ocd_id=factories.make_country().ocd_id, name="Twice", kind="country")
