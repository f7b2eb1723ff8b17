"""The numbers that registers know an organization by: the tax id (EIN), the FEC's id of a committee, a state's own.

Each is read as people and files write it, and comes back in its one form, with a remark where something had to be
mended. What could mean two numbers is refused with a reason, never guessed.
"""

from .ein import ein_written, read_ein, read_register_ein
from .fec import read_fec_id
from .model import Identifier
from .org import ein_of, read_org_id, register_of
from .state import read_state_id

__all__ = [
    "Identifier",
    "ein_of",
    "ein_written",
    "read_ein",
    "read_fec_id",
    "read_org_id",
    "read_register_ein",
    "read_state_id",
    "register_of",
]
