"""What the demo's groups have said and agreed about their overlaps: one case settled, one in the middle of it."""

from typing import Final

from accounts.demo import demo_email
from accounts.models import User
from mvp_coord.lib.facts import facts_of
from mvp_coord.lib.public_id import new_public_id
from partners.models import Activity, Partner
from planning.actions import answer_proposal, propose, say
from planning.models import Overlap
from planning.terms import Edit

# The case that is settled: where, by which kind of tactic, and what was agreed.
SETTLED: Final = ("Brown County", "mail")
AGREEMENT: Final = (
    "Cranberry Bog Neighbors leads with its printed guide. Ten Thousand Porches writes by hand only to households "
    "that asked for a card. They exchanged lists at the Milk Can Table, and drop each other's replies."
)
FEWER: Final = {"universe": 20_000, "attempts_planned": 30_000}
# The case on which the groups are talking, and what waits for them.
TALKED_OF: Final = ("Rock County", "door")
SAID: Final = (
    ("Staff", "Three door programs in one county, most of them in the same weeks. Who could start later?"),
    ("Partner", "Our walkers are students, so August is ours. The last two weekends could be somebody else's."),
)
PROPOSED: Final = (
    "Dairy Bell Workers knocks as planned and leads, since its lists are cut by precinct. The others take the doors "
    "that nobody answered, with half as many tries."
)


def load_agreements() -> None:
    """Let the groups settle the one case and talk about the other, if the check has found them."""
    people = {role: User.objects.get(email=demo_email(role)) for role in ("Staff", "Partner")}
    settled, talked_of = _case(*SETTLED), _case(*TALKED_OF)
    if settled:
        _settle(settled, people["Staff"])
    if talked_of:
        _talk(talked_of, people)


def _case(county: str, family: str) -> Overlap | None:
    cases = Overlap.objects.standing().filter(anchor__name=county, family__code=family, settlement=None)
    return cases.first()


def _plans(case: Overlap) -> dict[str, Activity]:
    plans = Activity.objects.filter(overlap_members__overlap=case).select_related("program__partner").order_by("pk")
    return {each.program.partner.name: each for each in plans}


def _less(plan: Activity, facts: dict[str, int]) -> Edit:
    return Edit(plan.pk, facts, facts_of(plan, facts))


def _settle(case: Overlap, staff: User) -> None:
    plans = _plans(case)
    proposal = propose(
        case,
        by=staff,
        partner=None,
        decision=Overlap.Decision.LEAD_SUPPORT,
        reason=AGREEMENT,
        edits=[_less(plans["Ten Thousand Porches"], FEWER)],
        covers=[each.pk for each in plans.values()],
        public_id=new_public_id(),
    )
    for plan in plans.values():
        side = plan.program.partner
        answer_proposal(proposal, by=staff, partner=side, agrees=True, note="Said at the Milk Can Table")


def _talk(case: Overlap, people: dict[str, User]) -> None:
    plans = _plans(case)
    about = [each.pk for each in plans.values()]
    sides: dict[str, Partner | None] = {"Staff": None, "Partner": plans["Dairy Bell Workers"].program.partner}
    for role, text in SAID:
        say(case, by=people[role], partner=sides[role], text=text, about=about, public_id=new_public_id())
    others = [each for name, each in plans.items() if name != "Dairy Bell Workers"]
    propose(
        case,
        by=people["Staff"],
        partner=None,
        decision=Overlap.Decision.LEAD_SUPPORT,
        reason=PROPOSED,
        edits=[_less(each, {"attempts_planned": (each.attempts_planned or 0) // 2}) for each in others],
        covers=about,
        public_id=new_public_id(),
    )
