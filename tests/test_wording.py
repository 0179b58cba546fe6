"""How figures are told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.assistant import Assistant
from bot.wording import time
from corpus.model import Period

YEARS = Period("range", "2021-01-01", "2025-12-31", "giai đoạn 2021 - 2025")
HALF = Period("range", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024")
JUNE = Period("month", "2022-06-01", "2022-06-30", "tháng 6/2022")
UNDATED = Period("range", None, None, "từ đầu năm đến nay")


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        (YEARS, "Giai đoạn 2021 - 2025, ", "In the period 2021–2025, "),
        (HALF, "6 tháng đầu năm 2024, ", "From 1 January 2024 to 30 June 2024, "),
        (UNDATED, "từ đầu năm đến nay, ", ""),  # no Vietnamese words in an English sentence of ours
        (Period("quarter", None, None, "quý I"), "quý I, ", ""),
        (JUNE, "tháng 6/2022, ", "From 1 June 2022 to 30 June 2022, "),
    ],
)
def test_the_time_of_a_figure(assistant: Assistant, period: Period, vi: str, en: str) -> None:
    fact = replace(assistant.brain().knowledge.facts[0], period=period, nature="flow")
    assert time(fact, "vi") == vi
    assert time(fact, "en") == en
