"""The days for which people plan: those of this century. Another one is a slip of the hand, and draws no calendar.

For plans, elections, deadlines and hours of work. What has been may be older: when a group was founded, when the IRS
ruled, since when somebody is a member.
"""

import datetime as dt
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

FIRST: Final = dt.date(2000, 1, 1)
LAST: Final = dt.date(2099, 12, 31)


def in_this_century(day: dt.date) -> None:
    """The validator of a model's field, and so of its forms; imports have the same bound."""
    if not FIRST <= day <= LAST:
        raise ValidationError(f"Write a day between {FIRST.year} and {LAST.year}.")


def of_this_century(*names: str) -> Q:
    """The condition of a constraint that keeps these fields so, whoever writes."""
    return Q(**{f"{name}__range": (FIRST, LAST) for name in names})


class DayField(forms.DateField):
    """Such a day on a form that is no model's."""

    default_validators = [in_this_century]
