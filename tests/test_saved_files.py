"""Pages that a browser saved with their pictures: one HTML file, or a web archive."""

from __future__ import annotations

import base64
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.saved_files import without_pictures
from corpus.store import Store
from portal_pages import BODY, LAST, LEAD, TITLE, running
from saved_pages import saved

PICTURE = bytes(range(256)) * 30_000  # 7.7 MB: more than a page of text may have
ADDRESS = "https://phulam.example.gov.vn/tin-tuc/123.html"


def archive(page: str, charset: str = "utf-8") -> bytes:
    made = MIMEMultipart("related", type="text/html")
    made["Snapshot-Content-Location"] = ADDRESS
    made.attach(MIMEText(page, "html", charset))
    made.attach(MIMEImage(PICTURE, "png"))
    return made.as_bytes()


def with_picture(page: str) -> bytes:
    picture = base64.b64encode(PICTURE).decode()
    return page.replace("</h1>", f'</h1><img src="data:image/png;base64,{picture}">').encode()


@pytest.mark.parametrize(
    ("name", "raw", "url"),
    [
        ("page.mhtml", archive(saved("newspaper")), ADDRESS),
        ("page.mht", archive(saved("sharepoint")), ADDRESS),
        ("page.html", with_picture(saved("newspaper")), None),
    ],
    ids=["newspaper archive", "portal archive", "pictures inside"],
)
def test_a_page_saved_with_its_pictures_is_read(
    name: str, raw: bytes, url: str | None, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(raw)
    with Store.open(tmp_path / "data") as store:
        (entry,) = ingest(store, [tmp_path]).entries
        (bulletin,) = store.bulletins()
    assert entry.outcome == "added" and bulletin.title == TITLE and bulletin.published == "2022-07-15"
    assert [text.removeprefix("(BĐG) - ") for text in running(bulletin)] == [LEAD, BODY, LAST]
    assert url is None or bulletin.url == url


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"just words", "broken"),
        (MIMEText("no page", "plain").as_bytes(), "broken"),
        (archive("<p></p>")[:400], "too_short"),
        (archive("<p>" + "a " * 4_000_000), "too_large"),
    ],
    ids=["empty", "words", "no page", "cut", "endless"],
)
def test_archives_without_a_page_say_why(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(raw)
    with Store.open(tmp_path / "data") as store:
        (entry,) = ingest(store, [tmp_path / "a.mhtml"]).entries
    assert (entry.outcome, entry.reason) == ("failed", reason)


def test_only_what_is_no_text_is_taken_out() -> None:
    page = b'<img src="data:image/png;base64,iVBORw0KGgo="><p>data: 12 xa; base64 la gi</p>'
    assert without_pictures(page) == b'<img src=""><p>data: 12 xa; base64 la gi</p>'
