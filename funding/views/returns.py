"""Money of a paid award that came back unspent: entering it, and the second person above the limit of the fund."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from funding import actions
from funding.actions import moves, returns
from funding.actions.awards import told
from funding.forms.returns import CameBackForm, DecideReturnForm
from funding.models import Move
from funding.reports.came_back import RULE
from mvp_coord.lib.htmx import render_page

from .acting import act_on_page, ours_or_404, sent


@needs("staff", methods=FORM)
def came_back(request: Request, public_id: str) -> HttpResponse:
    """A recipient sent back what it did not spend: how much, on which day, why."""
    award = ours_or_404(request, public_id)
    form = CameBackForm(sent(request), user_id=request.user.pk)
    if request.method == "POST" and form.is_valid():
        try:
            made = returns.bring_back(award=award, by=request.user, **form.cleaned_data)
        except actions.AllocationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            is_posted = made.status == Move.Status.POSTED
            waits = "It is above what one person enters alone: another person posts it, below."
            messages.success(request, "Entered: the fund has it again." if is_posted else waits)
            return redirect("funding:allocation", public_id)
    page = {"allocation": award, "form": form, "left": returns.left_to_return(award), "rule": RULE}
    return render_page(request, "funding/allocation_came_back.html", page, status=422 if form.errors else 200)


@needs("staff", methods=POST)
def came_back_decide(request: Request, public_id: str, move: str) -> HttpResponse:
    """Post what another person entered, or refuse it; whoever entered it withdraws it here."""
    award = ours_or_404(request, public_id)
    asked = Move.objects.visible_to(request.viewer).filter(award=award, public_id=move).first()
    if asked is None:
        raise Http404
    form = DecideReturnForm(request.POST)

    def decide() -> None:
        with told():
            if form.cleaned_data["act"] == "post":
                moves.post_move(move=asked, by=request.user)
            else:
                moves.refuse_move(move=asked, by=request.user, reason=form.cleaned_data["reason"])

    done = "The fund has it again." if request.POST.get("act") == "post" else "It is not entered."
    return act_on_page(request, award, form, decide, done)
