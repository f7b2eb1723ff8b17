"""The form of a person at a partner."""

from typing import Any

from django import forms

from partners.models import Contact

from .records import RecordForm, visibility_choices


class ContactForm(RecordForm):
    """Whom to call, and who may see that."""

    class Meta:
        model = Contact
        fields = ("name", "role", "email", "phone", "visibility")
        labels = {"visibility": "Seen by", "email": "E-mail"}
        help_texts = {"role": "What he or she does there.", "visibility": ""}
        widgets = {"phone": forms.TextInput(attrs={"type": "tel"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = visibility_choices(self.viewer, self.instance.partner_id)
