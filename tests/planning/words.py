"""What a kept case says to whoever reads all that it rests on."""

from planning.models import Overlap
from planning.reports.cases import whole_views
from planning.reports.decisions import UNDECIDED
from planning.reports.said import with_members


def said_of(overlap: Overlap) -> str:
    """Its sentence, by the plans and places as they stand."""
    kept = Overlap.objects.select_related("family", "anchor").prefetch_related(with_members()).get(pk=overlap.pk)
    (view,) = whole_views([kept], [UNDECIDED])
    return view.sentence
