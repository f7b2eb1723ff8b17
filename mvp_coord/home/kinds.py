"""The kinds of things that can wait for staff on the first page: what each is called, and why it waits."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from partners.models.freshness import STALE_AFTER

WORDS_END_WITHIN: Final = dt.timedelta(days=30)


@dataclass(frozen=True)
class Kind:
    """Things that wait for one and the same reason; `day_word` says what an item's day means ("since", "due")."""

    title: str
    why: str
    day_word: str = "since"


KINDS: Final = {
    "actions": Kind("Your next actions", "You said that you would do this by today.", "due"),
    "own-overlaps": Kind("Overlaps that wait for you", "You look after them, and nothing is agreed yet."),
    "case-words": Kind(
        "New words in overlaps that you look after",
        "Others have written, proposed or answered since you last had a word there.",
    ),
    "near-overlaps": Kind(
        "Overlaps whose time is near",
        "Nobody has settled them yet; their state tables are told.",
        "first day that matters",
    ),
    "overlaps": Kind("Overlaps without an owner", "Somebody should look after each of them."),
    "gap-answers": Kind(
        "Answers on gaps", "Somebody takes a gap on, or asks something first: reply, or make it a program."
    ),
    "approvals": Kind(
        "Changes to approve", "Partners proposed them; they decide which money may be given.", "proposed"
    ),
    "counsel": Kind(
        "Money that needs your word",
        "The rules leave it to counsel: it goes no step on before you sign it off or refuse.",
        "in its status since",
    ),
    "legal": Kind(
        "Legal reviews to give", "In review; nothing is approved before counsel has looked.", "in review since"
    ),
    "words": Kind(
        "Words of counsel to renew",
        f"They fell because what they were about has changed, or they end within {WORDS_END_WITHIN.days} days.",
        "until",
    ),
    "rules": Kind(
        "Money rules to confirm", "Another has proposed them, or they are of the first set: read them.", "holds from"
    ),
    "limits": Kind(
        "Limits of meters to confirm",
        "Another has written them, or they are of the first set: read them.",
        "holds from",
    ),
    "forbidden": Kind(
        "Money that a change has made forbidden",
        "It was let through once: a program, a recipient or a rule has changed since. Nobody signs it off.",
        "found",
    ),
    "operations": Kind(
        "Reviews of operations to give",
        "In review; nothing is approved before somebody has looked.",
        "in review since",
    ),
    "amendments": Kind(
        "Changed amounts to decide", "Somebody asks for another amount of an award of ours.", "proposed"
    ),
    "payments": Kind("Payments to make", "Parts of our awards that are due within a week, or were.", "due"),
    "late-money": Kind(
        "Money that would come too late",
        "Ours, on its way: paid today, or when it is due, it misses the day by which its work needs it: work of the "
        "fund's cycle that is not over, and that nothing was paid for before it began.",
        "in its status since",
    ),
    "moves": Kind(
        "Money that waits for a second person",
        "Somebody asked to move it or to give it back: post it or refuse.",
        "asked",
    ),
    "owed": Kind("Owed by recipients", "Agreements and reports for our awards whose day has passed.", "was due"),
    "duplicates": Kind("Likely duplicates", "Two records may be one organization: say whether they are."),
    "imports": Kind("Imports to apply", "They were read, and change nothing until applied."),
    "partners": Kind("Partners to confirm", "They came with a sheet: are they who they seem?"),
    "old-facts": Kind(
        "Old facts of partners with work ahead",
        "Others plan by them: nobody has said for half a year that they are still true.",
        "last confirmed",
    ),
    "needs": Kind("Needs to ask about again", f"Stated more than {STALE_AFTER.days} days ago.", "good as of"),
}
OF_CASES: Final = ("own-overlaps", "case-words", "near-overlaps", "overlaps")
# For counsel alone: nobody else may do them.
OF_COUNSEL: Final = ("counsel", "legal", "words", "rules", "limits")
