"""What public registers say of legal entities: their codes in our words, and which of several words is shown."""

from .irs import SOURCE as IRS
from .irs import IrsFacts, facts_of_row, said_in_words
from .rule import RULE, Said, Shown, choose

__all__ = ["IRS", "RULE", "IrsFacts", "Said", "Shown", "choose", "facts_of_row", "said_in_words"]
