"""The public directory for other programs: one address with a session, one that carries its own key."""

import re
from typing import Any, Final

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.crypto import constant_time_compare
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from accounts.access import Request, signed_in
from accounts.models import User
from mvp_coord.middleware import viewer_now
from partners.exports.hsds import PAGE_SIZE, public_directory

_SALT: Final = "the public directory for a program of this person"


@signed_in
def hsds(request: Request) -> HttpResponse:
    """The public directory as HSDS, for whoever is signed in."""
    return _answer(request)


@require_safe
def hsds_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """The same for a program, by the key in its address, for as long as the person whose key it is has a role."""
    if not _is_good(key):
        raise Http404
    return _answer(request)


def key_of(user: User) -> str:
    """This person's key. It ends with a change of password, and with his or her account."""
    return signing.dumps([user.pk, user.get_session_auth_hash()[:24]], salt=_SALT)


def _is_good(key: str) -> bool:
    try:
        user_id, mark = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash()[:24], str(mark)):
        return False
    return viewer_now(user).has_role


def _number(text: str, usual: int) -> int:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,6}", text) else usual


def _answer(request: Any) -> HttpResponse:
    """The page that is asked for (`page`, `per_page`), or 304 where the program has it already."""
    page, size = (_number(request.GET.get(name, ""), usual) for name, usual in (("page", 1), ("per_page", PAGE_SIZE)))
    try:
        etag, body = public_directory(page=page, size=size)
    except LookupError as error:
        raise Http404 from error
    has = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in {each.removeprefix("W/") for each in has}:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
