"""Facts about organizations: who they are, through which entities, with whom, and what they plan to do."""

from .asking import TruthLetter
from .bulk import BulkEdit
from .duplicate import LikelyPair, PairDecision
from .export import Export, ExportContent
from .family import Affiliation, LegalEntity
from .identifier import PartnerIdentifier
from .note import Note
from .partner import Partner, PartnerState
from .people import Contact, Membership
from .people_power import PeopleNeed, PeopleOffer
from .program import Activity, Program
from .proposal import ProposedChange
from .resource import Resource, ResourceTag
from .resource_file import FileContent, ResourceDownload, ResourceFile
from .resource_talk import ResourceComment, ResourceUse
from .saved_view import SavedView
from .sponsorship import Sponsorship
from .statement import EntityStatement, Fact, RegisterReading

__all__ = [
    "Activity",
    "Affiliation",
    "BulkEdit",
    "Contact",
    "EntityStatement",
    "Export",
    "ExportContent",
    "Fact",
    "FileContent",
    "LegalEntity",
    "LikelyPair",
    "Membership",
    "Note",
    "PairDecision",
    "Partner",
    "PartnerIdentifier",
    "PartnerState",
    "PeopleNeed",
    "PeopleOffer",
    "Program",
    "ProposedChange",
    "RegisterReading",
    "Resource",
    "ResourceComment",
    "ResourceDownload",
    "ResourceFile",
    "ResourceTag",
    "ResourceUse",
    "SavedView",
    "Sponsorship",
    "TruthLetter",
]
