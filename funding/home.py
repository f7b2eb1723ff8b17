"""Which of all the partners is "us": the home funder, whose funds are managed here."""

from django.conf import settings

from partners.models import Partner

from .models import Fund


def home_partner() -> Partner | None:
    """The partner that the setting HOME_PARTNER names; without it, the only one that owns managed funds.

    None while neither says it: then nothing on the pages is called ours.
    """
    if settings.HOME_PARTNER:
        return Partner.objects.filter(slug=settings.HOME_PARTNER).first()
    owners = Fund.objects.filter(is_managed=True).order_by().values_list("owner_id", flat=True).distinct()[:2]
    found = list(Partner.objects.filter(pk__in=list(owners)))
    return found[0] if len(found) == 1 else None
