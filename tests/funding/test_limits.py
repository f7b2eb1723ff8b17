"""Limits of meters: versions follow one another, counsel confirms them, and a year is judged by what held in it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from funding.actions import NeedsAnother, WrongStatus, limits, versions
from funding.actions.limits import LimitTerms
from funding.actions.versions import state_of
from funding.meters import Known, Limit, Limits, LimitsOverTime, TaxYear, lobbying
from funding.models import MeterLimit
from funding.reports.meter_money import limits_over_time
from funding.reports.meters import meters_of
from funding.versions import Version
from mvp_coord.lib.public_id import new_public_id
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit
from tests.meter_factories import elect, make_award, make_figure, make_home, make_work, the_law

CODE = "political-share"
URL = f"/funding/limits/{CODE}/"


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def rows(code: str = CODE) -> list[MeterLimit]:
    return versions.all_of(MeterLimit, code)


def change(by, figure, code=CODE, *, starts_on=None, **facts) -> MeterLimit:
    terms = LimitTerms(Decimal(figure), "As counsel said.", "A memo", starts_on or today())
    facts = {"seen": state_of(rows(code)), "why": "A ruling", "creation_key": new_public_id(), **facts}
    return limits.propose_limit(code=code, terms=terms, by=by, **facts)


def confirm(row, by) -> MeterLimit:
    return versions.confirm(row, seen=state_of(rows(row.code)), by=by, note="Read it")


def holds(code: str = CODE, days: int = 0) -> Decimal | None:
    return limits_over_time().on(today(days)).figure(code)


def of_share(*held: tuple[int, str, str | None]) -> LimitsOverTime:
    """Versions of the political share: figure, first day, first day on which it holds no more."""
    day = dt.date.fromisoformat
    return LimitsOverTime(
        tuple(
            Version(Limit(CODE, at, Decimal(figure), "So.", "There"), day(start), day(end) if end else None)
            for at, (figure, start, end) in enumerate(held, 1)
        )
    )


def test_a_year_that_is_over_is_judged_by_its_last_day_one_to_come_by_its_first_and_this_one_by_today():
    over_time = of_share((40, "2026-01-01", "2026-07-01"), (30, "2026-07-01", "2028-01-01"), (20, "2028-01-01", None))
    read = [over_time.of(TaxYear(year), today=dt.date(2027, 3, 1)).figure(CODE) for year in range(2025, 2030)]
    assert read == [None, 30, 30, 20, 20]
    assert over_time.of(TaxYear(2026), today=dt.date(2026, 3, 1)).figure(CODE) == 40
    july = TaxYear(2025, 7)
    assert over_time.of(july, today=dt.date(2027, 3, 1)).figure(CODE) == 40, "it ended with June 2026"


def test_the_strictest_of_what_is_asked_holds_and_a_least_is_stricter_the_higher_it_is():
    asked = [
        Limit("five-states", 1, Decimal(5), "", ""),
        Limit("five-states", 2, Decimal(6), "", "", waits=True),
        Limit("one-source", 1, Decimal(25), "", "", lingers=True),
        Limit("one-source", 2, Decimal(30), "", ""),
    ]
    held = Limits(asked)
    assert (held.figure("five-states"), held.figure("one-source"), held.figure("investments")) == (6, 25, None)


def test_other_figures_of_the_law_give_another_ceiling_and_one_that_is_not_in_force_none():
    known = Known(elected=True, exempt_purpose=Decimal(800_000))
    whole, grassroots = lobbying([], known, the_law(lobbying_second=10, grassroots_share=50))
    assert (whole.limit, grassroots.limit) == (130_000, 65_000)
    assert "10 % of the next $500,000" in whole.rule and grassroots.reckoned == "50 % of $130,000."
    without, its_share = lobbying([], known, the_law("lobbying-third"))
    assert (without.limit, its_share.limit) == (None, None) and "not all of them are in force" in without.missing[0]
    whole, grassroots = lobbying([], known, the_law("grassroots-share"))
    assert (whole.limit, grassroots.limit, len(grassroots.missing)) == (145_000, None, 1)


@pytest.mark.django_db
class TestChanging:
    def test_a_stricter_limit_holds_at_once_and_a_looser_one_once_counsel_has_confirmed_it(self, admin, counsel):
        assert [each.confirmed_on for each in MeterLimit.objects.all()] == [None] * 11
        change(admin, 30)
        assert holds() == 30
        change(admin, 45, starts_on=today(1))
        assert holds(days=1) == 30, "counsel has not read version 3"
        confirm(rows()[-1], counsel)
        assert [holds(), holds(days=1)] == [30, 45]

    def test_what_counsel_confirmed_goes_on_until_counsel_confirms_what_stands_in_its_place(self, admin, counsel):
        first = confirm(rows()[0], counsel)
        assert (first.confirmed_by, first.confirmed_note) == (counsel, "Read it")
        change(admin, 49, starts_on=today(5))
        assert [holds(days=day) for day in (0, 5)] == [40, 40]
        confirm(rows()[-1], counsel)
        assert [holds(days=day) for day in (4, 5)] == [40, 49]

    def test_counsel_alone_confirms_and_never_what_the_same_counsel_wrote(self, admin, staff, counsel):
        for by in (admin, staff):
            with pytest.raises(NeedsAnother):
                confirm(rows()[0], by)
        made = change(counsel, 30)
        with pytest.raises(NeedsAnother, match="another counsel"):
            confirm(made, counsel)

    def test_a_version_to_come_is_withdrawn_by_who_wrote_it(self, admin, counsel):
        made = change(admin, 30, starts_on=today(9))
        with pytest.raises(NeedsAnother):
            versions.withdraw(made, seen=state_of(rows()), by=counsel, why="So")
        versions.withdraw(made, seen=state_of(rows()), by=admin, why="So")
        assert [each.ends_on for each in rows()] == [None, today(9)] and holds(days=10) == 40
        with pytest.raises(WrongStatus):
            versions.withdraw(change(admin, 30), seen=state_of(rows()), by=admin, why="So")

    def test_what_is_past_stays_past_and_whoever_saw_other_versions_changes_nothing(self, admin):
        seen, key = state_of(rows()), new_public_id()
        with pytest.raises(CannotBeSaved):
            change(admin, 30, starts_on=today(-1))
        assert change(admin, 30, creation_key=key) == change(admin, 30, creation_key=key)
        with pytest.raises(StaleEdit):
            change(admin, 20, seen=seen)
        assert len(rows()) == 2


@pytest.mark.django_db
class TestPages:
    def write(self, client, figure="30", **facts):
        """Written, tried and saved; the last answer."""
        form = client.get(f"{URL}change/").context["form"]
        sent = {"figure": figure, "reason": "Our board asked.", "citation": "Minutes", "starts_on": today()}
        sent |= {name: form[name].value() for name in ("seen", "ticket")} | facts
        tried = client.post(f"{URL}change/", sent)
        if tried.status_code != 200:
            return tried
        sent["tried"] = tried.context["form"]["tried"].value()
        return client.post(f"{URL}change/", {**sent, "act": "save", "why": "The board met"})

    @pytest.mark.parametrize("role", ["admin", "counsel"])
    def test_admins_and_counsel_write_the_next_version_after_looking_at_it(self, role, request, sign_in, staff):
        client = sign_in(request.getfixturevalue(role))
        assert self.write(client).headers["Location"] == URL
        page = sign_in(staff).get(URL).content.decode()
        for words in (
            "30 %",
            "The board met",
            "To be confirmed by counsel",
            "Asked until counsel confirms version 2",
        ):
            assert words in page, words

    @pytest.mark.parametrize("figure", ["0", "100", "-5", "many"])
    def test_what_can_be_no_share_is_refused_and_kept(self, figure, admin, sign_in):
        refused = self.write(sign_in(admin), figure)
        assert refused.status_code == 422 and f'value="{figure}"' in refused.content.decode() and len(rows()) == 1

    def test_the_trial_shows_which_money_would_wait(self, admin, sign_in):
        fund, giver = make_home("c4")
        award = make_award(fund, make_work("gotv", side="independent"), 35_000, vehicle="c4", on=today())
        make_figure(giver, "spending", 100_000, year=today().year)
        client = sign_in(admin)
        form = client.get(f"{URL}change/").context["form"]
        sent = {"figure": "30", "reason": "So.", "citation": "Minutes", "starts_on": today()}
        sent |= {name: form[name].value() for name in ("seen", "ticket")}
        page = client.post(f"{URL}change/", sent).content.decode()
        assert award.public_id in page and "Not saved" in page and len(rows()) == 1

    def test_the_trial_of_a_limit_to_come_judges_by_the_day_from_which_it_holds(self, admin, sign_in):
        fund, giver = make_home("c4")
        award = make_award(fund, make_work("gotv", side="independent"), 35_000, vehicle="c4", on=today(9))
        make_figure(giver, "spending", 100_000, year=today(9).year)
        client = sign_in(admin)
        form = client.get(f"{URL}change/").context["form"]
        sent = {"figure": "30", "reason": "So.", "citation": "Minutes", "starts_on": today(9)}
        sent |= {name: form[name].value() for name in ("seen", "ticket")}
        page = client.post(f"{URL}change/", sent).content.decode()
        assert award.public_id in page and "by the limits of that day" in page

    def test_counsel_confirms_on_the_page_and_the_meters_say_so(self, counsel, sign_in):
        client = sign_in(counsel)
        _, giver = make_home()
        elect(giver, 100_000)
        meter = f"/funding/meters/{giver.public_id}/2027/"
        for code in ("lobbying-first", "lobbying-second", "lobbying-third", "lobbying-beyond", "lobbying-most"):
            assert client.get(meter).content.decode().count("to be confirmed by counsel") == 2
            url = f"/funding/limits/{code}/"
            seen = client.get(url).context["lines"][0]["form"]["seen"].value()
            answer = client.post(f"{url}1/confirm/", {"v1-seen": seen, "v1-note": "The statute"})
            assert answer.status_code == 302
        page = client.get(meter).content.decode()
        assert page.count("to be confirmed by counsel") == 1, "grassroots: its share is not confirmed"
        assert "The statute" in client.get("/funding/limits/lobbying-most/").content.decode()

    def test_whoever_wrote_what_is_to_come_withdraws_it_on_the_page(self, admin, sign_in):
        client = sign_in(admin)
        self.write(client, starts_on=today(9))
        assert "30 % from" in client.get("/funding/limits/").content.decode()
        form = client.get(URL).context["lines"][0]["withdraw"]
        sent = {"w2-seen": form["seen"].value(), "w2-why": ""}
        assert client.post(f"{URL}2/withdraw/", sent).status_code == 422
        assert client.post(f"{URL}2/withdraw/", {**sent, "w2-why": "A slip"}).status_code == 302
        page = client.get(URL).content.decode()
        assert "Withdrawn before it held" in page and "A slip" in page and holds(days=10) == 40

    def test_somebody_who_was_faster_is_told_of_with_what_was_written(self, admin, counsel, sign_in):
        client = sign_in(admin)
        seen = state_of(rows())
        change(counsel, 35)
        told = self.write(client, seen=seen)
        page = told.content.decode()
        assert told.status_code == 409 and "35 %" in page and "30 %" in page


@pytest.mark.django_db
def test_a_past_tax_year_of_an_entity_keeps_the_limit_that_held_in_it(admin, counsel, staff, viewer):
    _, giver = make_home("c4")
    for year in (2027, 2028):
        make_figure(giver, "spending", 100_000, year=year)
    MeterLimit.objects.filter(code=CODE).update(ends_on=dt.date(2028, 1, 1))
    MeterLimit.objects.create(
        code=CODE, version=2, figure=30, reason="So.", citation="There", starts_on=dt.date(2028, 1, 1)
    )

    def limit(year):
        of = meters_of(viewer(staff), giver, year, today=dt.date(2028, 6, 1)).of
        return of.meters[0].reading.limit

    assert [limit(year) for year in (2027, 2028)] == [40_000, 30_000]
