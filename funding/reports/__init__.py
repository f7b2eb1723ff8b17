"""What the pages read about money: the pipeline in totals, what is still needed, how an allocation came along."""

from .needs import DONORS_RULE, NEED_RULE, NeedLeft, needs_left
from .pipeline import Cell, Group, Pipeline, VehicleRow, grouped, pipeline_of, totals_inside, totals_of
from .steps import StepTaken, steps_taken

__all__ = [
    "DONORS_RULE",
    "NEED_RULE",
    "Cell",
    "Group",
    "NeedLeft",
    "Pipeline",
    "StepTaken",
    "VehicleRow",
    "grouped",
    "needs_left",
    "pipeline_of",
    "steps_taken",
    "totals_inside",
    "totals_of",
]
