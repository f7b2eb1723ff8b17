"""The decorators of views: who gets in, and what the others are told."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts import access
from accounts.visibility import ANONYMOUS, Viewer

NOBODY = Viewer(user_id=1)
VIEWERS = {
    "anonymous": ANONYMOUS,
    "newcomer": NOBODY,
    "staff": Viewer(user_id=1, is_staff=True),
    "counsel": Viewer(user_id=1, is_staff=True, is_counsel=True),
    "admin": Viewer(user_id=1, is_admin=True),
    "donor": Viewer(user_id=1, donor_id=7),
    "partner": Viewer(user_id=1, partner_ids=frozenset({3})),
    "funder": Viewer(user_id=1, partner_ids=frozenset({4}), funder_ids=frozenset({4})),
}
ALL = set(VIEWERS) - {"anonymous", "newcomer"}


def page(request: HttpRequest, **kwargs) -> HttpResponse:
    return HttpResponse("secret")


def ask(view, who: str, method: str = "GET", *, htmx: bool = False) -> HttpResponse:
    request = RequestFactory().generic(method, "/somewhere/?state=AZ")
    request.viewer, request.htmx = VIEWERS[who], htmx
    return view(request)


def let_in(view, method: str = "GET") -> set[str]:
    found = set()
    for who in VIEWERS:
        try:
            if ask(view, who, method).content == b"secret":
                found.add(who)
        except Http404:
            pass
    return found


@pytest.mark.parametrize(
    ("decorate", "who"),
    [
        (access.newcomers_too, ALL | {"newcomer"}),
        (access.signed_in, ALL),
        (access.needs("staff"), {"staff", "counsel"}),
        (access.needs("counsel"), {"counsel"}),
        (access.needs("admin"), {"admin"}),
        (access.needs("insider"), {"staff", "counsel", "admin"}),
        (access.needs("donor"), {"donor"}),
        (access.needs("partner"), {"partner"}),
        (access.needs("funder"), {"funder"}),
        (access.needs("staff", "partner", "funder"), {"staff", "counsel", "partner", "funder"}),
        (access.needs(lambda viewer: viewer.donor_id == 7), {"donor"}),
    ],
)
def test_just_those_who_are_named_get_in(decorate, who):
    assert let_in(decorate(page)) == who


def test_a_visitor_is_sent_to_the_login_and_back():
    answer = ask(access.signed_in(page), "anonymous")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/somewhere/%3Fstate%3DAZ")


def test_a_visitor_does_not_come_back_to_an_act():
    answer = ask(access.signed_in(methods=access.POST)(page), "anonymous", "POST")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/")


def test_a_part_of_a_page_is_refused_with_401_and_no_redirect_for_htmx_to_follow():
    answer = ask(access.signed_in(page), "anonymous", htmx=True)
    assert answer.status_code == 401 and b"<" not in answer.content
    assert not any(name.lower().startswith("hx-") or name == "Location" for name in answer.headers)
    assert "HX-Request" in answer["Vary"]


def test_those_who_may_not_learn_nothing_of_the_methods():
    with pytest.raises(Http404):
        ask(access.needs("staff", methods=access.POST)(page), "donor", "GET")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("methods", "works"),
    [(access.READ, {"GET", "HEAD"}), (access.FORM, {"GET", "HEAD", "POST"}), (access.POST, {"POST"})],
)
def test_a_view_answers_the_methods_that_it_names(methods, works):
    view = access.needs("staff", methods=methods)(page)
    answers = {each: ask(view, "staff", each).status_code for each in ("GET", "HEAD", "POST", "PUT", "DELETE")}
    assert {each for each, status in answers.items() if status == 200} == works
    assert {status for each, status in answers.items() if each not in works} == {405}


def test_a_guard_for_nobody_is_a_mistake():
    with pytest.raises(ValueError, match="at least one role"):
        access.needs()
