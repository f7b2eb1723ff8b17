"""Counsel and money rules: who confirms what, and that what counsel confirmed is asked until counsel lets it go."""

import pytest

from funding.actions import NeedsAnother, WrongStatus
from funding.actions import versions as versions_of_all
from funding.actions.versions import state_of
from funding.reports.rules import rules_in_force
from mvp_coord.lib.refusals import StaleEdit

from .rules import change_rule, confirm, end, says, today, versions

pytestmark = pytest.mark.django_db


class TestCounsel:
    def test_confirms_a_version_and_its_successor_is_unconfirmed_again(self, admin, counsel):
        first = confirm(versions()[0], counsel)
        assert (first.confirmed_by, first.confirmed_on, first.confirmed_note) == (counsel, today(), "Read it")
        change_rule(admin, starts_on=today(30))
        first, second = versions()
        assert (first.confirmed_by, second.confirmed_by) == (counsel, None)

    def test_alone_ends_a_rule(self, admin, counsel):
        confirm(versions()[0], counsel)
        with pytest.raises(NeedsAnother, match="Counsel ends"):
            end(admin, today())
        assert says() == "allow"
        end(counsel, today())
        assert says() == "counsel", "no rule speaks of it"

    def test_is_asked_about_what_is_looser_and_what_is_stricter_holds_at_once(self, admin, counsel):
        change_rule(admin, outcome="block")
        confirm(versions()[-1], counsel)
        change_rule(admin, outcome="allow")
        assert says() == "block", "it holds until counsel confirms version 3"
        lingering = [(each.version, each.lingers, each.waits) for each in rules_in_force() if each.code == "c4-to-c4"]
        assert lingering == [(3, False, True), (2, True, False)]
        confirm(versions()[-1], counsel)
        assert says() == "allow"
        change_rule(admin, outcome="counsel")
        assert says() == "counsel"

    def test_is_asked_before_more_is_allowed_or_less_forbidden(self, admin, counsel):
        confirm(versions()[0], counsel)
        change_rule(admin, outcome="allow", sources=[], recipients=[])
        assert [says("super_pac", "super_pac"), says()] == ["counsel", "allow"]
        change_rule(admin, outcome="allow", recipients=["pac"])
        assert says() == "counsel", "what it allows no more, it allows no more at once"

    def test_is_not_passed_by_in_two_changes(self, admin, counsel):
        change_rule(admin, outcome="block")
        confirm(versions()[-1], counsel)
        change_rule(admin, outcome="allow", ends_on=today(1))
        assert says(on=today(2)) == "block"
        change_rule(admin, outcome="allow", starts_on=today(3))
        assert [says(on=today(5)), says()] == ["block", "block"]
        confirm(versions()[-1], counsel)
        assert [says(on=today(5)), says()] == ["allow", "block"]

    def test_may_let_go_of_what_was_replaced_and_then_ended(self, admin, counsel):
        confirm(versions()[0], counsel)
        change_rule(admin, outcome="block")
        end(counsel, today(1))
        assert says(on=today(1)) == "counsel"
        confirm(versions()[-1], counsel)
        assert not [each for each in rules_in_force(today(1)) if each.code == "c4-to-c4"]

    def test_had_confirmed_an_end_so_nothing_is_asked_beyond_it(self, admin, counsel):
        change_rule(admin, outcome="block", ends_on=today(5))
        confirm(versions()[-1], counsel)
        change_rule(admin, outcome="allow", starts_on=today(9))
        assert [says(on=today(day)) for day in (4, 6, 9)] == ["block", "counsel", "allow"]

    def test_or_a_second_person_stands_behind_what_is_looser_even_where_nothing_was_confirmed(self, admin, counsel):
        change_rule(admin, outcome="block")
        change_rule(admin, outcome="allow", starts_on=today(1))
        assert says(on=today(1)) == "block", "neither the first set nor what one admin wrote is loosened by one"
        rules = [each for each in rules_in_force(today(1)) if each.code == "c4-to-c4"]
        asked = [(each.version, each.lingers, each.waits) for each in rules]
        assert asked == [(3, False, True), (1, True, False), (2, True, False)]
        confirm(versions()[-1], counsel)
        assert says(on=today(1)) == "allow"

    def test_need_not_be_asked_to_put_right_within_the_day_what_one_wrote_on_it(self, admin):
        change_rule(admin, outcome="block")
        change_rule(admin, outcome="restriction", wording="For good")
        assert says() == "restriction", "never looser than what held before that day"
        change_rule(admin, outcome="allow", sources=[], recipients=[])
        assert [says(), says("super_pac", "super_pac")] == ["allow", "counsel"]

    def test_is_asked_where_one_of_several_versions_that_wait_does_not_speak_of_it(self, admin, counsel):
        change_rule(admin, outcome="allow", recipients=["pac"])
        change_rule(admin, outcome="allow", starts_on=today(1))
        assert says(on=today(1)) == "counsel", "version 2 allowed it no more"
        confirm(versions()[-1], counsel)
        assert says(on=today(1)) == "allow"

    def test_confirms_nothing_that_counsel_has_proposed(self, counsel):
        counsel.is_admin = True
        counsel.save()
        made = change_rule(counsel)
        with pytest.raises(NeedsAnother, match="another counsel"):
            confirm(made, counsel)

    def test_alone_confirms(self, admin, staff):
        for by in (admin, staff):
            with pytest.raises(NeedsAnother):
                confirm(versions()[0], by)

    def test_confirms_what_was_read_and_only_what_holds_or_will(self, admin, counsel):
        first, seen = versions()[0], state_of(versions())
        change_rule(admin)
        with pytest.raises(StaleEdit):
            versions_of_all.confirm(first, seen=seen, by=counsel)
        with pytest.raises(WrongStatus, match="holds no more"):
            confirm(first, counsel)
        confirm(versions()[1], counsel)
        with pytest.raises(WrongStatus, match="confirmed by now"):
            confirm(versions()[1], counsel)
