"""Files that we give people: partners as rows that can be read back."""

from .partners import partner_rows

__all__ = ["partner_rows"]
