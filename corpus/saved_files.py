"""What browsers make of a page that is saved with its pictures: one large HTML file, or a web archive.

A picture written into the page (``data:…;base64,…``) is no text and is dropped before the page is read; of a
web archive (MHTML, RFC 2557) the first page is taken, with its address.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.message import Message

from corpus.bulletin import NotABulletin

_EMBEDDED = re.compile(rb"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=%\s]*+")
_ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def without_pictures(raw: bytes) -> bytes:
    """A page without the pictures, fonts and the like that were written into it."""
    return _EMBEDDED.sub(b"", raw)


def first_page(raw: bytes) -> tuple[bytes, str | None]:
    """The page of a web archive and its address; NotABulletin (``broken``, ``empty``) if it holds none."""
    if not raw.strip():
        raise NotABulletin("empty")
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    part = next((one for one in message.walk() if one.get_content_type() == "text/html"), None)
    page = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(page, bytes):
        raise NotABulletin("broken")
    return page, _address(message) or _address(part)


def _address(part: Message) -> str | None:
    found = (str(part.get(name, "")).strip() for name in _ADDRESSES)
    return next((url for url in found if url.startswith(("http://", "https://")) and len(url) <= 2000), None)
