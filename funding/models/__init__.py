"""Facts about money: funds, needs, allocations, the ledger of our funds; and the donors who give."""

from .allocation import Allocation
from .blind import BlindShare, BlindTotal
from .donor import Donor
from .fund import Fund
from .grant import Grant, RegrantType
from .ledger import Account, Balance, Entry, Transaction
from .money_rule import MoneyRule
from .need import Need
from .need_ask import NeedAsk

__all__ = [
    "Account",
    "Allocation",
    "Balance",
    "BlindShare",
    "BlindTotal",
    "Donor",
    "Entry",
    "Fund",
    "Grant",
    "MoneyRule",
    "Need",
    "NeedAsk",
    "RegrantType",
    "Transaction",
]
