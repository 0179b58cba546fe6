"""The form of official papers: issuer, motto, number, place and day, kind of paper, receivers, signature.

A report on paper opens with a letterhead and closes with who receives it.  Its title
is the kind of paper and what stands below (*BÁO CÁO / Kết quả thực hiện …*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import portal
from corpus.layout import Block, is_numbered, shouts, starts_item
from corpus.text import clean, fold

_HEAD = 24  # blocks: as far as a letterhead reaches
_END = 40
_OPENING = ("cong hoa xa hoi chu", "dang cong san viet nam")
_MOTTO = (*_OPENING, "doc lap - tu do", "doc lap-tu do", "doc lap – tu do")
_MOTTO_CUT = ("viet nam", "nghia viet nam")  # what a narrow letterhead puts on the next line
_KINDS = frozenset(
    (
        "bao cao",
        "bao cao tom tat",
        "bao cao nhanh",
        "ke hoach",
        "thong bao",
        "thong cao bao chi",
        "to trinh",
        "quyet dinh",
        "nghi quyet",
        "chuong trinh",
        "de an",
        "ban tin",
        "chi thi",
        "huong dan",
        "phuong an",
    )
)
_NUMBER = re.compile(r"(?:luat )?so\s?:?\s?[\d.…/ -]*[\w/ -]{0,30}")
_RULE = re.compile(r"[-_–—*=~.\s]+")
_BODIES = re.compile(
    r"(?:ubnd|uy ban|hoi dong|so|ban|van phong|chi cuc|phong|tinh|huyen|xa|thanh pho|thi xa|bo|trung tam)\b"
)
_LONGEST_TITLE = 60  # words
_ADDRESSED = ("kinh gui", "can cu", "thuc hien", "phan thu")


def without_letterhead(found: Sequence[Block]) -> list[Block]:
    """The blocks of an official paper as a bulletin's: title, date, issuer, text; others as they are."""
    blocks = [block for block in found if not _RULE.fullmatch(block.text)]
    if not any(fold(block.text).startswith(_OPENING) for block in blocks[:_HEAD]):
        return blocks
    blocks = _without_receivers(blocks)
    kind = next((n for n, b in enumerate(blocks[:_HEAD]) if fold(b.text).strip(" .:") in _KINDS), None)
    if kind is None:
        return [block for block in blocks if not _is_form(block)]
    end = _title_end(blocks, kind)
    title = clean(" ".join(block.text for block in blocks[kind:end]))
    above = [block for block in blocks[:kind] if not _is_form(block)]
    dates = [block for block in above if portal.date_line(block.text)]
    issuer = clean(" ".join(block.text for block in above if block not in dates and _is_issuer(block)))
    opening = [Block(title, True, "title"), *dates[:1]]
    return [*opening, *([Block(issuer, True, "heading")] if issuer else []), *blocks[end:]]


def _is_form(block: Block) -> bool:
    """Motto and number of the paper."""
    folded = fold(block.text)
    return block.kind != "table" and (
        folded in _MOTTO_CUT
        or folded.startswith(_MOTTO)
        or bool(_NUMBER.fullmatch(folded) and any(c.isdigit() or c in "/:" for c in folded))
    )


def _is_issuer(block: Block) -> bool:
    return shouts(block.text) and _BODIES.match(fold(block.text)) is not None


def _title_end(blocks: Sequence[Block], kind: int) -> int:
    """Where the title ends that begins with the kind of paper: with the first that is no title any more."""
    end, words = kind + 1, 0
    while end < len(blocks) and end - kind <= 4:
        text = blocks[end].text
        words += len(text.split())
        other = blocks[end].kind == "table" or starts_item(text) or is_numbered(text) or text.startswith("(")
        if other or words > _LONGEST_TITLE or portal.ends_sentence(text):
            break
        if (fold(text).startswith(_ADDRESSED) and end > kind + 1) or portal.date_line(text):
            break
        end += 1
    return end


def _without_receivers(blocks: Sequence[Block]) -> list[Block]:
    """Without the list of receivers and the signature; what follows them (annexes) stays."""
    late = range(max(0, len(blocks) - _END), len(blocks))
    start = next((n for n in late if fold(blocks[n].text).startswith("noi nhan")), None)
    if start is None:
        return list(blocks)
    end = start + 1
    while end < len(blocks) and not _opens_annex(blocks[end]):
        end += 1
    return [*blocks[:start], *blocks[end:]]


def _opens_annex(block: Block) -> bool:
    long = portal.ends_sentence(block.text) and len(block.text) > 80
    return block.kind == "table" or long or fold(block.text).startswith(("phu luc", "bieu ", "bang "))
