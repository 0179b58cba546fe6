"""Statements with no figure of their own: who, which, when, where, which decision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from corpus.annotate import Annotated
from corpus.clauses import Cutter
from corpus.facts import CONTEXT, Sentence, Setting
from corpus.figures import Figure, Words
from corpus.lexicon import Lexicon
from corpus.model import Area, Fact, Quote, Record
from corpus.people import Person, persons
from corpus.products import products
from corpus.text import fold_of, key_of

LONGEST_ISSUER = 20  # words between a document and its matter
ABOUT = (Words("về"), Words("việc"))
DEEDS = (("công", "nhận"), ("phê", "duyệt"), ("quy", "định"), ("ban", "hành"), ("thành", "lập"))
ISSUER = Words("của")
END = frozenset(".;")
JOINED = Words("và", "cùng", "với")
AT = Words("tại", "ở")


class Recorder:
    """Reads records out of annotated sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.cutter = Cutter(lexicon)

    def read(
        self, paragraphs: Iterable[Sequence[Sentence]], facts: Sequence[Fact], setting: Setting
    ) -> list[Record]:
        """Records of a bulletin's paragraphs, in order."""
        found: list[Record] = []
        of_sentence: dict[tuple[int, tuple[int, int]], list[Fact]] = {}
        for fact in facts:
            of_sentence.setdefault((fact.paragraph, fact.sentence), []).append(fact)
        for sentences in paragraphs:
            for sentence in sentences:
                own = of_sentence.get((sentence.paragraph.number, (sentence.start, sentence.end)), [])
                found.extend(self._people(sentence))
                found.extend(_documents(sentence))
                found.extend(self._products(sentence, own, setting))
                found.extend(_places(sentence, own))
                found.extend(_events(sentence))
                found.extend(_terms(sentence))
        return found

    def _people(self, sentence: Sentence) -> Iterator[Record]:
        people = persons(sentence.text, self.lexicon)
        for i, person in enumerate(people):
            fields = {"name": sentence.text.source(*person.name)}
            if person.role is not None:
                fields["role"] = sentence.text.source(*person.role)
            action = _action(sentence.text, people[i:])
            if action is not None:
                fields["action"] = sentence.text.source(*action)
            yield _record("person", fields, sentence, person.first, person.last)

    def _products(self, sentence: Sentence, facts: Sequence[Fact], setting: Setting) -> Iterator[Record]:
        text = sentence.text
        counted = [f for f in facts if f.unit == "product"]
        named = text.says("unit", "product") or text.says("programme", "ocop")
        if not named:
            return
        grades = self.cutter.grade_spans(text)
        for product in products(text):
            fields = {"name": text.source(*product.name), "maker": text.source(*product.maker)}
            if product.place is not None:
                fields["place"] = text.source(*product.place)
            grade = [g for g in grades if g[1] < product.name[0]]
            if grade:
                fields["stars"] = grade[-1][4]
            before = [
                f for f in counted if f.quote.start - sentence.start <= text.words[product.name[0]].start
            ]
            if before:
                fields["step"] = before[-1].dimensions.get("step", "")
                fields["year"] = (before[-1].period.end or "")[:4]
            last = product.place[1] if product.place else product.maker[1]
            area = next(
                (
                    p.area
                    for p in text.places
                    if product.place and p.start_token >= product.place[0] and p.end_token <= product.place[1]
                ),
                None,
            )
            first = product.name[0]
            yield _record("product", fields, sentence, first, max(last, product.name[1]), area=area)


def _action(text: Annotated, people: Sequence[Person]) -> tuple[int, int] | None:
    """The words that say what a person (or several joined by ``và``) does."""
    at = people[0].last
    for following in people[1:]:
        if following.first <= at + 1 and (
            following.first == at or JOINED.has(text.words[at], lenient=False) or text.words[at].text == ","
        ):
            at = following.last
    if at < len(text.words) and text.words[at].text == ",":
        return None
    last = at
    while last < len(text.words) and text.words[last].text not in END and last - at < 40:
        last += 1
    return (at, last) if last > at else None


def _documents(sentence: Sentence) -> Iterator[Record]:
    text = sentence.text
    for figure in text.figures:
        if figure.kind != "document":
            continue
        kinds = text.saying("document_kind")
        kind = next((m for m in kinds if figure.first - 2 <= m.last <= figure.first), None)
        fields = {"number": figure.text}
        first, last = figure.first, figure.last
        if kind is not None:
            fields["kind"], first = text.source(kind.first, kind.last), kind.first
        date = next((f for f in text.figures if f.kind == "date" and 0 <= f.first - last <= 2), None)
        if date is not None and date.period is not None and date.period.end:
            fields["date"], fields["date_text"], last = date.period.end, date.text, date.last
        about = _about(text, last)
        if last + 1 < len(text.words) and ISSUER.has(text.words[last], lenient=False):
            stop = about[0] if about else _stop(text, last)
            fields["issuer"] = text.source(last + 1, max(stop, last + 2))
            last = max(stop, last + 2)
        if about is not None:
            fields["about"] = text.source(about[1], about[2])
            last = about[2]
        yield _record("document", fields, sentence, first, last)


def _stop(text: Annotated, first: int) -> int:
    return next((i for i in range(first, len(text.words)) if text.words[i].text in ".;,:"), len(text.words))


def _about(text: Annotated, first: int) -> tuple[int, int, int] | None:
    """``về việc …``, ``công nhận …``: where it begins, where its matter begins and ends."""
    deeds = {tuple(key_of(word) for word in deed) for deed in DEEDS}
    for i in range(first, min(len(text.words), first + LONGEST_ISSUER)):
        if text.words[i].text in END:
            return None
        if i > first and tuple(w.key for w in text.words[i : i + 2]) in deeds:
            stop = next((j for j in range(i, len(text.words)) if text.words[j].text in END), len(text.words))
            return i, i, stop
        if ABOUT[0].has(text.words[i], lenient=False):
            matter = (
                i + 2 if i + 1 < len(text.words) and ABOUT[1].has(text.words[i + 1], lenient=False) else i + 1
            )
            stop = next(
                (j for j in range(matter, len(text.words)) if text.words[j].text in END), len(text.words)
            )
            return (i, matter, stop) if stop > matter else None
    return None


def _places(sentence: Sentence, facts: Sequence[Fact]) -> Iterator[Record]:
    """Places that a count is about, named beside it: ``A và B - hai huyện đang trắng xã NTM``."""
    text = sentence.text
    for fact in facts:
        if fact.unit not in ("village", "commune", "district") or fact.indicator == "other":
            continue
        named = [p for p in text.places if p.area.level == fact.unit and p.kind != "generic"]
        near = [p for p in named if _apposed(text, p.start_token, fact, sentence)]
        if near and len(near) == int(float(fact.value)):
            names = "; ".join(p.area.name for p in near)
            first = min(near[0].start_token, _token_at(text, fact.quote.start - sentence.start))
            last = max(near[-1].end_token, _token_at(text, fact.quote.end - sentence.start - 1) + 1)
            fields = {"names": names, "indicator": fact.indicator, "state": fact.quote.exact}
            yield _record("places", fields, sentence, first, last)


def _token_at(text: Annotated, offset: int) -> int:
    return next((i for i, w in enumerate(text.words) if w.end > offset), len(text.words) - 1)


def _apposed(text: Annotated, place: int, fact: Fact, sentence: Sentence) -> bool:
    """Whether a place stands in apposition to a count: before a dash, or after a colon, bracket, ``gồm``."""
    figure = _token_at(text, fact.quote.start - sentence.start)
    end = _token_at(text, fact.quote.end - sentence.start - 1)
    if place < figure:
        between = text.words[place:figure]
        return (
            figure - place <= 30
            and text.words[figure - 1].text in "-–,:"
            and not any(w.text in ";." for w in between)
        )
    opened = [w.text for w in text.words[end + 1 : place]]
    return any(w in (":", "(", "gồm", "là") for w in opened) and not any(w in ";." for w in opened)


def _events(sentence: Sentence) -> Iterator[Record]:
    """``Chiều 12/3, UBND tỉnh tổ chức Hội nghị …``: the day, who held it and what it was."""
    text = sentence.text
    verb = next(iter(text.saying("organise")), None)
    if verb is None:
        return
    events = text.saying("event")
    event = next((m for m in events if m.first >= verb.last or m.last <= verb.first), None)
    date = next((f for f in text.figures if f.kind == "date" and f.first < verb.first), None)
    if event is None or date is None or date.period is None or not date.period.end:
        return
    first = _day_start(text, date)
    fields = {"date": date.period.end, "date_text": text.source(first, date.last)}
    if event.first >= verb.last:
        start = _organiser_start(text, date.last, verb.first)
        if start < verb.first:
            fields["organiser"] = text.source(start, verb.first)
        stop = next(
            (i for i in range(event.first, len(text.words)) if text.words[i].text in END), len(text.words)
        )
        fields["name"] = text.source(event.first, stop)
    else:
        stop = verb.last
        fields["name"] = text.source(event.first, verb.first)
    place = next((i for i in range(date.last, stop) if AT.has(text.words[i], lenient=False)), None)
    if place is not None:
        close = next(
            (i for i in range(place + 1, len(text.words)) if text.words[i].text in ",.;"), len(text.words)
        )
        if close > place + 1:
            fields["place"] = text.source(place + 1, close)
    yield _record("event", fields, sentence, first, stop)


def _organiser_start(text: Annotated, after: int, before: int) -> int:
    """Where who holds an event begins: behind the comma after its day, and after its place."""
    commas = [i for i in range(after, before) if text.words[i].text in ",;:"]
    if not commas:
        return after
    if commas[0] - after > 1:  # "Chiều 12/3 tại A, UBND tỉnh …"
        return commas[0] + 1
    at = commas[0] + 1
    if len(commas) > 1 and at < before and AT.has(text.words[at], lenient=False):
        return commas[1] + 1
    return at


def _day_start(text: Annotated, date: Figure) -> int:
    first = date.first
    while first > 0 and date.first - first < 3 and text.words[first - 1].kind == "word":
        first -= 1
    return first


def _terms(sentence: Sentence) -> Iterator[Record]:
    """``Chương trình … nông thôn mới (NTM)``: a short form and what it stands for."""
    text = sentence.text
    for i in range(1, len(text.words) - 2):
        short = text.words[i + 1]
        if (
            text.words[i].text != "("
            or text.words[i + 2].text != ")"
            or not short.text.isupper()
            or len(short.text) < 2
        ):
            continue
        first = _long_form(text, i, short.text)
        if first is not None:
            fields = {"short": short.text, "long": text.source(first, i)}
            yield _record("term", fields, sentence, first, i + 3)


def _long_form(text: Annotated, end: int, short: str) -> int | None:
    """Where the long form before a bracket begins."""
    if text.words[end - 1].text in '”"':
        opened = next((i for i in range(end - 2, -1, -1) if text.words[i].text in '“"'), None)
        if opened is None:
            return None
        return opened
    programme = next((m for m in text.saying("programme") if m.last == end), None)
    if programme is not None:
        return programme.first
    initials = [fold_of(w.text[:1]) for w in text.words[max(0, end - len(short)) : end] if w.kind == "word"]
    return end - len(short) if "".join(initials) == fold_of(short) else None


def _record(
    kind: str, fields: dict[str, str], sentence: Sentence, first: int, last: int, area: Area | None = None
) -> Record:
    words, text = sentence.text.words, sentence.paragraph.text
    start, end = sentence.start + words[first].start, sentence.start + words[last - 1].end
    quote = Quote(
        text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end
    )
    name = f"{sentence.bulletin}\n{sentence.paragraph.number}\n{start}\n{kind}\n{sorted(fields.items())}"
    return Record(
        id=hashlib.sha256(name.encode()).hexdigest()[:16],
        kind=kind,
        fields={k: v for k, v in fields.items() if v},
        area=area,
        bulletin=sentence.bulletin,
        paragraph=sentence.paragraph.number,
        quote=quote,
        sentence=(sentence.start, sentence.end),
    )
