"""Two worlds that differ only in what somebody may not read give that person the same pages and the same mail."""

import re

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from accounts.models import OutboxMessage
from partners.models import Activity
from planning import actions
from planning.actions import letters
from planning.models import Overlap
from tests import factories
from tests.case_factories import make_message, make_proposal, make_settlement, plan_of
from tests.planning.test_case_letters import a_day_passes
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan
from tests.planning.two_worlds import differences, plain, shown

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = ("partner_rep", "other_partner", "funder_rep")


class World:
    """One telling of the story, with or without a group whose plans nobody but staff may read."""

    def __init__(self, cast, own, *, hidden: bool, sign_in) -> None:
        self.cast, self.own, self.hidden, self.sign_in = cast, own, hidden, sign_in
        self.staff, self.seen = cast["staff"], {}
        self.other = cast["other_partner"].memberships.get().partner

    def tell(self) -> dict[str, str]:
        factories.make_cycle()
        factories.make_county("Pima County", electorate=500_000)
        if self.hidden:
            share(door_plan("Quiet Hands", attempts_planned=700_000), "staff")
        # Rows of sheets: those without a label are told in the order of their random addresses.
        self.plans = [plan_of(self.own, source_ref="AZ-1"), plan_of(self.other, source_ref="AZ-2")]
        self.check("found")
        about = [each.pk for each in self.plans]
        make_message(self.case, by=self.staff, about=about)
        proposal = make_proposal(self.case, self.own, by=self.cast["partner_rep"], covers=about)
        if self.hidden:
            make_message(self.case, by=self.staff, text="Quiet Hands wants the east.")
            make_proposal(self.case, by=self.staff, reason="Quiet Hands leads.", decision="not_an_overlap")
        self.look("proposed")
        actions.answer_proposal(proposal, by=self.cast["other_partner"], partner=self.other, agrees=True)
        self.check("agreed")
        if self.hidden:
            Activity.objects.filter(program__partner__slug="quiet-hands").update(attempts_planned=2_000_000)
            share(door_plan("Still Water"), "staff")
            actions.refresh_overlaps()
            make_settlement(self.case, decided_by=self.staff, reason="Still Water and Quiet Hands stay.")
        self.check("still agreed")
        Activity.objects.filter(pk=self.plans[0].pk).update(attempts_planned=800_000)
        self.check("changed")
        Activity.objects.filter(pk=self.plans[0].pk).update(starts_on="2028-03-06", ends_on="2028-04-30")
        self.check("gone")
        return self.seen

    @property
    def case(self) -> Overlap:
        return Overlap.objects.filter(members__activity__in=self.plans).distinct().get()

    def check(self, when: str) -> None:
        actions.refresh_overlaps()
        self.look(when)

    def look(self, when: str) -> None:
        """Every page of the case, and what comes by mail, as each reader finds it now."""
        before = OutboxMessage.objects.count()
        a_day_passes()
        letters.tell_contacts()
        for message in OutboxMessage.objects.order_by("pk")[before:]:
            self.seen[f"{when}: mail to {message.to}"] = plain(message.body + message.html)
            for path in re.findall(r"/overlaps/letters/[\w-]+/", message.body)[:1]:
                self.keep(when, "anonymous", path, label="the link of a letter")
        kept = Overlap.objects.order_by("pk").first()
        address = f"/overlaps/{kept.public_id}/"
        pages = ["/", "/overlaps/", "/overlaps/?show=settled", "/overlaps/saved/?cycle=2027-28", address]
        pages += [f"{address}ways/", f"{address}propose/split_dates/", f"/partners/{self.own.slug}/around/"]
        for reader in READERS:
            for page in pages:
                self.keep(when, reader, page, label=page.replace(kept.public_id, "ID"))

    def keep(self, when: str, reader: str, page: str, label: str = "") -> None:
        answer = self.sign_in(self.cast[reader]).get(page)
        self.seen[f"{when}: {reader} at {label or page}"] = shown(answer)


def told(cast, own, *, hidden: bool, sign_in) -> dict[str, str]:
    """The story in a world that is gone afterwards, at noon: nothing of it is told in days of before midnight."""
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon), transaction.atomic():
        seen = World(cast, own, hidden=hidden, sign_in=sign_in).tell()
        transaction.set_rollback(True)
    return seen


def test_what_one_may_not_read_changes_no_page_and_no_mail(cast, own_partner, sign_in, settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    factories.make_state("AZ")
    without = told(cast, own_partner, hidden=False, sign_in=sign_in)
    with_hidden = told(cast, own_partner, hidden=True, sign_in=sign_in)
    assert without.keys() == with_hidden.keys()
    leaks = differences(without, with_hidden)
    assert not leaks, "\n".join(leaks[:5])
    everything = "".join(with_hidden.values())
    assert "Quiet" not in everything and "Still Water" not in everything
    # The story has been told: each reader met the case, its decision and its end.
    assert "Lists are exchanged." in without["agreed: other_partner at /overlaps/ID/"]
    assert "Open again" in without["changed: other_partner at /overlaps/ID/"]
    assert any("mail to" in where for where in without)
