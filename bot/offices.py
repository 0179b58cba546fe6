"""Answers about persons: who holds an office, who somebody is, who did something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, takewhile

from bot.aptness import received, tells_receiver
from bot.content import translated
from bot.draft import Draft
from bot.makers import named_makers
from bot.matching import longest_run, missing, replaceable, same_word, says, words_of
from bot.phrasing import phrases, say
from bot.question import Query
from bot.register import Register, distinct, grades_agree, pick, place_in, spoken_role
from bot.roll import Roll
from bot.wording import joined
from corpus.annotate import Annotated, reader
from corpus.figures import tight
from corpus.lexicon import Mention, lexicon
from corpus.model import Record
from corpus.places import words as places
from corpus.text import Token, fold, tokens

# What stands between an office and its body or place; the rank of who heads a place, and its body.
_OF = ("cua", "o", "tai", "of", "the")
_ASKING_OFFICE = frozenset({"la", "phai", "is", "was"})
_CHAIR = "chu tich"
MOST_DEEDS = 3
_WHAT_DID = (["what", "did"], ["what", "does"], ["what", "has"])
_COMMITTEE = (("ubnd",), ("uy", "ban", "nhan", "dan"))


class Offices:
    """Solves questions about persons and offices."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def person(self, query: Query) -> Draft | None:
        """A person that the question names."""
        found = []
        known = self.register.knowledge.roll.called(query.annotated.words)
        for record in self.register.timely(known, query):
            name = words_of(record.fields["name"])
            if called(query, name) and "role" in record.fields:
                found.append(record)
        if not found or query.topics:
            return None
        if _either(query):
            did = self._which_did(query) if spoken_role(query) is None or query.spoken == "en" else None
            if did is not None:
                return did
            query = replace(query, asks=query.asks - {"yes_no"})
        record = found[0]
        asks_role = query.any("who", "define") or not query.any(
            "tell", "demand", "when", "where", "why", "list", "count"
        )
        others = [
            t
            for t in query.terms
            if not any(same_word(t, n) for r in found for n in words_of(r.fields["name"]))
        ]
        if not asks_role:
            return None
        role = spoken_role(query)
        fields = record.fields
        text = say(query.language, "answer.person_is", name=fields["name"], role=fields["role"])
        if query.any("yes_no") and role is None and others:
            return self._did(query, [r.fields["name"] for r in found], others)
        act = self._of_who_holds(query, role, found, others) if query.any("yes_no") and role else []
        if act:
            return self._did(query, [r.fields["name"] for r in found], act)
        if query.any("yes_no") and role is not None:
            same = self._holds(replace(query, terms=tuple(others)), role, fields["role"])
            text = say(query.language, "answer.yes_record" if same else "answer.not_maker", claim=text)
        elif missing(others, fields["role"] + " " + fields.get("action", "")):
            return None
        return Draft("answered", (self.register.claim(text, record),), why="person")

    @staticmethod
    def _of_who_holds(
        query: Query, role: Mention, found: Sequence[Record], others: Sequence[Token]
    ) -> list[Token]:
        """``Phó Chủ tịch … có trao giấy …``: the words behind the name of an act, where the office before it
        is the person's and is not asked about ([] otherwise)."""
        names = {w.fold for r in found for w in words_of(r.fields["name"])}
        at = [i for i, w in enumerate(query.annotated.words) if w.fold in names and i >= role.last]
        between = {w.fold for w in query.annotated.words[role.last : min(at, default=0)]}
        same = _rank(found[0].fields["role"]).startswith(_said_rank(query, role))
        if not at or not same or between & _ASKING_OFFICE:
            return []
        return [t for t in others if place_in(query, t) > max(at)]

    def _holds(self, query: Query, role: Mention, held: str) -> bool:
        """Whether one of a person's offices is the one asked for: the same rank (``phó`` counts) of the
        same body."""
        offices = [held, *held.split(", ")[1:]]
        return any(self._is_office(query, role, office) for office in offices)

    def _is_office(self, query: Query, role: Mention, held: str) -> bool:
        asked = fold(query.annotated.source(role.first, role.last)).replace("-", " ")
        if query.annotated.text.isascii() or query.spoken == "en":
            asked = " ".join(fold(phrases("en").glossary.get(w, w)) for w in asked.split())
        words, size = _cut(held)
        rank = " ".join(t.fold for t in words[:size])
        if rank != asked:
            return False
        body = [t for t in query.terms if not role.first <= place_in(query, t) < role.last]
        body = [t for t in body if t.fold not in asked.split()]
        seat = _seat(query, role)
        if seat and _CHAIR in rank and not _governs(words[size:], seat):
            return False
        return not missing(body, f"{held} {_body_names(held)}")

    def office(self, query: Query) -> Draft | None:
        """An office of a maker or body (``giám đốc HTX …``) is answered by offices, not by products."""
        role = spoken_role(query)
        roll = self.register.knowledge.roll
        if role is None or query.any("demand", "why") or not named_makers(query, roll):
            return None
        return self.position(query, asked=True)

    def position(self, query: Query, asked: bool = False) -> Draft | None:
        """``Giám đốc Sở … là ai``: who holds an office."""
        role = spoken_role(query)
        if (
            role is None
            or not (asked or query.any("who", "maker", "list", "define"))
            or query.any("demand", "why")
        ):
            return None
        after = _after(query, role)
        if any(
            (m.has("organise") or m.has("event")) and (role.first > 3 or m.first == after)
            for m in query.annotated.mentions
        ):
            return None
        holding = lru_cache(None)(lambda held: self._holds(query, role, held))
        holders = (r for r in self.register.of("person") if "role" in r.fields and holding(r.fields["role"]))
        found = self.register.timely(holders, query)
        found = found or self._of_the_maker_told(query, role)
        if not found and self._did_something(query, role):
            return self._by_office_who(query, role)
        if not found:
            return Draft("not_found", message=say(query.language, "status.not_found_person"), why="office")
        records = distinct(found, "name")
        seats = {_rank(r.fields["role"]) for r in records}
        if _seat(query, role) and not query.areas and len(seats) > 1 and self.register.knowledge.home is None:
            return None  # whose head is meant is not said
        claims = [
            self.register.claim(
                say(query.language, "answer.role_is", role=r.fields["role"], name=r.fields["name"]), r
            )
            for r in records[:3]
        ]
        return Draft("answered", tuple(claims), why="office")

    def _of_the_maker_told(self, query: Query, role: Mention) -> list[Record]:
        """Who heads what was called by its name before (``Giám đốc HTX`` behind ``HTX Bến Gành …``)."""
        body = [t for t in query.terms if not role.first <= place_in(query, t) < role.last]
        named = [t for t in body if t.capital]
        rank = _said_rank(query, role)
        found = []
        for record in self.register.of("person") if named else ():
            if "role" not in record.fields:
                continue
            words, size = _cut(record.fields["role"])
            rest = {t.fold for t in words[size:]}
            bare = rest and rest <= _HEADS and " ".join(t.fold for t in words[:size]) == rank
            if bare and not missing([*body, *_places_of(query)], self._before(record)):
                found.append(record)
        return found

    def _before(self, record: Record) -> str:
        """The title and lead of a person's bulletin, the paragraph before, and theirs up to them."""
        knowledge = self.register.knowledge
        page = knowledge.pages[record.bulletin]
        text = page.paragraph(record.paragraph).text[: record.sentence[1]]
        before = [p for p in page.bulletin.paragraphs if p.number == record.paragraph - 1]
        return f"{knowledge.context(record.bulletin, before[0].number)} {text}" if before else text

    def _by_office_who(self, query: Query, role: Mention) -> Draft | None:
        """``Phó Chủ tịch tỉnh chủ trì hội nghị là ai``: who held the office and did it."""
        folds = [w.fold for w in query.annotated.words]
        if ("la", "ai") not in pairwise(folds) and ("ai", "la") not in pairwise(folds):
            return None
        named = replace(query, asks=query.asks | {"who"})
        for record in self._actors(named):
            if "role" in record.fields and _rank(record.fields["role"]).startswith(_said_rank(query, role)):
                told = say(query.language, "answer.role_is", **pick(record, "role", "name"))
                return Draft("answered", (self.register.claim(told, record),), why="who held it and did it")
        return None

    def _did_something(self, query: Query, role: Mention) -> bool:
        """Whether words beside an office say what was done (``Phó Chủ tịch biểu dương ai``)."""
        words = [t for t in query.terms if not role.first <= place_in(query, t) < role.last]
        persons = self._acting(words)
        return bool(words) and any(not missing(words, r.fields["action"]) for r in persons)

    def _did(self, query: Query, names: list[str], words: list[Token]) -> Draft | None:
        """``Bà … có chủ trì hội nghị không``: whether a named person is among those who did it."""
        actors = self._actors(replace(query, content=tuple(words)))
        if not actors:
            return None
        told = self._told(actors, query.language)
        did = {r.fields["name"] for r in actors}
        same = set(names) <= did and not (query.only and len(names) < len(did))
        counts = [_counts_agree(query, r.fields["action"]) for r in actors if r.fields["name"] in names]
        if same and None in counts:  # the number of something that the act does not count
            return Draft("answered", (self.register.claim(told, *actors),), why="did it, so many or not")
        same = same and all(counts)
        text = say(query.language, "answer.yes_record" if same else "answer.not_maker", claim=told)
        return Draft("answered", (self.register.claim(text, *actors),), why="did it or not")

    def deeds(self, query: Query) -> Draft | None:
        """``Giám đốc Sở … làm gì ở hội nghị``, ``what did Ms … do``: what a person is told to have done."""
        folds = [w.fold for w in query.annotated.words]
        asked = ("lam", "gi") in pairwise(folds) or (
            folds[:2] in _WHAT_DID and "do" in folds and ("to", "do") not in pairwise(folds)
        )
        if not asked or says(query.text, "demand") or query.any("count", "when", "where", "why"):
            return None
        role = spoken_role(query)
        people = [r for r in self.register.of("person") if r.fields.get("action")]
        found = [r for r in people if called(query, words_of(r.fields["name"]))]
        if role is not None and not found:
            events = [m for m in query.annotated.mentions if m.has("event")]
            said = {id(w) for m in events for w in query.annotated.words[m.first : m.last]}
            office = replace(query, terms=tuple(t for t in query.terms if id(t) not in said))
            found = [r for r in people if self._holds(office, role, r.fields.get("role", ""))]
        told = {r.sentence: r for r in reversed(found)}
        claims = [self.register.claim(self._told([r], query.language), r) for r in reversed(told.values())]
        return Draft("answered", tuple(claims[:MOST_DEEDS]), why="what a person did") if claims else None

    def _which_did(self, query: Query) -> Draft | None:
        """``Ông … chủ trì hay bà … chủ trì``: who did it, be it one of them or not."""
        words = query.annotated.words
        heads = [m for m in query.annotated.mentions if m.has("honorific")]
        named = {id(w) for m in heads for w in takewhile(lambda w: w.capital, words[m.last :])}
        named |= {id(w) for m in heads for w in words[m.first : m.last]}
        people = self.register.knowledge.roll.called(words)
        names = [n for r in people for n in words_of(r.fields["name"])]
        named |= {id(w) for w in words if w.capital and any(same_word(w, n) for n in names)}
        idle = phrases(query.spoken).idle
        said = [w for w in words if w.kind == "word" and id(w) not in named]
        said = [w for w in said if not idle.at([w], 0, lenient=True)[0]]
        deed = tuple(translated(said, phrases(query.spoken)))
        asks = (query.asks | {"who"}) - {"yes_no"}
        return self.actor(replace(query, asks=asks, content=deed)) if deed else None

    def actor(self, query: Query) -> Draft | None:
        """Who did something: the persons whose action holds the question's words."""
        if query.any("yes_no") and not query.any("who"):
            return self._by_office(query)
        if not query.any("who") or not query.content:
            return None
        actors = self._actors(query)
        if query.documents:  # who signed another paper did not sign this one
            asked = [tight(d) for d in query.documents]
            actors = [r for r in actors if all(d in tight(r.fields["action"]) for d in asked)]
        if received(query):  # ``biểu dương`` for ``tặng bằng khen`` tells who got none
            actors = [r for r in actors if tells_receiver(r.fields["action"])]
        if not actors:
            return None
        claim = self.register.claim(self._told(actors, query.language), *actors)
        return Draft("answered", (claim,), why="actor")

    def _by_office(self, query: Query) -> Draft | None:
        """``Hội nghị do Chủ tịch UBND tỉnh chủ trì đúng không``: whether who did it holds that office."""
        role = spoken_role(query)
        if role is None or query.programmes or query.units:
            return None
        office = set(range(role.first, role.last))
        bodies = self.register.knowledge.roll.bodies
        deed = [t for t in query.content if place_in(query, t) not in office and t.fold not in bodies]
        actors = self._actors(replace(query, content=tuple(deed))) if deed else []
        if not actors:
            return None
        told = self._told(actors, query.language)
        named = replace(query, terms=tuple(t for t in query.terms if t not in deed))
        same = any(self._holds(named, role, r.fields.get("role", "")) for r in actors)
        text = say(query.language, "answer.yes_record" if same else "answer.not_maker", claim=told)
        return Draft("answered", (self.register.claim(text, *actors),), why="whether an office did it")

    @staticmethod
    def _told(actors: list[Record], language: str) -> str:
        named = [
            say(language, "answer.person_named", name=r.fields["name"], role=r.fields["role"])
            if "role" in r.fields
            else f"**{r.fields['name']}**"
            for r in distinct(actors, "name")
        ]
        people, action = joined(named, language), actors[0].fields["action"]
        return say(language, "answer.people_action", people=people, action=action)

    def _acting(self, words: Sequence[Token]) -> list[Record]:
        """The persons whose action may be told by some of these words."""
        known = self.register.knowledge.roll
        persons = self.register.of("person") if replaceable(words) else known.acting(words)
        return [r for r in persons if "action" in r.fields]

    def _actors(self, query: Query) -> list[Record]:
        """Persons of one sentence whose action is the question's."""
        found: list[tuple[int, Record]] = []
        for record in self.register.timely(self._acting(query.content), query):
            action = record.fields.get("action", "")
            start, end = record.sentence
            text = self.register.knowledge.paragraph(record.bulletin, record.paragraph).text[start:end]
            lacking = missing(query.content, action)
            beyond = missing(lacking, self.register.context(record))
            if (
                grades_agree(query, text)
                and len(lacking) < len(query.content)
                and not self.register.knowledge.matters(beyond, query.content)
                and _verb_held(query, action)
            ):
                found.append((len(lacking) + len(missing(lacking, text)), record))
        if not found:
            return []
        least = min(price for price, _ in found)
        first = next(r for price, r in found if price == least)
        place = (first.bulletin, first.paragraph, first.sentence)
        return [r for price, r in found if price == least and (r.bulletin, r.paragraph, r.sentence) == place]


def _either(query: Query) -> bool:
    """Whether one of several persons is asked for (``ông … hay bà …``)."""
    words = query.annotated.words
    heads = [m.first for m in query.annotated.mentions if m.has("honorific")]
    return any(
        w.fold in ("hay", "hoac", "or")
        and words[i + 1 : i + 2]
        and (i + 1 in heads or (words[i + 1].capital and words[i - 1].capital))
        for i, w in enumerate(words)
    )


# The words for a kind of maker, without its name.
_HEADS = frozenset({"htx", "hop", "tac", "xa", "cong", "ty", "co", "so", "doanh", "nghiep", "to"})


def _places_of(query: Query) -> list[Token]:
    """The words of the places that a question names."""
    said = query.annotated
    return [w for p in said.places for w in said.words[p.start_token : p.end_token]]


def named_people(query: Query, roll: Roll) -> list[Record]:
    """What is told of the persons whom a question names."""
    return [r for r in roll.called(query.annotated.words) if called(query, words_of(r.fields["name"]))]


def called(query: Query, name: Sequence[Token]) -> bool:
    """Whether a question names a person: in full, or by the end of the name behind an honorific
    (``ông Nhất``, ``bà Minh Hoa``)."""
    words = query.annotated.words
    if longest_run(words, name)[0] == len(name):
        return True
    for mention in query.annotated.mentions:
        said = [w for w in words[mention.last : mention.last + 2] if w.kind == "word"]
        if not mention.has("honorific") or not said:
            continue
        if len(said) == 2 and said[0].capital and said[1].capital:
            return len(name) > 2 and all(map(same_word, said, name[-2:]))
        if same_word(said[0], name[-1]):
            return True
    return False


@lru_cache(maxsize=4096)
def _cut(held: str) -> tuple[list[Token], int]:
    """The words of an office, and how many of them name its rank."""
    words = tokens(held)
    return words, lexicon().phrases.at(words, 0, lenient=True)[0]


def _rank(held: str) -> str:
    return " ".join(t.fold for t in words_of(held))


def _said_rank(query: Query, role: Mention) -> str:
    return fold(query.annotated.source(role.first, role.last)).replace("-", " ")


def _after(query: Query, role: Mention) -> int:
    """Where the words begin that say of what or where an office is."""
    words = query.annotated.words
    return next((i for i in range(role.last, len(words)) if words[i].fold not in _OF), len(words))


def _seat(query: Query, role: Mention) -> set[str]:
    """The levels of the place whose office is asked for, no body being named (``chủ tịch xã``)."""
    at = _after(query, role)
    place = next((p for p in query.annotated.places if p.start_token == at), None)
    if place is not None:
        return {place.area.level}
    forms = [w.fold for w in query.annotated.words[at:]]
    return _levels(forms) or set(places().english.get(forms[0] if forms else "", ()))


def _governs(body: Sequence[Token], levels: set[str]) -> bool:
    """Whether the body of an office is the people's committee of a place of these levels: who heads
    a province heads that, and not the Fatherland Front there."""
    forms = [t.fold for t in body]
    size = next((len(name) for name in _COMMITTEE if tuple(forms[: len(name)]) == name), 0)
    kind = _levels(forms[size:])
    return bool(size or kind or not forms) and (not kind or bool(kind & levels))


def _levels(forms: Sequence[str]) -> set[str]:
    """The levels of the kind of place that words (folded) begin with."""
    found = (places().kinds.get((True, " ".join(forms[:size])), ()) for size in (2, 1))
    return {level for kinds in found for kind in kinds for level in kind.levels}


def _body_names(held: str) -> str:
    """Other names of the body in an office (``UBND`` is the Ủy ban nhân dân)."""
    return "Ủy ban nhân dân Uỷ ban" if "UBND" in held else "UBND" if "ban nhân dân" in held else ""


def _verb_held(query: Query, action: str) -> bool:
    """The action begins with (or holds early) a word of the question: its verb, not only its object."""
    head = " ".join(t.text for t in words_of(action)[:7])
    things = {
        i for m in query.annotated.mentions if m.has("event") or m.has("unit") for i in range(m.first, m.last)
    }
    verbs = [w for w in query.content if place_in(query, w) not in things]
    return len(missing(verbs, head)) < len(verbs)


def _counts_agree(query: Query, action: str) -> bool | None:
    """Whether the numbers of things in a question are those of an act (``cho 4 chủ thể``); None where the
    act counts no such things."""
    asked, told = _counted(query.annotated), _counted(reader().annotate(action))
    if not asked.keys() <= told.keys():
        return None
    return all(values <= told[unit] for unit, values in asked.items())


def _counted(annotated: Annotated) -> dict[str, set[Decimal]]:
    """The numbers right before units, by unit."""
    found: dict[str, set[Decimal]] = {}
    for figure in annotated.figures:
        mention = annotated.mention_at(figure.last) if figure.kind in ("number", "word") else None
        for unit in mention.ids("unit") if mention is not None and figure.value else ():
            found.setdefault(unit, set()).add(figure.value)
    return found
