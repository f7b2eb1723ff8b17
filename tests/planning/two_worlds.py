"""Comparing two worlds that differ in hidden rows: what one person is shown in each, without what differs anyway."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.test import Client

# Secrets of a form, a letter or an answer; links that are signed for one person.
_TOKENS = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|"x-csrftoken": "[^"]+"|nonce="[^"]+"|name="ticket" value="[^"]+"'
    r"|/overlaps/letters/[\w-]+/|/still-true/letters/[\w-]+/|/undo/[\w:.-]+/|/directory/hsds/[\w:.-]+/"
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",
    re.IGNORECASE,
)
_IDS = re.compile(r"(?<![a-z0-9])[a-z0-9]{12}(?![a-z0-9])")
_AGES = re.compile(r'just now|\d+ minutes? ago|datetime="[^"]+"|title="[^"]+"|DTSTAMP:\w+')

# When a PDF was made, and the numbers that follow from that.
_PRINTED = re.compile(r"/(?:CreationDate|ModDate) ?\([^)]*\)|/ID ?\[[^\]]*\]|<xmp[^>]*>[^<]*</xmp[^>]*>")


def plain(text: str) -> str:
    """Without tokens and ages; random ids by the order in which they come."""
    text = _AGES.sub("AGE", _TOKENS.sub("TOKEN", text))
    known: dict[str, str] = {}
    return _IDS.sub(lambda found: known.setdefault(found[0], f"ID{len(known)}"), text)


def shown(answer: HttpResponse) -> str:
    """What an answer tells: status, where it leads, and its body, unpacked where it is a sheet."""
    body, told = answer.content, [str(answer.status_code), answer.headers.get("Location", "")]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            told += [packed.read(name).decode() for name in sorted(packed.namelist()) if "docProps" not in name]
    elif body[:4] == b"%PDF":
        told.append(_PRINTED.sub("", body.decode("latin-1")))
    else:
        told.append(body.decode())
    return plain("\n".join(told))


def read_all(client: Client, addresses: Iterable[str]) -> dict[str, str]:
    """What each of these addresses shows."""
    return {address: shown(client.get(address)) for address in addresses}


def differences(without: Mapping[str, str], with_hidden: Mapping[str, str]) -> list[str]:
    """In words, where the two are not the same: a line above with, a line below without what is hidden."""
    return [
        _difference(where, without.get(where, ""), with_hidden.get(where, ""))
        for where in sorted(without.keys() | with_hidden.keys())
        if without.get(where) != with_hidden.get(where)
    ]


def _difference(where: str, one: str, other: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    around = slice(max(0, at - 200), at + 200)
    return f"{where}:\n  without: …{one[around]}…\n  with:    …{other[around]}…"
