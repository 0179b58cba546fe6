"""A whole portal: many bulletins in the portal's style, made from the development bulletins.

Each copy of a bulletin has other places, persons, years and figures, drawn from a seed; star grades,
numbers of criteria, dates and documents stay what they are.  The first copies are the bulletins themselves.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from corpus.bulletin import decode

BULLETINS = Path(__file__).resolve().parent.parent / "tests" / "gold" / "bulletins"

_NAME = r"[A-ZĐÂĂÊÔƠƯÀ-Ỹ][a-zà-ỹđ]+(?: [A-ZĐÂĂÊÔƠƯÀ-Ỹ][a-zà-ỹđ]+)+"
_PROVINCE = re.compile(rf"(?:[Tt]ỉnh) ({_NAME})")
_PLACE = re.compile(
    rf"(?:[Hh]uyện|[Xx]ã|[Tt]hị xã|[Tt]hành phố|TP\.?|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Bb]ản|HTX|[Hh]ợp tác xã)"
    rf" ({_NAME})"
)
_SYLLABLES = {
    "family": "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lò Giàng Sùng Vàng Nông Triệu",
    "middle": "Văn Thị Minh Đức Thanh Quốc Ngọc Hữu Xuân Thu",
    "given": "Hải Sơn Hương Lâm Phúc Tuấn Dung Khánh Thảo Vinh Hòa Bích Long Mai Quân Nga Tùng Yến",
    "first": "An Bản Bình Cẩm Châu Đông Đức Gia Hòa Hưng Khánh Kim Lạc Liên Long Lương Mỹ Nam Phong Phú",
    "last": "Lộc Giang Sơn Hải Thủy Trà Vân Xuân Yên Thịnh Lâm Khê Thành Tiến Quang Hậu Điền Trung Cát Đài",
}
_PARTS = {name: syllables.split(" ") for name, syllables in _SYLLABLES.items()}
_PERSON = re.compile(rf"\b(?:{'|'.join(_PARTS['family'])})(?: [A-ZĐÂĂÊÔƠƯÀ-Ỹ][a-zà-ỹđ]+){{2,3}}\b")
_YEAR = re.compile(r"(?<![\d.,/])20[12]\d(?![\d.,]\d)|(?<=[/-])20[12]\d(?!\d)")
# A number that is told as a figure: no part of a date, document, grade or band, no year.
_FIGURE = re.compile(
    r"(?<![\d.,/:-])(?<!số )(?<!ngày )(?<!tháng )(?<!khu )(?<![Tt]hôn )"
    r"(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?"
    r"(?![\d./:-]|,\d| ?(?:sao|tiêu chí|tháng|giờ|h\b|-|năm)|\w)"
)
_WORTH = 8  # the least figure that is changed


def bulletins(many: int, provinces: int = 40) -> Iterator[str]:
    """So many different bulletins as text, of so many provinces; 1: all of one province."""
    originals = [decode(file.read_bytes()) for file in sorted(BULLETINS.glob("*.txt"))]
    home = random.Random(0).sample(names(), max(provinces, 1))
    for copy in count():
        for at, text in enumerate(originals):
            if copy * len(originals) + at >= many:
                return
            pick = random.Random(1000 * copy + at)
            told = text if not copy else _told_anew(text, pick)
            yield _renamed(told, _PROVINCE, home, pick) if copy or provinces == 1 else told


def names() -> list[str]:
    """Every name that a place may get."""
    return [f"{first} {last}" for first in _PARTS["first"] for last in _PARTS["last"]]


def _told_anew(text: str, pick: random.Random) -> str:
    """Other places than provinces, persons, years and figures."""
    home = set(_PROVINCE.findall(text))
    text = _renamed(text, _PLACE, names(), pick, kept=home)
    for person in sorted(set(_PERSON.findall(text)), key=len, reverse=True):
        name = " ".join(pick.choice(_PARTS[part]) for part in ("family", "middle", "given"))
        text = text.replace(person, name).replace(person.upper(), name.upper())
    back = pick.randint(0, 5)
    text = _YEAR.sub(lambda year: str(int(year.group()) - back), text)
    return _FIGURE.sub(lambda figure: _another(figure, pick), text)


def _renamed(
    text: str,
    places: re.Pattern[str],
    chosen: list[str],
    pick: random.Random,
    kept: frozenset[str] | set[str] = frozenset(),
) -> str:
    """The places that a pattern finds, under other names, wherever the text speaks of them."""
    people = set(_PERSON.findall(text))
    found = sorted(set(places.findall(text)) - kept - people, key=lambda name: (-len(name), name))
    for old in found:
        new = pick.choice(chosen)
        text = text.replace(old, new).replace(old.upper(), new.upper())
    return text


def _another(figure: re.Match[str], pick: random.Random) -> str:
    """A figure of about the size of another, written like it."""
    whole, rest = figure.group(1), figure.group(2) or ""
    value = int(whole.replace(".", ""))
    if value < _WORTH or 1990 <= value <= 2100:
        return figure.group()
    changed = max(_WORTH, round(value * pick.uniform(0.6, 1.4)))
    shown = f"{changed:,}".replace(",", ".") if "." in whole else str(changed)
    shown = shown.zfill(len(whole)) if whole.startswith("0") else shown
    return shown + (f",{pick.randint(1, 10 ** (len(rest) - 1) - 1)}" if rest else "")
