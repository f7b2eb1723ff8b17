"""One changed plan: how long it takes to find whom it meets, and to save it, as the page of a plan does both."""

from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

import numpy as np

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.lib.facts import facts_of, token_of
from partners import actions
from partners.models import Activity
from planning.reports.cases import readable_activities
from planning.reports.meetings import meetings_at
from planning.reports.nearby import met_by

from .figures import timed_ms

_WITH: Final = ("program__partner", "program_type", "tactic__family", "division")
# Where a hundred thousand plans share five places, to judge one of them takes long.
JUDGED: Final = 15


@dataclass(frozen=True)
class Edits:
    """Milliseconds of each edit: to find whom the plan meets, to judge what that amounts to, to save the plan."""

    find_ms: tuple[float, ...]
    judge_ms: tuple[float, ...]
    save_ms: tuple[float, ...]

    def figures(self) -> dict[str, float]:
        """Medians and 95th percentiles."""
        each = {"find": self.find_ms, "judge": self.judge_ms, "save": self.save_ms}
        middle = {f"{name}_ms_p50": median(found) for name, found in each.items()}
        return middle | {f"{name}_ms_p95": quantiles(found, n=20)[-1] for name, found in each.items()}


def edited(keys: np.ndarray, *, seed: int, many: int) -> Edits:
    """Change the list size of so many of these plans (ids), each as a contact of its partner."""
    editor = User.objects.get_or_create(email="bench@example.org")[0]
    chosen = np.random.default_rng(seed).choice(keys, min(many, len(keys)), replace=False).tolist()
    turns = [_edited(key, editor, is_judged=number < JUDGED) for number, key in enumerate(chosen)]
    find, judge, save = zip(*turns, strict=True)
    return Edits(find, tuple(each for each in judge if each is not None), save)


def _edited(key: int, editor: User, *, is_judged: bool) -> tuple[float, float | None, float]:
    plan = Activity.objects.select_related(*_WITH).get(pk=key)
    viewer = Viewer(user_id=editor.pk, partner_ids=frozenset({plan.program.partner_id}))
    facts = {"universe": (plan.universe or 0) + 1}
    seen = token_of(facts_of(plan, facts))
    save = timed_ms(lambda: actions.update_activity(plan, by=editor, facts=facts, seen=seen))
    find = timed_ms(lambda: met_by(plan, readable_activities(viewer)))
    return find, timed_ms(lambda: meetings_at(viewer, plan)) if is_judged else None, save
