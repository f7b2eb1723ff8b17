"""Rows of the access table: the meters and what they rest on (see `tests/test_access.py`)."""

from typing import Any

from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, STAFF, Ask, Row


def an_entity(ask: Ask) -> dict[str, Any]:
    entity = factories.make_entity(factories.make_partner(visibility="public"))
    return {"entity": entity.public_id, "year": 2027}


def a_figure(ask: Ask) -> dict[str, Any]:
    return {**an_entity(ask), "what": "spending"}


def a_limit(ask: Ask) -> dict[str, Any]:
    return {"code": "political-share"}


def a_limit_version(ask: Ask) -> dict[str, Any]:
    return {**a_limit(ask), "version": 1}


METER_ROWS: dict[str, Row] = {
    "funding:meters": Row(INSIDERS),
    "funding:clocks": Row(STAFF, post=FORM_IS_WRONG),
    "funding:limits": Row(INSIDERS),
    "funding:limit": Row(INSIDERS, args=a_limit),
    "funding:change-limit": Row(frozenset({"admin", "counsel"}), post=FORM_IS_WRONG, args=a_limit),
    "funding:confirm-limit": Row(frozenset({"counsel"}), get=405, post=FORM_IS_WRONG, args=a_limit_version),
    "funding:withdraw-limit": Row(frozenset({"admin", "counsel"}), get=405, post=FORM_IS_WRONG, args=a_limit_version),
    "funding:meter": Row(INSIDERS, args=an_entity),
    "funding:state-figure": Row(INSIDERS, post=FORM_IS_WRONG, args=a_figure),
}
