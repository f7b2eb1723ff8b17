"""Which money may go where, as far as it is plain enough to name somebody: two rules, and silence on all else.

A first set, to be confirmed by counsel: money of a 501(c)(3) public charity goes to another for nonpartisan work,
money of a 501(c)(4) to another, or to such a charity for the same. Everything else (private foundations, PACs, other
527s, persuasion, ballot measures) takes counsel's word first, so nobody is named by it here. Reasons never cite lean
or margins.
"""

from typing import Final

CONFIRM: Final = "to be confirmed by counsel"
_C3, _C4 = "c3_public", "c4"
# Kinds of work that are nonpartisan as far as their kind goes; of others it depends on what is said.
NONPARTISAN: Final = frozenset(
    {"registration", "gotv", "vote-by-mail", "ballot-cure", "election-protection", "voter-education"}
)


def may_fund(money: str, recipient: str, program_type: str | None) -> bool:
    """Whether money of one vehicle plainly may go to an entity of another, for work of this type (codes; None: any
    but registration). False means that counsel is asked first, not that it is forbidden."""
    if money == _C4 and recipient == _C4:
        return True
    # What a 501(c)(3) does is nonpartisan, whoever pays for it.
    return money in {_C3, _C4} and recipient == _C3 and (program_type is None or program_type in NONPARTISAN)
