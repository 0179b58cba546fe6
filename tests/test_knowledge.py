"""Snapshots of the store: what is new is read, the rest is taken over, and the ways to find things agree
with a walk over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.holdings import Holdings
from bot.knowledge import Knowledge
from bot.lookup import Lookup
from bot.makers import named_makers
from bot.matching import missing
from bot.offices import called
from bot.question import Query, understand
from bot.roll import Roll
from corpus.annotate import reader
from corpus.bulletin import decode, read_portal_text
from corpus.model import Reading
from corpus.reading import read
from corpus.store import Store
from corpus.text import tokens

BULLETINS = sorted((Path(__file__).parent / "gold" / "bulletins").glob("*.txt"))[:12]
QUESTIONS = [
    "Tỉnh Sơn Hải có bao nhiêu sản phẩm OCOP 4 sao?",
    "Có bao nhiêu xã đạt chuẩn NTM?",
    "Năm 2023 toàn tỉnh có thêm mấy xã đạt chuẩn NTM nâng cao?",
    "Tháng 6/2024 có bao nhiêu xã đạt chuẩn nông thôn mới?",
    "Trong 214 sản phẩm có bao nhiêu sản phẩm 3 sao?",
    "HTX Nông nghiệp Tân Lập có sản phẩm nào?",
    "Phó Chủ tịch UBND tỉnh Lê Hữu Tường là ai?",
    "tong nguon luc huy dong xay dung ntm",
]


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [read(read_portal_text(decode(file.read_bytes()), file.name)) for file in BULLETINS]


@pytest.fixture
def store(tmp_path: Path, readings: list[Reading]) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as opened:
        opened.replace_all(readings[:-1])
        yield opened


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, readings: list[Reading]) -> Knowledge:
    with Store.open(tmp_path_factory.mktemp("known") / "data") as opened:
        opened.replace_all(readings)
        return Knowledge.of(opened)


def asked(known: Knowledge) -> list[Query]:
    local = reader().gazetteer.local(known.areas)
    return [understand(text, reader(), home=known.home, local=local) for text in QUESTIONS]


# --- what is new is read, the rest taken over -------------------------------------------------------


def test_a_new_bulletin_costs_its_own_reading_only(store: Store, readings: list[Reading]) -> None:
    before = Knowledge.of(store)
    store.save(readings[-1])
    after = Knowledge.of(store, before=before)
    new = readings[-1].bulletin.id
    assert after.pages.keys() - before.pages.keys() == {new}
    assert all(after.pages[name] is page for name, page in before.pages.items())


def test_what_is_taken_over_is_what_a_new_reading_gives(store: Store, readings: list[Reading]) -> None:
    before = Knowledge.of(store)
    store.delete(readings[0].bulletin.id)
    amended = replace(readings[1].bulletin, digest="another", paragraphs=readings[1].bulletin.paragraphs[:-1])
    store.save(replace(readings[1], bulletin=amended, facts=readings[1].facts[:1]))
    store.save(readings[-1])
    after, afresh = Knowledge.of(store, before=before), Knowledge.of(store)
    assert (after.version, after.facts, after.records) == (afresh.version, afresh.facts, afresh.records)
    assert list(after.bulletins.items()) == list(afresh.bulletins.items())
    assert (after.rarity, after.pairs, after.home) == (afresh.rarity, afresh.pairs, afresh.home)
    assert list(after.facts) == store.facts() and list(after.records) == store.records()


# --- ways to find things agree with a walk over all of them ------------------------------------------


def test_no_fact_is_lost_by_looking_at_groups(known: Knowledge) -> None:
    lookup = Lookup(known, reader().gazetteer, reader().lexicon)
    found = 0
    for query in asked(known):
        values = {name: some[0] for name, some in query.dimensions}
        for anywhere in (False, True):
            pricing = lookup.pricing(query, values, query.periods, anywhere)
            for indicator in known.figures.by_indicator:
                walked = {
                    id(fact): sum(price for price in prices.values() if price is not None)
                    for fact in known.figures.by_indicator[indicator]
                    if None not in (prices := pricing.prices(fact)).values() and fact.status == "actual"
                }
                priced = {id(p.fact): p.price for p in pricing.facts(indicator, ("actual",))}
                assert priced == walked
                found += len(walked)
    assert found > 100


def test_facts_are_found_by_value_part_and_plan(known: Knowledge) -> None:
    figures: Holdings = known.figures
    for fact in known.facts:
        assert fact in figures.of_value(Decimal(fact.value))
        assert figures.by_id[fact.id].id == fact.id
        assert "part_of" not in fact.links or fact in figures.parts[fact.links["part_of"]]
        assert all(value in figures.dimension(name) for name, value in fact.dimensions.items())
        assert fact.period.end is None or fact.period.end[:4] in figures.years[fact.indicator, fact.status]
    assert [f for f in known.facts if f.id in figures.planned] == figures.reached


def test_records_are_found_by_their_words(known: Knowledge) -> None:
    roll: Roll = known.roll
    assert len(roll.of("product")) > 5 and len(roll.of("person")) > 5
    for query in asked(known):
        words = query.annotated.words
        people = [r for r in roll.of("person") if called(query, tokens(r.fields["name"]))]
        assert [r for r in roll.called(words) if called(query, tokens(r.fields["name"]))] == people
        folds = {w.fold for w in words}
        sharing = [r for r in roll.of("product") if folds & {t.fold for t in tokens(r.fields["name"])}]
        assert roll.named(words) == sharing
    [maker] = named_makers(asked(known)[5], roll)
    assert maker == "HTX Nông nghiệp Tân Lập"


def test_every_bulletin_that_holds_the_words_is_looked_at(known: Knowledge) -> None:
    for text in ("giải ngân", "khắc phục tình trạng", "nguồn lực", "bay lên mặt trăng"):
        words = tokens(text)
        held = [p for p in known.pages.values() if any(not missing(words, c) for c in p.contexts.values())]
        assert all(page in list(known.speaking_of(words)) for page in held)
    assert 0 < len(list(known.speaking_of(tokens("giải ngân")))) < len(known.pages)


def test_words_that_no_bulletin_holds_are_unheard(known: Knowledge) -> None:
    words = tokens("khắc phục khủng long phi hành gia")
    everything = " ".join(p.text for page in known.bulletins.values() for p in page.paragraphs)
    unheard = [t.text for t in known.unheard(words)]
    assert unheard == [t.text for t in missing(words, everything)] and "khủng" in unheard
