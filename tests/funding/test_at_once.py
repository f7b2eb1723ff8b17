"""One proposal sent twice in the same moment: real threads on real connections."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from funding import actions
from funding.models import Allocation
from mvp_coord.lib.public_id import new_public_id
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_one_form_sent_several_times_at_once_makes_one_allocation():
    staff, fund, entity = factories.make_user(is_staff=True), factories.make_fund(), factories.make_entity()
    begin, facts = Barrier(4), {"amount": Decimal(5_000), "public_id": new_public_id()}

    def send(n):
        try:
            begin.wait()
            return actions.propose(fund=fund, entity=entity, by=staff, **facts).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(send, range(4)))
    assert len(set(made)) == 1
    assert Allocation.objects.count() == 1
