"""Rows of the access table: changing and exporting many records at once (see `tests/test_access.py`)."""

from typing import Any

from django.utils import timezone

from accounts.history import change
from partners.actions import ask_for_export, start_bulk_edit
from partners.tasks import make_due_exports
from tests import factories
from tests.addresses import EVERYBODY, FORM_IS_WRONG, INSIDERS, MEMBERS, WITH_ROLE, Ask, Row
from tests.saved import make_view


def own_bulk_edit(ask: Ask) -> dict[str, str]:
    """A change to several partners that staff have begun; nobody else finds it."""
    return {"public_id": start_bulk_edit([], by=ask("staff"), chosen="", back="/partners/").public_id}


def own_export(ask: Ask) -> dict[str, str]:
    """A file that staff have asked for, and that a worker has made; nobody else finds it."""
    facts = {"kind": "partners", "file_format": "csv", "query": "", "asked": ""}
    ask_for_export(by=ask("staff"), public_id="thefile", fields=["name"], **facts)
    make_due_exports()
    return {"public_id": "thefile"}


def changed(ask: Ask, record: Any, **kwargs: str) -> dict[str, Any]:
    """What an address needs to name one change of this record."""
    with change(by=ask("staff"), verb="changed it") as change_id:
        type(record).objects.filter(pk=record.pk).update(updated_at=timezone.now(), visibility="staff")
    return {**kwargs, "change_id": str(change_id)}


def changed_partner(ask: Ask) -> dict[str, Any]:
    return changed(ask, ask("own_partner"), slug=ask("own_partner").slug)


def changed_program(ask: Ask) -> dict[str, Any]:
    program = factories.make_program(ask("own_partner"))
    return changed(ask, program, public_id=program.public_id)


def changed_activity(ask: Ask) -> dict[str, Any]:
    activity = factories.make_activity(factories.make_program(ask("own_partner")))
    with change(by=ask("staff"), verb="changed it") as change_id:
        type(activity).objects.filter(pk=activity.pk).update(universe=5)
    return {"public_id": activity.public_id, "change_id": str(change_id)}


def shared_view(ask: Ask) -> dict[str, str]:
    """A view that staff share with everybody; only its owner changes it."""
    return {"public_id": make_view(ask("staff"), shared_with="everybody").public_id}


# Who may change some partner's profile; what somebody else has begun does not exist for them.
EDITORS = INSIDERS | MEMBERS
# The contact of an organization changes it, like staff and admins.
OWNERS = INSIDERS | {"partner_rep"}
ONLY_STAFF = {"staff": 200, "*": 404}
STAFF_302 = {"staff": 302, "*": 404}

LISTS: dict[str, Row] = {
    "partners:views": Row(WITH_ROLE),
    "partners:add-view": Row(WITH_ROLE, post=FORM_IS_WRONG),
    "partners:edit-view": Row(
        WITH_ROLE, get=ONLY_STAFF, post={"staff": FORM_IS_WRONG, "*": 404}, args=lambda ask: shared_view(ask)
    ),
    "partners:remove-view": Row(WITH_ROLE, get=405, post=STAFF_302, args=lambda ask: shared_view(ask)),
    "partners:restore-view": Row(WITH_ROLE, get=405, post=STAFF_302, args=lambda ask: shared_view(ask)),
    "partners:hsds": Row(WITH_ROLE),
    "partners:hsds-by-key": Row(EVERYBODY, get=404, args=lambda ask: {"key": "made-up"}),
    "partners:exports": Row(WITH_ROLE),
    "partners:new-export": Row(WITH_ROLE, post=FORM_IS_WRONG),
    "partners:export": Row(WITH_ROLE, get=ONLY_STAFF, args=own_export),
    "partners:export-file": Row(WITH_ROLE, get=ONLY_STAFF, args=own_export),
    "partners:edit-row": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: {"slug": ask("own_partner").slug}),
    "partners:put-back": Row(OWNERS, post=FORM_IS_WRONG, args=changed_partner),
    "partners:put-back-program": Row(OWNERS, post=FORM_IS_WRONG, args=changed_program),
    "partners:put-back-activity": Row(OWNERS, post=FORM_IS_WRONG, args=changed_activity),
    "partners:start-bulk": Row(EDITORS, get=405, post=302),
    "partners:bulk": Row(EDITORS, get=ONLY_STAFF, post={"staff": FORM_IS_WRONG, "*": 404}, args=own_bulk_edit),
    "partners:apply-bulk": Row(EDITORS, get=405, post={"staff": 302, "*": 404}, args=own_bulk_edit),
    "partners:undo-bulk": Row(EDITORS, get=405, post={"staff": 302, "*": 404}, args=own_bulk_edit),
}
