"""Adding and changing programs and their activities: plans, which overlaps and gaps rest on."""

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from partners.models import Activity, Partner, Program

from .due import check_again, check_plans_again
from .holding import hold_partner
from .refusals import StaleEdit

# Facts of a program that decide whether and with what its activities are compared.
_PLANS_REST_ON = {"name", "status", "side", "entity", "umbrella"}


def add_program(partner: Partner, *, by: User, facts: Facts, public_id: str, reason: str = "") -> Program:
    """Add a program under this address; sent twice, it is still one. Raises `WasMerged`."""
    with change(by=by, verb="added the program", reason=reason):
        partner = hold_partner(partner)
        made = Program.objects.filter(public_id=public_id).first()
        return made or Program.objects.create(partner=partner, public_id=public_id, **facts)


def update_program(
    program: Program, *, by: User, facts: Facts, seen: str, reason: str = "", verb: str = "changed the program"
) -> Program:
    """Change these facts of a program; raises `StaleEdit`. Its states are checked again where it matters."""
    with change(by=by, verb=verb, reason=reason):
        program = Program.objects.select_for_update().get(pk=program.pk)
        if token_of(facts_of(program, facts)) != seen:
            raise StaleEdit
        if write(program, facts) & _PLANS_REST_ON:
            check_plans_again(Activity.objects.filter(program=program), by=by)
        return program


def assure_program(program: Program, *, by: User) -> Program:
    """Record that the program and its activities are still true today, on this person's word."""
    with change(by=by, verb="confirmed it is still true"):
        program = Program.objects.select_for_update().get(pk=program.pk)
        write(program, {"assured_on": timezone.localdate()})
        return program


def add_activity(program: Program, *, by: User, facts: Facts, public_id: str, reason: str = "") -> Activity:
    """Add an activity under this address; sent twice, it is still one. Its state is checked again."""
    with change(by=by, verb="added the activity", reason=reason):
        program = Program.objects.select_for_update().get(pk=program.pk)
        made = Activity.objects.filter(public_id=public_id).first()
        if made:
            return made
        columns = {name: value for name, value in facts.items() if name != "constituencies"}
        activity = Activity.objects.create(program=program, public_id=public_id, **columns)
        write(activity, {"constituencies": facts["constituencies"]})
        check_again([activity.division.state_id], by=by)
        return activity


def update_activity(
    activity: Activity, *, by: User, facts: Facts, seen: str, reason: str = "", verb: str = "changed the activity"
) -> Activity:
    """Change these facts of an activity; raises `StaleEdit`. The states before and after are checked again."""
    with change(by=by, verb=verb, reason=reason):
        return write_activity(activity, by=by, facts=facts, seen=seen)


def write_activity(activity: Activity, *, by: User, facts: Facts, seen: str) -> Activity:
    """The same within the caller's change, so that several plans can be changed by one; raises `StaleEdit`."""
    activity = _locked(activity)
    if token_of(facts_of(activity, facts)) != seen:
        raise StaleEdit
    before = activity.division.state_id
    if write(activity, facts):
        check_again([before, activity.division.state_id], by=by)
    return activity


def cancel_activity(activity: Activity, *, by: User, reason: str = "") -> Activity:
    """Take work out of the plan. It stays on record, and counts nowhere."""
    return _stand(activity, by=by, verb="cancelled the activity", reason=reason, is_cancelled=True)


def restore_activity(activity: Activity, *, by: User, reason: str = "") -> Activity:
    """Put cancelled work back into the plan."""
    return _stand(activity, by=by, verb="put the activity back", reason=reason, is_cancelled=False)


def _stand(activity: Activity, *, by: User, verb: str, reason: str, is_cancelled: bool) -> Activity:
    with change(by=by, verb=verb, reason=reason):
        return write_stand(activity, by=by, is_cancelled=is_cancelled)


def write_stand(activity: Activity, *, by: User, is_cancelled: bool) -> Activity:
    """Take work out of the plan or put it back, within the caller's change."""
    activity = _locked(activity)
    if (activity.cancelled_at is not None) != is_cancelled:
        write(activity, {"cancelled_at": timezone.now() if is_cancelled else None})
        check_again([activity.division.state_id], by=by)
    return activity


def _locked(activity: Activity) -> Activity:
    return Activity.objects.select_for_update(of=("self",)).select_related("division").get(pk=activity.pk)
