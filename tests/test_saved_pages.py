"""Saved pages of many makes give the same bulletin: its words, and a day of publication only if it is one."""

from __future__ import annotations

import re

import pytest

from corpus.bulletin import read_html
from corpus.model import Bulletin
from portal_pages import BODY, LAST, LEAD, TITLE, check, running
from saved_pages import MAKES, OTHERS, TODAY, UNDATED, saved


def told(bulletin: Bulletin) -> list[str]:
    """The running text, without the newspaper's initials before it."""
    return [text.removeprefix("(BĐG) - ") for text in running(bulletin)]


@pytest.mark.parametrize("make", MAKES)
def test_every_make_of_page_gives_the_same_bulletin(make: str) -> None:
    bulletin = read_html(saved(make), "trang.html")
    check(bulletin)
    assert bulletin.title == TITLE
    assert bulletin.published == (None if make in UNDATED else "2022-07-15")
    assert told(bulletin) == [LEAD, BODY, LAST]
    assert (bulletin.byline or "").casefold() == "hạ vân"
    words = " ".join(p.text for p in bulletin.paragraphs)
    for other in (*(title[:30] for title in OTHERS), "Bản quyền", "truy cập", TODAY):
        assert other not in words


@pytest.mark.parametrize("make", MAKES)
def test_without_its_day_a_page_has_none_whatever_the_clock_says(make: str) -> None:
    declared = (
        r'<meta property="article:[a-z]+_time"[^>]*>|<script type="application/ld.*?</script>|<time.*?</time>'
    )
    bulletin = read_html(re.sub(declared, "", saved(make, day="")), "trang.html")
    assert bulletin.published is None
    assert told(bulletin)[-3:] == [LEAD, BODY, LAST]


@pytest.mark.parametrize(
    "written",
    [
        "Thứ sáu, 15/07/2022 10:20", "Ngày 15 tháng 7 năm 2022", "Cập nhật lúc: 10:20 15/07/2022",
        "15 Tháng Bảy, 2022", "July 15, 2022", "15 July 2022", "Đăng ngày 15-07-2022 | Lượt xem: 99",
        "Người đăng: Hạ Vân - 15/07/2022", "Đăng bởi Hạ Vân ngày 15/07/2022", "2022-07-15 10:20:33",
        "15.7.2022",
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", ["sharepoint", "newspaper", "script"])
def test_the_day_is_found_however_it_is_written(make: str, written: str) -> None:
    assert read_html(saved(make, day=written), "trang.html").published == "2022-07-15"


def test_a_day_for_search_engines_is_one_unless_there_are_several() -> None:
    page = "<html><head>{}</head><body><h1>{}</h1><p>{}</p><p>{}</p></body></html>"
    one, other, none = (
        f'<script type="application/ld+json">{{"datePublished": "{day}"}}</script>'
        for day in ("2022-07-15T03:00:00Z", "2021-01-01", "soon after")
    )
    for head, day in ((one, "2022-07-15"), (one * 2, "2022-07-15"), (one + other, None), (none, None)):
        assert read_html(page.format(head, TITLE, LEAD, BODY), "a.html").published == day


@pytest.mark.parametrize("make", MAKES)
def test_tables_of_data_stay_tables_beside_tables_of_layout(make: str) -> None:
    places = (("Xã Minh Phú", 19), ("Xã An Bình", 17))
    rows = "".join(f"<tr><td>{place}</td><td>{n}</td></tr>" for place, n in places)
    data = f"<table><tr><th>Xã</th><th>Số tiêu chí đạt</th></tr>{rows}</table>{LAST}"
    bulletin = read_html(saved(make, last=data), "trang.html")
    assert [p.text for p in bulletin.paragraphs if p.kind == "table"] == [
        f"Xã: {place}; Số tiêu chí đạt: {n}" for place, n in places
    ]
    assert told(bulletin)[:2] == [LEAD, BODY] and told(bulletin)[-1] == LAST


def test_captions_lists_and_headings_stay_and_ways_to_other_bulletins_do_not() -> None:
    inside = (
        "<h2>Kết quả</h2><ul><li>Huyện An Bình: 5 xã</li><li>Huyện Trà Vân: 7 xã</li></ul>"
        "<figure><img src=a.jpg><figcaption>Người dân thu hoạch chè</figcaption></figure>"
        "<div class=ads><a href=x>Mua ngay, giảm giá 50%</a></div>"
        "<p><a href=y>&gt;&gt; Xem thêm: Huyện khác có 77 xã đạt chuẩn</a></p>"
    )
    text = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{BODY}</p>{inside}<p>{LAST}</p>"
    bulletin = read_html(f"<html><body><article>{text}</article></body></html>", "a.html")
    assert [(p.kind, p.text) for p in bulletin.paragraphs[3:]] == [
        ("heading", "Kết quả"),
        ("body", "- Huyện An Bình: 5 xã"),
        ("body", "- Huyện Trà Vân: 7 xã"),
        ("caption", "Người dân thu hoạch chè"),
        ("body", LAST),
    ]
