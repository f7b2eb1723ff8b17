"""A place as imports know it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A division by its OCD id and the name that people read. `kind` is a code of `Division.Kind`."""

    ocd_id: str
    name: str
    kind: str
    fips: str = ""
