"""What people answered to "is it one of these?", kept so that it is not asked again."""

from collections.abc import Mapping

from accounts.models import User
from accounts.visibility import Viewer
from partners.actions.sheet_plans import add_other_name
from partners.models import Partner


def remember_names(names: Mapping[str, str], *, viewer: Viewer, by: User) -> int:
    """Name → slug of the partner that goes by it; the number of names that were new. Inside the import's change."""
    partners = {
        partner.slug: partner for partner in Partner.objects.editable_by(viewer).filter(slug__in=names.values())
    }
    return sum(add_other_name(partners[slug], name=name, by=by) for name, slug in names.items() if slug in partners)
