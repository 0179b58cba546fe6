"""How good the answers are, measured on gold questions.

A gold line is ``{"id","q","lang","kind","status","must","mustnot","cite"}``
with optional ``conversation`` (lines of one conversation are asked in order)
and ``bulletin`` (which bulletin the question is about; for readers only).
``status`` may allow several, joined by ``|``; ``must`` and ``mustnot`` are
regular expressions on the answer's text, ``cite`` on its quotes.
"""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.answer import STATUSES, Answer
from bot.batch import Asker, BadLine, Line, read_lines

Verdict = Literal["right", "missed", "wrong"]
_ANSWERING = {"answered", "partial"}


class BadGold(ValueError):
    """The gold file cannot be used: ``vi`` and ``en`` say which line and why."""

    def __init__(self, number: int, vi: str, en: str) -> None:
        self.vi = f"dòng {number}: {vi}" if number else vi
        self.en = f"line {number}: {en}" if number else en
        super().__init__(self.en)


@dataclass(frozen=True)
class Gold:
    """One gold question and what a right answer to it looks like."""

    id: str
    question: str
    language: str
    kind: str
    statuses: tuple[str, ...]
    must: tuple[re.Pattern[str], ...] = ()
    mustnot: tuple[re.Pattern[str], ...] = ()
    cite: tuple[re.Pattern[str], ...] = ()
    conversation: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the bulletins hold an answer."""
        return bool(_ANSWERING.intersection(self.statuses))


@dataclass(frozen=True)
class Result:
    """A gold question, what was answered, the verdict and what failed."""

    gold: Gold
    answer: Answer
    verdict: Verdict
    failures: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """Counts of verdicts over some of the questions."""

    right: int
    missed: int
    wrong: int

    @property
    def total(self) -> int:
        """All questions counted."""
        return self.right + self.missed + self.wrong

    @property
    def right_percent(self) -> float:
        """Share of right answers, 0 to 100 (100 when there were none)."""
        return 100 * self.right / self.total if self.total else 100.0

    @property
    def wrong_percent(self) -> float:
        """Share of wrong answers, 0 to 100."""
        return 100 * self.wrong / self.total if self.total else 0.0


# --- the gold file -----------------------------------------------------------------------------


def read_gold(stream: Iterable[bytes]) -> list[Gold]:
    """The gold questions of a JSON-lines stream (:class:`BadGold` if one cannot be used)."""
    found = []
    for line in read_lines(stream):
        if isinstance(line, BadLine):
            raise BadGold(line.number, line.vi, line.en)
        try:
            found.append(_gold(line))
        except BadLine as bad:
            raise BadGold(bad.number, bad.vi, bad.en) from None
    if not found:
        raise BadGold(0, "tệp không có câu hỏi nào", "the file has no questions")
    return found


def _gold(line: Line) -> Gold:
    statuses = tuple(part.strip() for part in str(line.fields.get("status", "")).split("|"))
    if not set(statuses) <= set(STATUSES):
        raise BadGold(line.number, "“status” không hợp lệ", "“status” is not a known status")
    return Gold(
        id=str(line.id if line.id is not None else line.number),
        question=line.question,
        language=line.language or "vi",
        kind=str(line.fields.get("kind") or "-"),
        statuses=statuses,
        must=_patterns(line, "must"),
        mustnot=_patterns(line, "mustnot"),
        cite=_patterns(line, "cite"),
        conversation=line.text("conversation", "bad_conversation"),
    )


def _patterns(line: Line, name: str) -> tuple[re.Pattern[str], ...]:
    given = line.fields.get(name) or []
    try:
        return tuple(
            re.compile(unicodedata.normalize("NFC", one), re.IGNORECASE)
            for one in ([given] if isinstance(given, str) else given)
        )
    except (re.error, TypeError):
        message = f"“{name}” không phải là biểu thức chính quy", f"“{name}” is no list of regular expressions"
        raise BadGold(line.number, *message) from None


# --- judging -----------------------------------------------------------------------------------


def _stands_in(pattern: re.Pattern[str], text: str) -> bool:
    plain = unicodedata.normalize("NFC", text).replace("**", "")
    return bool(pattern.search(text) or pattern.search(plain))


def failures(gold: Gold, answer: Answer) -> tuple[str, ...]:
    """What is not as the gold line wants it; nothing if the answer is right."""
    found = []
    if answer.status not in gold.statuses:
        found.append(f"status {answer.status}, not {'|'.join(gold.statuses)}")
    found += [f"must: {p.pattern}" for p in gold.must if not _stands_in(p, answer.text)]
    found += [f"mustnot: {p.pattern}" for p in gold.mustnot if _stands_in(p, answer.text)]
    quotes = [citation.quote for citation in answer.citations]
    found += [f"cite: {p.pattern}" for p in gold.cite if not any(_stands_in(p, q) for q in quotes)]
    return tuple(found)


def judge(gold: Gold, answer: Answer) -> Result:
    """Right: all holds.  Missed: it did not answer what it could.  Wrong: the rest."""
    failed = failures(gold, answer)
    verdict: Verdict = "right"
    if failed:
        verdict = "missed" if gold.answerable and answer.status not in _ANSWERING else "wrong"
    return Result(gold, answer, verdict, failed)


def evaluate(asker: Asker, golds: Iterable[Gold]) -> list[Result]:
    """Ask every question and judge the answers, in order.

    Conversations get names of this run's own, so that nothing remembered from
    an earlier run can help or harm.
    """
    run = uuid.uuid4().hex[:12]
    results = []
    for gold in golds:
        conversation = f"{run}-{gold.conversation}" if gold.conversation else None
        answer = asker.ask(gold.question, language=None, conversation=conversation)
        results.append(judge(gold, answer))
    return results


# --- the report --------------------------------------------------------------------------------


def tally(results: Iterable[Result]) -> Tally:
    """Verdicts counted."""
    verdicts = [result.verdict for result in results]
    return Tally(verdicts.count("right"), verdicts.count("missed"), verdicts.count("wrong"))


def _by_kind(results: Sequence[Result]) -> dict[tuple[str, str], list[Result]]:
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        groups[result.gold.kind, result.gold.language].append(result)
    return dict(sorted(groups.items()))


def report(results: Sequence[Result]) -> str:
    """A table by kind and language, then every answer that is not right."""
    groups = _by_kind(results)
    width = max([len("total"), *(len(kind) for kind, _ in groups)])
    lines = [f"{'kind':<{width}}  lang  {'n':>5}  {'right':>5}  {'missed':>6}  {'wrong':>5}  right %"]
    lines += [_row(kind, language, tally(group), width) for (kind, language), group in groups.items()]
    lines.append(_row("total", "", tally(results), width))
    for result in results:
        if result.verdict != "right":
            lines += ["", *_account(result)]
    return "\n".join(lines)


def _row(kind: str, language: str, count: Tally, width: int) -> str:
    counts = f"{count.total:>5}  {count.right:>5}  {count.missed:>6}  {count.wrong:>5}"
    return f"{kind:<{width}}  {language:<4}  {counts}  {count.right_percent:>7.1f}"


def _account(result: Result) -> list[str]:
    gold, answer = result.gold, result.answer
    lines = [f"{result.verdict.upper()} {gold.id}: {gold.question}"]
    lines += [f"  - {failure}" for failure in result.failures]
    lines.append("  = " + " / ".join(answer.text.split("\n")))
    return lines + [f"  [{citation.n}] {citation.quote}" for citation in answer.citations]


def report_json(results: Sequence[Result]) -> str:
    """The same for machines: totals, groups and every answer that is not right."""
    groups = [
        {"kind": kind, "lang": language, **_counts(tally(group))}
        for (kind, language), group in _by_kind(results).items()
    ]
    rest = [_result_json(result) for result in results if result.verdict != "right"]
    whole = {"total": _counts(tally(results)), "groups": groups, "not_right": rest}
    return json.dumps(whole, ensure_ascii=False)


def _counts(count: Tally) -> dict[str, int]:
    return {"n": count.total, "right": count.right, "missed": count.missed, "wrong": count.wrong}


def _result_json(result: Result) -> dict[str, Any]:
    return {
        "id": result.gold.id,
        "q": result.gold.question,
        "verdict": result.verdict,
        "failures": list(result.failures),
        "answer": result.answer.to_json(),
    }
