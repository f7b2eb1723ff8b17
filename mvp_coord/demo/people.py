"""The six demo accounts: one per role, at demo.example, all with the public demo password."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Account:
    """Who signs in: `role` names the address, `flags` are the account's own, `partner` whose contact it is."""

    role: str
    name: str
    flags: dict[str, Any] = field(default_factory=dict)
    partner: str = ""
    is_donor: bool = False


HOME_SLUG = "borrowed-ladder-fund"

ACCOUNTS: tuple[Account, ...] = (
    Account("Admin", "Ana Ledbetter", {"is_admin": True}),
    Account("Staff", "Hollis Farrow", {"is_staff": True}),
    Account("Counsel", "Judith Crane", {"is_staff": True, "is_counsel": True}),
    Account("Partner", "Marisol Teague", partner="Dairy Bell Workers"),
    Account("Funder", "Lark Pemberley", partner="Tin Whistle Giving Circle"),
    Account("Donor", "Della Marchetti", is_donor=True),
)
