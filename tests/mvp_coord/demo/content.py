"""Everything that the demo wrote, by natural keys: what two loads must have in common."""

from typing import Any

from accounts.models import User
from funding.models import Allocation, BlindShare, Donor, Fund, FunderAsk, Need
from partners.models import (
    Activity,
    Affiliation,
    Contact,
    LegalEntity,
    Membership,
    Note,
    Partner,
    PeopleNeed,
    PeopleOffer,
    Program,
    Resource,
    ResourceComment,
    ResourceFile,
    ResourceUse,
)
from planning.models import Gap, Overlap, Recommendation
from states.models import Electorate

FIELDS: dict[Any, str] = {
    User: "email name is_staff is_counsel is_admin is_demo",
    Donor: "user__email adviser__email",
    Membership: "user__email partner__slug can_edit",
    Partner: """slug name other_names kind status website direct_giving_url summary founded_year starts_on ends_on
        visibility assured_on source partner_states__state_id partner_states__scope constituencies__code
        issues__code""",
    LegalEntity: "partner__slug legal_name vehicle is_deductible ein source",
    Need: "entity__legal_name budget_usd raised_usd source good_as_of consent cycle__code",
    Affiliation: "partner__slug to__slug kind",
    Contact: "partner__slug name role email visibility",
    Program: "partner__slug entity__legal_name name side status budget_usd raised_usd visibility assured_on",
    Activity: """program__name program_type__code tactic__code division__ocd_id starts_on ends_on mode universe
        attempts_planned contacts_planned budget_usd constituencies__code""",
    Fund: "slug name owner__slug vehicle focus state_id target_usd is_managed visibility",
    Allocation: """fund__slug entity__legal_name program__name parent__fund__slug status currency amount_requested
        amount_recommended amount_approved decided_on released_on purpose restriction visibility shared_as""",
    BlindShare: "total__partner__slug funder__slug amount_usd",
    FunderAsk: "group__slug asker__slug to__slug words asked_by__email",
    Recommendation: """entity__legal_name status headline reason dollar_does dollar_source giving_url deductibility
        position checked_on checked_by__email""",
    Overlap: """overlap_class certainty family__code anchor__ocd_id state_id starts_on ends_on
        settlement__decision settlement__reason settlement__decided_by__email members__activity__program__name""",
    Gap: "priority__division__ocd_id state_id role status offered_to__slug reason asks__words asks__partner__slug",
    Resource: """partner__slug kind title summary language link visibility assured_on replaced_by__title file__name
        tags__state_id tags__tactic__code tags__program_type__code tags__constituency__code tags__issue__code""",
    ResourceFile: "resource__title name label size_bytes shown_to",
    ResourceUse: "resource__title partner__slug note",
    ResourceComment: "resource__title author__email partner__slug text",
    Note: """partner__slug kind happened_on text tags next_action due_on assigned_to__email done_by__email
        written_by__email visibility""",
    **dict.fromkeys(
        (PeopleOffer, PeopleNeed),
        """partner__slug role hours_a_week skills languages division__ocd_id is_remote starts_on ends_on side details
        visibility source""",
    ),
    Electorate: "division__ocd_id people basis source as_of",
}


def content() -> dict[str, list[tuple[Any, ...]]]:
    """Model name → its rows in a fixed order."""
    return {
        model.__name__: sorted(model.objects.order_by().values_list(*fields.split()), key=repr)
        for model, fields in FIELDS.items()
    }
