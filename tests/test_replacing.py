"""Newer versions replace older ones whole, seen from outside: the command line and a running server."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

import served
import word_documents as word

ROOT = Path(__file__).resolve().parent.parent
TITLE = "Tỉnh Hòa Lâm tổng kết Chương trình OCOP"
QUESTION = "Tỉnh Hòa Lâm có bao nhiêu sản phẩm OCOP 4 sao?"


def _text(count: int) -> list[str]:
    more = ["Huyện Trà Vân có 7 sản phẩm OCOP 3 sao."] if count == 18 else []
    return [
        "Hội nghị tổng kết Chương trình OCOP được tổ chức tại tỉnh Hòa Lâm.",
        f"Hiện nay, toàn tỉnh Hòa Lâm có {count} sản phẩm OCOP 4 sao.",
        *more,
    ]


def _html(file: Path, count: int, day: str) -> Path:
    link = '<link rel="canonical" href="https://hoalam.example.vn/ban-tin/1">'
    body = "".join(f"<p>{line}</p>" for line in _text(count))
    shown = "/".join(reversed(day.split("-")))
    head = f"<head>{link}<title>{TITLE}</title></head>"
    page = f"<html>{head}<body><h1>{TITLE}</h1><p>{shown}</p>{body}</body></html>"
    file.write_text(page, encoding="utf-8")
    return file


def _docx(file: Path, count: int, day: str) -> Path:
    document = Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph("13/03/2024")  # known by title and day
    for line in _text(count):
        document.add_paragraph(line)
    file.write_bytes(word.saved(document))
    return file


def _app(data: Path, *arguments: str) -> str:
    command = [sys.executable, "app.py", "--data", str(data), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout


def _post(address: str, message: str) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{address}/api/chat",
        json.dumps({"message": message}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return dict(json.load(response))


@pytest.mark.parametrize("make", [_html, _docx])
def test_of_a_replaced_bulletin_nothing_answers_any_more(
    make: Callable[[Path, int, str], Path], tmp_path: Path
) -> None:
    data, suffix = tmp_path / "data", make.__name__.removeprefix("_")
    old = make(tmp_path / f"old.{suffix}", 18, "2024-03-13")
    new = make(tmp_path / f"new.{suffix}", 22, "2024-03-15")
    assert "added" in _app(data, "ingest", "--reset", str(old))
    with served.product(data) as (_, address):
        assert "**18**" in _post(address, QUESTION)["text"]
        assert "unchanged" in _app(data, "ingest", str(old))
        assert "replaced" in _app(data, "ingest", str(new))
        answer = _post(address, QUESTION)
        assert "**22**" in answer["text"] and "18 sản phẩm" not in json.dumps(answer, ensure_ascii=False)
        assert _post(address, "Huyện Trà Vân có bao nhiêu sản phẩm 3 sao?")["status"] != "answered"
        if make is _html:  # two days: the older one cannot come back
            assert "older" in _app(data, "ingest", str(old))
            assert "**22**" in _post(address, QUESTION)["text"]
    shown = _app(data, "facts", "--format", "csv") + _app(data, "search", "sản phẩm OCOP Trà Vân", "--json")
    assert "22 sản phẩm OCOP 4 sao" in shown
    assert "18 sản phẩm" not in shown and "Trà Vân có 7" not in shown
    assert len(json.loads(_app(data, "facts", "--format", "json"))) == 1
