"""Programs for which more is approved than they say they cost: a question to ask, never a verdict.

A budget grows, a grant is meant for two years, a sum was written down twice: whoever asks learns which. Only what the
viewer may read goes into it, so nobody can work out from it what is kept from them.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from accounts.visibility import Viewer
from funding.boundaries import came_by
from funding.models import Allocation
from mvp_coord.lib.wording import join_words, usd_exact
from partners.models import Program

PAST_BUDGET_RULE: Final = (
    "Approved, committed and paid dollars of all funders that you may know of, against the budget that the program "
    "states. Money that came by another grant to the same program counts once."
)


@dataclass(frozen=True)
class Part:
    """One grant to the program; `counts` is false where its money came by another grant to it."""

    public_id: str
    funder: str
    fund: str
    status: str
    amount_usd: Decimal
    counts: bool


@dataclass(frozen=True)
class PastBudget:
    """A program, what it says it costs, and what is approved for it, in dollars. `banded` grants, which share only a
    band, come on top."""

    program: Program
    budget_usd: Decimal
    parts: tuple[Part, ...]
    banded: int

    @property
    def approved_usd(self) -> Decimal:
        """Each dollar once."""
        return sum((each.amount_usd for each in self.parts if each.counts), Decimal(0))

    @property
    def beyond_usd(self) -> Decimal:
        """By how much that exceeds the budget."""
        return self.approved_usd - self.budget_usd

    @property
    def question(self) -> str:
        """What to ask the organization, in words."""
        funders = join_words(sorted({each.funder for each in self.parts}))
        budget, approved = usd_exact(self.budget_usd), usd_exact(self.approved_usd)
        return (
            f"Ask {self.program.partner} whether {self.program} has grown beyond the {budget} that it states, or "
            f"whether some of the {approved} from {funders} is meant for other work or later."
        )


def reads_budgets(viewer: Viewer) -> bool:
    """Whether a viewer is shown such questions: staff and peer funders."""
    return viewer.is_insider or viewer.is_funder


def past_budgets(viewer: Viewer, programs: Collection[int] | None = None) -> list[PastBudget]:
    """Of these programs (by key; None: of all) those past their budget, the furthest first. One query, none for no
    programs."""
    if not reads_budgets(viewer) or (programs is not None and not programs):
        return []
    known = Program.objects.visible_to(viewer).current().filter(budget_usd__isnull=False)
    known = known if programs is None else known.filter(pk__in=programs)
    grants = Allocation.objects.visible_to(viewer).decided().in_dollars().with_readable_amount(viewer)
    rows: dict[Program, list[Any]] = defaultdict(list)
    related = ("fund__owner", "program__partner")
    for row in grants.filter(program__in=known).select_related(*related).order_by("-decided_on", "pk"):
        assert row.program, "filtered"
        rows[row.program].append(row)
    found = [_weigh(program, of_it) for program, of_it in rows.items()]
    past = (each for each in found if each.beyond_usd > 0)
    return sorted(past, key=lambda each: (-each.beyond_usd, each.program.name, each.program.pk))


def _weigh(program: Program, rows: list[Any]) -> PastBudget:
    passed_on = came_by({row.pk for row in rows}, {row.pk: row.parent_id for row in rows if row.parent_id})
    parts = [
        Part(
            public_id=row.public_id,
            funder=row.fund.owner.name,
            fund=row.fund.name,
            status=row.get_status_display(),
            amount_usd=row.amount,
            counts=row.pk not in passed_on,
        )
        for row in rows
        if row.amount is not None
    ]
    assert program.budget_usd is not None, "filtered"
    return PastBudget(program, program.budget_usd, tuple(parts), len(rows) - len(parts))
