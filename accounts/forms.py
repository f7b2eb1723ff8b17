"""What people fill in about their own accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm

from .models import User

NAME = {"autocomplete": "name"}


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
        self.fields["new_password1"].label = "Password"
        self.fields["new_password2"].label = "The same password again"


class SettingsForm(forms.ModelForm):
    """One's name, and the keyboard shortcuts."""

    class Meta:
        model = User
        fields = ["name", "shortcuts_on"]
        labels = {"name": "Your name", "shortcuts_on": "Use keyboard shortcuts"}
        widgets = {"name": forms.TextInput(attrs=NAME)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class ThemeForm(forms.Form):
    """Light, dark, or as the device says."""

    theme = forms.ChoiceField(choices=[("auto", "Auto"), ("light", "Light"), ("dark", "Dark")])


__all__ = ["PasswordChangeForm", "SettingsForm", "SignUpForm", "ThemeForm"]
