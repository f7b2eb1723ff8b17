"""A donor's first page: the recommendations that staff put first."""

import datetime as dt
from dataclasses import dataclass

from accounts.visibility import Viewer
from planning.models import Recommendation

SHOWN = 3


@dataclass(frozen=True)
class DonorDesk:
    """The first recommendations, and how many there are in all."""

    first: tuple[Recommendation, ...]
    total: int


def donor_desk(viewer: Viewer, *, today: dt.date) -> DonorDesk:
    """The page of a donor. Two queries."""
    current = Recommendation.objects.visible_to(viewer).filter(cycle__ends_on__gte=today)
    first = current.select_related("entity__partner", "cycle").order_by("position", "pk")
    return DonorDesk(tuple(first[:SHOWN]), current.count())
