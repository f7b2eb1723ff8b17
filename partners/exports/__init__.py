"""Files that we give people: the empty sheet to fill in, and partners as rows that can be read back."""

from .partners import partner_rows
from .templates import plan_template

__all__ = ["partner_rows", "plan_template"]
