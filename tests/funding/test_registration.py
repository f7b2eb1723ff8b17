"""The tests of 4945(f): what is recorded can show that one is met, and what is not known stays so."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from funding.meters.registration import (
    ANSWERS,
    NO,
    UNSURE,
    YES,
    Registrar,
    YearOfSupport,
    conditions_of,
    qualifies,
    support_by_year,
)
from funding.models import Installment
from funding.reports.registrars import registrars_in
from tests import factories
from tests.meter_factories import YEAR, make_figure, the_law

TODAY = dt.date(2026, 11, 29)
FIVE = ("AZ", "GA", "MI", "NV", "WI")
A_YEAR = YearOfSupport(Decimal(1_000_000), Decimal(900_000), Decimal(200_000), Decimal(10_000))
WHOLE = Registrar(FIVE, (2026, 2028), 3, (), Decimal(900_000), Decimal(800_000), (A_YEAR,) * 5)


def answers(**facts) -> dict[str, str]:
    who = Registrar(**{**{name: getattr(WHOLE, name) for name in Registrar.__slots__}, **facts})
    return {each.code: each.answer for each in conditions_of(who, the_law())}


def test_all_tests_are_shown_where_records_and_statements_show_them():
    assert set(answers().values()) == {YES} and qualifies(WHOLE, the_law()) == YES


@pytest.mark.parametrize(
    ("facts", "code", "answer"),
    [
        ({"partisan": ("Doors",)}, "nonpartisan", NO),
        ({"programs": 0}, "nonpartisan", UNSURE),
        ({"states": FIVE[:4]}, "five-states", UNSURE),
        ({"periods": (2028,)}, "periods", UNSURE),
        ({"spent_actively": Decimal(765_000)}, "active", YES),
        ({"spent_actively": Decimal("764999.99")}, "active", NO),
        ({"income": None}, "active", UNSURE),
        ({"income": Decimal(0)}, "active", UNSURE),
        ({"support": (A_YEAR,) * 4}, "public", UNSURE),
        ({"support": (YearOfSupport(Decimal(10), Decimal(8), Decimal(1), Decimal(0)),) * 5}, "public", NO),
        ({"support": (YearOfSupport(Decimal(10), Decimal(9), Decimal(1), Decimal(11)),) * 5}, "investment", NO),
        ({"support": (YearOfSupport(Decimal(8), Decimal(8), Decimal(2), Decimal(8)),) * 5}, "one-source", YES),
        ({"support": (YearOfSupport(Decimal(8), Decimal(8), Decimal(3), Decimal(0)),) * 5}, "one-source", UNSURE),
        ({"from_one": Decimal(1_250_000)}, "one-source", YES),
        ({"from_one": Decimal("1250000.01")}, "one-source", NO),
    ],
)
def test_each_test_by_its_figures(facts, code, answer):
    assert answers(**facts)[code] == answer


def test_what_the_irs_has_said_counts_before_all_tests():
    assert qualifies(Registrar(ruling=True), the_law()) == YES and qualifies(Registrar(ruling=False), the_law()) == NO
    assert qualifies(Registrar(), the_law()) == UNSURE


SUMS = st.sampled_from([None, *map(Decimal, (0, 1, 250_000, 1_000_000, 9_999_999))])
YEARS = st.tuples(*(st.builds(YearOfSupport, SUMS, SUMS, SUMS, SUMS),) * 5)


@given(YEARS, st.sets(st.sampled_from(FIVE)), st.integers(0, 3), SUMS, SUMS)
def test_nothing_unknown_is_ever_shown_or_denied(years, states, programs, income, active):
    who = Registrar(sorted(states), (2026,), programs, (), income, active, years)
    by_code = {each.code: each.answer for each in conditions_of(who, the_law())}
    assert set(by_code.values()) <= set(ANSWERS)
    for code, name in (("public", "public"), ("one-source", "largest"), ("investment", "investment")):
        if any(getattr(each, name) is None or each.support is None for each in years):
            assert by_code[code] == UNSURE
    assert (by_code["five-states"] == YES) == (len(states) == 5)
    assert qualifies(who, the_law()) != YES, "one election period does not show it"


def test_support_is_of_five_years_and_a_gap_stays_a_gap():
    years = support_by_year({2027: A_YEAR, 2023: A_YEAR, 2022: A_YEAR}, 2027)
    assert [each.support is not None for each in years] == [True, False, False, False, True]


@pytest.fixture
def earmarked(db):
    """A foundation's money for a charity that registers voters in two states."""
    foundation = factories.make_fund(vehicle="c3_private")
    entity = factories.make_entity(factories.make_partner("Wide Porch", visibility="public"), "c3_public")
    program = factories.make_program(entity.partner, entity=entity, side="nonpartisan", visibility="public")
    for state, starts_on in (("AZ", dt.date(2027, 3, 1)), ("WI", dt.date(2028, 12, 1))):
        factories.make_activity(
            program,
            program_type=factories.make_program_type("registration"),
            division=factories.make_county(f"{state} County", state),
            starts_on=starts_on,
            ends_on=starts_on,
        )
    return factories.make_allocation(
        foundation, entity, 40_000, program=program, status="paid", visibility="funders", amount_approved=40_000
    )


def test_the_recipient_is_found_with_its_recorded_work_and_what_one_funder_paid(earmarked, staff, viewer):
    Installment.objects.create(
        allocation=earmarked, due_on=dt.date(2027, 2, 1), amount=40_000, status="paid", paid_on=dt.date(2027, 2, 1)
    )
    for year in range(YEAR - 4, YEAR + 1):
        make_figure(earmarked.entity, "support", 30_000, year=year)
    (found,) = registrars_in(viewer(staff), YEAR, today=TODAY)
    told = {each.code: (each.answer, each.rests_on) for each in found.conditions}
    assert told["five-states"] == (UNSURE, "2 of 5 states in its recorded work: AZ, WI.")
    assert told["periods"] == (YES, "Recorded work toward the general elections of: 2028, 2030.")
    assert told["one-source"] == (NO, "One funder is known to have paid $40,000 of $150,000 in five years.")
    assert (found.answer, found.awards) == (NO, (earmarked,))


def test_what_the_irs_has_said_is_stated_with_its_source(earmarked, staff, sign_in):
    make_figure(earmarked.entity, "qualifies", True, year=2020, source="Determination letter of May 2020")
    page = sign_in(staff).get(f"/funding/meters/{earmarked.entity.public_id}/{YEAR}/").content.decode()
    part = page[page.index('id="registration"') :]
    assert "Determination letter of May 2020" in part and "Shown" in part and "26 U.S.C. § 4945(f)(2)" in part
    assert "Wide Porch" in sign_in(staff).get(f"/funding/meters/?year={YEAR}").content.decode()


@pytest.mark.parametrize("whole", [True, False], ids=["the program", "its lines"])
def test_registration_that_was_cancelled_earmarks_nothing(whole, earmarked, staff, viewer):
    if whole:
        type(earmarked.program).objects.filter(pk=earmarked.program_id).update(status="cancelled")
    else:
        earmarked.program.activities.update(cancelled_at=timezone.now())
    assert registrars_in(viewer(staff), YEAR, today=TODAY) == []


@pytest.mark.parametrize("change", [{"visibility": "private"}, {"shared_as": "blind"}])
def test_a_grant_that_staff_may_not_read_names_nobody(change, earmarked, staff, viewer, sign_in):
    type(earmarked).objects.filter(pk=earmarked.pk).update(**change)
    assert registrars_in(viewer(staff), YEAR, today=TODAY) == []
    assert "Wide Porch" not in sign_in(staff).get(f"/funding/meters/?year={YEAR}").content.decode()


def test_what_is_shared_in_a_band_is_no_figure_in_what_one_funder_paid(earmarked, staff, viewer):
    Installment.objects.create(
        allocation=earmarked, due_on=dt.date(2027, 2, 1), amount=40_000, status="paid", paid_on=dt.date(2027, 2, 1)
    )
    type(earmarked).objects.filter(pk=earmarked.pk).update(shared_as="band")
    for year in range(YEAR - 4, YEAR + 1):
        make_figure(earmarked.entity, "support", 30_000, year=year)
    (found,) = registrars_in(viewer(staff), YEAR, today=TODAY)
    assert "40,000" not in " ".join(each.rests_on for each in found.conditions)
    assert found.answer == UNSURE
