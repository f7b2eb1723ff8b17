"""Facts about organizations: who they are, through which entities, with whom, and what they plan to do."""

from .duplicate import LikelyPair, PairDecision
from .family import Affiliation, LegalEntity
from .partner import Partner, PartnerState
from .people import Contact, Membership
from .program import Activity, Program

__all__ = [
    "Activity",
    "Affiliation",
    "Contact",
    "LegalEntity",
    "LikelyPair",
    "Membership",
    "PairDecision",
    "Partner",
    "PartnerState",
    "Program",
]
