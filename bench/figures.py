"""How long does the page of figures take when a hundred thousand facts are kept?

The facts are those of the development bulletins, over and over, with other years, places and values.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.reading import BULLETINS
from corpus.bulletin import decode, read_portal_text
from corpus.model import Fact, Reading
from corpus.reading import read
from corpus.store import Store

FACTS = 100_000
RUNS = 5
ADDRESSES = (
    "/facts",
    "/facts?sort=-value",
    "/facts?indicator=ocop.products&stars=4",
    "/facts?text=sao",
    "/facts?page=500",
    "/api/facts?limit=100",
)


def figures() -> Iterator[str]:
    """The bench: for each address the first request (its facets are counted) and the median of later ones."""
    from app import create_app

    with tempfile.TemporaryDirectory() as folder:
        with Store.open(Path(folder)) as store:
            kept = list(many(FACTS))
            store.replace_all(kept)
        count = sum(len(one.facts) for one in kept)
        yield f"{count:,} facts of {len(kept):,} bulletins; seconds of the processor, median of {RUNS}"
        client = create_app({"data": folder}).test_client()
        client.get("/healthz")
        for address in ADDRESSES:
            times = []
            for _ in range(RUNS + 1):
                began = time.process_time()
                assert client.get(address).status_code == 200
                times.append(time.process_time() - began)
            yield f"  {address:42}first {times[0]:5.2f}   later {statistics.median(times[1:]):5.2f}"


def many(count: int) -> Iterator[Reading]:
    """Readings that hold so many facts together."""
    files = sorted(BULLETINS.glob("*.txt"))
    found = [read(read_portal_text(decode(file.read_bytes()), file.name)) for file in files]
    chance, made, n = random.Random(1), 0, 0
    while made < count:
        given = found[n % len(found)]
        year, id_ = 2015 + (n // len(found)) % 10, f"b{n}"
        day = f"{year}-{1 + n % 12:02d}-15"
        bulletin = replace(
            given.bulletin, id=id_, title=f"{given.bulletin.title} {n}", published=day, url=None, digest=id_,
            source=id_,
        )  # fmt: skip
        yield Reading(bulletin, tuple(_varied(one, id_, year, chance) for one in given.facts), ())
        made, n = made + len(given.facts), n + 1


def _varied(fact: Fact, bulletin: str, year: int, chance: random.Random) -> Fact:
    area = fact.area
    if area and chance.random() < 0.5:
        area = replace(area, name=f"{area.name} {chance.randrange(30)}")
    value = str(int(int(fact.value) * chance.uniform(0.5, 2))) if fact.value.isdecimal() else fact.value
    end = f"{year}-12-31" if fact.period.end else None
    start = f"{year}-01-01" if fact.period.start else None
    period = replace(fact.period, start=start, end=end)
    return replace(
        fact, id=f"{bulletin}-{fact.id}", bulletin=bulletin, area=area, value=value, period=period, links={}
    )
