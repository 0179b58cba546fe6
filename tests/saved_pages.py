"""Pages as portals and newspapers of many makes give them, saved whole (``pages/``); all invented."""

from __future__ import annotations

from pathlib import Path

from portal_pages import BODY, LAST, LEAD, TITLE

DAY = "15/07/2022"
TODAY = "20/11/2025"  # when a page was opened, saved or printed: never its day of publication
OTHERS = (
    "Huyện An Bình có thêm 99 sản phẩm OCOP được công nhận năm 2021",
    "Xã Minh Phú đón bằng công nhận xã đạt chuẩn nông thôn mới nâng cao với 88 hộ khá giàu",
)
_FOLDER = Path(__file__).parent / "pages"
MAKES = ("sharepoint", "liferay", "tables", "wordpress", "newspaper", "script", "printed")
UNDATED = ("printed",)  # shows the day of printing only


def saved(make: str, day: str = DAY, last: str = LAST) -> str:
    """A page of a make, with the day of publication as it is written there."""
    page = (_FOLDER / f"{make}.html").read_text(encoding="utf-8")
    words = {
        "$TITLE": TITLE, "$LEAD": LEAD, "$BODY": BODY, "$LAST": last, "$TODAY": TODAY, "$DAY": day,
        "$OTHER1": OTHERS[0], "$OTHER2": OTHERS[1],
    }  # fmt: skip
    for name, text in words.items():
        page = page.replace(name, text)
    return page
