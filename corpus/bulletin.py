"""A page as a portal gives it, read into a :class:`~corpus.model.Bulletin`.

Four doors, one set of rules: text as copied from a portal, a JSON line, a
saved web page, the blocks of a document.  Framing (controls, counters, related news, footers) is left
out, everything else is kept word for word.  What is no bulletin raises
:class:`NotABulletin` with a reason code.
"""

from __future__ import annotations

import codecs
import hashlib
import itertools
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from corpus import blocks, portal
from corpus.layout import Block, blocks_of
from corpus.model import BlockKind, Bulletin, Paragraph, iso_date
from corpus.text import clean, fold

MAX_BYTES = 5 * 1024 * 1024  # of one bulletin
MAX_TEXT = 1_000_000  # characters of its own text: four hundred printed pages
MAX_LINES = 50_000  # of a text file, empty ones too
_MIN_LETTERS = 12
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_SLUG = 60
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_COMMON_WORDS = frozenset(
    {
        "và",
        "của",
        "các",
        "xã",
        "năm",
        "được",
        "trong",
        "tỉnh",
        "có",
        "huyện",
        "nông",
        "thôn",
        "mới",
        "sản",
        "hội",
    }
)

REASONS = {
    "empty": "the file is empty",
    "binary": "this is a binary file, not text",
    "too_short": "the text is too short for a bulletin",
    "no_text": "there is a title or framing but no text",
    "too_large": "the file is larger than 5 MB",
    "bad_json": "the line is not a JSON object of a bulletin",
    "missing_title": "the bulletin has no title",
    "unreadable_format": "the format or character set cannot be read",
    "scanned": "the PDF holds pictures of pages (a scan) and no text; text recognition has to come first",
    "encrypted": "the document is protected by a password",
    "broken": "the document is damaged or not of the format that its name says",
    "old_word": "this is an old Word file (.doc); save it as .docx",
    "large_document": "the document is larger than 50 MB",
    "too_long": "there is more text than any bulletin has (a million characters, 50,000 lines or tags)",
    "too_slow": "the document could not be taken apart within the limits of time and memory",
    "unreadable_letters": "the letters of the PDF are in a font without Unicode (such as .VnTime)",
}


class NotABulletin(ValueError):
    """The input is no bulletin; ``reason`` is a key of :data:`REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


def decode(raw: bytes) -> str:
    """Bytes of a text file as text: UTF-8, UTF-16 with its mark, or Windows-1258 if that gives Vietnamese.

    NotABulletin: ``empty``, ``too_large``, ``binary`` or ``unreadable_format``.
    """
    if not raw.strip():
        raise NotABulletin("empty")
    if len(raw) > MAX_BYTES:
        raise NotABulletin("too_large")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(raw, "utf-16")
    if b"\0" in raw:
        raise NotABulletin("binary")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decoded(raw, "cp1258")
    words = set(re.findall(r"\w+", clean(text[:20000]).lower()))
    if len(words & _COMMON_WORDS) < 3:
        raise NotABulletin("unreadable_format")
    return text


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotABulletin("unreadable_format") from error


def read_portal_text(raw: str, source: str, url: str | None = None) -> Bulletin:
    """A bulletin from text as copied from a portal page.

    *source* is the file name or URL it came from.  NotABulletin if the text is
    empty, binary, larger than 5 MB, longer than any bulletin, too short, or framing only.
    """
    text = _checked(raw)
    _bounded(text)
    page = blocks.sort_out(blocks_of(text))
    return _bulletin(page, digest=_digest(raw), source=source, url=url)


def read_json_line(obj: Mapping[str, Any], source: str) -> Bulletin:
    """A bulletin from one object of a ``.jsonl`` file.

    Keys: ``title`` and ``text`` (paragraphs on lines of their own), optional
    ``id`` (kept), ``url``, ``published`` (ISO, any precision) and ``byline``.
    Undated is fine.  NotABulletin: ``bad_json``, ``missing_title``, ``no_text``, ``too_large``,
    ``too_long``.
    """
    if not isinstance(obj, Mapping):
        raise NotABulletin("bad_json")
    title = _field(obj, "title")
    if not title:
        raise NotABulletin("missing_title")
    text = obj.get("text")
    if text is not None and not isinstance(text, str):
        raise NotABulletin("bad_json")
    if not text or not text.strip():
        raise NotABulletin("no_text")
    if len(text.encode("utf-8", "ignore")) > MAX_BYTES:
        raise NotABulletin("too_large")
    _bounded(text)
    page = blocks.sort_out(blocks_of(_scrub(text)), title=title)
    return _bulletin(
        page,
        digest=_digest(json.dumps(dict(obj), sort_keys=True, default=str)),
        source=source,
        url=_field(obj, "url") or None,
        given_id=_field(obj, "id"),
        published=parse_published(_field(obj, "published")),
        byline=_field(obj, "byline"),
    )


def read_html(raw: str, source: str, url: str | None = None) -> Bulletin:
    """A bulletin from a saved web page of any layout.

    The main text is found by trafilatura, tables become one row a paragraph,
    and the rules for portal text do the rest.  No markup is kept.
    """
    from corpus import webpage  # loads the extractor, which only pages need

    text = _checked(raw)
    found = webpage.extract(text)
    page = blocks.sort_out(found.blocks, title=found.title)
    return _bulletin(
        page,
        digest=_digest(raw),
        source=source,
        url=url or found.url,
        fallback_date=found.published,
        fallback_byline=found.author,
    )


def read_blocks(found: Sequence[Block], raw: bytes, source: str) -> Bulletin:
    """A bulletin from the blocks that a document was taken apart into (``documents`` does that)."""
    cleaned = [Block(_scrub(block.text), block.gap, block.kind) for block in found]
    page = blocks.sort_out([block for block in cleaned if block.text.strip()])
    return _bulletin(page, digest=hashlib.sha256(raw).hexdigest(), source=source)


def parse_published(text: str) -> str | None:
    """An ISO date of any precision, or a date as Vietnamese portals write it; None if it is neither."""
    match = _ISO.match(text)
    if match and (match.end() == len(text) or text[match.end()] in "T "):
        year, month, day = match.groups()
        whole = iso_date(int(year), int(month or 1), int(day or 1)) if year != "0000" else None
        return match.group() if whole else None
    return portal.find_date(text)


def slug_of(title: str) -> str:
    """The title as lower-case ASCII words with hyphens, about sixty characters at most."""
    words = re.findall(r"[a-z0-9]+", fold(title[:400]))
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "bulletin"


# --- putting it together -------------------------------------------------------------------------


def _checked(raw: str) -> str:
    if not raw.strip():
        raise NotABulletin("empty")
    if len(raw) > MAX_BYTES or len(raw.encode("utf-8", "ignore")) > MAX_BYTES:
        raise NotABulletin("too_large")
    controls = len(_CONTROLS.findall(raw[:20000]))
    if "\0" in raw or controls > 0.02 * min(len(raw), 20000):
        raise NotABulletin("binary")
    return _scrub(raw)


def _bounded(text: str) -> None:
    """Time and memory grow with what is read: no more than any bulletin has."""
    if len(text) > MAX_TEXT or text.count("\n") + text.count("\r") > MAX_LINES:
        raise NotABulletin("too_long")


def _scrub(text: str) -> str:
    """Without NUL and lone surrogates, which no database takes."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def _field(obj: Mapping[str, Any], name: str) -> str:
    value = obj.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(clean(_scrub(str(value))).split())[:2000]


def _digest(raw: str) -> str:
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def _bulletin(
    page: blocks.Page,
    *,
    digest: str,
    source: str,
    url: str | None = None,
    given_id: str = "",
    published: str | None = None,
    byline: str = "",
    fallback_date: str | None = None,
    fallback_byline: str = "",
) -> Bulletin:
    told = itertools.chain(page.title, *(text for _, text in page.pieces))
    letters = sum(1 for _ in itertools.islice(filter(str.isalpha, told), _MIN_LETTERS))
    if not any(kind in ("lead", "body", "table", "heading") for kind, _ in page.pieces):
        raise NotABulletin("no_text" if letters >= _MIN_LETTERS else "too_short")
    if letters < _MIN_LETTERS:
        raise NotABulletin("too_short")
    if sum(len(text) for _, text in page.pieces) > MAX_TEXT:
        raise NotABulletin("too_long")
    published = published or page.published or fallback_date
    paragraphs = _numbered(page.title, page.pieces)
    return Bulletin(
        id=given_id or _derived_id(page.title, published, paragraphs),
        title=page.title,
        published=published,
        byline=byline or page.byline or fallback_byline or None,
        url=url or page.url,
        source=source,
        digest=digest,
        paragraphs=paragraphs,
    )


def _derived_id(title: str, published: str | None, paragraphs: Sequence[Paragraph]) -> str:
    if published:
        return f"{slug_of(title)}-{published}"
    text = "\n".join(p.text for p in paragraphs)
    return f"{slug_of(title)}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _numbered(title: str, pieces: Sequence[tuple[BlockKind, str]]) -> tuple[Paragraph, ...]:
    """Title 0, running text 1, 2, 3 …, then captions, byline and date line."""
    aside = ("caption", "byline", "date")
    number = 0
    later = 1 + sum(kind not in aside for kind, _ in pieces if kind != "title")
    found = []
    for position, (kind, text) in enumerate(pieces):
        if kind == "title":
            found.append(Paragraph(0, position, kind, title))
        elif kind in aside:
            found.append(Paragraph(later, position, kind, text))
            later += 1
        else:
            number += 1
            found.append(Paragraph(number, position, kind, text))
    return tuple(found)
