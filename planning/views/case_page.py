"""What the pages of a case show, put together from its figures: words, bars on a time axis, parts."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from accounts.access import Request
from accounts.visibility import Viewer
from mvp_coord.lib import wording
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.timeline import Axis
from partners.reports.related import Related, related_resources, topic_of
from planning.forms.deconfliction import MessageForm, speakers_of
from planning.forms.overlaps import DecisionForm, ReopenForm
from planning.models import Overlap
from planning.overlaps import Pair, Window
from planning.overlaps.records import CROSSWALK, NESTED, SAME_PLACE
from planning.reports import CaseView, case_view
from planning.reports.escalation import in_words, tables_cases
from planning.reports.evidence import evidence_of
from planning.reports.last_check import is_due
from planning.reports.on_paper import decisions_for
from planning.reports.saved import Saving
from planning.reports.talk import talk_of
from planning.reports.told import told_of

# The word in the address that asks for the evidence of a case of the whole country.
WHOLE = "evidence"


@dataclass(frozen=True)
class Part:
    """One pair of the evidence, in words: who, of what class, how their places meet, and what each adds."""

    names: tuple[str, str]
    label: str
    place: str
    weeks: str
    people: str
    touches: float | None
    rates: tuple[float | None, ...]
    band: float | None
    worst: str
    reason: str


def case_or_404(viewer: Viewer, public_id: str) -> CaseView:
    """The case as this viewer may see it."""
    view = case_view(viewer, public_id)
    if view is None:
        raise Http404
    return view


def case_page(request: Request, view: CaseView, **forms: Any) -> dict[str, Any]:
    """Everything that the page of a case needs; `forms` are those that come back with errors, by name."""
    viewer, own = request.viewer, speakers_of(request.viewer, view)
    may_speak = viewer.is_staff or bool(own)
    return {
        "view": view,
        "saving": _saving(viewer, view),
        "presses": _presses(view),
        "talk": talk_of(viewer, view.overlap),
        "may_propose": may_speak and view.settlement is None and view.overlap.cleared_at is None,
        "may_speak": may_speak,
        "tables": [each for each in own if each.pk not in view.partner_ids],
        "kinds": decisions_for(view),
        "message_form": MessageForm(
            case=view.overlap, speakers=own, is_staff=viewer.is_staff, user_id=request.user.pk
        ),
        "reopen_form": ReopenForm(),
        "related": related_to(view, viewer),
        **forms,
        "decision_form": forms.get("decision_form", DecisionForm()).see(told_of(view)),
        "overlap": view.overlap,
        "members": view.members,
        **_evidence(request, view),
        "timeline": _timeline(view),
        "facts": _facts(view.overlap),
    }


def conflict_page(request: Request, public_id: str, refusal: Exception, **forms: Any) -> HttpResponse:
    """Somebody else was faster: the case as it now stands, and what this person had written."""
    messages.warning(request, f"{refusal} Nothing was changed; this is how it stands now.")
    page = case_page(request, case_or_404(request.viewer, public_id), **forms)
    unsent = None if "differing" in forms else request.POST  # there the form itself still holds it
    return render_page(request, "planning/overlap_detail.html", {**page, "unsent": unsent}, status=409)


def related_to(view: CaseView, viewer: Viewer) -> list[Related]:
    """What others have shared on the same work, and on coordinating it."""
    topic = topic_of(view.members, with_constituencies=False)
    topic = replace(topic, program_type=topic.program_type | {"coordination"})
    return related_resources(viewer, topic, today=timezone.localdate())


def _presses(view: CaseView) -> str:
    """Why the state's table is told of it, as a sentence; "" while there is time."""
    found = tables_cases([view], today=timezone.localdate()) if view.overlap.state_id else []
    return capfirst(in_words(found[0][1], view)) if found else ""


def _evidence(request: Request, view: CaseView) -> dict[str, Any]:
    """The pairs in words, and whether they may differ from what the case says; None for pairs that are asked for by
    themselves, since they are looked for among the plans of the whole country."""
    overlap = view.overlap
    if overlap.state_id is None and overlap.cleared_at is None and WHOLE not in request.GET:
        return {"parts": None}
    pairs = evidence_of(request.viewer, view)
    is_other = {int(key) for pair in pairs for key in pair.keys} != {member.pk for member in view.members}
    # Whoever may not know of hidden plans is not told that one of them changed.
    is_stale = is_other or (request.viewer.is_insider and is_due(overlap.state_id))
    return {"parts": [_part(pair, view) for pair in pairs], "is_stale": is_stale}


def _saving(viewer: Viewer, view: CaseView) -> Saving | None:
    """What the last decision saved, the same as on the page of all of them."""
    last = view.settlement or view.decided.ended
    return Saving(last, viewer.is_insider) if last else None


def _facts(overlap: Overlap) -> list[dict[str, Any]]:
    """The key figures of a competing case; other classes rest on words alone."""
    if overlap.people_high is None:
        return []
    band = float(overlap.family.band_high or 0)
    touches = [f"{end:.1f}" for end in (overlap.touches_low, overlap.touches_high) if end is not None]
    people = wording.span(overlap.people_low, overlap.people_high)
    excess = wording.span(overlap.excess_attempts_low, overlap.excess_attempts_high)
    facts = [
        ("People on two or more lists", people, "expected, if lists are drawn alike"),
        ("Tries per person", "–".join(dict.fromkeys(touches)), f"in four weeks; the band ends at {band:g}"),
        ("Tries above the band", excess, "in the worst four weeks"),
    ]
    if overlap.dollars_high is not None:
        ends = dict.fromkeys(wording.usd(end) for end in (overlap.dollars_low, overlap.dollars_high))
        facts.append(("What they cost", "–".join(ends), overlap.dollars_basis))
    return [{"label": label, "figure": figure, "note": note} for label, figure, note in facts]


def _timeline(view: CaseView) -> dict[str, Any]:
    axis = Axis.around((member.starts_on, member.ends_on) for member in view.members)
    rows = []
    for member in view.members:
        x, width = axis.place(member.starts_on, member.ends_on)
        rows.append(
            {
                "label": member.program.partner.name,
                "href": reverse("partners:detail", args=[member.program.partner.slug]),
                "note": str(member.division),
                "dates": wording.days(member.starts_on, member.ends_on),
                "x": x,
                "width": width,
                "tone": "",
            }
        )
    x, width = axis.place(view.overlap.starts_on, view.overlap.ends_on)
    rows.append({"label": "Weeks in common", "dates": _days(view.overlap), "x": x, "width": width, "tone": "warn"})
    return {"rows": rows, "ticks": axis.ticks(), "today": axis.x(timezone.localdate())}


def _days(overlap: Overlap) -> str:
    return wording.days(overlap.starts_on, overlap.ends_on)


def _part(pair: Pair, view: CaseView) -> Part:
    names = {member.pk: member.program.partner.name for member in view.members}
    likely = Overlap.Certainty(pair.certainty).label.lower() if pair.certainty else ""
    first, second = (names.get(int(key), label) for key, label in zip(pair.keys, pair.members, strict=True))
    return Part(
        names=(first, second),
        label=", ".join(filter(None, (view.overlap.get_overlap_class_display(), likely))),
        place=_place(pair),
        weeks=_window(pair.shared),
        people=wording.span(pair.people.low, pair.people.high) if pair.people else "",
        touches=pair.touches,
        # What rounds to nothing is not told.
        rates=tuple(None if rate is None else round(rate, 4) for rate in (pair.rate_a, pair.rate_b, pair.others)),
        band=pair.band,
        worst=_window(pair.worst),
        reason=pair.reason,
    )


def _place(pair: Pair) -> str:
    """How the two places lie to each other, and how that is known."""
    if pair.basis == SAME_PLACE:
        return "The same place"
    if pair.basis == NESTED:
        return "One place lies inside the other"
    if pair.basis == CROSSWALK:
        return f"{wording.share(pair.place_share)} of the smaller place lies in the other, by the crosswalk"
    return "Share unknown: no crosswalk says how much of one lies in the other"


def _window(days: Window | None) -> str:
    return wording.days(days.first, days.last) if days else ""
