"""Who may open what of families: their entities, what registers say of them, and taking changes back."""

from tests import factories, family_factories
from tests.addresses import INSIDERS, WITH_ROLE, Ask, Row

FORM_IS_WRONG = 422


def a_statement(ask: Ask) -> dict[str, str]:
    return {"public_id": family_factories.make_statement(factories.make_entity(ask("own_partner"))).public_id}


def own_project(ask: Ask) -> dict[str, str]:
    entity = factories.make_entity(ask("own_partner"), vehicle="sponsored")
    return {"slug": entity.partner.slug, "public_id": entity.public_id}


def own_sponsorship(ask: Ask) -> dict[str, str]:
    project = factories.make_entity(ask("own_partner"), vehicle="sponsored")
    return {"slug": project.partner.slug, "public_id": family_factories.make_sponsorship(project).public_id}


def own_proposal(ask: Ask) -> dict[str, str]:
    entity = factories.make_entity(ask("own_partner"))
    return {"public_id": family_factories.make_proposal(entity, ask("partner_rep")).public_id}


def own(ask: Ask) -> dict[str, str]:
    return {"slug": ask("own_partner").slug}


def own_contact(ask: Ask) -> dict[str, str]:
    partner = ask("own_partner")
    return {"slug": partner.slug, "public_id": factories.make_contact(partner).public_id}


def own_tie(ask: Ask) -> dict[str, str]:
    partner = ask("own_partner")
    tie = factories.make_affiliation(partner, factories.make_partner(), "served_by")
    return {"slug": partner.slug, "public_id": tie.public_id}


OWNERS = INSIDERS | {"partner_rep"}
OWNERS_302 = {**dict.fromkeys(OWNERS, 302), "*": 404}
FAMILY_ROWS: dict[str, Row] = {
    "partners:registers": Row(INSIDERS),
    "partners:read-register": Row(INSIDERS, post=FORM_IS_WRONG),
    "partners:register-reading": Row(
        INSIDERS, args=lambda ask: {"public_id": family_factories.make_register_reading().public_id}
    ),
    "partners:decide-statement": Row(INSIDERS, get=405, post=404, args=lambda ask: a_statement(ask)),
    "partners:add-contact": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own(ask)),
    "partners:edit-contact": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_contact(ask)),
    "partners:remove-contact": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_contact(ask)),
    "partners:add-tie": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own(ask)),
    "partners:edit-tie": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_tie(ask)),
    "partners:remove-tie": Row(WITH_ROLE, get=405, post=OWNERS_302, args=lambda ask: own_tie(ask)),
    "partners:add-sponsor": Row(OWNERS, post=FORM_IS_WRONG, args=lambda ask: own_project(ask)),
    "partners:edit-sponsor": Row(INSIDERS, post=FORM_IS_WRONG, args=lambda ask: own_sponsorship(ask)),
    "partners:proposals": Row(INSIDERS),
    "partners:decide-proposal": Row(INSIDERS, get=405, post=404, args=lambda ask: own_proposal(ask)),
    "partners:withdraw-proposal": Row(
        WITH_ROLE, get=405, post={"partner_rep": 302, "*": 404}, args=lambda ask: own_proposal(ask)
    ),
    "partners:take-back": Row(WITH_ROLE, get=405, post=404, args=lambda ask: {"token": "no-such-change"}),
}
