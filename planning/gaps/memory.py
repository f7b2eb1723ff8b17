"""What was set aside stays so while its facts stay: which changes are large enough to ask people again.

A fifth more people short, a higher tier, a fifth more people to reach, another one who has left a role, and half as
much again of a need. Fewer or later changes ask for nothing. Pure: plain values in, plain values out.
"""

from collections.abc import Mapping
from typing import Any, Final

from planning.material import FactChange
from planning.overlaps.words import figure

A_FIFTH: Final = 1.2
_NUMBERS: Final = {"people_short": "People short", "people": "People to reach", "left_usd": "Dollars still needed"}


def grown(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[FactChange, ...]:
    """Which of the facts that a decision rested on have grown materially; none where nothing was kept."""
    found = [
        FactChange(label, figure(then[name]), figure(now[name]))
        for name, label in _NUMBERS.items()
        if name in then and name in now and now[name] >= then[name] * A_FIFTH and now[name] > then[name]
    ]
    if "tier" in then and now.get("tier", then["tier"]) < then["tier"]:
        found.append(FactChange("Tier", str(then["tier"]), str(now["tier"])))
    left = [name for name in now.get("dormant", ()) if name not in then.get("dormant", ())]
    if "dormant" in then and left:
        found.append(FactChange("Who had the role", "at work", f"{', '.join(left)}: not at work"))
    return tuple(found)
