"""Answers from records: who, which, whose, when, where, which decision, what a short form means."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from bot.answer import Claim
from bot.aptness import received
from bot.bylines import Bylines
from bot.draft import Draft
from bot.knowledge import Knowledge
from bot.makers import Makers
from bot.matching import missing
from bot.offices import Offices
from bot.phrasing import phrases, say
from bot.question import Query
from bot.register import Register, named_days, pick, spoken_role
from bot.standing import asks_end
from bot.wording import capital, date, joined, phrase_of
from corpus.areas import Gazetteer
from corpus.figures import tight
from corpus.lexicon import Lexicon
from corpus.model import Record
from corpus.numbers import plain
from corpus.text import Token, fold, key_of

_DOCUMENT_VERBS = frozenset(
    [
        "ban",
        "hanh",
        "ky",
        "quyet",
        "dinh",
        "so",
        "nghi",
        "cong",
        "van",
        "thong",
        "tu",
        "la",
        "ra",
        "phe",
        "duyet",
    ]
)


class Naming:
    """Solves questions whose answer is a name, a day, a place or a document."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.register = Register(knowledge, gazetteer, lexicon)
        self.makers = Makers(self.register)
        self.offices = Offices(self.register)
        self.bylines = Bylines(self.register)

    def solve(self, query: Query) -> Draft | None:
        """The first kind of record that answers, or None."""
        solvers: tuple[Callable[[Query], Draft | None], ...] = (
            self.bylines.solve,
            self._document,
            self.offices.office,
            self.offices.deeds,
            self._absence,
            self.makers.product,
            self.makers.maker,
            self.offices.person,
            self.offices.position,
            self._places,
            self.makers.products,
            self._term,
            self._held_by,
            self.offices.actor,
            self._event,
        )
        for solver in solvers:
            draft = solver(query)
            if draft is not None:
                return draft
        return None

    def _document(self, query: Query) -> Draft | None:
        found = self._documents(query)
        if found is None:
            return None
        language = query.language
        if not found:
            return Draft("not_found", message=say(language, "status.not_found_document"), why="document")
        if query.any("count", "list", "maker") and query.units and not query.any("doc_number"):
            return None
        if query.any("count") and query.any("when"):
            return None  # how long it took
        record = next((r for r in found if _told(query, r)), None)
        if record is None:
            return None
        if _announced(query) and query.any("when", "yes_no", "who"):
            return None  # the record tells of its issue only
        others = [t for t in query.terms if t.fold not in _DOCUMENT_VERBS]
        asked_more = query.any("who") or (query.any("which") and not query.any("doc_number"))
        asked_more = asked_more or (query.any("yes_no") and query.claimed is not None)  # "… 15 communes?"
        asked_more = asked_more or not query.any("tell", "define", "when", "doc_number", "yes_no")
        if asked_more and missing(others, " ".join(record.fields.values())):
            return None
        return Draft("answered", (self._document_claim(record, query),), why="document")

    def _documents(self, query: Query) -> list[Record] | None:
        """Documents that the question names by number or by matter; None if it asks for none."""
        known = self.register.timely("document", query) if not query.years else self.register.of("document")
        if query.documents:
            numbered = [r for r in known if any(_same_number(d, r.fields["number"]) for d in query.documents)]
            return [r for r in numbered if _same_kind(query, r)]
        if query.bare and query.any("define", "tell") and query.claimed is not None:
            if self.register.knowledge.figures.of_size(query.claimed):
                return None
            number = plain(query.claimed)  # ``con số 231 là gì``
            return [r for r in known if _same_number(number, r.fields["number"])] or None
        kinds = [m for m in query.annotated.mentions if m.has("document_kind")]
        if not kinds or (query.any("count") and query.units and not query.any("doc_number")):
            return None
        spoken = {fold(query.annotated.source(m.first, m.last)) for m in kinds}
        english = {phrases("en").glossary.get(s, s) for s in spoken}
        same = [r for r in known if fold(r.fields.get("kind", "")) in spoken | {fold(e) for e in english}]
        same = same or [r for r in known if query.any("doc_number") and "van ban" in spoken]
        rest = [t for t in query.content if t.fold not in _DOCUMENT_VERBS | {"may", "nao", "ngay"}]
        fitting = [r for r in same if len(missing(rest, self.register.context(r))) * 4 <= len(rest)]
        return fitting or None

    def _document_claim(self, record: Record, query: Query) -> Claim:
        language, fields = query.language, record.fields
        title = " ".join(x for x in (_kind_in(fields.get("kind", ""), language), fields["number"]) if x)
        pieces = {
            "date": say(language, "answer.document_date", date=date(fields["date"], language))
            if "date" in fields
            else "",
            "issuer": say(
                language,
                "answer.document_issuer" if "date" in fields else "answer.document_undated",
                issuer=fields["issuer"],
            )
            if "issuer" in fields
            else "",
            "about": say(language, "answer.document_about", about=fields["about"])
            if "about" in fields
            else "",
        }
        text = say(language, "answer.document_full", title=title, **pieces)
        days = named_days(query)
        if query.any("yes_no") and days and "date" in fields:
            text = say(language, "answer.yes" if fields["date"] in days else "answer.no", claim=capital(text))
        elif query.any("yes_no") and not days and "issuer" in fields:
            name = _of_issuer(query, fields["issuer"])
            text = say(language, f"answer.{name}", claim=capital(text)) if name else text
        return self.register.claim(capital(text), record, derived=(fields.get("date", ""),))

    def _held_by(self, query: Query) -> Draft | None:
        """``Ai tổ chức hội nghị``: the organiser, before the persons who chaired."""
        organised = any(m.has("organise") for m in query.annotated.mentions)
        return self._event(query) if organised and query.any("who") and not spoken_role(query) else None

    def _absence(self, query: Query) -> Draft | None:
        """``Pác Nặm có bao nhiêu xã NTM``: a place that is named for having none."""
        if "commune" not in query.units or not query.any("count", "yes_no") or query.only_target:
            return None
        if not (query.programmes or query.values("level")):
            return None  # communes of any kind are asked about
        if any(set(values) - {"standard"} for _, values in query.dimensions):
            return None
        for record in self.register.timely("places", query):
            if not self.register.lexicon.indicators[record.fields["indicator"]].absent:
                continue
            names = [fold(n) for n in record.fields["names"].split("; ")]
            named = [a for a in query.areas if a.level == "district" and fold(a.name) in names]
            if named:
                text = say(
                    query.language,
                    "answer.absent",
                    name=", ".join(f"**{a.name}**" for a in named),
                    state=record.fields["state"],
                    names=record.fields["names"].replace("; ", ", "),
                )
                if query.claimed and query.any("yes_no") and not (query.denies or query.compares):
                    text = say(query.language, "answer.no_exists", claim=capital(text))
                derived = [a.name for a in named] + record.fields["names"].split("; ")
                return Draft(
                    "answered",
                    (self.register.claim(capital(text), record, derived=derived),),
                    why="none there",
                )
        return None

    def _places(self, query: Query) -> Draft | None:
        records = [r for r in self.register.of("places") if r.fields["indicator"] in query.needs]
        if not records or not query.any("which_place", "list", "yes_no", "tell", "where", "count"):
            return None
        if query.terms and not query.any("which_place", "list", "yes_no", "where", "count"):
            return None  # something else is asked about them
        record = records[0]
        text = say(
            query.language,
            "answer.places_are",
            names=joined([f"**{n}**" for n in record.fields["names"].split("; ")], query.language),
            state=record.fields["state"],
            noun=phrase_of(record.fields["indicator"], {}, query.language),
        )
        named = [a for a in query.areas if a.level in ("district", "commune")]
        if query.any("yes_no") and named and not query.any("which_place"):
            names = [fold(n) for n in record.fields["names"].split("; ")]
            inside = all(any(fold(a.name).split(" ", 1)[-1] in n for n in names) for a in named)
            inside = inside and not (query.only and len(named) < len(names))
            text = say(
                query.language, "answer.yes_record" if inside else "answer.not_maker", claim=capital(text)
            )
        derived = [*record.fields["names"].split("; ")]
        if _gives_number(query) and not named:
            verdict = "answer.yes" if query.claimed == len(derived) else "answer.no"
            text = say(query.language, verdict, claim=capital(text))
        return Draft("answered", (self.register.claim(capital(text), record, derived=derived),), why="places")

    def _event(self, query: Query) -> Draft | None:
        spoken = any(m.has("event") or m.has("organise") for m in query.annotated.mentions)
        spoken = spoken or any(t.fold in ("hop", "nghi") for t in query.annotated.words)
        if (
            not spoken
            or not (query.any("when", "where", "who") or (query.any("yes_no") and named_days(query)))
            or (query.units and not query.any("when", "where"))
            or query.any("count", "most", "least")
            or asks_end(query)  # a record holds the day on which it began
            or (query.any("who") and received(query))
        ):
            return None
        for record in self.register.timely("event", query):
            part = _part_of_day(query) if query.any("yes_no") else []
            if missing([t for t in query.terms if t not in part], self.register.context(record)):
                continue
            return self._event_answer(query, record)
        return None

    def _event_answer(self, query: Query, record: Record) -> Draft | None:
        fields, language = record.fields, query.language
        when = fields["date_text"] if language == "vi" else date(fields["date"], language)
        when = when[:1].lower() + when[1:]
        if language == "vi" and fields["date"][:4] not in when:
            when = f"{when}/{fields['date'][:4]}" if when[-1:].isdigit() else when
        derived = (fields["date"],)
        if query.any("where") and "place" not in fields:
            text = say(language, "answer.event_no_place", organiser=fields.get("organiser", ""), when=when)
            return Draft("partial", (self.register.claim(text, record, derived=derived),), why="no venue")
        if query.any("where"):
            text = say(language, "answer.event_where", name=fields["name"], place=fields["place"])
        elif query.any("when", "yes_no"):
            text = say(language, "answer.event_when", name=fields["name"], when=when)
            if query.any("yes_no") and named_days(query):
                same = fields["date"] in named_days(query)
                same = same and not missing(_part_of_day(query), f"{fields['date_text']} {text}")
                text = say(language, "answer.yes" if same else "answer.no", claim=capital(text))
        elif "organiser" in fields:
            text = say(language, "answer.event_who", name=fields["name"], organiser=fields["organiser"])
        else:
            return None
        return Draft("answered", (self.register.claim(capital(text), record, derived=derived),), why="event")

    def _term(self, query: Query) -> Draft | None:
        if not query.any("define") or query.any("who", "when", "where") or query.needs:
            return None
        spoken = {w.text.upper() for w in query.annotated.words} | {p.upper() for p in query.programmes}
        for record in self.register.of("term"):
            if record.fields["short"].upper() in spoken and not query.units and not query.periods:
                if [t for t in query.terms if t.fold != record.fields["short"].lower()]:
                    continue
                text = say(query.language, "answer.term_is", **pick(record, "short", "long"))
                return Draft("answered", (self.register.claim(text, record),), why="term")
        return None


def _kind_in(kind: str, language: str) -> str:
    """The kind of a document in the language of the answer (``Quyết định``; ``Decision``)."""
    if language == "vi":
        return kind
    english = (word for word, vi in phrases("en").glossary.items() if fold(vi) == fold(kind))
    return next(english, kind).capitalize()


def _told(query: Query, record: Record) -> bool:
    """Whether a document's record holds what is asked of it: its day, who issued it, what it is about."""
    signed = any(t.fold in _SIGNING for t in query.annotated.words)
    wanted = {
        "date": query.any("when"),
        "issuer": query.any("who", "which_place") and not signed,
        "signer": query.any("who") and signed,
        "about": query.any("tell", "define") and not query.any("when", "doc_number", "yes_no"),
    }
    plain = query.any("doc_number", "yes_no") or any(wanted.values()) or not query.any("count")
    return plain and all(name in record.fields for name, asked in wanted.items() if asked)


def _gives_number(query: Query) -> bool:
    """Whether a question only gives a number of places, to be said yes or no to."""
    plain = query.any("yes_no") and not query.any("which_place", "list", "count")
    counted = query.claimed is not None and query.claimed_unit in ("district", "commune")
    return plain and counted and not (query.compares or query.claimed_hedge or query.denies)


def _of_issuer(query: Query, issuer: str) -> str:
    """``yes`` or ``no`` where a question says which body issued a document (``do Sở … ban hành``), "" where
    it does not, names an office in it, or perhaps the same body otherwise."""
    words = query.annotated.words
    folds = ["", "", *(w.fold for w in words), ""]
    end = next((i for i, pair in enumerate(pairwise(folds[2:])) if pair == ("ban", "hanh")), len(words))
    opens = [
        i
        for i, word in enumerate(words[:end])
        if word.fold in _BODIES
        and word.capital
        and (folds[i : i + 2] == ["la", "cua"] or (end < len(words) and folds[i + 1] in _ISSUED_BY))
    ]
    if len(opens) != 1 or query.only or query.spoken != "vi" or spoken_role(query):
        return ""
    body = [w for w in words[opens[0] : end] if any(w is t for t in query.terms)]
    if body and not missing(body, issuer):
        return "yes"
    return "no" if missing(words[opens[0] : opens[0] + 1], issuer) else ""


_ISSUED_BY = frozenset({"", "do", "phai"})
_BODIES = frozenset({"bo", "so", "van", "chinh", "ubnd", "hdnd", "phong"})


def _part_of_day(query: Query) -> list[Token]:
    """``sáng``, ``chiều`` of a day that a question names."""
    return [t for t in query.terms if t.key in _PARTS_OF_DAY] if named_days(query) else []


_PARTS_OF_DAY = frozenset(key_of(w) for w in ("sáng", "chiều", "tối", "trưa"))


_SIGNING = frozenset({"ky", "signed", "sign", "signs", "signer"})


def _announced(query: Query) -> bool:
    """Whether it is a document's announcement that is asked about, not its issue."""
    folds = [w.fold for w in query.annotated.words]
    return ("cong", "bo") in pairwise(folds) or bool(_READING & set(folds))


_READING = frozenset({"announced", "announce", "doc", "published", "read"})


def _same_kind(query: Query, record: Record) -> bool:
    """Whether the kind of document that is named (if any) is the record's."""
    kinds = [m for m in query.annotated.mentions if m.has("document_kind")]
    spoken = {fold(query.annotated.source(m.first, m.last)) for m in kinds} - {"van ban", "document"}
    spoken |= {fold(phrases("en").glossary.get(s, s)) for s in spoken}
    return not spoken or "kind" not in record.fields or fold(record.fields["kind"]) in spoken


def _same_number(asked: str, number: str) -> bool:
    """Whether a document is meant: by its bare number, or by number and letters (``231/QĐ-UBND``)."""
    bare, whole = (tight(x).split("/")[0].split("-")[0].lstrip("0") for x in (asked, number))
    return bare == whole and (not any(c.isalpha() for c in asked) or tight(asked) == tight(number))
