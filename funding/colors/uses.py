"""What a use of money is to the rules: of one or of several kinds at once."""

from typing import Final

from .records import Use

ANY, GENERAL, NONPARTISAN, REGISTRATION = "any", "general", "nonpartisan", "registration"
ELECTORAL, CANDIDATES, LOBBYING, COORDINATED = "electoral", "candidates", "lobbying", "coordinated"

USES: Final = {
    ANY: "Any use",
    GENERAL: "General support",
    NONPARTISAN: "Nonpartisan work",
    REGISTRATION: "Voter registration",
    ELECTORAL: "Race-specific or partisan work",
    CANDIDATES: "Candidate recruitment and training",
    LOBBYING: "A ballot measure or a bill",
    COORDINATED: "A coordinated program",
}

_PARTISAN_TYPES: Final = frozenset({"persuasion"})
_LOBBYING_TYPES: Final = frozenset({"ballot-measure", "issue-campaign"})
_PARTISAN_SIDES: Final = frozenset({"independent", "coordinated"})
_NOT_NONPARTISAN: Final = frozenset({GENERAL, ELECTORAL, CANDIDATES, LOBBYING, COORDINATED})


def kinds_of(use: Use) -> frozenset[str]:
    """The kinds of use that this one is; rules name one each. Work on a side is partisan; what is none of the
    special kinds is nonpartisan."""
    types = use.program_types
    found = {
        GENERAL: use.is_general,
        REGISTRATION: "registration" in types,
        ELECTORAL: use.is_race_specific or use.side in _PARTISAN_SIDES or bool(types & _PARTISAN_TYPES),
        CANDIDATES: "candidate-pipeline" in types,
        LOBBYING: use.is_measure or bool(types & _LOBBYING_TYPES),
        COORDINATED: use.side == "coordinated",
    }
    kinds = {ANY} | {kind for kind, is_it in found.items() if is_it}
    return frozenset(kinds if kinds & _NOT_NONPARTISAN else kinds | {NONPARTISAN})
