"""Answers about products and their makers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from bot.answer import Claim
from bot.draft import Draft
from bot.knowledge import Knowledge, covers
from bot.listing import PLACES, named_kind
from bot.matching import longest_run, missing, runs, same_word, words_of
from bot.owned import beside, so_many
from bot.phrasing import phrases, say
from bot.question import Query
from bot.register import Register, distinct, pick
from bot.roll import Roll
from bot.wording import capital, date
from corpus.lexicon import is_syllable
from corpus.model import Area, Fact, Record
from corpus.text import Token, fold

# What can be told of a product.
_KNOWN = ("maker", "who", "where", "which_place", "when", "grade", "list", "count", "yes_no", "define")


class Makers:
    """Solves questions about a product, a maker, or the products of some kind."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def product(self, query: Query) -> Draft | None:
        """A product that the question names."""
        anywhere = query.any("yes_no", "where", "which_place")
        found = _best_named(
            query,
            self.register.knowledge.roll,
            self._ordinary,
            lambda r: anywhere or (self.register.is_timely(r, query) and not self._elsewhere(query, r)),
        )
        if not found or query.topics or (query.any("count") and query.counted == "product"):
            return None
        several = query.any("yes_no") and query.claimed_unit == "product" and (query.claimed or 0) > 1
        if several and named_makers(query, self.register.knowledge.roll):
            return None  # ``Công ty A có 4 sản phẩm``: a maker's name may stand in those of its products
        if any(self.register.lexicon.indicators[i].unit == "dong" for i in query.needs):
            label = self.register.lexicon.label("topic", "price", query.language)
            message = say(query.language, "status.not_found_indicator", label=label)
            return Draft("not_found", message=message, why="a product's price")
        if (
            query.years
            and not query.any("yes_no")
            and not any(r.fields.get("year") in query.years for r in found)
        ):
            return None
        if query.any("maker", "who") and query.values("stars") and not query.any("yes_no"):
            found = [r for r in found if r.fields.get("stars") in query.values("stars")]
            if not found:
                return None  # another product of the same name may have the grade that is asked for
        records = distinct(found, "name")
        beyond = [t for t in query.terms if not _in_names(t, records)]
        asks_more = query.any("tell") and not query.any(*_KNOWN)
        if asks_more and missing(beyond, self.register.context(records[0])):
            return None  # something else is asked about it (``có tác dụng gì``)
        knowledge = self.register.knowledge
        unsaid = missing(beyond, knowledge.evidence(records[0]).quote)
        named = query.any("who", "which", "when", "where") and not query.any("maker", "yes_no")
        if named and len(unsaid) > 1 and knowledge.matters(unsaid, query.content):
            return None
        if query.any("most", "least") or query.counted not in ("", "product", "maker"):
            return None
        makers = named_makers(query, knowledge.roll)
        theirs = [r for r in knowledge.roll.of("product") if r.fields["maker"] in makers]
        if self._told_apart(query, theirs):
            return None
        if (
            query.any("count")
            and not query.values("stars")
            and not query.open
            and not query.any("grade")
            and "product" not in query.units
        ):
            return None
        if query.any("when"):
            return self._recognition(query, records)
        graded = query.open or query.values("stars") or query.any("grade", "yes_no", "where", "which_place")
        if len(records) > 1 and not graded:
            return self._listed(query, records)
        claims = [self._judged(query, r, self._product_text(query, r)) for r in records[:1]]
        plain = replace(query, asks=query.asks - {"yes_no"})
        claims += [self._judged(plain, r, self._product_text(query, r)) for r in records[1:4]]
        return Draft("answered", tuple(claims), why="product")

    def _recognition(self, query: Query, records: Sequence[Record]) -> Draft | None:
        """When products were recognised: the day of the decision that their paragraph names."""
        claims = []
        for record in records[:4]:
            place = (record.bulletin, record.paragraph)
            deeds = [
                r
                for r in self.register.of("document")
                if (r.bulletin, r.paragraph) == place and "date" in r.fields
            ]
            if len(deeds) != 1 or "stars" not in record.fields:
                return None
            told = pick(deeds[0], "kind", "number") | pick(record, "stars")
            told["date"] = date(deeds[0].fields["date"], query.language)
            name = capital(record.fields["name"])
            text = say(query.language, "answer.product_when", name=name, **told)
            claims.append(self.register.claim(text, record, deeds[0], derived=(deeds[0].fields["date"],)))
        return Draft("answered", tuple(claims), why="when a product was recognised")

    def _ordinary(self, token: Token) -> bool:
        """A word of the lexicon or the language that names nothing by itself."""
        return token.key in phrases("vi").stop or bool(
            self.register.lexicon.phrases.at([token], 0, lenient=True)[0]
        )

    def _product_text(self, query: Query, record: Record) -> str:
        fields, language = record.fields, query.language
        named = named_makers(query, self.register.knowledge.roll)
        if named and fields["maker"] not in named and not query.any("yes_no"):
            # Another maker is named than the product's own: that is set right first.
            told = say(language, "answer.product_maker", name=capital(fields["name"]), maker=fields["maker"])
            stars = say(language, "answer.and_stars", stars=fields["stars"]) if "stars" in fields else ""
            return say(language, "answer.not_maker", claim=told + stars)
        if (
            fields.get("stars", "p")[:1].isdigit()  # a potential grade is not reached
            and (query.open or query.values("stars") or query.any("grade"))
            and not query.any("maker", "where", "who", "which_place")
        ):
            return say(language, "answer.product_stars", name=capital(fields["name"]), stars=fields["stars"])
        place = fields.get("place", "")
        name = (
            "product_maker"
            if not place
            else "product_place"
            if query.any("where", "which_place")
            else "product_maker_place"
        )
        text = say(
            language, f"answer.{name}", name=capital(fields["name"]), maker=fields["maker"], place=place
        )
        graded = (query.open or query.any("grade")) and fields.get("stars", "")[:1].isdigit()
        return text + say(language, "answer.and_stars", stars=fields["stars"]) if graded else text

    def _judged(self, query: Query, record: Record, text: str) -> Claim:
        """Yes or no where the question names a maker, a place or a grade."""
        if query.any("yes_no") and not query.only and not query.any("count", "maker", "who", "where"):
            named = named_makers(query, self.register.knowledge.roll)
            wrong = bool(named) and record.fields["maker"] not in named
            wrong = wrong or self._other_kind(query, record) or self._elsewhere(query, record)
            years = query.years
            wrong = wrong or (bool(years) and "year" in record.fields and record.fields["year"] not in years)
            stars = query.values("stars")
            wrong = wrong or (
                bool(stars) and "stars" in record.fields and record.fields["stars"] not in stars
            )
            text = say(query.language, "answer.not_maker" if wrong else "answer.yes_record", claim=text)
        return self.register.claim(text, record)

    def _elsewhere(self, query: Query, record: Record) -> bool:
        """Whether the question names another place than the record's own."""
        home, same = self.register.knowledge.home, self.register.gazetteer.same
        covers = self.register.gazetteer.covers
        named = [a for a in query.areas if home is None or not same(a, home)]
        makers = {t.fold for t in words_of(record.fields["maker"])}
        named = [a for a in named if not {t.fold for t in words_of(a.name)[-2:]} <= makers]
        own = record.area or self.register.knowledge.subjects.get(record.bulletin)
        return bool(named) and own is not None and not any(same(a, own) or covers(a, own) for a in named)

    def _other_kind(self, query: Query, record: Record) -> bool:
        """Whether the question calls a company a cooperative, or the other way about."""
        kinds, kind = query.values("maker"), self._maker_kind(record.fields["maker"])
        return bool(kinds) and bool(kind) and kind not in kinds

    def maker(self, query: Query) -> Draft | None:
        """A maker that the question names: where it is, or what it makes."""
        roll = self.register.knowledge.roll
        named = named_makers(query, roll)
        if not named or query.topics or (query.any("who") and not query.any("maker") and _does(query, roll)):
            return None
        records = [r for r in roll.of("product") if r.fields["maker"] in named]
        spans = [query.annotated.words[first:last] for first, last in query.matters]
        if any(not _in_names(t, records) for span in spans for t in span):
            return None
        if query.any("most", "least", "changed") or query.counted not in ("", "product", "maker"):
            return None
        if self._told_apart(query, records):
            return None
        plain = not (query.values("stars") or any(not _in_names(t, records) for t in query.terms))
        asks_names = query.any("where", "which_place", "list", "count")
        if query.any("yes_no") and not asks_names and query.areas and plain:
            return self._placed(query, records)
        if query.any("where", "which_place"):
            placed = distinct([r for r in records if "place" in r.fields], "maker")
            claims = [
                self.register.claim(say(query.language, "answer.maker_place", **pick(r, "maker", "place")), r)
                for r in placed
            ]
            return Draft("answered", tuple(claims), why="maker's place") if claims else None
        if missing([t for t in query.terms if not _in_names(t, records)], self.register.context(records[0])):
            return None
        listed = distinct(self._filtered(query, records), "name")
        whole = beside(self.register.of("product"), listed)
        return so_many(query, self._listed(query, listed), len(listed), len(whole))

    def _told_apart(self, query: Query, records: Sequence[Record]) -> bool:
        """Whether it is asked how many products a maker has, and the bulletins count more than they name."""
        if not query.any("count") or query.counted != "product":
            return False
        listed = len(distinct(self._filtered(query, records), "name"))
        makers = {r.fields["maker"] for r in records}
        knowledge, stars = self.register.knowledge, query.values("stars")
        return any(
            f.unit == "product" and f.status == "actual" and Decimal(f.value) > listed
            and (not stars or f.dimensions.get("stars") in stars)
            and any(not missing(words_of(m), _said_before(knowledge, f)) for m in makers)
            for page in {r.bulletin for r in records}
            for f in knowledge.pages[page].facts
        )

    def _placed(self, query: Query, records: Sequence[Record]) -> Draft | None:
        """``Công ty Bắc Hà ở Ba Bể phải không``: whether a maker is where the question says."""
        placed = [r for r in records if "place" in r.fields]
        if not placed:
            return None
        record = placed[0]
        told = say(query.language, "answer.maker_place", **pick(record, "maker", "place"))
        name = "not_maker" if self._elsewhere(query, record) else "yes_record"
        text = say(query.language, f"answer.{name}", claim=told)
        return Draft("answered", (self.register.claim(text, record),), why="whether a maker is there")

    def products(self, query: Query) -> Draft | None:
        """Products by stars, place or year (``Kể tên các sản phẩm 4 sao``), or their makers."""
        naming = (
            query.any("list", "maker", "which_place")
            or (query.any("which") and not query.any("yes_no"))
            or (not query.any("count", "yes_no") and query.any("tell"))
        )
        as_makers = query.any("who") and bool({"maker", "product"} & set(query.units)) and not query.terms
        if query.bare or (
            query.claimed is not None and not (as_makers or query.any("list", "maker", "which"))
        ):
            return None
        if "product" not in query.units and "maker" in query.units and query.terms:
            return None
        if named_kind(query) in PLACES:
            return None  # ``những xã nào có sản phẩm …``
        naming = naming or as_makers
        meant = bool({"product", "maker"} & set(query.units)) or (
            not query.units and bool(query.values("stars"))
        )
        if not meant or not naming or (query.any("count") and not query.any("list", "maker")):
            return None
        if query.any("parts", "share", "difference", "plan", "gap", "most", "least"):
            return None
        if query.any("count") and query.spoken == "en" and not query.any("list", "which"):
            return None
        if set(query.values("step")) - {"recognised"}:
            return None
        records = distinct(self._filtered(query, self.register.of("product")), "name")
        records = self._of_kind(query, records)
        if records and missing(
            [t for t in query.terms if not _in_names(t, records)], self.register.context(records[0])
        ):
            return None
        if not records:
            return None
        named = [t for t in query.terms if t.capital] if not query.documents else []
        if query.any("maker") and named and not any(_in_names(t, records) for t in named):
            return None  # what is named is none of these, though it may stand beside them
        if query.any("maker", "who") and query.claimed is not None:
            makers = {r.fields["maker"] for r in records}
            sized = [m for m in makers if sum(r.fields["maker"] == m for r in records) == query.claimed]
            records = [r for r in records if r.fields["maker"] in sized] or records
        if self._other_count(query, records) or self._counts_more(query, records):
            return None
        return self._listed(query, records)

    def _of_kind(self, query: Query, records: Sequence[Record]) -> list[Record]:
        """Records that fit the kind of maker (``HTX nào``) and the kind of product (``sản phẩm gạo nào``)."""
        found = list(records)
        kinds = query.values("maker")
        if kinds and query.any("maker", "which", "who"):
            found = [r for r in found if self._maker_kind(r.fields["maker"]) in (*kinds, "")]
        for word in query.terms:
            named = [r for r in found if any(same_word(word, w) for w in words_of(r.fields["name"]))]
            found = named or found
        return found

    def _maker_kind(self, maker: str) -> str:
        """What a maker's name says it is (``Hợp tác xã …``: cooperative), or ""."""
        concepts = self.register.lexicon.phrases.at(words_of(maker), 0, lenient=False)[1]
        return next((v for c in concepts for name, v in c.dimensions if name == "maker"), "")

    def _counts_more(self, query: Query, records: Sequence[Record]) -> bool:
        """Whether the sentence that names products counts more of them than it was read to name."""
        stars, first = query.values("stars"), records[0]
        own = beside(self.register.of("product"), records)
        told = self.register.knowledge.figures_of(first.bulletin, first.paragraph, first.sentence[0])
        same = self.register.gazetteer.same
        page = self.register.knowledge.pages[first.bulletin]
        whole = any(f.unit == "product" and f.value == str(len(records)) and f.nature == "flow" for f in told)
        added = bool(query.years) and whole  # ``năm 2023 có thêm 2 sản phẩm 4 sao (…)``
        areas = query.areas if query.claimed is None and not added else ()
        there = [
            f
            for f in page.facts
            if f.nature == "stock" and f.status == "actual" and f.area is not None
            if any(same(a, f.area) for a in areas)
        ]
        return any(
            f.unit == "product" and f.dimensions.get("stars") in stars and Decimal(f.value) > size
            for facts, size in ((told, len(own)), (there, len(records)))
            for f in facts
        )

    def _other_count(self, query: Query, records: Sequence[Record]) -> bool:
        """Whether the number that is named is a figure of the bulletins for other products than these."""
        if query.claimed is None or query.claimed_unit != "product" or query.claimed == len(records):
            return False
        same = self.register.knowledge.figures.of_value(query.claimed)
        return any(f.unit == "product" for f in same)

    def _filtered(self, query: Query, records: Iterable[Record]) -> list[Record]:
        stars, years = query.values("stars"), query.years
        found = [
            r
            for r in records
            if (not stars or r.fields.get("stars") in stars) and (not years or r.fields.get("year") in years)
        ]
        makers = " ".join(fold(m) for m in named_makers(query, self.register.knowledge.roll))
        asked = [a for a in query.areas if fold(a.name).split(" ", 1)[-1] not in makers]
        places = [
            a
            for a in asked
            if self.register.knowledge.home is None
            or not self.register.gazetteer.same(a, self.register.knowledge.home)
        ]
        graded = bool(stars)
        return [r for r in found if self._inside(r, places, graded)] if places else found

    def _inside(self, record: Record, places: Sequence[Area], graded: bool) -> bool:
        """Whether a product is of one of some places; one whose place is not told is of the province that its
        bulletin is about, or else (*graded*: of a grade that is asked for) of the district."""
        knowledge = self.register.knowledge
        about = knowledge.homes.get(record.bulletin)
        if about is None and graded:
            about = knowledge.subjects.get(record.bulletin)
        own = record.area or about
        gazetteer = self.register.gazetteer
        return any(covers(gazetteer, a, own) for a in places)

    def _listed(self, query: Query, records: Sequence[Record]) -> Draft | None:
        if not records:
            return None
        language = query.language
        if len(records) == 1:
            claim = self.register.claim(self._product_text(query, records[0]), records[0])
            return Draft("answered", (claim,), why="one product")
        bullets = []
        for record in records[:30]:
            name = "list_product_place" if "place" in record.fields else "list_product"
            fields = {**record.fields, "name": capital(record.fields["name"])}
            text = say(
                language,
                f"answer.{name}",
                name=fields["name"],
                maker=fields["maker"],
                place=fields.get("place", ""),
            )
            bullets.append(self.register.claim(text, record))
        lead = say(language, "answer.list_products", count=f"**{len(records)}**")
        intro = self.register.claim(lead, *records[:30])
        counted = Claim(intro.text, intro.evidence, calculation=str(len(records)))
        return Draft("answered", (counted,), bullets=tuple(bullets), why="products")


def _best_named(
    query: Query, roll: Roll, ordinary: Callable[[Token], bool], fits: Callable[[Record], bool]
) -> list[Record]:
    """Products that fit whose name the question holds: by the longest run of two words or more, or by
    one word that is a name by itself."""
    asked = [w for w in query.annotated.words if w.kind != "mark"]
    sizes: dict[str, list[int]] = {}  # many bulletins may name the same product
    scored: list[tuple[int, Record]] = []
    for record in roll.named(asked):
        name = record.fields["name"]
        if name not in sizes:
            sizes[name] = list(_runs_held(query, asked, words_of(name), ordinary))
        if sizes[name] and fits(record):
            scored += [(size, record) for size in sizes[name]]
    best = max((size for size, _ in scored), default=0)
    return [r for size, r in scored if size == best]


def _runs_held(
    query: Query, asked: Sequence[Token], name: Sequence[Token], ordinary: Callable[[Token], bool]
) -> Iterator[int]:
    """The sizes of the runs of a name's words by which a question names it."""
    for size, at in runs(asked, name):
        run = name[at : at + size]
        # A capital that only opens the name tells nothing (``Thực phẩm …``).
        telling = [t for j, t in enumerate(run, at) if t.capital and j and not ordinary(t)]
        listed = size >= 3 and query.any("list", "which", "maker") and any(not ordinary(t) for t in run)
        alone = size == 1 and telling and not is_syllable(run[0].fold)
        held = (size >= 2 and telling) or listed or alone
        if held and not _goes_on(query, run) and not _within_places(query, run):
            yield size


def _within_places(query: Query, run: Sequence[Token]) -> bool:
    """Whether the words stand in the question only as the names of places (``xã Tân Lập``)."""
    words = query.annotated.words
    places = [range(p.start_token, p.end_token) for p in query.annotated.places]
    spots = [
        range(i, i + len(run))
        for i in range(len(words) - len(run) + 1)
        if all(same_word(w, r) for w, r in zip(words[i:], run, strict=False))
    ]
    return bool(spots) and all(any(set(spot) <= set(p) for p in places) for spot in spots)


def _goes_on(query: Query, run: Sequence[Token]) -> bool:
    """Whether the question's own name goes on where the stored one does not (``Nếp Khẩu Nua Lếch``)."""
    words = query.annotated.words
    if len(run) < 2:
        return False
    for i in range(len(words) - len(run)):
        if all(same_word(w, r) for w, r in zip(words[i:], run, strict=False)):
            after = words[i + len(run)]
            return (
                after.kind == "word"
                and after.capital
                and not after.text.isupper()
                and not run[-1].text.isupper()
            )
    return False


def named_makers(query: Query, roll: Roll) -> set[str]:
    """Makers that the question names by the end of their name (``Bắc Hà``) or most of it."""
    asked = [w for w in query.annotated.words if w.kind != "mark"]
    found = set()
    for maker, name in roll.makers(asked):
        if _within_places(query, name[-2:]):
            continue
        own = _own_name(name)
        tail = longest_run(asked, name[-2:])[0] == 2 and not _as_place(query, name[-1])
        told = longest_run(asked, own)[0] * 2 > len(own)  # the form of a company names none
        if tail or (told and longest_run(asked, name)[0] * 2 > len(name) + 1):
            found.add(maker)
    return found


def _own_name(name: Sequence[Token]) -> Sequence[Token]:
    """The words of a maker's name behind what form of company it is (all of them where none is left)."""
    forms = _forms()
    at = next((i for i, word in enumerate(name) if word.key not in forms), 0)
    return name[at:]


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    return frozenset(key for phrase in phrases("vi").discourse["forms"] for key in phrase)


def _does(query: Query, roll: Roll) -> bool:
    """Whether something done is asked about (``ai trao … cho Công ty X``), not only a name."""
    return any(not roll.in_names(t) for t in query.terms)


def _as_place(query: Query, last: Token) -> bool:
    """Whether the end of a name was read as a commune or district (``xã Yến Dương`` is no cooperative)."""
    for found in query.annotated.places:
        named = query.annotated.words[found.start_token : found.end_token]
        if found.prefixed and found.area.level in ("commune", "district") and same_word(named[-1], last):
            return True
    return False


def _said_before(knowledge: Knowledge, fact: Fact) -> str:
    """What stands before a figure in its sentence and in the one before."""
    spans = knowledge.spans(fact.bulletin, fact.paragraph)
    before = [start for start, _ in spans if start <= fact.sentence[0]][-2:]
    return knowledge.paragraph(fact.bulletin, fact.paragraph).text[before[0] : fact.quote.start]


def _in_names(token: Token, records: Sequence[Record]) -> bool:
    return any(
        same_word(token, w)
        for r in records
        for f in ("name", "maker", "place")
        for w in words_of(r.fields.get(f, ""))
    )
