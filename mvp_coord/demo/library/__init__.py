"""The demo's library: what the fictional partners share, each with a small real file or a link."""

from .guides import GUIDES
from .shapes import Shared
from .tables import TABLES

SHELF: tuple[Shared, ...] = (*GUIDES, *TABLES)

__all__ = ["SHELF", "Shared"]
