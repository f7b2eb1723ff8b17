"""The judgement: every rule that matches, the strictest of which holds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .records import COUNSEL, STRICTNESS, Finding, Flow, Rule, Verdict
from .uses import kinds_of


def judge(rules: Iterable[Rule], flow: Flow) -> Verdict:
    """What holds for a flow of money under these rules.

    Restrictions stay with the money: every vehicle that it has come through is held against the rules. A vehicle that
    no rule speaks of, and a flow without any, is for counsel to decide. While counsel has not confirmed what stands
    in place of a rule, the strictest answer of all its versions that are asked holds: such a rule speaks of a vehicle
    where each of them does.
    """
    kinds, rules = kinds_of(flow.use), list(rules)
    findings, unspoken = [], []
    for source in dict.fromkeys(flow.sources):
        matching = [rule for rule in rules if _matches(rule, source, flow.recipient, kinds)]
        findings += [Finding(rule, source) for rule in matching]
        if not _speak(rules, matching):
            unspoken.append(source)
    findings.sort(key=lambda each: (-STRICTNESS.index(each.rule.outcome), each.rule.code))
    outcomes = [each.rule.outcome for each in findings]
    if unspoken or not findings:
        outcomes.append(COUNSEL)
    return Verdict(max(outcomes, key=STRICTNESS.index), tuple(findings), tuple(unspoken))


def judged_also(verdict: Verdict, findings: Iterable[Finding]) -> Verdict:
    """The verdict with what else was found, by a meter; never milder than it was."""
    found = [*verdict.findings, *findings]
    found.sort(key=lambda each: (-STRICTNESS.index(each.rule.outcome), each.rule.code))
    outcomes = [verdict.outcome, *(each.rule.outcome for each in found)]
    return replace(verdict, outcome=max(outcomes, key=STRICTNESS.index), findings=tuple(found))


def _speak(rules: Iterable[Rule], matching: Sequence[Rule]) -> bool:
    """Whether one rule surely speaks, whichever of its versions counsel will let stand: all of them match, and one of
    them is in force."""
    fitting = {(each.code, each.version) for each in matching}
    not_sure = {each.code for each in rules if (each.code, each.version) not in fitting}
    return any(each.code not in not_sure and not each.lingers for each in matching)


def _matches(rule: Rule, source: str, recipient: str, kinds: frozenset[str]) -> bool:
    return (
        (not rule.sources or source in rule.sources)
        and (not rule.recipients or recipient in rule.recipients)
        and rule.use in kinds
    )
