"""Who may read what, said a second time: from the design's table alone, without one line of the product's own rules.

The product decides by conditions in SQL. Here the same is decided by sets of names: a mistake would have to be
made twice, in two languages, to go unseen.
"""

from tests.addresses import EVERYBODY, INSIDERS

NOBODY: frozenset[str] = frozenset()
DONORS = frozenset({"donor", "other_donor"})
CONTACTS = frozenset({"partner_rep", "other_partner", "funder_rep"})
AT_THE_TABLE = {"AZ": frozenset({"partner_rep"})}
LEVELS = ("private", "staff", "funders", "table", "partners", "public")


def by_level(level: str, *, owner: str = "", state: str = "AZ") -> frozenset[str]:
    """Who reads a record of this level: `owner` is the member of the cast whose organization it belongs to."""
    shared = {
        "private": NOBODY,
        "staff": INSIDERS,
        "funders": INSIDERS | {"funder_rep"},
        "table": INSIDERS | AT_THE_TABLE.get(state, NOBODY),
        "partners": INSIDERS | CONTACTS,
        "public": INSIDERS | CONTACTS | DONORS,
    }[level]
    return shared | ({owner} if owner else NOBODY)


def people_of(partner: frozenset[str], level: str, *, owner: str = "", state: str = "AZ") -> frozenset[str]:
    """Who reads about a person at a partner: who may know the partner, by the person's own level; never donors."""
    return (partner & by_level(level, owner=owner, state=state)) - DONORS


def by_consent(partner: frozenset[str], consent: str, *, owner: str = "") -> frozenset[str]:
    """Who reads what an entity needs: staff, with consent peer funders or everybody, and always its own people."""
    agreed = {
        "staff": INSIDERS,
        "funders": INSIDERS | {"funder_rep"},
        "public": EVERYBODY,
    }[consent]
    return partner & (agreed | ({owner} if owner else NOBODY))
