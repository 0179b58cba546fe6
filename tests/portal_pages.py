"""Pieces of invented portals' pages, and what holds for every bulletin read from them."""

from __future__ import annotations

from corpus.bulletin import read_portal_text
from corpus.model import Bulletin
from corpus.text import clean

TITLE = "Huyện Phú Lâm sơ kết Chương trình xây dựng nông thôn mới năm 2022"
LEAD = (
    "Sáng ngày 14/7, UBND huyện Phú Lâm tổ chức hội nghị sơ kết Chương trình mục tiêu quốc gia "
    "xây dựng nông thôn mới sáu tháng đầu năm, triển khai nhiệm vụ sáu tháng cuối năm 2022."
)
BODY = (
    "Đến nay, toàn huyện có 12/15 xã đạt chuẩn nông thôn mới, bình quân đạt 17,5 tiêu chí/xã, "
    "tăng 1,2 tiêu chí so với năm 2021; có 21 sản phẩm OCOP từ 3 sao trở lên."
)
LAST = "Hội nghị đã thảo luận các giải pháp để hoàn thành mục tiêu, kế hoạch đề ra trong năm 2022."


def page(*lines: str) -> Bulletin:
    return read_portal_text("\n".join(lines), "trang.txt")


def texts(bulletin: Bulletin, *kinds: str) -> list[str]:
    return [p.text for p in bulletin.paragraphs if p.kind in kinds]


def running(bulletin: Bulletin) -> list[str]:
    return texts(bulletin, "lead", "body", "heading", "table")


def check(bulletin: Bulletin) -> None:
    """What holds for every bulletin."""
    numbers = [p.number for p in bulletin.paragraphs]
    assert sorted(numbers) == list(range(len(numbers)))
    assert [p.position for p in bulletin.paragraphs] == list(range(len(numbers)))
    assert bulletin.paragraph(0).kind == "title" and bulletin.paragraph(0).text == bulletin.title
    assert all(p.text and clean(p.text) == p.text and "\n" not in p.text for p in bulletin.paragraphs)
    aside = [p.number for p in bulletin.paragraphs if p.kind in ("caption", "byline", "date")]
    assert not aside or min(aside) > max(p.number for p in bulletin.paragraphs if p.number not in aside)


TOP = [
    "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN PHÚ LÂM",
    "Trang chủ » Tin tức » Nông thôn mới",
    "Đăng nhập",
    "Tin tức - Sự kiện",
    "PublishingPortal - Block_BanTin_Toolbar",
    "Tăng cỡ chữ Giảm cỡ chữ",
    "A- A A+",
    "Chia sẻ Facebook Zalo",
]
BOTTOM = [
    "Lượt xem: 1.234",
    "In trang | Gửi email | Chia sẻ",
    "Tin liên quan",
    "Huyện An Bình có thêm 99 sản phẩm OCOP được công nhận năm 2021 (12/3/2021)",
    "Ban Biên tập trả lời bạn đọc về 77 câu hỏi đã được gửi đến cổng thông tin trong năm vừa qua.",
    "ISSN 1234-5678",
    "Điện thoại: 0209 3870 123",
    "Bản quyền thuộc về Cổng thông tin điện tử huyện Phú Lâm",
]
