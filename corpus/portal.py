"""How portals frame a bulletin: which lines are controls, dates, names or the page's end.

Rules over single lines; the words are data (``corpus/lexicon/portal.toml``).
Lines longer than :data:`MAX_LINE` are never framing, which keeps all of this
linear in the size of the page.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.dates import ENGLISH_MONTHS
from corpus.model import iso_date
from corpus.text import fold

MAX_LINE = 240
MAX_SECTION = 8  # words of a section's name beside a date
_LEXICON = Path(__file__).resolve().parent / "lexicon" / "portal.toml"
_WORD = re.compile(r"\w+")
_MARKS_BEFORE = "-–*+•>» "
_DATE_FORMS = (
    r"(?P<d1>\d{1,2})\s?[/.-]\s?(?P<m1>\d{1,2})\s?[/.-]\s?(?P<y1>\d{4})",
    r"(?P<y2>\d{4})[/.-](?P<m2>\d{1,2})[/.-](?P<d2>\d{1,2})(?:t(?=\d))?",
    r"(?:ngay )?(?P<d3>\d{1,2}) thang (?P<m3>\d{1,2}),? (?:nam )?(?P<y3>\d{4})",
    r"(?P<d4>\d{1,2}) (?:thg|th) ?(?P<m4>\d{1,2}),? (?P<y4>\d{4})",
    r"(?:ngay )?(?P<d5>\d{1,2}) thang (?P<m5>MONTHS_VI),? (?:nam )?(?P<y5>\d{4})",
    r"(?P<d6>\d{1,2})(?:st|nd|rd|th)? (?P<m6>MONTHS_EN),? (?P<y6>\d{4})",
    r"(?P<m7>MONTHS_EN) (?P<d7>\d{1,2})(?:st|nd|rd|th)?,? (?P<y7>\d{4})",
)
_MONTH_LINE = re.compile(r"(?:thang )?(?P<m>\d{1,2})(?:[/.-]| nam )(?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d{2})")
_TIME = re.compile(r"\b\d{1,2}\s?[:hg]\s?\d{2}(?:\s?[:p']\s?\d{2})?(?:\.\d{1,6})?(?:z|\+\d{2}:?\d{2})?(?!\d)")
_FOLLOWED = ("tren google news", "tren google tin tuc")  # "Theo dõi Báo A trên Google News"
_AGO = re.compile(r"(?:khoang |hon |gan )?\d{1,3} (?:nam|thang|tuan|ngay|gio|phut|giay) truoc")
_CODE = re.compile(r"[\w.-]++(?: - ?[\w.-]+|(?<=[\w.-]-) [\w.-]+)?")
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|jfif|heic|tiff?|svg|mp4|mp3)\b[^a-z]{0,40}$")
_IMAGE_NAME = re.compile(r"(?:img|dsc|dji|image|photo|z\d{6}|screenshot)[\w()-]*")
_URL = re.compile(r"(?:[\w\sđ:]{0,30}?[:\s])?(https?://[^\s<>\"']{4,2000})[)\].]?", re.IGNORECASE)
_NAME_WORD = r"(?:[^\W\d_a-z][^\W\d_]*\.?(?:[^\W\d_]\.?){0,4})"
_NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,4}}")
_NAMES_APART = re.compile(r"\s[-–—]\s|\s?[,&/;|+]\s?|\s-|-\s| và |[-–—]")
_DATED_TITLE = re.compile(
    r"[(\[]\s?(?:\d{1,2}:\d{2}\s+)?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    r"(?:[ ,|-]{1,4}\d{1,2}:\d{2}\S{0,6})?\s?[)\]]$"
)
_CREDIT = re.compile(
    r"(?:tin|bai|anh|bai viet|clip|video|tin bai)(?:[ ,&/+-]+(?:va )?(?:tin|bai|anh|clip|video))*\s?:\s?\S"
)
_APART = re.compile(r"[^\w|•·–-]*[|•·–-]")  # what a date is set off with
_BREADCRUMB = re.compile(r"[›»>→]")


@dataclass(frozen=True)
class DateLine:
    """A line that only tells a date: when (ISO), how it is labelled, and who else stands there.

    ``label`` is ``publish``, ``print`` (also visits and clocks) or ``""``;
    ``rest`` what remains of the line when date, time and labels are taken out.
    """

    date: str
    label: str
    weekday: bool
    timed: bool
    rest: str


class _Words:
    """The lexicon's lists, folded and ready for matching."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        self._lists = {name: tuple(fold(word) for word in words) for name, words in lists.items()}
        self.sets = {name: frozenset(words) for name, words in self._lists.items()}
        self._openings = {
            name: re.compile(
                "(?:" + "|".join(re.escape(w) + (r"\b" if w[-1].isalnum() else "") for w in words) + ")"
            )
            for name, words in self._lists.items()
        }

    def phrases(self, *names: str) -> dict[str, list[tuple[str, ...]]]:
        """Phrases as word tuples under their first word, longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            for phrase in self._lists[name]:
                words = tuple(_WORD.findall(phrase))
                found.setdefault(words[0], []).append(words)
        for tuples in found.values():
            tuples.sort(key=len, reverse=True)
        return found

    def listed(self, name: str) -> tuple[str, ...]:
        """A list as it stands in the lexicon, folded."""
        return self._lists[name]

    def begins(self, name: str, folded: str) -> bool:
        """Whether a folded line opens with a phrase of the list."""
        return self._openings[name].match(folded) is not None

    def contains(self, name: str, folded: str) -> bool:
        """Whether a folded line has a phrase of the list in it."""
        return self._openings[name].search(folded) is not None


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words(tomllib.loads(_LEXICON.read_text(encoding="utf-8")))


@lru_cache(maxsize=8)
def _phrases(*names: str) -> dict[str, list[tuple[str, ...]]]:
    return _words().phrases(*names)


def _consume(folded: str, *names: str) -> tuple[int, list[str]]:
    """How many phrases of the lists a line holds, and the words left over."""
    table = _phrases(*names)
    words = _WORD.findall(folded)
    at, hits, rest = 0, 0, []
    while at < len(words):
        for phrase in table.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                hits, at = hits + 1, at + len(phrase)
                break
        else:
            rest.append(words[at])
            at += 1
    return hits, rest


@lru_cache(maxsize=512)  # a line is asked by those who join lines and by those who sort blocks
def is_control(line: str) -> bool:
    """Buttons, counters, block names, picture files, bare marks and numbers."""
    if len(line) > MAX_LINE:
        return False
    folded = fold(line)
    if not any(c.isalpha() for c in folded):
        return True
    if "block_" in folded and " " not in folded.split("block_", 1)[1].strip():
        return True
    if "_" in folded and _CODE.fullmatch(folded):
        return True
    if _AGO.fullmatch(folded) or is_image_name(line) or _words().begins("contact_starts", folded):
        return True
    if folded.endswith(_FOLLOWED):
        return True
    if _words().begins("aside_starts", folded.lstrip(_MARKS_BEFORE)):
        return True
    hits, rest = _consume(folded, "controls")
    return hits > 0 and all(word.isdigit() for word in rest)


def is_image_name(line: str) -> bool:
    """A picture's file name instead of a caption (``IMG_0231.JPG``)."""
    if len(line) > MAX_LINE:
        return False
    folded = fold(line)
    return bool(_IMAGE.search(folded)) or bool(
        _IMAGE_NAME.fullmatch(folded) and any(c.isdigit() for c in folded)
    )


def is_section(line: str) -> bool:
    """The name of a section or of the site, or a breadcrumb: what stands above a title."""
    if len(line) > MAX_LINE:
        return False
    folded = fold(line).strip(" .:|-/")
    words = _words()
    if folded in words.sets["sections"] or words.begins("site_starts", folded):
        return True
    parts = [part.strip(" /|-") for part in _BREADCRUMB.split(folded)]
    if len(parts) > 1 or _issue(line, folded):
        return True
    pieces = [piece.strip() for piece in re.split(r"[/|]", folded)]
    return len(pieces) > 1 and all(piece in words.sets["sections"] for piece in pieces)


def _issue(line: str, folded: str) -> bool:
    """``Thứ Ba, Ấn phẩm A cuối tuần``: the weekday and the edition of a paper."""
    weekday, comma, rest = folded.partition(",")
    edition = not any(c.isdigit() for c in rest) and len(rest.split()) <= MAX_SECTION
    return bool(comma) and weekday in _words().sets["weekdays"] and edition and not ends_sentence(line)


def ends_page(line: str) -> bool:
    """The heading of what follows a bulletin: related news, comments, the footer."""
    if len(line) > MAX_LINE:
        return False
    folded = fold(line).lstrip(_MARKS_BEFORE)
    if _words().begins("page_end_starts", folded):
        return True
    bare = re.sub(r"[^\w ]+|\d+", " ", folded)
    return " ".join(bare.split()) in _words().sets["page_ends"]


def is_dated_title(line: str) -> bool:
    """Another bulletin's title with its date in brackets, as lists of news have it."""
    return len(line) <= MAX_LINE and bool(_DATED_TITLE.search(line))


def url_of(line: str) -> str | None:
    """The address when the line is (a label and) an address and nothing else."""
    if len(line) > 2100 or "://" not in line:
        return None
    match = _URL.fullmatch(line)
    return match.group(1) if match else None


# --- dates -----------------------------------------------------------------------------------


def find_date(text: str) -> str | None:
    """The first calendar date written in a short text, as ISO."""
    for match in _dates().finditer(fold(text[:MAX_LINE])):
        date = _iso(match)
        if date:
            return date
    return None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The months' names, folded, and their numbers; a longer name before one that it begins with."""
    found: dict[str, int] = {}
    for months in _month_forms().values():
        found |= {form: n for n, forms in enumerate(months, 1) for form in forms}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _month_forms() -> dict[str, list[tuple[str, ...]]]:
    """How each month is written in a language: in English also by its first three letters."""
    vietnamese = [tuple(forms.split("|")) for forms in _words().listed("months_vi")]
    return {"MONTHS_VI": vietnamese, "MONTHS_EN": [(name, name[:3]) for name in ENGLISH_MONTHS]}


@lru_cache(maxsize=1)
def _dates() -> re.Pattern[str]:
    """Dates as portals write them, in folded text."""
    whole = "|".join(_DATE_FORMS)
    for name, months in _month_forms().items():
        own = {form for forms in months for form in forms}
        whole = whole.replace(name, "|".join(form for form in _months() if form in own))
    return re.compile(rf"(?<![\d/.-])(?:{whole})(?!\d)")


def _iso(match: re.Match[str]) -> str | None:
    for n in range(1, len(_DATE_FORMS) + 1):
        if match.group(f"y{n}"):
            year, day, said = (match.group(f"{part}{n}") for part in "ydm")
            year, day, month = int(year), int(day), int(said) if said.isdecimal() else _months()[said]
            return iso_date(year, month, day) if 1990 <= year <= 2100 else None
    return None


@lru_cache(maxsize=512)  # a line is asked by those who join lines and by those who sort blocks
def date_line(line: str) -> DateLine | None:
    """The date that a line tells, if the line is about nothing else (a name may stand beside it)."""
    if len(line) > 160:
        return None
    folded = fold(line)
    match = next((m for m in _dates().finditer(folded) if _iso(m)), None)
    if match is None:
        month = _month_line(folded)
        return DateLine(month, "", False, False, "") if month else None
    date = _iso(match)
    assert date is not None
    before, after = folded[: match.start()], folded[match.end() :]
    remains = _TIME.sub(" ", _dates().sub(" ", before + " | " + after))
    timed = bool(_TIME.search(before + " | " + after))
    label = _label(before)
    weekday, rest = _consume(remains, "weekdays")
    _, rest = _consume(
        " ".join(rest), "date_labels", "print_labels", "controls", "author_labels", "source_labels"
    )
    rest = [word for word in rest if not word.isdigit()]
    named = len(rest) <= 12 and _names_beside(line)
    if rest and not named and (len(rest) > MAX_SECTION or not _stands_apart(line, before, after, timed)):
        return None
    return DateLine(date, label, weekday > 0, timed, " ".join(rest) if named else "")


def _stands_apart(line: str, before: str, after: str, timed: bool) -> bool:
    """``Kinh tế địa phương 06/02/2025 10:21``, ``Ngày đăng: 22/09/2022 | Chuyên mục: Nông thôn mới``: a stamp
    at an edge of its line; what else stands there is the name of a section."""
    if ends_sentence(line):
        return False
    opens = not _rest_of(before) and _APART.match(_TIME.sub(" ", after))
    stamped = timed and (opens or not _rest_of(after))
    labelled = _label(before) == "publish" and (opens or ("|" in before and not _rest_of(after)))
    return bool(stamped or labelled)


def _rest_of(folded: str) -> list[str]:
    """The words of a part of a date line that are no time, weekday, label or control."""
    _, rest = _consume(_TIME.sub(" ", folded), "weekdays", "date_labels", "print_labels", "controls")
    return [word for word in rest if not word.isdigit()]


def _month_line(folded: str) -> str | None:
    """``2024-03`` or ``tháng 3/2024``, and nothing else on the line: the month a bulletin was written in."""
    match = _MONTH_LINE.fullmatch(folded.strip(" .,()[]"))
    if match is None:
        return None
    year, month = int(match["y"] or match["y2"]), int(match["m"] or match["m2"])
    return f"{year}-{month:02d}" if 1990 <= year <= 2100 and iso_date(year, month, 1) else None


def _label(before: str) -> str:
    words = _words()
    if words.contains("print_labels", before):
        return "print"
    return "publish" if words.contains("publish_labels", before) else ""


def _names_beside(line: str) -> bool:
    """Whether what stands beside a date is a name or a place, as in ``Hạ Vân | 13/03/2024``."""
    rest = name_beside_date(line)
    return bool(rest) and (is_name(rest) or is_credit(rest))


def name_beside_date(line: str) -> str:
    """The longest piece of a date line, cut at its marks, that is no date, label or weekday."""
    best = ""
    for piece in re.split(r"\s[|–—-]\s|[|•·;()\[\]]|,\s|\s{2,}", _without_dates(line)):
        piece = _without_labels(piece.strip(" ,-–|:"))
        _, rest = _consume(fold(piece), "weekdays", "date_labels", "print_labels", "controls")
        if any(not word.isdigit() for word in rest) and len(piece) > len(best):
            best = piece
    return best


def _without_dates(line: str) -> str:
    """A line with a mark instead of each date and time (folding keeps lengths but for rare letters)."""
    folded = fold(line)
    if len(folded) != len(line):
        return "|".join(re.split(r"\d[\d/.:-]*", line))
    found = sorted(m.span() for pattern in (_dates(), _TIME) for m in pattern.finditer(folded))
    for first, last in reversed(found):
        line = f"{line[:first]} | {line[last:]}"
    return line


def _without_labels(piece: str) -> str:
    """A name without words that say whose or what it is: ``Đăng bởi Hạ Vân ngày``."""
    words = piece.split()
    before = _words().sets["author_labels"] | _words().sets["date_labels"]
    for size in (3, 2, 1):
        if len(words) > size and fold(" ".join(words[:size])) in before:
            words = words[size:]
        if len(words) > size and fold(" ".join(words[-size:])) in _words().sets["date_labels"]:
            words = words[:-size]
    return " ".join(words)


# --- names -----------------------------------------------------------------------------------


def is_name(line: str) -> bool:
    """Names of people and nothing else: ``Hạ Vân``, ``Hạ Vân - Đ. Bình``, ``P.V``."""
    if len(line) > 70:
        return False
    bare = re.sub(r"\((?:[^()]{1,40})\)$", "", line.strip().rstrip(".,")).strip()
    names = [name.strip() for name in _NAMES_APART.split(bare)]
    return bool(bare) and 1 <= len(names) <= 5 and all(name and _is_one_name(name) for name in names)


def _is_one_name(name: str) -> bool:
    return all(word[0].isupper() for word in name.split()) and bool(_NAME.fullmatch(name))


def is_credit(line: str) -> bool:
    """A labelled byline: ``Tác giả: X``, ``Tin, ảnh: X``, ``Nguồn: Y``, ``X - Theo Y``, ``Theo Y``."""
    if len(line) > 120:
        return False
    folded = fold(line).strip("()[]*-– .")
    words = _words()
    label, colon, rest = folded.partition(":")
    labels = words.sets["author_labels"] | words.sets["source_labels"]
    if colon and rest.strip() and (label.strip() in labels or _CREDIT.match(folded)):
        return not ends_sentence(line) or len(line) < 60
    if ends_sentence(line) or not re.search(r"\b(?:theo|nguon|tong hop|t/h|suu tam|luoc ghi|ghi)\b", folded):
        return False
    return _is_unlabelled_credit(line.strip("()[]* "), folded)


def _is_unlabelled_credit(line: str, folded: str) -> bool:
    if re.fullmatch(
        r"theo (?:bao|trang|cong|ttxvn|dai|tap chi|vov|vtv|nguon|website|\w+\.\w+)\b.{0,60}", folded
    ):
        return True
    head = re.split(
        r"\s?[-–(]\s?(?:theo|nguồn|tổng hợp|t/h|sưu tầm|lược ghi|ghi)\b", line, maxsplit=1, flags=re.I
    )
    return len(head) == 2 and is_name(head[0])


def is_office(line: str) -> bool:
    """An office that signs as author: ``Văn phòng Điều phối NTM tỉnh``."""
    return len(line) <= 100 and len(line.split()) <= 14 and _words().begins("byline_bodies", fold(line))


def author_of(line: str) -> str:
    """The name in a byline, without its label."""
    label, colon, rest = line.strip("()[] *").partition(":")
    folded = fold(label).strip(" -")
    words = _words()
    known = folded in words.sets["author_labels"] or folded in words.sets["source_labels"]
    if colon and rest.strip() and (known or _CREDIT.match(folded + ": x")):
        return rest.strip(" .")
    bare = line.strip("* ")
    return bare[1:-1].strip() if bare[:1] + bare[-1:] in ("()", "[]") else bare


def is_source(line: str) -> bool:
    """Whether a byline names where a text was taken from rather than who wrote it."""
    label = fold(line).strip("()[] *").partition(":")[0].strip()
    return label in _words().sets["source_labels"] or label.startswith("theo ")


# --- what a line without a full stop is -----------------------------------------------------------


def ends_sentence(line: str) -> bool:
    """Whether a line ends with a full stop or the like (quotes and brackets aside)."""
    return line.rstrip("\"'”’»)]} ").endswith((".", "!", "?", "…", "./."))


def begins_with(name: str, line: str) -> bool:
    """Whether a line opens with a phrase of the lexicon's list *name*."""
    return _words().begins(name, fold(line[:MAX_LINE]))


def mentions(name: str, line: str) -> bool:
    """Whether a line has a phrase of the lexicon's list *name* in it."""
    return re.search(r"\b(?:" + _alternatives(name) + r")\b", fold(line[:MAX_LINE])) is not None


@lru_cache(maxsize=16)
def _alternatives(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words().sets[name]))


def dangles(line: str) -> bool:
    """Whether a line stops where no phrase ends, so that the next line goes on."""
    words = fold(line[-60:]).split()
    last = words[-1] if words else ""
    before = words[-2] if len(words) > 1 else ""
    if before in _words().sets["makes_whole"] or (before.isdecimal() and last in _words().sets["counted"]):
        return False  # "kết quả ở cấp xã", "Khởi đầu từ 13 xã"
    return last in _words().sets["dangling"] or line.endswith((",", "–", "-", "(", "/"))
