"""The widget before the whole product, as people start it: real answers, real bulletins, opinions kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # tests/, when run alone

import served
import widget_hosts
from widget_stage import QUESTION, answered, launcher, panel, picture


def test_a_citizen_on_the_portal_asks_the_product(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    with widget_hosts.hosts() as (hosts, host):
        monkeypatch.setenv("DANCHUNG_ALLOWED_ORIGINS", host)
        with served.product(data) as (_, server):
            hosts.config["SERVER"] = server
            page.goto(f"{host}/strict")
            launcher(page).click()
            answer = answered(page, QUESTION)
            expect(answer.locator(".text")).to_contain_text("18")
            follow_up = answered(page, "Còn 3 sao thì sao?")
            expect(follow_up.locator("q")).to_contain_text("3 sao")  # how it was understood
            expect(follow_up.locator(".text")).to_contain_text("199")
            follow_up.get_by_role("button", name="Xem dẫn chứng 1").click()
            expect(follow_up.locator("mark").first).to_contain_text("199 sản phẩm OCOP 3 sao")
            picture(page, "product")
            with page.expect_popup() as opened:
                follow_up.get_by_role("link", name="Đọc tại đây").first.click()
            expect(opened.value.locator("article mark").first).to_contain_text("199 sản phẩm OCOP 3 sao")
            follow_up.get_by_role("button", name="Có", exact=True).click()
            expect(panel(page).locator(".opinion").last).to_contain_text("Cảm ơn bạn đã góp ý.")
        run = subprocess.run(
            [sys.executable, "app.py", "--data", str(data), "opinions"],
            cwd=served.ROOT, capture_output=True, check=True, env={**os.environ},
        )  # fmt: skip
    (line,) = run.stdout.decode().splitlines()
    said = json.loads(line)
    assert said["helped"] is True and "3 sao" in said["question"]
