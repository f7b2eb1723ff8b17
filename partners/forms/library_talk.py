"""What people say of a resource: that they use it, and comments."""

from collections.abc import Collection
from typing import Any

from django import forms

from mvp_coord.lib.once import TicketField
from partners.models import Partner


class UseForm(forms.Form):
    """Saying that an organization uses a resource, and how it went."""

    partner = forms.ModelChoiceField(Partner.objects.none(), to_field_name="slug", label="For", empty_label=None)
    note = forms.CharField(
        required=False,
        max_length=300,
        label="How did it go?",
        help_text="One sentence for others who think about using it.",
    )

    def __init__(self, *args: Any, partner_ids: Collection[int], **kwargs: Any) -> None:
        """`partner_ids` are the organizations to choose from: those that the person speaks for."""
        super().__init__(*args, **kwargs)
        own = Partner.objects.filter(pk__in=partner_ids).listed().order_by("name")
        self.fields["partner"].queryset = own  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """Saying something of a resource, in plain text."""

    text = forms.CharField(
        max_length=4000,
        label="Your comment",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Seen, with your name, by the partners, funders and staff who can see this resource now.",
    )

    def __init__(self, *args: Any, user_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticket"] = TicketField(user_id)
