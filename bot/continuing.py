"""Continuing: a follow-up is the question before it with some of its parts exchanged.

``Còn 3 sao?`` after ``Có bao nhiêu sản phẩm OCOP 4 sao?`` is ``Có bao nhiêu sản phẩm OCOP
3 sao?``.  The exchange is made in the words of the earlier question, so a follow-up is read
by the same rules as any other, and can be shown to the person as it was understood.
"""

from __future__ import annotations

from bot.claiming import claimed_again, own_number
from bot.framing import NAMING
from bot.listing import PLACES
from bot.parts import (
    Part,
    head_of,
    joined,
    marked,
    named_span,
    opens_with,
    parts_of,
    subject_of,
)
from bot.phrasing import phrases, say
from bot.question import Query
from bot.times import said_from
from bot.wording import place as place_words
from corpus.clauses import Cutter
from corpus.text import fold, key_of

# What a bare particle asks (``thì sao``, ``thế nào``): nothing that the earlier question did not.
_WEAK = frozenset({"tell", "results", "summary", "why", "which", "reached", "over", "below"})


_OWN_SUBJECT = frozenset(
    {"summary", "results", "define", "author", "title", "published", "foreign", "opinion"}
)


def continues(query: Query, cutter: Cutter) -> bool:
    """Whether a question says too little to stand alone: no subject, or a mark of continuing."""
    if any(ask.startswith("smalltalk") for ask in query.asks) or query.documents:
        return False
    if query.programmes and query.any(*_OWN_SUBJECT):
        return False
    parts = parts_of(query, cutter)
    said = bool(parts) or bool(query.asks) or query.claimed is not None
    banded = {rule.unit for rule in cutter.bands if any(p.kind == rule.dimension for p in parts)}
    subject = set(query.units) - banded or query.needs or query.topics or query.terms
    if not subject:
        if query.any("demand") and query.areas:
            return False  # ``đề nghị gì cho hai huyện đó``
        return said and not query.any("summary", "foreign", "author", "title", "published")
    if _points_back(query) or (_asks_how_else(query) and not query.areas and not query.programmes):
        return True
    goes_on = marked(query) > 0 and not (query.asks - _WEAK) and not query.terms and not query.topics
    return goes_on and said


def names_asked(before: Query, query: Query, number: str = "") -> str:
    """``…, (đó) là những sản phẩm nào``: the question before it, asked for names instead of a number (""
    if something else is asked).

    *number*: what was answered, where that is known: the names must be of so many.
    """
    words = query.annotated.words
    first = 1 if words and words[0].key in _THAT else 0
    named = len(words) > first and words[first].fold in NAMING and not query.areas
    if not named or not query.any("which", "list", "who", "define", "which_place"):
        return ""
    edits = [(i, i + 1, number if i == min(before.asking) else "") for i in before.asking]
    return joined(before, edits, query.text[words[first].start :])


_THAT = frozenset(key_of(w) for w in ("đó", "đấy", "do", "day"))


def about_the_named(before: Query, query: Query) -> str:
    """``HTX X ở đâu và có những sản phẩm gì``: a part that names nothing itself is about what the part
    before it named ("" if either is otherwise)."""
    own = query.areas or query.documents or query.programmes or query.claimed is not None
    if own or query.terms or any(w.capital for w in query.annotated.words[1:]):
        return ""
    named = named_span(before)
    return f"{before.annotated.source(*named)} {query.text}" if named else ""


def _whole_name(query: Query, part: Part) -> Part:
    """A place that closes the name of a maker (``HTX Dược liệu Ba Trại``) with that name."""
    return Part(part.kind, head_of(query, part.first), part.last) if part.kind == "area" else part


def _says_the_unit(before: Query, query: Query, part: Part, cutter: Cutter) -> bool:
    """``mấy điểm``, behind ``bao nhiêu điểm bán sản phẩm``: the same thing in fewer words."""
    if part.kind != "unit":
        return False
    name = fold(query.annotated.source(part.first, part.last))
    told = [p for p in parts_of(before, cutter) if p.kind == "unit"]
    return any(fold(before.annotated.source(p.first, p.last)).startswith(f"{name} ") for p in told)


def echoes(before: Query, query: Query, cutter: Cutter) -> bool:
    """Whether a question says nothing that the one before it does not say, but for a time, a grade or a
    plan: ``còn năm 2025 thì thêm mấy xã``, ``dưới 10 tiêu chí có mấy xã``, ``nơi nào nhiều nhất``."""
    if query.documents or query.needs - before.needs or query.topics or query.claimed is not None:
        return False
    said = {w.fold for w in before.annotated.words}
    if any(w.fold not in said for w in query.terms) or set(query.programmes) - set(before.programmes):
        return False
    banded = {rule.unit for rule in cutter.bands}
    if asks_who_leads(query):
        return bool(before.units) and not query.needs and {*query.units} <= {*before.units, *PLACES}
    told = {p.kind for p in parts_of(query, cutter)} - {"unit", "programme"}
    asked = query.asks - _WEAK - before.asks - {"plan", "reached"}
    units = [p for p in parts_of(query, cutter) if p.kind == "unit"]
    own = all(_says_the_unit(before, query, p, cutter) for p in units)
    planned = query.asks_plan and not before.asks_plan and bool(units)  # ``kế hoạch mấy xã``
    return bool(told or planned) and not asked and (own or {*query.units} - banded <= {*before.units})


def _subject_is_narrow(query: Query) -> bool:
    subject = subject_of(query)
    return subject is not None and subject.level in ("district", "commune")


def asks_who_leads(query: Query) -> bool:
    """``nơi nào nhiều nhất``: which of them, with nothing said of what."""
    return query.any("most", "least") and query.any("which_place", "where") and not query.any("count")


def continued(before: Query, query: Query, cutter: Cutter) -> str:
    """The earlier question with what the follow-up says put in the place of what it said."""
    fresh = [p for p in parts_of(query, cutter) if not _says_the_unit(before, query, p, cutter)]
    said = {part.kind: "" for part in fresh}
    for part in fresh:
        said[part.kind] = f"{said[part.kind]} {query.annotated.source(part.first, part.last)}".strip()
    known = [part for part in parts_of(before, cutter) if part.kind in said]
    number = own_number(before, query, fresh)
    if number is not None and not query.any("demand", "why", "who"):
        return claimed_again(before, query, number, fresh, cutter)
    if (query.needs - before.needs or query.topics) and not query.any("count", "share"):
        return joined(query, [], say(query.language, "follow_up.how_many"))  # ``còn hộ nghèo``
    if "area" in said:
        known = [_whole_name(before, p) for p in known]
        named = named_span(before)
        if named and not any(p.kind == "area" for p in known):
            known.append(Part("area", *named))  # ``cả xã``, behind a question about a maker
    if query.any("count") and not fresh and _asks_for_all(query):
        known += [p for p in parts_of(before, cutter) if p.kind in _GRADING]
        return joined(before, [(p.first, p.last, "") for p in known])
    parts = {"parts"} if fresh else set()  # ``trong đó có mấy sản phẩm 4 sao`` asks no more than for those
    adds = query.flow and not before.flow  # ``thêm bao nhiêu``, behind how many there are
    if query.asks - _WEAK - before.asks - parts or adds:  # another question about the same thing
        if asks_who_leads(query):  # of all the places, not of the one that was spoken of
            known = [p for p in known if p.kind != "unit"]
            known += [p for p in parts_of(before, cutter) if p.kind == "area" and _subject_is_narrow(before)]
        mentions = before.annotated.mentions if not query.any("reached") else ()
        aims = [m for m in mentions if m.has("status", "target")]
        asking = before.asking - {i for m in aims for i in range(m.first, m.last)}
        edits = [(i, i + 1, "") for i in asking] + [(p.first, p.last, "") for p in known]
        edits += [(m.first, m.last, "") for m in mentions if m.has("compared")]  # ``so với cuối năm 2022``
        return joined(before, edits, query.text[query.annotated.words[marked(query)].start :])
    if not fresh and _asks_how_else(query):  # ``khu vực nông thôn thì sao``
        words = query.annotated.words
        last = next(i for i in range(len(words) - 1, 0, -1) if words[i].fold == _THEN)
        return joined(before, [], query.annotated.source(marked(query), last))
    another = "round" in said and not any(p.kind == "round" for p in known)
    if another or ({p.kind for p in fresh} <= {"unit"} and _says_more(before, query, cutter)):
        return query.text  # it asks something of its own
    edits = []
    if "criteria" in said and "level" not in said:  # communes of a band, no longer of a level
        edits += [(p.first, p.last, "") for p in parts_of(before, cutter) if p.kind == "level"]
    if fresh and _asks_which(query):
        edits += [(i, i + 1, "") for i in before.asking]
        units = [p for p in parts_of(before, cutter) if p.kind == "unit"]
        noun = before.annotated.source(units[0].first, units[0].last) if units else ""
        said["unit"] = say(query.language, "follow_up.which", noun=noun)
        known = [p for p in known if p.kind != "unit"]
    if query.any("reached") and not query.asks_plan:  # ``thực tế đạt bao nhiêu``, after the plan
        planned = [m for m in before.annotated.mentions if m.has("status", "target") or m.has("compared")]
        edits += [(m.first, m.last, "") for m in planned]
    for part in known:
        edits.append((part.first, part.last, said[part.kind]))
        said[part.kind] = ""
    if said.get("level"):  # ``nâng cao`` stands beside the programme that it is a level of
        programmes = [p for p in parts_of(before, cutter) if p.kind == "programme" and p not in known]
        for part in programmes[:1]:
            name = before.annotated.source(part.first, part.last)
            inside = fold(name) in fold(said["level"])
            edits.append((part.first, part.last, said["level"] if inside else f"{name} {said['level']}"))
            said["level"] = ""
    return joined(before, edits, *said.values())


def _asks_which(query: Query) -> bool:
    """``cái nào 5 sao``: names are asked, not how many."""
    folds = [w.fold for w in query.annotated.words]
    return query.language == "vi" and query.any("which") and "nao" in folds[1:3]


def _says_more(before: Query, query: Query, cutter: Cutter) -> bool:
    """Whether a question has words that neither ask nor stand in the one before (``thuộc mấy nhóm``), so
    that nothing of that one could be exchanged for them."""
    words = query.annotated.words
    said = {w.fold for w in before.annotated.words}
    idle = phrases(query.language).stop
    own = [
        w
        for i, w in enumerate(words)
        if i >= marked(query) and i not in query.asking and w.kind == "word"
        and w.key not in idle and w.fold not in said
    ]
    taken = {i for p in parts_of(query, cutter) for i in range(p.first, p.last)}
    return any(words.index(w) not in taken for w in own) and query.any("count", "which")


def _asks_for_all(query: Query) -> bool:
    """``còn tất cả là mấy``: of all grades."""
    words = query.annotated.words
    return any(opens_with(query, "all_told", at) for at in range(len(words)))


# ``…, của bao nhiêu chủ thể``: a part that begins so is about what the part before it counted.
_OF = frozenset({"cua", "do", "thuoc", "of", "by", "from"})


_GRADING = frozenset({"stars", "step", "group"})


def placed(
    before: Query, query: Query, cutter: Cutter, *, times: bool = False, always: bool = False
) -> str:
    """The words of a question with the place of the one before it, where it names none itself.

    *times*: the time is taken over too (of the parts of one message); *always*: the place also where
    the question could stand without one.
    """
    added = []
    subject = subject_of(before)
    if subject is None and times and len(before.areas) == 1:
        subject = before.areas[0]  # ``cả nước có bao nhiêu xã, bao nhiêu sản phẩm``
    if subject is not None and always and not query.areas and not query.documents:
        name = place_words(subject, query.language)
        added.append(say(query.language, "follow_up.at", place=name))
    if times and not (query.periods or query.now):
        periods = {f.period for f in before.annotated.figures if f.period in before.periods}
        dated = [f for f in before.annotated.figures if f.period in periods][:1]
        added += [before.annotated.source(said_from(before.annotated, f.first), f.last) for f in dated]
    if times and query.annotated.words and query.annotated.words[0].fold in _OF:
        said = {part.kind for part in parts_of(query, cutter)}
        told = [p for p in parts_of(before, cutter) if p.kind in _GRADING - said]
        added += [before.annotated.source(p.first, p.last) for p in told]
    if times and before.asks_plan and not query.any("reached", "yes_no"):
        planned = [m for m in before.annotated.mentions if m.has("status", "target")]
        added += [before.annotated.source(m.first, m.last) for m in planned[:1]]
    return joined(query, [], *added) if added else query.text


_THEN = "thi"


def _asks_how_else(query: Query) -> bool:
    """Whether a question ends with ``thì sao``: of something else, the same is asked."""
    folds = [w.fold for w in query.annotated.words if w.kind != "mark"]
    return len(folds) > 2 and folds[-2:] == [_THEN, "sao"] and not query.asks - _WEAK - {"yes_no"}


def adds_up(query: Query, before: Query, cutter: Cutter) -> bool:
    """``tổng cộng?``, ``cộng lại có đủ 100% không``: a sum of the answers so far, of which only the last
    question is known (behind a grade, ``tổng cộng`` is of all grades)."""
    own = query.areas or query.needs or query.topics or query.dimensions or query.programmes or query.terms
    if own or not query.any("sum") or set(query.units) - {"percent"}:
        return False
    graded = any(part.kind in _GRADING for part in parts_of(before, cutter))
    return not (graded and _asks_for_all(query)) or query.any("yes_no")


def asks_outcome(query: Query, before: Query) -> bool:
    """``bao nhiêu đạt``, behind what was registered or assessed."""
    own = query.areas or query.needs or query.topics or query.dimensions or query.periods or query.asks_plan
    if own or query.claimed is not None or not query.any("count") or query.denies:
        return False
    passing = any(w.key in _PASSING for w in query.annotated.words)
    return passing and set(query.units) <= set(before.units) and bool(_OCCASIONS & set(before.values("step")))


def denial_lost(query: Query, whole: Query) -> bool:
    """Whether a denial (``bao nhiêu không đạt``) is not in the question as it was written out."""
    return counts_failing(query) and not whole.denies


def counts_failing(query: Query) -> bool:
    """Whether a number is asked of those that did not reach, or get, something."""
    failing = any(w.key in _FAILING for w in query.annotated.words)
    return query.any("count") and (query.denies or failing)


_OCCASIONS = frozenset({"assessed", "registered"})
_PASSING = frozenset(key_of(w) for w in ("đạt", "đỗ", "đậu", "lọt", "dat", "passed", "pass", "succeeded"))
_FAILING = frozenset(key_of(w) for w in ("rớt", "trượt", "failed", "fail"))


def points_back(query: Query) -> bool:
    """Whether a question points anywhere at what was told (``có mấy sản phẩm trong đó``)."""
    return any(opens_with(query, "pointing", at) for at in range(len(query.annotated.words)))


def _points_back(query: Query) -> bool:
    """Whether a question is about what the answer before it told: ``trong đó có mấy …``, ``đó là những xã
    nào``, ``how many of them``."""
    words = query.annotated.words
    reach = range(1 if query.language == "vi" else len(words))
    return not query.areas and any(
        opens_with(query, "pointing", at) for at in (marked(query), *reach)
    )
