"""What a question counts: the unit, the words of the thing, and the grades that it leaves open."""

from __future__ import annotations

from collections.abc import Collection, Container

from bot.phrasing import Phrases, phrases
from corpus.annotate import Annotated
from corpus.clauses import Cutter
from corpus.lexicon import Lexicon
from corpus.text import Token, key_of

# What stands beside a grade that is asked for.
_HOW_GRADED = frozenset(
    ["may", "nhieu", "nao", "gi", "tung", "cac", "theo", "hang", "many", "which", "each", "by"]
)
_WHY = frozenset({"vi", "tai", "ra", "lam"})
_NUMBER = frozenset({key_of("số"), "so"})
_WHICH = frozenset({"nao"})
LONGEST_THING = 3  # words of a counted thing that no lexicon has


def open_dimensions(
    annotated: Annotated, cutter: Cutter, dimensions: dict[str, list[str]]
) -> tuple[str, ...]:
    """Dimensions that are named without a value: ``mấy sao``, ``mức tiêu chí nào``."""
    found = []
    for rule in cutter.lexicon.numeric:
        if rule.dimension in dimensions:
            continue
        units = {u for m in annotated.mentions for u in m.ids("unit")}
        named = rule.unit in units or _within(annotated, cutter.lexicon, rule.unit)
        asked = _asks_grade(annotated, rule.words) if rule.mode == "grade" else named and units & set(rule.of)
        if asked:
            found.append(rule.dimension)
    return tuple(found)


def _asks_grade(annotated: Annotated, grades: Container[str]) -> bool:
    """Whether a word of grades stands where it is asked for (``mấy sao``, ``hạng sao nào``), and not where
    it asks itself (``vì sao``) or tells of a thing that has some (``sau khi gắn sao``)."""
    words = annotated.words
    kinds = {"loai", "nao"} <= {w.fold for w in words}  # ``sản phẩm cấp sao gồm những loại nào``
    for i, word in enumerate(words):
        if word.fold in grades:
            if kinds:
                return True
            near = {w.fold for w in (*words[max(0, i - 2) : i], *words[i + 1 : i + 2])}
            if near & _HOW_GRADED and not (i and words[i - 1].fold in _WHY):
                return True
    return False


def _within(annotated: Annotated, words: Lexicon, unit: str) -> bool:
    """Whether a unit is named inside a longer phrase (``bộ tiêu chí NTM`` names the criteria)."""
    found = (words.phrases.at(annotated.words, i, lenient=True)[1] for i in range(len(annotated.words)))
    return any(c.kind == "unit" and c.id == unit for concepts in found for c in concepts)


def counted_unit(annotated: Annotated, known: Phrases) -> str:
    """The unit right behind ``bao nhiêu`` (or ``số``): what the question counts."""
    for mention in annotated.mentions:
        unit = next(iter(mention.ids("unit")), "")
        if not unit or not mention.first:
            continue
        for back in (1, 2, 3):
            at = mention.first - back
            if at < 0:
                break
            size, concepts = known.asks.at(annotated.words, at, lenient=True)
            if size == back and any(c.id == "count" for c in concepts):
                return unit
        number = annotated.words[mention.first - 1]
        filed = mention.first > 1 and annotated.words[mention.first - 2].fold == "ho"  # ``hồ sơ huyện``
        if number.fold == "so" and number.key in _NUMBER and not filed:
            return unit
    return ""


def counted_thing(annotated: Annotated, known: Phrases, idle: Collection[int]) -> tuple[Token, ...]:
    """The words right behind ``bao nhiêu`` that say what is counted (``vườn mẫu``, ``lao động``)."""
    words = annotated.words
    for i in range(len(words)):
        size, concepts = known.asks.at(words, i, lenient=True)
        if words[i].fold in _WHICH and i and not any(c.id == "count" for c in concepts):
            return _before(annotated, i, idle)
        if not size or not any(c.id == "count" for c in concepts):
            continue
        first = i + size
        named = annotated.mention_at(first)
        if named is not None and (named.ids("unit") or named.ids("need")):
            money = any(u.startswith("dong") or u == "percent" for u in named.ids("unit"))
            return () if money else tuple(w for w in words[first : named.last] if w.kind == "word")
        if named is not None and named.has("dimension") and known is phrases("en"):
            first = named.last  # ``how many model gardens``
        last = first
        while last < min(len(words), first + LONGEST_THING):
            other = last in idle or words[last].kind != "word" or annotated.mention_at(last) is not None
            if other or any(p.start_token == last for p in annotated.places):
                break
            last += 1
        return tuple(words[first:last])
    return ()


def _before(annotated: Annotated, at: int, idle: Collection[int]) -> tuple[Token, ...]:
    """The noun before ``nào`` (``hội trường nào``), unless a phrase of the lexicon ends there."""
    first = at
    while first and at - first < 2:
        word = annotated.words[first - 1]
        inside = any(m.first < first <= m.last for m in annotated.mentions)
        if word.kind != "word" or first - 1 in idle or inside or len(word.fold) < 2:
            break
        first -= 1
    return tuple(annotated.words[first:at])
