"""What a use of money is to the meters: direct lobbying, grassroots lobbying, politics, or none of them.

A grant is not divided here: one that pays for lobbying among other things counts whole, and one that pays for both
kinds of lobbying counts as the kind with the lower ceiling.
"""

from typing import Final

from funding.colors import Use, kinds_of
from funding.colors.uses import COORDINATED, ELECTORAL, LOBBYING

DIRECT, GRASSROOTS, POLITICAL = "direct", "grassroots", "political"
KINDS: Final = {DIRECT: "Direct lobbying", GRASSROOTS: "Grassroots lobbying", POLITICAL: "Political"}
COMMITTEES: Final = frozenset({"pac", "super_pac", "other_527"})


def kind_of_lobbying(use: Use) -> str:
    """`DIRECT`, `GRASSROOTS`, or "" for what is no lobbying.

    Who votes on a ballot measure is its legislator, so talking to voters about one is direct (26 CFR
    56.4911-2(b)(1)(iii)). A campaign about a bill speaks to the public, and counts as grassroots.
    """
    if LOBBYING not in kinds_of(use):
        return ""
    return GRASSROOTS if "issue-campaign" in use.program_types else DIRECT


def kind_of_politics(use: Use, recipient: str) -> str:
    """`POLITICAL` for money to a political committee (its vehicle), or for work on a side or a race; else ""."""
    is_political = recipient in COMMITTEES or bool(kinds_of(use) & {ELECTORAL, COORDINATED})
    return POLITICAL if is_political else ""
