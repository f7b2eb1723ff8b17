"""Fields for the numbers that registers give: read as people write them, shown as people write them."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from mvp_coord.lib.written import NotUnderstoodError
from partners.ids import Identifier, ein_written, read_ein, read_fec_id, read_state_id


class _IdField(forms.CharField):
    """One number in its one form. After cleaning `remark` says what was mended, or what looks odd."""

    read: ClassVar[Callable[[str], Identifier]]
    nothing: str | None = None
    remark = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60, **kwargs})

    def clean(self, value: Any) -> str | None:
        text = super().clean(value)
        self.remark = ""
        if not text:
            return self.nothing
        try:
            found = type(self).read(text)
        except NotUnderstoodError as refusal:
            raise ValidationError(f"“{text}” {refusal}.") from refusal
        self.remark = found.repaired or found.doubt
        return found.value


class EinField(_IdField):
    """A tax id; "12-3456789" is shown, nine digits are kept."""

    read = read_ein

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": "EIN", "help_text": "The nine digits of its tax id, as in 12-3456789."}
        super().__init__(**{**told, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return ein_written(value) if isinstance(value, str) and value.isdigit() and len(value) == 9 else value


class FecIdField(_IdField):
    """The FEC's id of a committee."""

    read = read_fec_id

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": "FEC id", "help_text": "Of a committee: C and eight digits, as in C00123456."}
        super().__init__(**{**told, **kwargs})


class StateIdField(_IdField):
    """A state's number."""

    read = read_state_id
    nothing = ""

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": "State registration", "help_text": "The number that its state knows it by."}
        super().__init__(**{**told, **kwargs})


def remarks_of(form: Any) -> list[str]:
    """What was mended or looks odd in the numbers of a form that was cleaned."""
    fields = [field for field in form.fields.values() if isinstance(field, _IdField)]
    return [field.remark for field in fields if field.remark]
