"""People in admin, for admins: inviting them, their roles, and ending access at once.

A save goes through the same actions as everything else, so that the last admin stays and nobody is shut out by
mistake. Who speaks for a partner is kept at the partner (memberships), who is a donor at the donors.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mvp_coord.record_admin import RecordAdmin, SavedWithReason, each_by_action

from . import actions, letters
from .actions import Invited
from .models import User


class PersonForm(SavedWithReason):
    """A person: the address is given once, with the invitation; the roles can change."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("There is an account with this address already. Change its roles there.")
        return str(email)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_counsel") and not cleaned.get("is_staff"):
            self.add_error("is_counsel", "Counsel is staff with sign-off: tick staff too, or neither.")
        return cleaned


@admin.register(User)
class UserAdmin(RecordAdmin):
    readers = ()
    writers = ("admin",)
    form = PersonForm
    list_display = ("email", "name", "is_staff", "is_counsel", "is_admin", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "is_counsel", "is_admin", "is_demo")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_staff", "is_counsel", "is_admin", "is_active", "joined_at", "last_login")
    readonly_fields = ("is_active", "joined_at", "last_login")
    actions = ("deactivate", "reactivate", "invite_again")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fields = super().get_fields(request, obj)
        return fields if obj else [field for field in fields if field not in self.readonly_fields]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return ("email", *self.readonly_fields) if obj else ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """No list by the beginnings of password digests, which would spell them out."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refusal undoes the whole save and says why."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except actions.AccountRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.path)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        by: Any = request.user
        told = {name: form.cleaned_data[name] for name in (*actions.FLAGS, "reason")}
        if change:
            actions.change_roles(user=User.objects.get(pk=obj.pk), by=by, **told)
            actions.rename_user(user=obj, by=by, name=form.cleaned_data["name"], reason=told["reason"])
            return
        invited = actions.invite_user(email=obj.email, name=form.cleaned_data["name"], by=by, **told)
        obj.pk = invited.user.pk
        self._send(request, invited)

    @admin.action(description="Deactivate: end access and open sessions at once")
    def deactivate(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self._each(request, rows, actions.deactivate_user, done="Deactivated")

    @admin.action(description="Reactivate")
    def reactivate(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self._each(request, rows, actions.reactivate_user, done="Reactivated")

    @admin.action(description="Invite again: a new sign-up link for those without a password")
    def invite_again(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        def again(*, user: User, by: Any, reason: str) -> None:
            self._send(request, actions.invite_user(email=user.email, by=by, reason=reason))

        self._each(request, rows, again, done="Invited again")

    def _each(self, request: HttpRequest, rows: QuerySet[User], act: Any, *, done: str) -> None:
        def one(user: User, reason: str) -> None:
            act(user=user, by=request.user, reason=reason)

        each_by_action(self, request, rows, one, refusals=actions.AccountRefused, done=done)

    def _send(self, request: HttpRequest, invited: Invited) -> None:
        letters.send_invitation(invited, by=request.user)  # type: ignore[arg-type]
        self.message_user(request, f"The way in for {invited.user.email}: {letters.entrance_url(invited)}")
