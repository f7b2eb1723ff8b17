"""Before an entity is given another vehicle: which awards to it the money rules would then answer otherwise."""

import hashlib

from django.http import HttpResponse

from accounts.access import Request
from funding.reports.rule_trial import Trial, trial_of_vehicle
from funding.views.rule_trial import trial_lines
from mvp_coord.lib.htmx import render_page
from partners.models import LegalEntity
from partners.models.family import Vehicle

SEEN = "awards_seen"


def ask_about_awards(request: Request, entity: LegalEntity, vehicle: str, *, back: str) -> HttpResponse | None:
    """The page that shows those awards, which sends what was posted once more; None where the answer stays the same
    for all that this person may read, or where just these were shown."""
    now = LegalEntity.objects.select_related("partner").get(pk=entity.pk)
    if vehicle == now.vehicle:
        return None
    trial = trial_of_vehicle(request.viewer, now, vehicle)
    mark = _mark(vehicle, trial)
    if not trial.turns or request.POST.get(SEEN) == mark:
        return None
    page = {
        "entity": now,
        "pair": (now.get_vehicle_display(), Vehicle(vehicle).label),
        "posted": [(name, value) for name, values in request.POST.lists() for value in values if name not in _OWN],
        "seen": (SEEN, mark),
        "back": back,
        **trial_lines(trial),
    }
    return render_page(request, "partners/entity_relabel.html", page)


_OWN = ("csrfmiddlewaretoken", SEEN)


def _mark(vehicle: str, trial: Trial) -> str:
    """Names just these awards with just these answers: others are shown before anything is saved."""
    told = [vehicle]
    told += [f"{each.allocation.public_id} {each.after.fingerprint} {each.word is None}" for each in trial.turns]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
