"""Facts about money: funds, needs, allocations, the ledger of our funds; and the donors who give."""

from .allocation import Allocation, RegrantType
from .blind import BlindShare, BlindTotal
from .check import ColorCheck, Review, SignOff
from .docket import Docket, DocketItem
from .donor import Donor
from .engagement import Engagement
from .fund import Fund
from .grant import Grant
from .installment import Amendment, Installment, Requirement
from .ledger import Account, Balance, Entry, Transaction
from .meter import EntityFigure
from .meter_limit import MeterLimit
from .money_rule import MoneyRule
from .move import Move
from .need import Need
from .need_ask import NeedAsk
from .reminder import Reminder
from .talk import FunderAside, FunderAsk, FunderWord

__all__ = [
    "Account",
    "Allocation",
    "Amendment",
    "Balance",
    "BlindShare",
    "BlindTotal",
    "ColorCheck",
    "Docket",
    "DocketItem",
    "Donor",
    "Engagement",
    "EntityFigure",
    "Entry",
    "Fund",
    "FunderAside",
    "FunderAsk",
    "FunderWord",
    "Grant",
    "Installment",
    "MeterLimit",
    "MoneyRule",
    "Move",
    "Need",
    "NeedAsk",
    "RegrantType",
    "Reminder",
    "Requirement",
    "Review",
    "SignOff",
    "Transaction",
]
