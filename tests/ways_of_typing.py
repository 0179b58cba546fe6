"""Ways in which people type the same question, and how alike the answers are.

``python tests/ways_of_typing.py`` asks every gold question in every way and prints for each the share of
questions that got the same answer (or were asked back), with those that did not.  The suite asks a part
of them (``test_metamorphic.py``).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer import Answer
from bot.assistant import Assistant
from corpus.ingest import ingest
from corpus.shipped import open_filled
from corpus.store import Store
from corpus.text import warm_up

GOLD = Path(__file__).resolve().parent / "gold"
Gold = dict[str, Any]


def gold(name: str) -> list[Gold]:
    """The gold questions of one file."""
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


# --- ways of typing -------------------------------------------------------------------------------


def bare(text: str) -> str:
    """Without diacritics."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def half_bare(text: str) -> str:
    """Every second word without diacritics."""
    return " ".join(bare(word) if i % 2 else word for i, word in enumerate(text.split(" ")))


_OPEN = re.compile(
    "([oO])([\u0300\u0301\u0303\u0309\u0323])([aAeE])(?![a-zA-Z\u0300-\u036f])"
    "|([uU])([\u0300\u0301\u0303\u0309\u0323])([yY])(?![a-zA-Z\u0300-\u036f])"
)


def moved_tone(text: str) -> str:
    """``hòa`` as ``hoà``, ``thủy`` as ``thuỷ`` (not behind q, where it never stood on the u)."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _OPEN.sub(r"\1\3\2\4\6\5", apart))


def full_width(text: str) -> str:
    return text.translate({c: c + 0xFEE0 for c in range(ord("0"), ord("9") + 1)})


def asked_politely(text: str) -> str:
    """``cho tôi hỏi`` in front; a first word that opens no name gets a small letter."""
    name = len(text.split(" ")) > 1 and text.split(" ")[1][:1].isupper()
    return f"cho tôi hỏi {text if name else text[:1].lower() + text[1:]}"


def mixed_case(text: str) -> str:
    """Capitals and small letters by turns."""
    return "".join(c.upper() if i % 2 else c.lower() for i, c in enumerate(text))


_SLIPS = [
    ("\u0309", "\u0303"), ("\u0303", "\u0309"),  # hỏi, ngã
    ("ng ", "n "), ("n ", "ng "), ("t ", "c "), ("c ", "t "),
    (" s", " x"), (" x", " s"), (" tr", " ch"), (" ch", " tr"), (" d", " gi"), (" gi", " d"),
    ("uâ", "â"), ("iê", "ê"), ("ươ", "ơ"), ("ph", "p"), ("ơ", "ơơ"), ("i", "ii"),
]  # fmt: skip


def slipped(text: str) -> str:
    """One slip in a word in small letters with diacritics (which word and which slip depends on the text)."""
    chance = random.Random(text)
    words = text.split(" ")
    places = [i for i, w in enumerate(words) if w.islower() and w.isalpha() and bare(w) != w]
    chance.shuffle(places)
    for i in places:
        word = unicodedata.normalize("NFD", f" {words[i]} ")
        slips = [(one, other) for one, other in _SLIPS if unicodedata.normalize("NFD", one) in word]
        if slips:
            one, other = (unicodedata.normalize("NFD", part) for part in chance.choice(slips))
            words[i] = unicodedata.normalize("NFC", word.replace(one, other, 1)).strip()
            return " ".join(words)
    return text


@dataclass(frozen=True)
class Way:
    """A way of typing: its name, what it does, the languages it is for, and its floor.

    ``floor``: the per cent of all gold questions that get the same answer; may only rise.
    """

    name: str
    typed: Callable[[str], str]
    floor: float
    languages: tuple[str, ...] = ("vi", "en")

    def questions(self, asked: Sequence[Gold]) -> list[Gold]:
        """Those that this way changes."""
        return [g for g in asked if g["lang"] in self.languages and self.typed(g["q"]) != g["q"]]


WAYS = [
    Way("without diacritics", bare, 98.9, ("vi",)),
    Way("half without diacritics", half_bare, 99.5, ("vi",)),
    Way("NFD", lambda q: unicodedata.normalize("NFD", q), 100),
    Way("upper case", str.upper, 99),
    Way("lower case", str.lower, 99),
    Way("mixed case", mixed_case, 99),
    Way("other tone placement", moved_tone, 99),
    Way("extra spaces", lambda q: "  " + "\t ".join(q.split()) + " \n", 99),
    Way("zero-width characters", "\u200b".join, 100),
    Way("bidi marks", lambda q: f"\u202e{q}\u202c", 100),
    Way("full-width digits", full_width, 99),
    Way("no question mark", lambda q: q.rstrip(" ?"), 99),
    Way("a particle behind", lambda q: q.rstrip(" ?") + " ạ", 99, ("vi",)),
    Way("a slip", slipped, 80, ("vi",)),
    Way("a polite beginning", asked_politely, 99, ("vi",)),
]


def same(one: Answer, other: Answer) -> bool:
    """Whether an answer says the same on the same sentences, or asks back."""
    return other.status == "clarify" or _said(one) == _said(other)


def _said(answer: Answer) -> tuple[object, ...]:
    bold = sorted(re.findall(r"\*\*(.+?)\*\*", answer.text.casefold())) if answer.citations else []
    return answer.status, frozenset(c.quote for c in answer.citations), tuple(bold)


# --- all of them ------------------------------------------------------------------------------------


def drawn(questions: list[Gold], most: int) -> list[Gold]:
    """So many of the questions at most (0: all), always the same ones."""
    return questions if not 0 < most < len(questions) else random.Random(2024).sample(questions, most)


class Asked:
    """Questions that are asked of one assistant, as they stand (once) and as they are typed otherwise."""

    def __init__(self, assistant: Assistant, questions: Sequence[Gold]) -> None:
        self.assistant = assistant
        self.questions = questions
        self.answers: dict[str, Answer] = {}

    def compared(self, way: Way) -> Iterator[tuple[Gold, Answer, Answer]]:
        """Each question that the way changes, with the answers to it as it stands and as it is typed."""
        for question in way.questions(self.questions):
            text = question["q"]
            if text not in self.answers:
                self.answers[text] = self.assistant.ask(text)
            yield question, self.answers[text], self.assistant.ask(way.typed(text))


def main(arguments: Sequence[str]) -> int:
    """Print the shares; 1 if one of them is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--way", default="", help="only ways whose name holds this")
    parser.add_argument("--most", type=int, default=0, help="so many questions of each file at most")
    parser.add_argument("--show", action="store_true", help="list what is answered otherwise")
    options = parser.parse_args(arguments)
    most = options.most
    warm_up()
    failed = 0
    with (
        tempfile.TemporaryDirectory() as name,
        open_filled(Path(name) / "shipped") as shipped,
        Store.open(Path(name) / "invented") as invented,
    ):
        ingest(invented, [GOLD / "bulletins"], reset=True)
        asked = [
            Asked(Assistant(shipped), drawn([*gold("questions.jsonl"), *gold("questions-more.jsonl")], most)),
            Asked(Assistant(invented), drawn(gold("questions-dev.jsonl"), most)),
        ]
        for way in WAYS:
            if options.way in way.name:
                failed |= _measured(way, asked, options.show)
    return failed


def _measured(way: Way, asked: Sequence[Asked], show: bool) -> int:
    answered = [one for some in asked for one in some.compared(way)]
    total, other = len(answered), [one for one in answered if not same(*one[1:])]
    share = 100 * (1 - len(other) / total) if total else 100.0
    print(f"{way.name:26}{share:7.2f} % of {total}   (floor {way.floor})", flush=True)
    for question, one, two in other if show else []:
        print(f"  {question['id']} {way.typed(question['q'])!r}")
        print(f"    {one.status}: {one.text[:150]!r}\n    {two.status}: {two.text[:150]!r}", flush=True)
    return int(share < way.floor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
