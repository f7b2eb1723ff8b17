"""What people fill in about their own accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm

from .models import User

NAME = {"autocomplete": "name"}
GOOD_PASSWORD = "At least 12 characters; not your name or address, and none that many people use."  # noqa: S105


class SignUpForm(SetPasswordForm):
    """Accepting an invitation: one's name and a password, typed twice."""

    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="How colleagues see you.",
        widget=forms.TextInput(attrs=NAME),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        _in_our_words(self, "Password")


class OwnPasswordForm(PasswordChangeForm):
    """A new password, for somebody who knows the old one."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        _in_our_words(self, "New password")


def _in_our_words(form: SetPasswordForm, label: str) -> None:
    first, second = form.fields["new_password1"], form.fields["new_password2"]
    first.label, first.help_text = label, GOOD_PASSWORD
    second.label, second.help_text = "The same password again", ""


class SettingsForm(forms.ModelForm):
    """One's name, the keyboard shortcuts, and whether one is asked things by mail."""

    class Meta:
        model = User
        fields = ["name", "shortcuts_on", "letters_on"]
        labels = {
            "name": "Your name",
            "shortcuts_on": "Use keyboard shortcuts",
            "letters_on": "Write to me by mail about our facts, overlaps and awards",
        }
        help_texts = {
            "name": "How colleagues see you.",
            "shortcuts_on": "Single keys, such as / for search. Press ? on any page to see them all.",
            "letters_on": "Where you speak for an organization: at most once a fortnight when its facts are old, at "
            "most once a day when something is new in an overlap of its plans, or one that you look after. Where "
            "something is owed for an award "
            "that you hold or your organization receives: before its day, on it, and weekly after it.",
        }
        widgets = {"name": forms.TextInput(attrs=NAME)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class ThemeForm(forms.Form):
    """Light, dark, or as the device says."""

    theme = forms.ChoiceField(choices=[("auto", "Auto"), ("light", "Light"), ("dark", "Dark")])
