"""Fields in which somebody names a record in writing: an entity by its legal name or EIN, a partner by its name.

Thousands cannot be chosen from a list; a name is what people know. Only what the viewer may see can be named.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.visibility import Viewer
from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError
from partners.ids import read_ein
from partners.models import LegalEntity, Partner
from partners.reports import likely_partners

_SUGGESTED = 3


class EntityField(forms.CharField):
    """A legal entity by its legal name, its partner's name or its EIN; cleaned, it is the record."""

    def __init__(self, *, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, **kwargs})
        self.viewer = viewer

    def prepare_value(self, value: Any) -> Any:
        """The name in place of the key that a record holds."""
        if isinstance(value, int):
            entity = LegalEntity.objects.visible_to(self.viewer).filter(pk=value).first()
            return entity.legal_name if entity else ""
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = list(self._named(text)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(f"Several entities are called “{text}”. Write the EIN of the one you mean.")
        raise ValidationError(self._none(text))

    def _named(self, text: str) -> Any:
        seen = LegalEntity.objects.visible_to(self.viewer)
        try:
            return seen.filter(ein=read_ein(text).value)
        except NotUnderstoodError:
            exact = seen.filter(legal_name__iexact=text)
            return exact if exact.exists() else seen.filter(partner__name__iexact=text)

    def _none(self, text: str) -> str:
        words = Q()
        for word in text.split()[:5]:
            words &= Q(legal_name__icontains=word)
        near = LegalEntity.objects.visible_to(self.viewer).filter(words).order_by("legal_name", "pk")
        names = list(near.values_list("legal_name", flat=True)[:_SUGGESTED])
        hint = f" Do you mean {join_words(names, 'or')}?" if names else ""
        return f"No legal entity is called “{text}”. Write its legal name or its EIN.{hint}"


class PartnerField(forms.CharField):
    """A partner by its name, or another name that it goes by; cleaned, it is the record."""

    def __init__(self, *, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, **kwargs})
        self.viewer = viewer

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        seen = Partner.objects.visible_to(self.viewer).listed()
        found = list(seen.filter(name__iexact=text)[:2]) or [
            each for each in seen.filter(other_names__icontains=text)[:20] if _is_called(each, text)
        ]
        if len(found) == 1:
            return found[0]
        near = [each.partner.name for each in likely_partners(self.viewer, text)[:_SUGGESTED]]
        hint = f" Do you mean {join_words(near, 'or')}?" if near else ""
        several = f"Several partners are called “{text}”. Write another name of the one you mean."
        raise ValidationError(several if found else f"No partner is called “{text}”.{hint}")


def _is_called(partner: Partner, name: str) -> bool:
    return name.casefold() in {each.strip().casefold() for each in partner.other_names.splitlines()}
