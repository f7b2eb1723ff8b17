"""What people see to themselves: accepting an invitation, their settings, their password, light or dark."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.access import FORM, POST, Request, newcomers_too
from accounts.forms import OwnPasswordForm, SettingsForm, SignUpForm, ThemeForm
from accounts.models import User
from accounts.reports import find_invited
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.own_address import own_address
from states.views.feeds import feeds_of

THEME_COOKIE_SECONDS = 365 * 24 * 3600


@sensitive_post_parameters()
@never_cache
@require_http_methods(FORM)
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """A sign-up link: choose a name and a password, and be signed in. The secret in the address is the guard."""
    user = find_invited(token)
    if user is None:
        return _link_is_over(request)
    form = SignUpForm(user, _posted(request), initial={"name": user.name})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render_page(request, "accounts/user_invited.html", {"form": form, "invited": user}, status=status)
    try:
        user = actions.accept_invitation(
            token=token, name=form.cleaned_data["name"], password=form.cleaned_data["new_password1"]
        )
    except actions.InvitationOver:
        return _link_is_over(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    messages.success(request, f"Welcome, {user}.")
    return redirect("home")


@newcomers_too(methods=FORM)
def own_settings(request: Request) -> HttpResponse:
    """One's name, the keyboard shortcuts, the feeds that one reads elsewhere, the ways to password and appearance."""
    user = User.objects.get(pk=request.user.pk)
    form = SettingsForm(_posted(request), instance=user)
    if form.is_valid():
        actions.change_own_settings(by=user, **form.cleaned_data)
        messages.success(request, "Your settings are saved.")
        return redirect("accounts:settings")
    context = {"form": form, "feeds": feeds_of(user)}
    return render_page(request, "accounts/user_settings.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@newcomers_too(methods=FORM)
def own_password(request: Request) -> HttpResponse:
    """Change one's password; every other session of one's own ends with it."""
    form = OwnPasswordForm(request.user, _posted(request))
    if form.is_valid():
        actions.change_own_password(
            by=form.user, password=form.cleaned_data["new_password1"], keep_session=request.session.session_key
        )
        update_session_auth_hash(request, form.user)
        messages.success(request, "Your password is changed. Your sessions elsewhere have ended.")
        return redirect("accounts:settings")
    return render_page(request, "accounts/user_password.html", {"form": form}, status=422 if form.is_bound else 200)


@newcomers_too(methods=POST)
def theme(request: Request) -> HttpResponse:
    """Keep the choice of light, dark or automatic in a cookie that the server reads, and go back."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There are three appearances: auto, light and dark.")
    response = redirect(own_address(request.POST.get("next", ""), request) or "accounts:settings")
    response.set_cookie(
        "theme",
        form.cleaned_data["theme"],
        max_age=THEME_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too; None where nothing was."""
    return request.POST if request.method == "POST" else None


def _link_is_over(request: HttpRequest) -> HttpResponse:
    facts = {
        "title": "This link no longer works",
        "text": "It was used already, or replaced by a newer one, or is too old. If you have a password, sign in. "
        "If not, ask the person who invited you for another link.",
        "action_url": settings.LOGIN_URL,
        "action_label": "Sign in",
    }
    return render_page(request, "message.html", facts, status=410)
