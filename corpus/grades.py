"""Figures that grade what stands beside them: ``4 sao``, ``từ 3 sao trở lên``, ``tiềm năng 5 sao``."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.annotate import Annotated
from corpus.lexicon import NumericDimension, under_accented
from corpus.numbers import plain
from corpus.qualifiers import Grade
from corpus.quantities import JOIN, QUANTITIES
from corpus.scan import FROM, TO, Figure, Words
from corpus.text import Token, key_of

# Words behind ``từ 3 sao`` that make it the lower end of something (``lên 4 sao``, ``đến 5 sao``).
_ONWARD = frozenset({"len", "den", "toi", "-", "–"})
UP_TO = Words("lên")
UPWARD, DOWNWARD = (key_of("trở"), key_of("lên")), (key_of("trở"), key_of("xuống"))
POTENTIAL, REACHING = Words("tiềm"), Words("đạt", "lên", "được", "hạng", "ocop", "nâng", "tiêu", "chuẩn")


def upward(words: Sequence[Token], i: int, phrase: tuple[str, str] = UPWARD) -> bool:
    """Whether ``trở lên`` (or ``tro len``; or the other *phrase*) stands at token *i*."""
    pair = words[i : i + 2]
    return len(pair) == 2 and all(under_accented(t.key, k) for t, k in zip(pair, phrase, strict=True))


def _potential(words: Sequence[Token], at: int) -> int | None:
    """Where ``tiềm năng (đạt, lên) …`` begins that ends at a grade."""
    while at and REACHING.has(words[at - 1], lenient=False):
        at -= 1
    return at - 2 if at >= 2 and POTENTIAL.has(words[at - 2], lenient=True) else None


def grade_spans(text: Annotated, rules: Sequence[NumericDimension]) -> list[Grade]:
    """Figures that grade: (figure, first and last token, dimension, value)."""
    found: list[Grade] = []
    for figure in text.figures:
        rule = next((r for r in rules if _graded(text, figure, r)), None)
        if rule is None:
            continue
        first, last = figure.first, figure.last + 1
        value = plain(figure.value)
        if figure.kind == "range" and figure.high is not None:
            value = f"{value}-{plain(figure.high)}"
        if upward(text.words, last):
            value, last = f"{value}+", last + 2
        elif upward(text.words, last, DOWNWARD):
            value, last = f"<={value}", last + 2
        elif last < len(text.words) and text.words[last].text == "+":
            value, last = f"{value}+", last + 1
        hopeful = _potential(text.words, first)
        if hopeful is not None:
            value, first = f"potential-{value}", hopeful
        if first and FROM.has(text.words[first - 1], lenient=False):
            first -= 1
            goes_on = last < len(text.words) and text.words[last].fold in _ONWARD
            if value.isdecimal() and not goes_on:
                value = f"{value}+"  # ``đạt từ 3 sao``: three stars or more
        before = next((f for f in text.figures if f.kind == "number" and f.last == first - 1), None)
        if before is not None and UP_TO.has(text.words[before.last], lenient=False):
            found.append((before, before.first, last, rule.dimension, value))  # "từ 3 lên 4 sao"
        enumerated = _enumerated(text, figure) if value.isdecimal() else None
        if enumerated is not None and not any(f is enumerated for f, *_ in found):
            first, value = enumerated.first, f"{plain(enumerated.value)}-{value}"  # "hạng 3, 4 sao"
            found.append((enumerated, first, last, rule.dimension, value))
        if found and value.isdecimal() and _follows(text, found[-1], value, first):
            low = found[-1]  # "đạt OCOP 3 sao, 4 sao"
            first, value = low[1], f"{low[4]}-{value}"
            found[-1] = (*low[:2], last, low[3], value)
        if found and value.isdecimal() and _spans(text, found[-1], figure):
            low = found[-1]  # "từ 3 sao đến 5 sao"
            first, value = low[1], f"{low[4].rstrip('+')}-{value}"
            found[-1] = (*low[:2], last, low[3], value)
        found.append((figure, first, last, rule.dimension, value))
    return found


def _graded(text: Annotated, figure: Figure, rule: NumericDimension) -> bool:
    if figure.kind not in QUANTITIES or figure.last >= len(text.words):
        return False
    word = text.words[figure.last]
    return word.text.lower() in rule.words or (word.fold in rule.words and word.key in rule.words)


def _spans(text: Annotated, low: Grade, figure: Figure) -> bool:
    """``từ 3 (sao) đến 5 sao``: the grade before is the lower end of this one."""
    opens = FROM.has(text.words[low[1]], lenient=False)
    return opens and figure.first - low[2] == 1 and TO.has(text.words[figure.first - 1], lenient=False)


def _follows(text: Annotated, low: Grade, value: str, first: int) -> bool:
    """``3 sao, 4 sao``: the next grade right behind a grade."""
    joined = first - low[2] == 1 and text.words[low[2]].text == ","
    in_turn = text.says("in_turn")  # "3 sao, 4 sao lần lượt là 52 và 9"
    return joined and not in_turn and low[4].isdecimal() and int(value) == int(low[4]) + 1


def _enumerated(text: Annotated, figure: Figure) -> Figure | None:
    """``hạng 3, 4 sao``: the bare number right before a grade, and one lower, is a grade too."""
    before = next((f for f in text.figures if f.kind == "number" and f.last == figure.first - 1), None)
    if before is None or figure.kind != "number" or before.value != figure.value - 1 or not before.first:
        return None
    joint = text.words[before.last]
    near = joint.text == "," or JOIN.has(joint, lenient=False)
    ranked = REACHING.has(text.words[before.first - 1], lenient=False)
    return before if near and ranked else None
