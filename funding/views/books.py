"""The books of our funds: what each holds, every movement, and posting to them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from funding.actions import ledger
from funding.actions.ledger import LedgerRefused, Said
from funding.forms.books import PostForm, ReverseForm
from funding.models import Fund, Transaction
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
            _post(request, fund, form)
        except LedgerRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Posted.")
            return redirect("funding:book", slug)
    rows = Paginator(movements(request.viewer, fund), PER_PAGE).get_page(request.GET.get("page"))
    page = {"fund": fund, "holding": holdings(request.viewer, [fund])[0], "form": form, "rows": rows}
    page["may_post"] = request.viewer.is_staff
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
        ledger.reverse_by_hand(posted=posted, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Taken back by its mirror.")
    except LedgerRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("funding:book", slug)


def _post(request: Request, fund: Fund, form: PostForm) -> None:
    given = form.cleaned_data
    said = Said(key=f"by hand {given['ticket']}", reason=given["reason"], by=request.user)
    if given["act"] == "receive":
        ledger.receive(fund=fund, amount=given["amount"], said=said)
    elif given["act"] == "transfer":
        ledger.transfer(source=fund, target=given["target"], amount=given["amount"], said=said)
    else:
        ledger.give_back(fund=fund, amount=given["amount"], said=said)


def _fund_or_404(request: Request, slug: str) -> Fund:
    funds = Fund.objects.visible_to(request.viewer).filter(is_managed=True).select_related("owner", "cycle")
    fund = funds.filter(slug=slug).first()
    if fund is None:
        raise Http404
    return fund
