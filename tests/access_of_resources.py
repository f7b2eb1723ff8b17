"""Rows of the access table: the library of resources (see `tests/test_access.py`)."""

from tests import factories
from tests.access_lists import OWNERS
from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, WITH_ROLE, Ask, Row

OWNERS_200 = {**dict.fromkeys(OWNERS, 200), "*": 404}
OWNERS_302 = {**dict.fromkeys(OWNERS, 302), "*": 404}


def own_resource(ask: Ask) -> dict[str, str]:
    """A resource that only its owner and insiders may read."""
    return {"public_id": factories.make_resource(ask("own_partner"), visibility="staff").public_id}


def own_file(ask: Ask) -> dict[str, str]:
    resource = factories.make_resource(ask("own_partner"), visibility="staff", file=("guide.md", b"Listen first."))
    return {"public_id": resource.public_id, "file_id": resource.file_id}


def own_comment(ask: Ask) -> dict[str, str]:
    resource = factories.make_resource(ask("own_partner"), visibility="staff")
    comment = factories.make_comment(resource, ask("partner_rep"), partner=ask("own_partner"))
    return {"public_id": resource.public_id, "comment_id": comment.public_id}


RESOURCE_ROWS: dict[str, Row] = {
    "partners:resources": Row(WITH_ROLE),
    "partners:add-resource": Row(INSIDERS | MEMBERS, post=FORM_IS_WRONG),
    "partners:resource": Row(WITH_ROLE, get=OWNERS_200, args=lambda ask: own_resource(ask)),
    "partners:resource-file": Row(WITH_ROLE, get=OWNERS_200, args=lambda ask: own_file(ask)),
    "partners:edit-resource": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_resource(ask)),
    "partners:resource-version": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_resource(ask)),
    "partners:resource-still-true": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_resource(ask)),
    "partners:withdraw-resource": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_resource(ask)),
    "partners:restore-resource": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_resource(ask)),
    "partners:use-resource": Row(
        MEMBERS, get=405, post={"partner_rep": FORM_IS_WRONG, "*": 404}, args=lambda ask: own_resource(ask)
    ),
    "partners:unuse-resource": Row(MEMBERS, get=405, post=404, args=lambda ask: own_resource(ask)),
    "partners:add-comment": Row(
        INSIDERS | MEMBERS,
        get=405,
        post={**dict.fromkeys(OWNERS, FORM_IS_WRONG), "*": 404},
        args=lambda ask: own_resource(ask),
    ),
    "partners:remove-comment": Row(INSIDERS | MEMBERS, get=405, post=OWNERS_302, args=lambda ask: own_comment(ask)),
    "partners:restore-comment": Row(
        INSIDERS | MEMBERS,
        get=405,
        post=404,
        args=lambda ask: own_comment(ask),  # it is not removed
    ),
}
