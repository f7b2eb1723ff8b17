"""What a donor is shown: recommendations with what is still needed, and how well that is known."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accounts.visibility import Viewer, Visibility
from funding.reports import NeedLeft, needs_left
from partners.models.family import Vehicle
from planning.models import Recommendation

STALE_AFTER: Final = dt.timedelta(days=60)

# What a vehicle may do with money, in a donor's words. Whether a gift is deductible is never derived from it.
VEHICLE_MEANS: Final[dict[str, str]] = {
    Vehicle.C3_PUBLIC: "A public charity: nonpartisan work, such as registration, education and turnout.",
    Vehicle.C3_PRIVATE: "A private foundation: it makes grants, and may earmark none of them for lobbying.",
    Vehicle.C4: "A social welfare organization: may lobby, and take sides in elections as a lesser part of its work.",
    Vehicle.PAC: "A political committee: what one person may give it in a year is limited by law, and is published.",
    Vehicle.SUPER_PAC: "Works on elections independently of candidates: no limit on gifts, and they are published.",
    Vehicle.OTHER_527: "A political organization: works on elections, and its donors are published.",
    Vehicle.SPONSORED: "A project of a fiscal sponsor: the gift goes to the sponsor, for this project.",
    Vehicle.UNKNOWN: "Its legal form has not been checked yet.",
}


@dataclass(frozen=True)
class Recommended:
    """One card: the recommendation, the need that the viewer may read (or None), and how fresh it is.

    `checked_by` is a role, never a name.
    """

    recommendation: Recommendation
    need: NeedLeft | None
    is_stale: bool
    checked_by: str
    vehicle_means: str
    deductible: str

    @property
    def is_met(self) -> bool:
        """Whether nothing is left to raise, by the need that the viewer reads."""
        return self.need is not None and not self.need.left_usd

    @property
    def is_hidden_from_donors(self) -> bool:
        """Published or not, donors cannot know of a partner that is not public."""
        return self.recommendation.entity.partner.visibility != Visibility.PUBLIC

    @property
    def states(self) -> list[str]:
        """Names of the states that the group works in."""
        return [there.state.name for there in self.recommendation.entity.partner.partner_states.all()]

    @property
    def constituencies(self) -> list[str]:
        return [str(each) for each in self.recommendation.entity.partner.constituencies.all()]


def recommended(viewer: Viewer, recommendations: Iterable[Recommendation], *, today: dt.date) -> list[Recommended]:
    """The cards of these recommendations, in their order. 2 queries, however many there are."""
    chosen = list(recommendations)
    ids = {each.entity_id for each in chosen}
    needs = needs_left(viewer, ids)
    return [
        Recommended(
            recommendation=each,
            need=needs.get((each.entity_id, each.cycle_id)),
            is_stale=each.checked_on < today - STALE_AFTER,
            checked_by="counsel" if each.checked_by.is_counsel else "staff",
            vehicle_means=VEHICLE_MEANS[each.entity.vehicle],
            deductible=_deductible(each.entity.is_deductible),
        )
        for each in chosen
    ]


def _deductible(says_the_irs: bool | None) -> str:
    if says_the_irs is None:
        return "Deductible or not: unknown"
    return "Deductible, says the IRS" if says_the_irs else "Not deductible, says the IRS"
