"""The books of our funds: what each holds, every movement, and posting to them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from funding.actions import ledger, moves
from funding.actions.ledger import LedgerRefused, Said
from funding.forms.books import PostForm, ReverseForm
from funding.models import Fund, Move, Transaction
from funding.models.move import MoveQuerySet
from funding.reports.statement import holdings, movements
from mvp_coord.lib.htmx import render_page

from .acting import sent

PER_PAGE = 50


@needs("insider")
def book_list(request: Request) -> HttpResponse:
    """Every fund of ours with what it holds."""
    return render_page(request, "funding/book_list.html", {"holdings": holdings(request.viewer)})


@needs("insider", methods=FORM)
def book(request: Request, slug: str) -> HttpResponse:
    """The statement of one fund, and a form to post to it."""
    fund = _fund_or_404(request, slug)
    if request.method == "POST" and not request.viewer.is_staff:
        raise Http404
    data = sent(request)
    form = PostForm(data, user_id=request.user.pk, fund=fund, funds=Fund.objects.visible_to(request.viewer))
    if request.method == "POST" and form.is_valid():
        try:
            done = _post(request, fund, form)
        except LedgerRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said_of(done))
            return redirect("funding:book", slug)
    rows = Paginator(movements(request.viewer, fund), PER_PAGE).get_page(request.GET.get("page"))
    page = {"fund": fund, "holding": holdings(request.viewer, [fund])[0], "form": form, "rows": rows}
    page |= {"may_post": request.viewer.is_staff, "moves": _moves(request, fund).to_look_at()}
    return render_page(request, "funding/book.html", page, status=422 if form.errors else 200)


@needs("staff", methods=POST)
def reverse(request: Request, slug: str, key: int) -> HttpResponse:
    """Take one posting back by its mirror. What belongs to an award is taken back on its page."""
    fund = _fund_or_404(request, slug)
    of_fund = Transaction.objects.visible_to(request.viewer).filter(entries__account__fund=fund).distinct()
    posted = of_fund.filter(pk=key).first()
    if posted is None:
        raise Http404
    form = ReverseForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why it is taken back: the books keep it.")
        return redirect("funding:book", slug)
    try:
        done = moves.take_back(posted=posted, fund=fund, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _said_of(done))
        slug = done.fund.slug if isinstance(done, Move) else slug
    except LedgerRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("funding:book", slug)


@needs("staff", methods=POST)
def decide_move(request: Request, slug: str, move: str) -> HttpResponse:
    """Post what another person asked for, or refuse it; whoever asked withdraws it here."""
    asked = _moves(request, _fund_or_404(request, slug)).filter(public_id=move).first()
    if asked is None:
        raise Http404
    try:
        if request.POST.get("act") == "post":
            moves.post_move(move=asked, by=request.user)
            messages.success(request, "Posted.")
        else:
            moves.refuse_move(move=asked, by=request.user, reason=request.POST.get("reason", "")[:1000])
            messages.success(request, "It is not posted.")
    except LedgerRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("funding:book", slug)


def _moves(request: Request, fund: Fund) -> MoveQuerySet:
    return Move.objects.visible_to(request.viewer).filter(fund=fund)


def _said_of(done: Transaction | Move) -> str:
    if isinstance(done, Transaction):
        return "Taken back by its mirror." if done.kind == Transaction.Kind.REVERSAL else "Posted."
    return {
        Move.Status.WAITING: "Another person posts it: it waits below.",
        Move.Status.POSTED: "Another person has posted it since.",
        Move.Status.REFUSED: "Another person has refused it since, or you withdrew it: nothing was posted.",
    }[Move.Status(done.status)]


def _post(request: Request, fund: Fund, form: PostForm) -> Transaction | Move:
    given = form.cleaned_data
    ticket = given["ticket"]
    if given["act"] == "receive":
        said = Said(key=f"by hand {ticket}", reason=given["reason"], by=request.user)
        return ledger.receive(fund=fund, amount=given["amount"], said=said)
    facts = {name: given[name] for name in ("act", "amount", "reason", "target")}
    return moves.move(fund=fund, by=request.user, ticket=ticket, **facts)


def _fund_or_404(request: Request, slug: str) -> Fund:
    funds = Fund.objects.visible_to(request.viewer).filter(is_managed=True).select_related("owner", "cycle")
    fund = funds.filter(slug=slug).first()
    if fund is None:
        raise Http404
    return fund
