"""The blocks of a page sorted: title, date, byline, lead, text, headings, captions, and framing left out.

General rules, no portal's own: what a block is follows from where it stands
(before the text, in it, after it), how it ends, and the words it opens with
(``corpus/lexicon/portal.toml``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus import portal
from corpus.layout import Block, is_numbered, shouts, starts_item
from corpus.model import BlockKind
from corpus.text import clean, fold

_EVENT = re.compile(
    r"\b(?:sang|chieu|trua|toi|ngay|hom nay,?)\s?\(?(?:ngay )?(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?(?![\d/])"
)
_YEAR = re.compile(r"(?<![\d.,-])(?<!\d{3}/)(20\d\d)(?![\d/.,]\d)")  # also in "tháng 3/2024"
_SIGNED = re.compile(r"(?:/\.|[.…!”])\s+\(?([^\W\d_][^.!?…]{2,50})\)?$")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s")
_SITE_TAIL = re.compile(r"\s[-|–—]\s")
_LONG = 60  # words: a line without full stop that is longer is running text all the same


@dataclass(frozen=True)
class Item:
    """A block that may belong to the bulletin, and what is known of it before sorting."""

    text: str
    kind: str = ""
    date: portal.DateLine | None = None
    after_image: bool = False


@dataclass
class Page:
    """A sorted page: ``pieces`` are kinds and texts in the order of the page, the title among them."""

    title: str
    pieces: list[tuple[BlockKind, str]] = field(default_factory=list)
    published: str | None = None
    byline: str = ""
    url: str | None = None


def sort_out(found: Sequence[Block], title: str = "") -> Page:
    """Sort a page's blocks; *title* where it is known from elsewhere."""
    items, url = _without_framing(found)
    if title:
        title, at = clean(title), -1
        items = _without_title(items, title)
    else:
        title, at, items = _title(items)
    page = Page(title, url=url)
    head, rest = (items[: at + 1], items[at + 1 :]) if at >= 0 else ([], items)
    rest = _without_repeats(_signature_apart(rest), title)
    kinds = _kinds(rest)
    _fill(page, [item for item in head if item.date], rest, kinds)
    return page


# --- framing -----------------------------------------------------------------------------------


def _is_prose(text: str) -> bool:
    return (len(text) >= 80 and portal.ends_sentence(text)) or len(text.split()) > _LONG


def _without_framing(found: Sequence[Block]) -> tuple[list[Item], str | None]:
    """What is left of a page without controls and all that follows the bulletin; and its address."""
    items: list[Item] = []
    url: str | None = None
    prose, image, skipping = 0, False, False
    last_prose = max((n for n, b in enumerate(found) if _is_prose(b.text)), default=-1)
    for at, block in enumerate(found):
        text = block.text
        if block.kind == "table":
            items.append(Item(text, "table"))
            continue
        date = portal.date_line(text)
        if date is None and portal.ends_page(text):
            if prose >= 2 or (prose and at > last_prose):
                break
            skipping = prose > 0
        elif portal.url_of(text):
            url = url or _article_url(portal.url_of(text))
        elif portal.is_image_name(text):
            image = True
        elif date is not None or not _is_framing(text, prose, skipping):
            if _is_prose(text):
                prose, skipping = prose + 1, False
            items.append(Item(text, block.kind, date, image))
            image = False
    return _without_news_list(items), url


def _is_framing(text: str, prose: int, skipping: bool) -> bool:
    if portal.is_control(text) or (not prose and portal.is_section(text) and not _is_prose(text)):
        return True
    return text in ("/.", "./.") or (skipping and not _is_prose(text))


def _article_url(url: str | None) -> str | None:
    """An address with a path; a site's front page is no bulletin's address."""
    return url if url and re.fullmatch(r"https?://[^/]+/.*[^/].*", url) else None


def _without_news_list(items: list[Item]) -> list[Item]:
    """Cut where two titles with dates in brackets follow each other after the text."""
    seen = False
    for at in range(len(items) - 1):
        seen = seen or _is_prose(items[at].text)
        if seen and all(
            portal.is_dated_title(item.text) and not _is_prose(item.text) for item in items[at : at + 2]
        ):
            return items[:at]
    return items


# --- title ---------------------------------------------------------------------------------------


def _title(items: list[Item]) -> tuple[str, int, list[Item]]:
    """The title, the place of its item (-1 if it is cut from the text), and the items without its copies."""
    first = next(
        (n for n, item in enumerate(items) if item.kind == "table" or _is_prose(item.text)), len(items)
    )
    head = [n for n in range(first) if _may_be_title(items[n])]
    if not head:
        return _title_from_text(items)
    sizes = {n: len(items[n].text.split()) for n in head}
    at = next((n for n in head if items[n].kind == "title"), None)
    if at is None:
        at = next((n for n in head if sizes[n] >= 7), None)
        dated = [n for n in head if sizes[n] >= 7 and n + 1 < len(items) and items[n + 1].date]
        if at is not None and dated and at not in dated and shouts(items[at].text):
            at = next((n for n in dated if not shouts(items[n].text)), at)  # a column's name in capitals
    if at is None:
        at = next((n for n in head if sizes[n] >= 4), max(head, key=lambda n: sizes[n]))
    title = _without_site(items[at].text)
    key = fold(title)
    for n in head:  # the window's title first, the page's own after it: X - site, X
        shorter = fold(items[n].text)
        if n > at and len(shorter) >= 20 and key.startswith(shorter) and len(shorter) < len(key):
            title, at, key = items[n].text, n, shorter
    match = portal.is_dated_title(title)
    if match:
        date = portal.find_date(title[title.rfind(" (") :] if " (" in title else title)
        title = title[: max(title.rfind("("), title.rfind("["))].strip() or title
        items = items if date is None else [*items[: at + 1], _date_item(date), *items[at + 1 :]]
    return title, at, items


def _date_item(date: str) -> Item:
    return Item(date, date=portal.DateLine(date, "", False, False, ""))


def _may_be_title(item: Item) -> bool:
    return item.date is None and not portal.is_credit(item.text) and not starts_item(item.text)


def _title_from_text(items: list[Item]) -> tuple[str, int, list[Item]]:
    """For a page without a title: the beginning of its first sentence."""
    text = next((item.text for item in items if item.date is None), "")
    words = re.split(r"(?<=[.!?…])\s", text[:200])[0].split()
    title = " ".join(words[:30])
    if len(text) > 200 and len(title) >= 199:
        title = title.rsplit(" ", 1)[0]
    return clean(title), -1, items


def _without_site(title: str) -> str:
    """A window's title without the site's name at its end."""
    cuts = list(_SITE_TAIL.finditer(title))
    if cuts and cuts[-1].start() >= 20 and portal.begins_with("site_starts", title[cuts[-1].end() :]):
        return title[: cuts[-1].start()].strip()
    return title


def _without_title(items: list[Item], title: str) -> list[Item]:
    key = _plain(title)
    return [item for n, item in enumerate(items) if n > 8 or _plain(item.text) != key]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


# --- the text's end and its repeats ---------------------------------------------------------------


def _signature_apart(items: list[Item]) -> list[Item]:
    """A name after the last full stop of the text becomes an item of its own."""
    last = max((n for n, item in enumerate(items) if len(item.text) >= 80 and not item.kind), default=-1)
    if last < 0:
        return items
    text = items[last].text
    tail = text[-70:]
    match = _SIGNED.search(tail)
    if not match:
        return items
    name = match.group(1).strip()
    marked = tail[: match.start(1)].rstrip(" (").endswith("/.")
    if not (
        portal.is_credit(name)
        or (portal.is_name(name) and 2 <= len(name.split()) <= 6)
        or (marked and portal.is_name(name))
    ):
        return items
    start = len(text) - len(tail) + match.start(1)
    body = text[:start].rstrip(" (")
    return [
        *items[:last],
        replace(items[last], text=body),
        Item(text[start:].rstrip(") ")),
        *items[last + 1 :],
    ]


def _without_repeats(items: list[Item], title: str) -> list[Item]:
    """Without further copies of the title and of paragraphs; a cut copy gives way to the whole one."""
    seen = {_plain(title)}
    kept: list[Item] = []
    last = ""
    for n, item in enumerate(items):
        key = _plain(item.text)
        if (n < 6 or len(key) > 60) and key in seen and item.kind != "table" and item.date is None:
            continue
        before = kept[-1] if kept else None
        if before and _is_cut_copy(before.kind, last, key):
            kept.pop()
        seen.add(key)
        kept.append(item)
        last = key
    return kept


def _is_cut_copy(kind: str, shorter: str, key: str) -> bool:
    """Whether the paragraph before is the beginning of this one (a lead that was cut)."""
    return kind != "table" and len(shorter) > 60 and len(key) > len(shorter) and key.startswith(shorter)


# --- kinds -----------------------------------------------------------------------------------------


def _kinds(items: list[Item]) -> list[BlockKind]:
    """What each item after the title is."""
    prose = [n for n, item in enumerate(items) if item.kind == "table" or _runs(item.text)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(items))
    kinds: list[BlockKind] = []
    listed = False  # inside a list opened by a colon: entries may lack any full stop
    for n, item in enumerate(items):
        kind = _kind(item, n, first, last, listed, _counted_on(items, n))
        kinds.append(kind)
        if kind == "body":
            listed = item.text.endswith((":", ";")) or (listed and not portal.ends_sentence(item.text))
        elif kind == "heading":
            listed = False
    if not any(kind in ("body", "table") for kind in kinds):
        kinds = ["body" if kind in ("heading", "caption") else kind for kind in kinds]
    if not any(kind in ("body", "table") for kind in kinds):
        kinds = [
            "body" if kind == "byline" and not portal.is_credit(items[n].text) else kind
            for n, kind in enumerate(kinds)
        ]
    return _with_lead(items, kinds)


def _runs(text: str) -> bool:
    """Running text by its form: it ends a sentence, or goes on longer than any caption."""
    return _is_prose(text) or (portal.ends_sentence(text) and len(text.split()) > 6)


def _kind(item: Item, n: int, first: int, last: int, listed: bool, entry: bool) -> BlockKind:
    text = item.text
    if item.kind in ("table", "caption", "heading"):
        return item.kind  # type: ignore[return-value]
    if item.date is not None:
        return "date"
    outside = n < first or n > last
    if portal.is_credit(text):
        return (
            "byline"
            if (outside and not portal.begins_with("caption_starts_sure", text)) or n > last
            else "caption"
        )
    if starts_item(text):
        headed = is_numbered(text) and _short_title(text) and n < last and not entry
        return "heading" if headed else "body"
    if _is_caption(item):
        return "caption"
    if _runs(text) or text.endswith((":", ";", ",")) or listed:
        return "body"
    if outside and (portal.is_name(text) or (n > last and portal.is_office(text))):
        return "byline"
    if n < first and len(text.split()) >= 25:
        return "body"  # a lead without its full stop
    return _unfinished(text, n, last)


def _counted_on(items: list[Item], n: int) -> bool:
    """``1. Trà A (huyện B): 85,6 điểm`` right before or behind ``2. …``: entries of a list, for nothing
    stands under them."""
    number = _NUMBER.match(items[n].text)
    around = [_NUMBER.match(item.text) for item in (*items[max(0, n - 1) : n], *items[n + 1 : n + 2])]
    return number is not None and any(m and abs(int(m[1]) - int(number[1])) == 1 for m in around)


def _short_title(text: str) -> bool:
    return not portal.ends_sentence(text) and not text.endswith((":", ";", ",")) and len(text.split()) <= 20


def _is_caption(item: Item) -> bool:
    """A caption beyond doubt: a picture stands before it, or it says so itself."""
    text, words = item.text, len(item.text.split())
    if words > _LONG:
        return False
    if portal.begins_with("caption_starts_sure", text) and words <= 40 and not _long_sentence(text):
        return True
    if re.search(r"\banh\s?(?:minh hoa|tu lieu|chup)?\s?:", fold(text[-60:])) and words <= 50:
        return True
    return (
        item.after_image
        and (not portal.ends_sentence(text) or words <= 30)
        and not portal.begins_with("text_starts", text)
    )


def _long_sentence(text: str) -> bool:
    return portal.ends_sentence(text) and len(text.split()) > 22


def _unfinished(text: str, n: int, last: int) -> BlockKind:
    """A line that ends without a full stop: heading, caption, or text that was cut off."""
    words = len(text.split())
    if shouts(text) and n < last:
        return "heading"
    scene = portal.begins_with("caption_starts", text) or portal.mentions("caption_words", text)
    if n > last:
        return "caption" if scene or words <= 8 else "body"
    if portal.begins_with("text_starts", text) and words >= 10:
        return "body"
    if scene:
        return "caption"
    return "heading" if words <= 14 else "caption"


def _with_lead(items: list[Item], kinds: list[BlockKind]) -> list[BlockKind]:
    """The first running text is the lead, unless a heading, a table or a bullet comes first."""
    for n, kind in enumerate(kinds):
        if kind in ("heading", "table"):
            break
        if kind == "body":
            if not starts_item(items[n].text):
                kinds[n] = "lead"
            break
    return kinds


# --- date and byline -------------------------------------------------------------------------------


def _fill(page: Page, head: list[Item], rest: list[Item], kinds: list[BlockKind]) -> None:
    text = [item.text for item, kind in zip(rest, kinds, strict=True) if kind in ("lead", "body")]
    chosen = _published(page.title, head, rest, kinds, text)
    page.published = chosen.date.date if chosen and chosen.date else None
    authors: list[str] = []
    sources: list[str] = []
    above = [item for item in head if item is chosen]
    after: list[tuple[str, Item]] = [(kind, item) for kind, item in zip(kinds, rest, strict=True)]
    page.pieces = [("date", item.text) for item in above] + [("title", page.title)]
    for kind, item in [*[("date", item) for item in head], *after]:
        if kind == "date" and item.date and item.date.rest:
            name = portal.author_of(portal.name_beside_date(item.text))
            if not re.search(re.escape(name) + r"\s?,\s?ng[àa]y", item.text):
                (sources if portal.is_source(portal.name_beside_date(item.text)) else authors).append(name)
        elif kind == "byline":
            (sources if portal.is_source(item.text) else authors).append(portal.author_of(item.text))
    page.pieces += [(kind, item.text) for kind, item in after if kind != "date" or item is chosen]  # type: ignore[misc]
    page.byline = (authors or sources or [""])[0]


def _published(
    title: str, head: list[Item], rest: list[Item], kinds: list[BlockKind], text: list[str]
) -> Item | None:
    """The date line that tells when a bulletin was published, if one can be trusted.

    First one that says so, then one under the title, then one at the end, then
    one above the title; a date of printing or visiting never.  A bare date above
    the title may be the visitor's clock, so it must fit what the text tells.
    """
    lead = next((n for n, kind in enumerate(kinds) if kind in ("lead", "body", "table")), len(kinds))
    last = max((n for n, kind in enumerate(kinds) if kind in ("lead", "body", "table")), default=-1)
    under = [item for item in rest[:lead] if item.date]
    end = [item for n, item in enumerate(rest) if item.date and n > last]
    for item in [*under, *head, *end]:
        if item.date and item.date.label == "publish":
            return item
    for item in [i for i in under if i.date and not i.date.label] + list(reversed(head)) + end:
        if (
            item.date
            and not item.date.label
            and (item in under or _fits(item.date, [title, *text], item in head))
        ):
            return item
    return None


def _fits(line: portal.DateLine, text: list[str], above: bool) -> bool:
    """Whether a date can be a publication's: soon after the day or the year that the text speaks of."""
    if len(line.date) < len("2024-03-01"):
        return False  # a month alone is trusted right under the title only
    date = dt.date.fromisoformat(line.date)
    words = fold(" ".join(text[:4])[:3000])
    told = [m for m in _EVENT.finditer(words) if not words[: m.start()].endswith("tu ")]
    events = [event for match in told for event in _days(match, date.year)]
    if events:
        return any(-31 <= (date - event).days <= 62 for event in events)
    years = [int(year) for year in _YEAR.findall(clean(" ".join(text)[:20000]))]
    if years and date.year - max(years) >= 2:
        return False
    return not (above and line.weekday and not line.timed) or date.year in years


def _days(match: re.Match[str], year: int) -> list[dt.date]:
    day, month, given = match.groups()
    found = []
    for candidate in [int(given)] if given else [year - 1, year, year + 1]:
        try:
            found.append(dt.date(candidate, int(month), int(day)))
        except ValueError:
            continue
    return found
