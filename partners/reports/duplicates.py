"""The search for duplicates: every pair of partners that may be one organization, without comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models.functions import Lower

from partners.matching import Judgement, Record, Verdict, judge
from partners.matching.record import name_of
from partners.models import Contact, LegalEntity, Partner, PartnerState
from partners.models.partner import PartnerQuerySet

# A word, website or person that more partners share than this tells nobody apart.
_RARE: Final = 30


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
        for mark in _marks(record):
            by_mark[mark].append(pk)
    seen = set()
    for numbers in by_mark.values():
        if len(numbers) <= _RARE:
            for index, one in enumerate(numbers):
                for other in numbers[index + 1 :]:
                    if (one, other) not in seen:
                        seen.add((one, other))
                        yield one, other


def _marks(record: Record) -> Iterable[str]:
    """What two records must share one of to be compared at all."""
    names = [name_of(each) for each in (record.name, *record.other_names)]
    marks = {f"word {word}" for name in names for word in name.words}
    # A whole name may be made of common words alone; without spaces it also meets its joined spelling.
    marks |= {f"name {name.joined}" for name in names} | {f"begins {name.joined[:10]}" for name in names}
    marks |= {f"site {site}" for site in record.sites} | {f"ein {ein}" for ein in record.eins}
    return sorted(marks | {f"person {person}" for person in record.people})
