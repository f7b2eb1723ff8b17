"""The anchor of a case is a place that there is, in the state of the case: the database sees to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from planning.models import Overlap
from states.models import Division
from tests import factories

pytestmark = pytest.mark.django_db


def looked_at() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("facts", [{"state_id": "WI"}, {"state_id": None}, {"anchor_id": 2**40}, {"state_id": "XX"}])
def test_a_case_whose_anchor_is_not_in_its_state_is_refused(facts):
    case = factories.make_overlap()
    factories.make_state("WI")
    looked_at()
    with pytest.raises(IntegrityError, match="overlap_anchor_in_state"), transaction.atomic():
        Overlap.objects.filter(pk=case.pk).update(**facts)
        looked_at()


def test_a_case_in_the_whole_country_has_no_state():
    country = factories.make_country()
    factories.make_overlap(anchor=country, state=None)
    looked_at()
    with pytest.raises(IntegrityError, match="overlap_anchor_in_state"), transaction.atomic():
        factories.make_overlap(anchor=country)
        looked_at()


def test_a_place_with_cases_neither_goes_nor_moves_to_another_state():
    case = factories.make_overlap()
    Overlap.objects.update(member_keys=[])
    factories.make_state("WI")
    looked_at()
    for change in ({"state_id": "WI"}, {"state_id": None}):
        with pytest.raises(IntegrityError, match="overlap_anchor_in_state"), transaction.atomic():
            Division.objects.filter(pk=case.anchor_id).update(**change)
            looked_at()
    with pytest.raises(IntegrityError, match="states_division"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM states_division WHERE id = %s", [case.anchor_id])
        looked_at()
