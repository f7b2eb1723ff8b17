"""The judgement: evidence weighed, and said in words.

The weights are log-odds, fitted once (logistic regression) to 1,389 published pairs of organization records and
rounded; `manage.py score_matcher` measures them on any such file. What the pairs do not hold (numbers, websites,
people) has weights set by hand.
"""

import enum
import math
from dataclasses import dataclass
from typing import Final

from .evidence import Evidence, compare, differs_in_form, differs_in_number, differs_in_part
from .record import Record

SAME_FROM: Final = 0.65
UNSURE_FROM: Final = 0.3

_START: Final = -3.2
_WEIGHTS: Final = {
    "equal here": 2.5,
    "equal near": 0.7,
    "equal and long": 0.4,
    "equal by another name": -2.4,
    "unlike own names": -1.0,
    "a branch": -2.1,
    "cut off": 0.6,
    "beginning": 0.6,
    "letters": 0.7,
    "letters, nearly all": 0.8,
    "form": 0.9,
    "form, near": 0.3,
    "contained": -1.1,
    "both differ": -2.0,
    "part": -0.2,
    "foundation": -2.8,
    "number": -0.2,
    "words, the more": 1.0,
    "words, the less": 1.4,
    "street": 0.9,
    "near": 0.6,
    "postal code": 0.8,
    "postal area": 0.3,
    "other street": -0.5,
    "other state": -1.0,
    "website": 4.0,
    "people": 2.5,
    "other numbers": -1.0,
}
# Pages of many organizations under one host say nothing.
_SHARED_HOSTS: Final = frozenset(
    "facebook.com instagram.com twitter.com x.com linktr.ee linkedin.com youtube.com actionnetwork.org "
    "secure.actblue.com actblue.com sites.google.com medium.com wordpress.com gofundme.com".split()
)


class Verdict(enum.StrEnum):
    """What a judgement comes to; `UNSURE` is for a person to decide."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Judgement:
    """How likely two records are one organization (0 to 1), what follows, and why, in a few words each."""

    score: float
    verdict: Verdict
    reasons: tuple[str, ...]


def judge(one: Record, other: Record) -> Judgement:
    """Compare two records. Without a name on either side nothing can be said: different."""
    if not one.names or not other.names:
        return Judgement(0.0, Verdict.DIFFERENT, ())
    evidence = compare(one, other)
    if one.eins & other.eins:
        return Judgement(0.99, Verdict.SAME, ("the same EIN", *_reasons(one, other, evidence)))
    found = {**_of_names(evidence), **_of_places(evidence), **_of_themselves(one, other)}
    odds = _START + sum(_WEIGHTS[what] * amount for what, amount in found.items())
    score = 1 / (1 + math.exp(-odds))
    verdict = Verdict.SAME if score >= SAME_FROM else Verdict.UNSURE if score >= UNSURE_FROM else Verdict.DIFFERENT
    return Judgement(score, verdict, _reasons(one, other, evidence))


def _of_names(evidence: Evidence) -> dict[str, float]:
    names, equal = evidence.names, evidence.names.is_equal
    differing = (*names.only_one, *names.only_other)
    return {
        "equal and long": equal * min(2.0, max(-1.0, (evidence.shortest - 15) / 10)),
        "equal by another name": equal and evidence.is_by_other_name,
        "unlike own names": evidence.is_by_other_name and evidence.own_names.letters < 0.5,
        "a branch": evidence.names_a_branch,
        "cut off": names.is_cut_off,
        "beginning": names.is_beginning and not names.is_cut_off,
        "letters": (not equal) * (names.letters - 0.7) * 5,
        "letters, nearly all": (not equal) * max(0.0, names.letters - 0.85) * 10,
        "form": differs_in_form(names),
        "contained": not equal and not (names.only_one and names.only_other),
        "both differ": bool(names.only_one and names.only_other),
        "part": differs_in_part(names),
        "foundation": "foundation" in differing,
        "number": differs_in_number(names),
        "words, the more": max(names.share_one, names.share_other),
        "words, the less": min(names.share_one, names.share_other),
    }


def _of_places(evidence: Evidence) -> dict[str, float]:
    equal = evidence.names.is_equal
    near = evidence.same_city or evidence.same_postal_code or evidence.same_street
    return {
        "equal here": equal and evidence.same_state,
        "equal near": equal and near,
        "form, near": differs_in_form(evidence.names) and near,
        "street": evidence.same_street and not equal,
        "near": near and not equal,
        "postal code": evidence.same_postal_code,
        "postal area": evidence.near_postal_code,
        "other street": evidence.other_street and not equal,
        "other state": evidence.other_state and not equal,
    }


def _of_themselves(one: Record, other: Record) -> dict[str, float]:
    return {
        "website": bool(shared_sites(one, other)),
        "people": bool(one.people & other.people),
        "other numbers": bool(one.eins and other.eins),
    }


def shared_sites(one: Record, other: Record) -> frozenset[str]:
    """Hosts that both have to themselves, not together with everybody else."""
    return (one.sites & other.sites) - _SHARED_HOSTS


def _reasons(one: Record, other: Record, evidence: Evidence) -> tuple[str, ...]:
    names = evidence.names
    said = "the same name" if names.is_equal else "nearly the same name"
    return tuple(
        reason
        for holds, reason in (
            (bool(shared_sites(one, other)), "the same website"),
            (names.is_equal and not evidence.is_by_other_name, said),
            (names.is_equal and evidence.is_by_other_name, "a name of one is another name of the other"),
            (names.is_cut_off, "a name that looks cut off"),
            (not names.is_equal and not names.is_cut_off and names.letters >= 0.8, said),
            (names.is_beginning and not names.is_cut_off, "one name begins with the other"),
            (evidence.same_street, "the same street address"),
            (evidence.same_city and not evidence.same_street, "the same city"),
            (evidence.same_state, f"both in {' and '.join(sorted(one.states & other.states))}"),
            (bool(one.people & other.people), "the same person"),
        )
        if holds
    )
