"""JSON lines, saved web pages, what is no bulletin, and what holds for any input."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bulletin import MAX_BYTES, NotABulletin, decode, read_html, read_json_line, read_portal_text
from corpus.text import clean
from portal_pages import BODY, BOTTOM, LAST, LEAD, TITLE, TOP, check, running, texts

# --- JSON lines ---------------------------------------------------------------------------------


def test_a_json_line_keeps_what_it_is_given() -> None:
    line = {
        "id": "phu-lam/7", "url": "https://phulam.example.vn/7", "title": TITLE,
        "published": "2022-07", "byline": "Hạ Vân",
        "text": f"{TITLE}\n{LEAD}\nQuang cảnh hội nghị\n{BODY}\nLượt xem: 9",
    }  # fmt: skip
    bulletin = read_json_line(line, "a.jsonl")
    check(bulletin)
    assert (bulletin.id, bulletin.url, bulletin.published, bulletin.byline) == (
        "phu-lam/7", "https://phulam.example.vn/7", "2022-07", "Hạ Vân",
    )  # fmt: skip
    assert running(bulletin) == [LEAD, BODY]
    assert texts(bulletin, "caption") == ["Quang cảnh hội nghị"]


def test_a_short_json_text_is_text_even_without_a_full_stop() -> None:
    bulletin = read_json_line({"title": "Số liệu", "text": "Toàn huyện có 21 sản phẩm OCOP"}, "a.jsonl")
    assert running(bulletin) == ["Toàn huyện có 21 sản phẩm OCOP"]
    assert bulletin.published is None


@pytest.mark.parametrize(
    ("obj", "reason"),
    [
        ([], "bad_json"),
        ("x", "bad_json"),
        ({"text": "a"}, "missing_title"),
        ({"title": " ", "text": "a"}, "missing_title"),
        ({"title": ["a"], "text": "a"}, "missing_title"),
        ({"title": TITLE}, "no_text"),
        ({"title": TITLE, "text": ""}, "no_text"),
        ({"title": TITLE, "text": {"a": 1}}, "bad_json"),
        ({"title": TITLE, "text": "x" * (MAX_BYTES + 1)}, "too_large"),
        ({"title": TITLE, "text": TITLE}, "no_text"),
    ],
)
def test_a_json_line_that_is_no_bulletin_says_why(obj: dict[str, object], reason: str) -> None:
    with pytest.raises(NotABulletin) as caught:
        read_json_line(obj, "a.jsonl")
    assert caught.value.reason == reason


# --- web pages ----------------------------------------------------------------------------------

HTML = f"""<html><head><title>{TITLE} | Cổng TTĐT</title>
<meta property="article:published_time" content="2022-07-15T10:20:00+07:00">
<link rel="canonical" href="https://phulam.example.vn/tin/7"></head>
<body><nav><a href="/">Trang chủ</a> <a href="/t">Tin tức</a></nav><article><h1>{TITLE}</h1>
<p><b>{LEAD}</b></p><p>{BODY}<script>alert(1)</script></p>
<figure><img src="a.jpg" onerror="alert(1)"><figcaption>Quang cảnh hội nghị</figcaption></figure>
<table><tr><th rowspan="2">Huyện</th><th colspan="2">Sản phẩm OCOP</th></tr>
<tr><th>3 sao</th><th>4 sao</th></tr>
<tr><td>Phú Lâm</td><td>12</td><td>4</td></tr><tr><td>An Bình</td><td>9</td><td>1</td></tr></table>
<p>{LAST}</p><p style="text-align:right"><b>Hạ Vân</b></p></article>
<div class="related"><h3>Tin liên quan</h3>
<ul><li><a href="/1">Huyện An Bình có thêm 99 xã</a></li></ul></div>
<footer>Bản quyền thuộc về huyện</footer></body></html>"""


def test_a_saved_page_is_read_like_its_text() -> None:
    bulletin = read_html(HTML, "trang.html")
    check(bulletin)
    assert (bulletin.title, bulletin.published, bulletin.byline) == (TITLE, "2022-07-15", "Hạ Vân")
    assert bulletin.url == "https://phulam.example.vn/tin/7"
    assert texts(bulletin, "lead", "body") == [LEAD, BODY, LAST]
    assert texts(bulletin, "table") == [
        "Huyện: Phú Lâm; Sản phẩm OCOP 3 sao: 12; Sản phẩm OCOP 4 sao: 4",
        "Huyện: An Bình; Sản phẩm OCOP 3 sao: 9; Sản phẩm OCOP 4 sao: 1",
    ]
    assert "<" not in str([p.text for p in bulletin.paragraphs]) and "alert" not in str(bulletin)


OLD_HTML = f"""<html><head><title>Cổng TTĐT huyện Phú Lâm</title></head><body><table><tr>
<td><a href="1">Trang chủ</a><br><a href="2">Giới thiệu</a></td>
<td><div>{TITLE}</div><div>Thứ sáu, 15/07/2022</div>
<div>{LEAD}<br><br>{BODY}<br><br>{LAST}<br><br><b>Hạ Vân</b></div><div>Các tin khác</div>
<ul><li><a href="a">Xã An Bình đón bằng công nhận (12/07/2022)</a></li></ul>
</td></tr></table></body></html>"""


def test_a_page_laid_out_by_tables_and_line_breaks_is_read_too() -> None:
    bulletin = read_html(OLD_HTML, "trang.html")
    check(bulletin)
    assert (bulletin.title, bulletin.published, bulletin.byline) == (TITLE, "2022-07-15", "Hạ Vân")
    assert running(bulletin) == [LEAD, BODY, LAST]


@pytest.mark.parametrize(
    "raw", ["<html></html>", "<p></p>", "<!-- x -->", "<html><body><script>1</script></body></html>"]
)
def test_a_page_without_text_is_no_bulletin(raw: str) -> None:
    with pytest.raises(NotABulletin):
        read_html(raw, "trang.html")


# --- what is no bulletin ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("abc\0def", "binary"),
        ("\x01\x02\x03\x04" * 50, "binary"),
        ("a b", "too_short"),
        ("15/07/2022\nLượt xem: 3", "too_short"),
        ("x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_bulletin_says_why(raw: str, reason: str) -> None:
    with pytest.raises(NotABulletin) as caught:
        read_portal_text(raw, "a.txt")
    assert caught.value.reason == reason


def test_character_sets_are_told_apart() -> None:
    text = f"{TITLE}\n{LEAD}"
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(text.encode("utf-16")) == text
    legacy = unicodedata.normalize("NFD", text)
    for base, mark, whole in (
        ("a", "\u0306", "ă"),
        ("a", "\u0302", "â"),
        ("e", "\u0302", "ê"),
        ("o", "\u0302", "ô"),
        ("o", "\u031b", "ơ"),
        ("u", "\u031b", "ư"),
    ):
        for tone in ("", "\u0323"):
            legacy = legacy.replace(base + tone + mark, whole + tone).replace(
                base.upper() + tone + mark, whole.upper() + tone
            )
    assert clean(decode(legacy.encode("cp1258"))) == text
    for raw, reason in (
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0\x00\x10", "binary"),
        (b"\xc3\x28\xa0" * 20, "unreadable_format"),
    ):
        with pytest.raises(NotABulletin) as caught:
            decode(raw)
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    "piece", ["1.", "- ", "a\n", "15/07/", "Tin, ảnh, ", "x_", "(", "A. ", "\t1", "ngày 1 tháng 1 ", "»"]
)
def test_floods_come_to_an_end(piece: str) -> None:
    raw = f"{TITLE}\n{LEAD}\n{piece * 20_000}"
    check(read_portal_text(raw, "a.txt"))


# --- properties ---------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *TOP,
        *BOTTOM,
        TITLE,
        LEAD,
        BODY,
        LAST,
        "",
        "Hạ Vân",
        "15/07/2022",
        "Quang cảnh",
        "- mục",
        "1. Mục",
        "a\tb",
        "x.jpg",
    ]
)


@given(
    st.one_of(
        st.text(max_size=400), st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=25).map("\n".join)
    )
)
@settings(deadline=None, max_examples=150)
def test_any_text_is_a_bulletin_or_says_why_not(raw: str) -> None:
    try:
        check(read_portal_text(raw, "a.txt"))
    except NotABulletin as error:
        assert error.reason


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=30), lambda x: st.lists(x, max_size=3)
    ),
    st.text(max_size=200),
)
@settings(deadline=None, max_examples=100)
def test_any_json_is_a_bulletin_or_says_why_not(value: object, text: str) -> None:
    for obj in (
        {"title": value, "text": text, "id": value},
        {"title": text, "text": text + "\n" + BODY, "published": value},
    ):
        try:
            check(read_json_line(json.loads(json.dumps(obj)), "a.jsonl"))
        except NotABulletin as error:
            assert error.reason


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_page_is_a_bulletin_or_says_why_not(raw: str) -> None:
    try:
        check(read_html(f"<html><body><p>{raw}</p>{raw}</body></html>", "a.html"))
    except NotABulletin as error:
        assert error.reason


def test_a_title_that_ends_in_a_kind_of_place_made_whole_is_no_broken_line() -> None:
    raw = "Nông thôn mới Bắc Kạn: thành tựu ở cấp xã\nCuối năm 2021, tỉnh có 30 xã đạt chuẩn."
    assert read_portal_text(raw, "a.txt").title == "Nông thôn mới Bắc Kạn: thành tựu ở cấp xã"
