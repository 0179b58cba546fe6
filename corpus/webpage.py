"""A saved web page: its main text by trafilatura, as blocks for the rules of portal text.

Tables are made whole first (cells that span rows or columns are repeated), so
that each row can be read with its headers.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import trafilatura
from lxml import etree, html  # type: ignore[import-untyped]

from corpus import portal
from corpus.bulletin import NotABulletin
from corpus.layout import Block, blocks_of, table_rows
from corpus.model import iso_date
from corpus.text import clean, fold

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # we say ourselves what could not be read

_MAX_SPAN = 60
_MAX_NODES = 50_000  # of a page: a newspaper's front page has some five thousand
_MAX_TABLES = 2_000_000  # characters of all tables whose cells are repeated; further ones stay as they are
_SHORT = 20  # characters: shorter pieces may be found anywhere by chance
_KEY = 60  # characters by which a paragraph is found on the page
_DECLARED = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_ABOVE = 6  # blocks above the main text that may be its title and date
_MAX_TITLE = 250
_MAX_CELL = 300  # characters: a cell longer than that is layout, not data
_BLOCK_TAGS = {"p", "head", "item", "quote", "code", "figcaption", "ab", "div"}
_BREAKING_TAGS = frozenset(("p", "div", "br", "tr", "td", "li", "h1", "h2", "h3", "h4", "section", "article"))
_INLINE = frozenset(("span", "a", "time", "i", "em", "b", "strong", "small", "label"))
_DATE_META = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='dc.date' or @name='DC.date.issued']/@content",
    "//time[@itemprop='datePublished']/@datetime",
)


@dataclass(frozen=True)
class Found:
    """What a page gives: its blocks, and title, day, author and address where its head tells them."""

    blocks: list[Block]
    title: str
    published: str | None
    author: str
    url: str | None


def extract(raw: str) -> Found:
    """The main text of a page, all of its text if none is found; NotABulletin if it is no page."""
    tree = _tree(raw)
    published = _published(tree)
    _drop_unseen(tree)
    _unfold_layout(tree)
    _complete_tables(tree)
    document = trafilatura.bare_extraction(
        copy.deepcopy(tree),
        include_comments=False,
        include_images=True,  # brings the captions
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = getattr(document, "body", None)
    title = _title(tree, str(getattr(document, "title", None) or ""))
    whole = _whole_page(tree)
    blocks = [] if body is None else _blocks(body)
    missed = not blocks or _prose(blocks) * 2 < _prose(whole)  # as it may be on pages laid out by tables
    blocks = whole if missed else _region(whole, blocks, title)
    shown = any(block.kind == "title" for block in blocks)
    return Found(
        blocks=blocks,
        title="" if shown else title,
        published=published,
        author=clean(str(getattr(document, "author", None) or ""))[:100],
        url=_canonical(tree),
    )


def _is_prose(block: Block) -> bool:
    return len(block.text) >= 80 and portal.ends_sentence(block.text)


def _prose(blocks: list[Block]) -> int:
    """How much running text there is, in characters."""
    return sum(len(b.text) for b in blocks if _is_prose(b))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _region(whole: list[Block], found: list[Block], title: str) -> list[Block]:
    """The bulletin's part of the whole page, as the extractor's text marks it out.

    The extractor tells where a bulletin is and what in it are headings and captions, but leaves out
    days, leads, text behind tables and tables among text; so the page itself is read from the title
    to the last of the text, without short pieces that the extractor left out (links, advertisements).
    Of what stands above the title only dates may belong to the bulletin.
    """
    known = {_plain(block.text): block for block in found}
    said = " ".join(known)
    plain = [_plain(block.text) for block in whole]
    key = _plain(next((b.text for b in found if _is_prose(b)), found[0].text))[:_KEY]
    at = next((n for n, text in enumerate(plain) if key and key in text), None)
    if at is None:
        return found
    wanted = _plain(title)
    titled = next((n for n in range(at - 1, -1, -1) if wanted and plain[n] == wanted), None)
    last = max(n for n in range(at, len(whole)) if n == at or _is_from(plain[n], known, said))
    while last + 1 < len(whole) and _goes_on(whole[last], whole[last + 1]):
        last += 1
    kept = [
        replace(known.get(plain[n], whole[n]), gap=True)
        for n in range(at if titled is None else titled + 1, last + 1)
        if n < at or whole[n].kind or _is_prose(whole[n]) or plain[n] in said
    ]
    above = whole[max(0, (at if titled is None else titled) - _ABOVE) : at if titled is None else titled]
    if title:
        above = [block for block in above if portal.date_line(block.text)]
    return [*above, *([] if titled is None else [Block(title, True, "title")]), *kept]


def _goes_on(last: Block, following: Block) -> bool:
    """Whether a bulletin goes on behind the last that the extractor took: by a table, or text behind one."""
    return following.kind == "table" or (last.kind == "table" and _is_prose(following))


def _is_from(text: str, known: Mapping[str, Block], said: str) -> bool:
    return text in known or (len(text) > _SHORT and text in said)


def _tree(raw: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(raw.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotABulletin("unreadable_format") from error
    if sum(1 for _ in islice(tree.iter(), _MAX_NODES + 1)) > _MAX_NODES:
        raise NotABulletin("too_long")
    return tree


def _drop_unseen(tree: Any) -> None:
    """Without what a reader of the page never sees."""
    for node in tree.xpath(
        "//script|//style|//noscript|//template|//iframe|//object|//form//button|//select"
    ):
        node.drop_tree()


def _unfold_layout(tree: Any) -> None:
    """Tables that only place things side by side become plain parts of the page.

    Data has short cells, in several rows and columns, and no table inside.
    """
    for table in list(tree.iter("table")):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
        long = any(len(cell.text_content()) > _MAX_CELL for cell in cells)
        if (
            len(rows) < 2
            or max((len(row) for row in rows), default=0) < 2
            or long
            or table.findall(".//table")
        ):
            for node in [table, *rows, *cells]:
                node.tag = "div"
            for name in ("thead", "tbody", "tfoot"):
                for node in table.iterchildren(name):
                    node.tag = "div"


# --- head ----------------------------------------------------------------------------------------


def _title(tree: Any, guess: str) -> str:
    """The page's one big heading, else its social title, else what the extractor found."""
    heads = [clean(node.text_content()) for node in tree.iter("h1")]
    long = [head for head in heads if len(head.split()) >= 4]
    if len(long) == 1:
        return _line(long[0])
    social = [clean(str(text)) for text in tree.xpath("//meta[@property='og:title']/@content")]
    found = _line(next((text for text in social if text), guess))
    names_site = (
        portal.is_section(found) or portal.begins_with("site_starts", found) or portal.is_control(found)
    )
    return "" if len(found) > _MAX_TITLE or names_site else found


def _line(text: str) -> str:
    return " ".join(clean(text).split())[:400].strip()


def _published(tree: Any) -> str | None:
    """The day of publication that the page's head declares, for people or for search engines."""
    for path in _DATE_META:
        for value in tree.xpath(path):
            if day := _day(str(value)):
                return day
    declared = " ".join(str(node.text or "") for node in tree.xpath("//script[@type='application/ld+json']"))
    days = {_day(value) for value in _DECLARED.findall(declared)}
    return days.pop() if len(days) == 1 else None


def _day(value: str) -> str | None:
    parts = value[:10].split("-")
    whole = len(parts) == 3 and all(part.isascii() and part.isdecimal() for part in parts)
    return iso_date(int(parts[0]), int(parts[1]), int(parts[2])) if whole else None


def _canonical(tree: Any) -> str | None:
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for value in tree.xpath(path):
            url = clean(str(value))
            if url.startswith(("http://", "https://")) and len(url) <= 2000:
                return url
    return None


# --- body ----------------------------------------------------------------------------------------


def _blocks(body: Any) -> list[Block]:
    found: list[Block] = []
    for node in body:
        found += _node_blocks(node)
    return found


def _node_blocks(node: Any) -> Iterator[Block]:
    if node.tag == "table":
        yield from _table_blocks(node)
    elif node.tag == "list":
        for item in node.iter("item"):
            yield from _text_blocks("- " + _text(item).lstrip("-–+* "))
    elif node.tag in _BLOCK_TAGS and not node.findall(".//table"):
        kind = "heading" if node.tag == "head" else "caption" if node.tag == "figcaption" else ""
        yield from _text_blocks(_text(node), kind)
    else:
        yield from _text_blocks(str(node.text or ""))
        for child in node:
            yield from _node_blocks(child)
    yield from _text_blocks(str(node.tail or ""))


def _whole_page(tree: Any) -> list[Block]:
    """All text of a page, broken where its layout breaks it; tables of data by row."""
    blocks: list[Block] = []
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        if node.tag in ("table", "figcaption"):
            if event == "start":
                blocks += [*blocks_of("".join(parts)), *_kept_whole(node)]
                parts = []
                walk.skip_subtree()
            else:
                parts.append(_flat(node.tail))
            continue
        if node.tag in _BREAKING_TAGS:
            parts.append("\n\n")
        elif event == "start" and _is_set_apart(node):
            parts.append(" | ")
        parts.append(_flat(node.text if event == "start" else node.tail))
    return [*blocks, *blocks_of("".join(parts))]


def _kept_whole(node: Any) -> Iterator[Block]:
    """What the page itself calls a table, by row, or a caption."""
    if node.tag == "table":
        return _table_blocks(node, ("td", "th"))
    return _text_blocks(" ".join(node.text_content().split()), "caption")


def _is_set_apart(node: Any) -> bool:
    """Whether only the style sheet parts a piece from the one before: ``<span class=author>…</span><span
    class=time>…``."""
    before = node.getprevious()
    named = before is not None and node.get("class") and before.get("class")
    return bool(named and before.tag in _INLINE and node.tag in _INLINE and not (before.tail or "").strip())


def _text_blocks(text: str, kind: str = "") -> Iterator[Block]:
    """The lines of a node; a heading's level only holds for a short line."""
    for block in blocks_of(text):
        short = len(block.text) <= 160
        yield Block(block.text, True, kind if short else "")


def _text(node: Any) -> str:
    """A node's text, with line breaks where the page breaks lines."""
    parts = [_flat(node.text)]
    for child in node:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag in _BLOCK_TAGS:
            parts += ["\n\n", _text(child), "\n\n"]
        elif child.tag != "graphic":
            parts.append(_text(child))
        parts.append(_flat(child.tail))
    return "".join(parts)


def _flat(text: str | None) -> str:
    """Text between tags: line breaks of the source mean nothing there."""
    return (text or "").replace("\n", " ")


def _table_blocks(table: Any, cells: tuple[str, ...] = ("cell",)) -> Iterator[Block]:
    """A table's rows: of the extractor's form (``row``, ``cell``) or as the page has them."""
    lines = table.iter("row", "tr")
    rows = [[clean(" ".join(_text(cell).split())) for cell in line.iter(*cells)] for line in lines]
    rows = [row for row in rows if any(row)]
    data = (
        len(rows) > 1
        and max(map(len, rows)) > 1
        and all(len(cell) <= _MAX_CELL for row in rows for cell in row)
    )
    if not data:
        for cell in table.iter(*cells):
            yield from _text_blocks(_text(cell))
        return
    for text in table_rows(rows):
        yield Block(text, True, "table")


def _complete_tables(tree: Any) -> None:
    """Repeat cells that span rows or columns, in every table that holds no other table."""
    room = _MAX_TABLES
    for table in tree.iter("table"):
        rows = list(table.iter("tr"))
        if table.findall(".//table"):
            continue
        size = sum(_size(cell) for row in rows for cell in row)
        if size <= room and len(rows) <= 2000:
            room -= size
            _complete(rows)
        else:  # a few cells that claim to fill thousands of places
            _drop_spans(rows)


def _drop_spans(rows: list[Any]) -> None:
    for cell in (cell for row in rows for cell in row):
        for name in ("rowspan", "colspan"):
            cell.attrib.pop(name, None)


def _size(cell: Any) -> int:
    """What a cell comes to, at most, once it is repeated: characters and tags."""
    tags = 20 * sum(1 for _ in cell.iter())
    return _span(cell, "rowspan") * _span(cell, "colspan") * (tags + len(cell.text_content()))


def _complete(rows: list[Any]) -> None:
    below: dict[int, tuple[int, Any]] = {}
    for row in rows:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        whole: list[Any] = []
        while cells or len(whole) in below:
            column = len(whole)
            if column in below:
                left, cell = below.pop(column)
                whole.append(copy.deepcopy(cell))
                if left > 1:
                    below[column] = (left - 1, cell)
                continue
            _place(cells.pop(0), whole, below)
        for cell in list(row):
            row.remove(cell)
        row.extend(whole)


def _place(cell: Any, whole: list[Any], below: dict[int, tuple[int, Any]]) -> None:
    down, across = _span(cell, "rowspan"), _span(cell, "colspan")
    for name in ("rowspan", "colspan"):
        cell.attrib.pop(name, None)
    for _ in range(across if len(whole) < _MAX_SPAN else 1):
        if down > 1:
            below[len(whole)] = (down - 1, cell)
        whole.append(copy.deepcopy(cell))


def _span(cell: Any, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 5 else 1
