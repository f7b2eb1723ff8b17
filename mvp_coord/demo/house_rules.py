"""A rule of the demo's own board beside those of the law: confirmed by counsel, and with a next version to come.

Plainly made up: what the law says is in the rules that the product itself brings, which nobody of the demo confirms.
"""

import datetime as dt
from dataclasses import replace
from typing import Final

from django.utils import timezone

from accounts.models import User
from funding.actions import rules
from funding.actions.rules import Terms
from funding.actions.versions import confirm, state_of
from funding.models import MoneyRule
from mvp_coord.lib.public_id import new_public_id

CODE: Final = "demo-board-and-super-pacs"
NEXT_VERSION: Final = dt.timedelta(days=60)
_WORDS: Final = "A made-up rule of the demo's board: counsel looks at every grant of a super PAC before it goes out."
_SINCE: Final = "A made-up rule of the demo's board: a super PAC gives to no PAC at all."


def load_house_rules(people: dict[str, User]) -> None:
    """The rule, counsel's word on it, and the version that follows; nothing where they are there."""
    if MoneyRule.objects.filter(code=CODE).exists():
        return
    first = Terms(
        sources=["super_pac"],
        recipients=[],
        use="any",
        outcome="counsel",
        reason=_WORDS,
        citation="Minutes of the demo's board, made up; no law",
        starts_on=timezone.localdate(),
    )
    admin, why = people["Admin"], "The board asked for it in its made-up meeting."
    made = rules.propose_rule(code=CODE, terms=first, by=admin, why=why, creation_key=new_public_id())
    note = "In line with what the board decided. Made up, like the board."
    confirm(made, seen=state_of([made]), by=people["Counsel"], note=note)
    then = replace(
        first, recipients=["pac"], outcome="block", reason=_SINCE, starts_on=timezone.localdate() + NEXT_VERSION
    )
    why = "The board narrowed it in its next made-up meeting."
    rules.propose_version(
        code=CODE, seen=state_of([made]), terms=then, by=admin, why=why, creation_key=new_public_id()
    )
