"""How much work a regular expression can be made to do, counted in steps instead of in seconds.

A plain backtracking matcher over the parse tree of Python's own ``re``, in the order in which ``re``
tries things, without its shortcuts (so it does at least as much).  Inputs that may make it work hard
are made from the pattern itself: what its repeated parts match, over and over, with an end that fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Go = Callable[[int], bool]
MOST_STEPS = 100_000
ATOMS = 6  # kinds of characters that are tried in pairs
ENDS = ("", "\x00", "! ")
_CATEGORIES = {
    c.CATEGORY_DIGIT: r"\d", c.CATEGORY_NOT_DIGIT: r"\D", c.CATEGORY_SPACE: r"\s",
    c.CATEGORY_NOT_SPACE: r"\S", c.CATEGORY_WORD: r"\w", c.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
_SAMPLES = "a1 A-.,/:_([\n\tđ%é"


class TooMuch(Exception):
    """More steps than any harmless pattern needs on inputs so short."""


class Matcher:
    """Matches a pattern and counts its steps."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.tree = parser.parse(pattern, flags)
        self.flags = self.tree.state.flags
        self.text = ""
        self.steps = 0

    def match(self, text: str, start: int, whole: bool = False) -> bool:
        """Whether the pattern matches at *start* (to the end of the text, if *whole*)."""
        self.text = text
        return self._go(self.tree.data, 0, start, lambda at: at == len(text) if whole else True)

    def work(self, text: str, searching: bool) -> int:
        """The steps that a match at the beginning, or a search that may fail, takes."""
        self.steps = 0
        if not searching:
            self.match(text, 0, whole=True)
            return self.steps
        for start in range(len(text) + 1):
            if self.match(text, start):
                break
        return self.steps

    def _go(self, ops: Sequence[Any], i: int, at: int, then: Go) -> bool:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuch
        if i == len(ops):
            return then(at)
        op, value = ops[i]

        def rest(place: int) -> bool:
            return self._go(ops, i + 1, place, then)

        if op in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
            return at < len(self.text) and self._fits(op, value, self.text[at]) and rest(at + 1)
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            return self._repeat(op, value, at, rest)
        if op is c.SUBPATTERN:
            return self._go(value[3].data, 0, at, rest)
        if op is c.ATOMIC_GROUP:
            end = self._longest(value.data, at)
            return end is not None and rest(end)
        if op is c.BRANCH:
            return any(self._go(branch.data, 0, at, rest) for branch in value[1])
        if op is c.AT:
            return self._stands(value, at) and rest(at)
        if op in (c.ASSERT, c.ASSERT_NOT):
            return self._looks(value, at) == (op is c.ASSERT) and rest(at)
        raise NotImplementedError(str(op))

    def _longest(self, ops: Sequence[Any], at: int) -> int | None:
        found: list[int] = []

        def take(place: int) -> bool:
            found.append(place)
            return True

        return found[0] if self._go(ops, 0, at, take) else None

    def _repeat(self, op: Any, value: Any, at: int, rest: Go, done: int = 0) -> bool:
        least, most, sub = value

        def again(place: int) -> bool:
            return (place > at or done < least) and self._repeat(op, value, place, rest, done + 1)

        if op is c.POSSESSIVE_REPEAT:
            end = self._longest(sub.data, at) if done < most else None
            if end is None or end == at:
                return done >= least and rest(at)
            return self._repeat(op, value, end, rest, done + 1)
        if done < least:
            return self._go(sub.data, 0, at, again)
        if op is c.MIN_REPEAT:
            return rest(at) or (done < most and self._go(sub.data, 0, at, again))
        return (done < most and self._go(sub.data, 0, at, again)) or rest(at)

    def _looks(self, value: Any, at: int) -> bool:
        direction, sub = value
        start = at if direction > 0 else at - sub.getwidth()[0]
        return start >= 0 and self._longest(sub.data, start) is not None

    def _stands(self, where: Any, at: int) -> bool:
        text = self.text
        if where in (c.AT_BEGINNING, c.AT_BEGINNING_STRING):
            return at == 0 or (bool(self.flags & re.M) and text[at - 1] == "\n")
        if where is c.AT_END:
            return at == len(text) or text[at:] == "\n" or (bool(self.flags & re.M) and text[at] == "\n")
        if where is c.AT_END_STRING:
            return at == len(text)
        sides = [bool(re.match(r"\w", text[n])) for n in (at - 1, at) if 0 <= n < len(text)]
        return (sum(sides) == 1) == (where is c.AT_BOUNDARY)

    def _fits(self, op: Any, value: Any, char: str) -> bool:
        if op is c.ANY:
            return char != "\n" or bool(self.flags & re.S)
        forms = {char, char.lower(), char.upper()} if self.flags & re.I else {char}
        if op is c.LITERAL:
            return any(ord(form) == value for form in forms if len(form) == 1)
        if op is c.NOT_LITERAL:
            return all(ord(form) != value for form in forms if len(form) == 1)
        negated = value[0][0] is c.NEGATE
        return negated != any(_in_class(item, form) for item in value for form in forms if len(form) == 1)


def _in_class(item: Any, char: str) -> bool:
    op, value = item
    if op is c.LITERAL:
        return bool(ord(char) == value)
    if op is c.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    return op is c.CATEGORY and re.match(_CATEGORIES[value], char) is not None


# --- inputs ------------------------------------------------------------------------------------------


def attacks(pattern: str, flags: int, size: int) -> Iterator[str]:
    """Texts of about *size* characters that may make a pattern work hard."""
    tree = parser.parse(pattern, flags)
    matcher = Matcher(pattern, flags)
    pumps = [(prefix, body) for prefix, body in _repeated(tree.data, "", matcher) if body]
    before = list(dict.fromkeys(["", *(prefix for prefix, _ in pumps)]))[:4]
    atoms = list(dict.fromkeys(atom for body in (*(body for _, body in pumps), _sample(tree.data, matcher))
                               for atom in body))[:ATOMS]  # fmt: skip
    bodies = [*(body for _, body in pumps), *atoms, *("".join(pair) for pair in product(atoms, repeat=2))]
    for prefix, body, end in product(before, dict.fromkeys(bodies), ENDS):
        yield prefix + body * max(1, size // len(body)) + end


def _repeated(ops: Sequence[Any], before: str, matcher: Matcher) -> Iterator[tuple[str, str]]:
    """For each part that may repeat often: what may stand before it, and what it matches once."""
    for op, value in ops:
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            if value[1] > 10:
                yield before, _sample(value[2].data, matcher)
                yield before, _sample(value[2].data, matcher, twice=True)
            yield from _repeated(value[2].data, before, matcher)
        elif op is c.SUBPATTERN:
            yield from _repeated(value[3].data, before, matcher)
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch.data, before, matcher)
        before += _sample([(op, value)], matcher)


def _sample(ops: Sequence[Any], matcher: Matcher, twice: bool = False) -> str:
    """Something that a part of a pattern matches: its repeated parts once, or twice."""
    text = ""
    for op, value in ops:
        if op is c.LITERAL:
            text += chr(value)
        elif op in (c.NOT_LITERAL, c.ANY, c.IN):
            text += next((char for char in _candidates(op, value) if matcher._fits(op, value, char)), "")
        elif op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            text += _sample(value[2].data, matcher) * min(value[1], max(value[0], 2 if twice else 1))
        elif op is c.SUBPATTERN:
            text += _sample(value[3].data, matcher, twice)
        elif op is c.ATOMIC_GROUP:
            text += _sample(value.data, matcher, twice)
        elif op is c.BRANCH:
            text += _sample(value[1][0].data, matcher, twice)
    return text


def _candidates(op: Any, value: Any) -> Iterator[str]:
    if op is c.IN:
        yield from (chr(item[1]) for item in value if item[0] is c.LITERAL)
        yield from (chr(item[1][0]) for item in value if item[0] is c.RANGE)
    yield from _SAMPLES


def often(ops: Sequence[Any]) -> bool:
    """Whether a pattern has parts that may repeat often; without any, its work is bounded."""
    for op, value in ops:
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT) and (
            value[1] > 10 or often(value[2].data)
        ):
            return True
        subs = (
            value[1]
            if op is c.BRANCH
            else [value[3]]
            if op is c.SUBPATTERN
            else [value]
            if op is c.ATOMIC_GROUP
            else []
        )
        if any(often(sub.data) for sub in subs):
            return True
    return False
