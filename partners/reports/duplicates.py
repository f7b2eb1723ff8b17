"""The search for duplicates: every pair of partners that may be one organization, without comparing all with all."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Lower

from partners.matching import Judgement, Record, Verdict, judge
from partners.matching.asking import RARE, marks
from partners.models import Contact, LegalEntity, Partner, PartnerState
from partners.models.partner import PartnerQuerySet


def likely_pairs() -> dict[tuple[int, int], Judgement]:
    """Partners by number, the lower first, that are likely or possibly one, over the whole directory. Four queries.

    Only those are compared that share a telling word of a name, a website, an EIN or a person's address.
    """
    records = records_of(Partner.objects.listed())
    found = {}
    for one, other in _candidates(records):
        judgement = judge(records[one], records[other])
        if judgement.verdict is not Verdict.DIFFERENT:
            found[one, other] = judgement
    return found


def records_of(partners: PartnerQuerySet) -> dict[int, Record]:
    """What the directory knows of these partners, for comparing them, by number. Four queries."""
    of = {"partner__in": partners.order_by().values("pk")}
    states = _gathered(PartnerState.objects.filter(**of).values_list("partner_id", "state_id"))
    eins = _gathered(LegalEntity.objects.filter(**of).exclude(ein=None).values_list("partner_id", "ein"))
    people = _gathered(Contact.objects.filter(**of).exclude(email="").values_list("partner_id", Lower("email")))
    rows = partners.order_by("pk").values_list("pk", "name", "other_names", "website")
    return {
        pk: Record(
            name=name,
            other_names=tuple(other_names.splitlines()),
            states=frozenset(states[pk]),
            eins=frozenset(eins[pk]),
            websites=(website,) if website else (),
            people=frozenset(people[pk]),
        )
        for pk, name, other_names, website in rows
    }


def _gathered(pairs: Any) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for partner, value in pairs.order_by():
        found[partner].add(value)
    return found


def _candidates(records: dict[int, Record]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once, the lower number first."""
    by_mark: dict[str, list[int]] = defaultdict(list)
    for pk, record in records.items():
        for mark in marks(record):
            by_mark[mark].append(pk)
    seen = set()
    for numbers in by_mark.values():
        if len(numbers) <= RARE:
            for index, one in enumerate(numbers):
                for other in numbers[index + 1 :]:
                    if (one, other) not in seen:
                        seen.add((one, other))
                        yield one, other
