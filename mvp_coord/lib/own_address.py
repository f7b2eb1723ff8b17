"""Addresses that come with a request, to go back to: only those of this site, so that nobody is led elsewhere."""

from typing import Final

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# A word alone would be looked up among the names of our pages.
_BEGINNINGS: Final = ("/", "http://", "https://")


def own_address(there: str, request: HttpRequest) -> str:
    """The address, where it is a whole one of this site: a path from the root, or with our host. Otherwise ""."""
    is_own = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if is_own and there.startswith(_BEGINNINGS) else ""
