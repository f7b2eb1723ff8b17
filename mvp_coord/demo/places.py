"""The real ground that the fictional plans stand on: votes cast in the six states and in the counties used."""

from states.actions.electorate import record_votes_cast
from states.models import Division

from . import electorates


def place_ids() -> dict[str, int]:
    """ "WI Rock County" or "WI" → the id of the division, for all places of the demo's six states. One query."""
    rows = Division.objects.filter(
        state__in=electorates.STATES, kind__in=[Division.Kind.COUNTY, Division.Kind.STATE]
    ).values_list("pk", "kind", "state_id", "name")
    return {code if kind == Division.Kind.STATE else f"{code} {name}": pk for pk, kind, code, name in rows}


def load_electorates(ids: dict[str, int]) -> None:
    """Record the votes cast, as an import of a results file would."""
    counties = {
        ids[f"{code} {name}"]: votes for code, named in electorates.COUNTIES.items() for name, votes in named.items()
    }
    record_votes_cast(
        by=None,
        counties=counties,
        states=electorates.STATES,
        as_of=electorates.AS_OF,
        source=electorates.SOURCE,
    )
