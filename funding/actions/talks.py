"""What funders do to talk about a group: ask, say something, put an ask aside.

None of it tells whether there is anybody: an ask to whoever else is looking is the same act with nobody there.
"""

from accounts.history import change
from accounts.models import User
from funding.models import FunderAside, FunderAsk, FunderWord
from partners.models import Partner


class NobodySpoke(Exception):
    """Who asked answers only those who have said something, or whom it asked by name."""


def ask_funder(
    *, group: Partner, asker: Partner | None, to: Partner | None, words: str, by: User, public_id: str
) -> FunderAsk:
    """Ask another funder (`to` None: whoever else is looking) to talk about a group, for a funder (`asker` None:
    staff).

    `public_id` names it beforehand, so that a form sent twice asks once.
    """
    with change(by=by, verb="asked a funder to talk"):
        Partner.objects.select_for_update(no_key=True).get(pk=group.pk)  # of two at once, the second finds the first
        made = FunderAsk.objects.filter(public_id=public_id).first()
        if made:
            return made
        facts = {"group": group, "asker": asker, "to": to, "words": words.strip(), "asked_by": by}
        return FunderAsk.objects.create(public_id=public_id, **facts)


def say_to_funder(
    *, ask: FunderAsk, funder: Partner, is_askers: bool, text: str, by: User, public_id: str
) -> FunderWord:
    """Say something in the talk of an ask with one funder, as who asked or as that funder.

    Raises `NobodySpoke` where who asked would speak to a funder that has not answered an ask to whoever it reaches.
    """
    with change(by=by, verb="said something to a funder"):
        FunderAsk.objects.select_for_update(of=("self",)).get(pk=ask.pk)
        made = FunderWord.objects.filter(public_id=public_id).first()
        if made:
            return made
        if is_askers and ask.to_id != funder.pk and not ask.said.filter(funder=funder).exists():
            raise NobodySpoke("Nobody of that name has answered.")
        FunderAside.objects.filter(ask=ask, funder=funder).delete()  # the talk goes on
        facts = {"ask": ask, "funder": funder, "is_askers": is_askers, "author": by, "text": text.strip()}
        return FunderWord.objects.create(public_id=public_id, **facts)


def put_aside(*, ask: FunderAsk, funder: Partner, by: User) -> None:
    """Show the ask to this funder no more. Who asked reads "no answer yet", as before."""
    with change(by=by, verb="put an ask aside"):
        FunderAside.objects.get_or_create(ask=ask, funder=funder)
