"""Facts about money: funds, needs, allocations; and the donors who give."""

from .allocation import Allocation
from .donor import Donor
from .fund import Fund
from .need import Need

__all__ = ["Allocation", "Donor", "Fund", "Need"]
