"""The page that explains which money may go where."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Request, needs
from funding.colors import USES, Rule, judge
from funding.colors.blanks import written_out
from funding.forms.rules import RuleQuestion
from funding.models import MoneyRule
from funding.reports.rules import rules_in_force
from mvp_coord.lib.htmx import render_page
from partners.models.family import Vehicle


@dataclass(frozen=True)
class RuleLine:
    """One rule in words."""

    rule: Rule
    sources: str
    recipients: str
    use: str
    outcome: str
    meter: str


@needs("insider", "partner", "funder")
def rule_list(request: Request) -> HttpResponse:
    """What holds for any two vehicles and a use, why, and all rules that there are."""
    rules = rules_in_force()
    form = RuleQuestion(request.GET or None)
    verdict = judge(rules, form.flow) if form.is_bound and form.is_valid() else None
    page = {
        "form": form,
        "verdict": verdict,
        "wordings": map(written_out, verdict.wordings) if verdict else (),
        "outcome": MoneyRule.Outcome(verdict.outcome).label if verdict else "",
        "findings": [line_of(each.rule) for each in verdict.findings] if verdict else [],
        "lines": [line_of(rule) for rule in rules],
        "to_come": [
            (line_of(each.as_rule), each.starts_on)
            for each in MoneyRule.objects.to_come(timezone.localdate()).select_related("confirmed_by")
        ],
        "may_change": request.viewer.is_admin,
        "unconfirmed": sum(not rule.is_confirmed for rule in rules),
    }
    return render_page(request, "funding/rule_list.html", page)


def line_of(rule: Rule) -> RuleLine:
    """The rule in words: vehicles in the order of their list, and what it counts against."""
    return RuleLine(
        rule=rule,
        sources=_vehicles(rule.sources),
        recipients=_vehicles(rule.recipients),
        use=USES[rule.use],
        outcome=MoneyRule.Outcome(rule.outcome).label,
        meter=MoneyRule.Meter(rule.meter).label if rule.meter else "",
    )


def _vehicles(codes: frozenset[str]) -> str:
    return ", ".join(each.short for each in Vehicle if each in codes) or "Any vehicle"
