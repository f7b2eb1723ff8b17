"""Why an action on money did not happen: every refusal by name, with a text that a person can act on."""

from typing import Any


def by_now(row: Any) -> str:
    """What has become of a row whose status is not what was expected: "It is paid by now."."""
    return f"It is {row.get_status_display().lower()} by now."


class AllocationRefused(Exception):
    """An allocation stays as it is; the text says why, to the person who asked."""


class WrongStatus(AllocationRefused):
    """The step does not lead on from where the allocation is by now."""


class NoReason(AllocationRefused):
    """What others will ask about needs a reason that they can read."""


class AmountMissing(AllocationRefused):
    """The step settles an amount, and none that is more than zero was given."""


class NotTheRecipientsProgram(AllocationRefused):
    """The program is not one of the partner whose entity would receive the money."""


class NotYetApproved(AllocationRefused):
    """Only an approved amount can be shown to the recipient."""


class TermsFixed(AllocationRefused):
    """What was approved is not rewritten; its amount is amended, or it is cancelled and another one proposed."""


class Blocked(AllocationRefused):
    """A money rule forbids it. Nobody signs that off."""


class NeedsCounsel(AllocationRefused):
    """The rules leave it to counsel, whose word does not stand (or no more, or for another flow)."""


class NeedsRestriction(AllocationRefused):
    """The rules ask for a restriction, and it has no wording yet."""


class NotReviewed(AllocationRefused):
    """Operations or legal has not looked at it, or objects."""


class NeedsAnother(AllocationRefused):
    """Another person than the one who proposed it must stand behind it."""


class MoneyMissing(AllocationRefused):
    """The ledger refuses: the text says what."""


class StillOpen(AllocationRefused):
    """Something that must come first is still open: a signed agreement, a report."""


class PartsDoNotAddUp(AllocationRefused):
    """The installments do not come to the award."""


class SaidMeanwhile(AllocationRefused):
    """Somebody else has said meanwhile which other money this is, or that it is none."""

    def __init__(self) -> None:
        super().__init__("Somebody else has answered this. Nothing was changed; this is how it stands now.")


class OtherCurrency(AllocationRefused):
    """Money in one currency is never counted as money in another."""


class CameByAnother(AllocationRefused):
    """The money cannot have come by that award."""


class MoreThanCame(AllocationRefused):
    """More would be passed on of an award than came by it."""


class SharedTooNarrowly(AllocationRefused):
    """Amounts are kept back only by a peer, of its own intents: what is decided may be opened, never narrowed."""
