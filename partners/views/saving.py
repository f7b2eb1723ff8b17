"""How a form page of the directory answers: the form, what is wrong with it, both versions of a conflict, or done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import Request
from mvp_coord.lib.htmx import render_page
from partners.actions import CannotBeSaved, StaleEdit
from partners.forms.records import Difference, RecordForm

# An action on the facts of a form; it returns the record, which knows its address.
Save = Callable[[dict[str, Any]], Any]


def answer(
    request: Request,
    form: RecordForm,
    save: Save,
    *,
    page: dict[str, Any],
    done: str | Callable[[Any], str],
    back: str,
) -> HttpResponse:
    """Save a valid form by one action and go to the record, or show the page again with everything that was typed.

    `done` is what is said then, or says it of the record.
    """
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                record = save(form.facts())
            except StaleEdit:
                return conflict(request, form, page=page, back=back)
            except CannotBeSaved as refusal:
                refuse(form, refusal)
            else:
                said = done if isinstance(done, str) else done(record)
                messages.success(request, " ".join([said, *form.remarks()]))
                return redirect(record)
        status = 422
    return show(request, form, page=page, back=back, status=status)


def refuse(form: RecordForm, refusal: CannotBeSaved) -> None:
    """Say at its field, if the form has it, what cannot be saved, in words that tell of no other record."""
    if refusal.why:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.why)
    else:
        form.refuse(refusal.field)  # type: ignore[attr-defined]


def conflict(
    request: Request,
    form: RecordForm,
    *,
    page: dict[str, Any],
    back: str,
    more: Callable[[], list[Difference]] = list,
) -> HttpResponse:
    """409: both versions side by side; what was typed stays in the form, and can be saved on top."""
    form.keep_for_another_try()  # first, so that what changes from now on is another conflict
    both = [*form.differences(), *more()]
    return show(request, form, page={**page, "differences": both}, back=back, status=409)


def show(request: Request, form: RecordForm, *, page: dict[str, Any], back: str, status: int = 200) -> HttpResponse:
    """The page of a form."""
    template = page.pop("template", "partners/record_form.html")
    return render_page(request, template, {"form": form, "back": back, **page}, status=status)
