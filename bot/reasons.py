"""Answers to why, and to what is difficult: the bulletin's sentences that give the reason.

The effect that a question names is looked for first, and its reason in the same sentence or the next.
Where the effect is worded otherwise, the sentences that give reasons are weighed by what stands near
them: themselves, the sentence that they explain, the question that an interview answers with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from bot.answer import Claim, Evidence
from bot.draft import Draft
from bot.fitting import said
from bot.knowledge import Knowledge
from bot.matching import begins, missing, says
from bot.phrasing import phrases, say
from bot.question import Query
from bot.register import grades_agree
from bot.sentences import Sentences
from bot.standing import asks, maker_name
from corpus.text import Token, key_of, tokens

MOST_REASONS = 8
MOST_LACKING = 0.35  # share of a question's weight that may stand nowhere near a reason


class Reasons:
    """Finds the sentences that say why something is so, or what is difficult."""

    def __init__(
        self,
        knowledge: Knowledge,
        sentences: Sentences,
        ranked: Callable[[Query, Sequence[Token]], list[Evidence]],
    ) -> None:
        self.knowledge = knowledge
        self.sentences = sentences
        self.ranked = ranked  # sentences in which some words of a question stand
        self.discourse = phrases("vi").discourse

    def solve(self, query: Query) -> Draft | None:
        """The causes of what the question names, or what a bulletin says is wanting."""
        if not (query.any("difficulty") or self._tells(query)):
            return None
        effects = self.ranked(query, self._subject(query))[:4]
        if query.claimed is not None:
            effects = [e for e in effects if self._counts_claimed(query, e)]
        denied = next((e for e in effects if self._contradicts(query, e)), None)
        if denied is not None:
            text = say(query.language, "answer.premise", quote=denied.quote)
            return Draft("answered", (Claim(text, (denied,)),), why="a false premise")
        following = [e for e in effects if begins(e.quote, "therefore")]
        held = {len(missing(self._subject(query), e.quote, query.glued)) for e in effects}
        if following and len(missing(self._subject(query), following[0].quote, query.glued)) == min(held):
            effects = following
        for evidence in effects:
            reasons = self._reasons(evidence)
            if reasons:
                return quoted(query, reasons)
        if not query.any("difficulty"):
            near = self._nearest(query)
            return quoted(query, [near]) if near is not None else None
        lacking = self._lacking(query) or self._difficulties(query)
        return quoted(query, lacking) if lacking else None

    def _counts_claimed(self, query: Query, effect: Evidence) -> bool:
        """Whether a sentence counts no other number of the things whose reason is asked for
        (``vì sao 6 sản phẩm …``)."""
        values = [f.value for f in self.sentences.facts_of(effect) if f.unit == query.claimed_unit]
        return not values or any(Decimal(v) == query.claimed for v in values)

    def _contradicts(self, query: Query, effect: Evidence) -> bool:
        """Whether a question takes for reached what a sentence says was missed (``vì sao đạt kế hoạch``)."""
        asked = " ".join(w.text for w in query.annotated.words)
        if not says(asked, "reaching") or not says(effect.quote, "failing"):
            return False
        lowered = {w.fold for w in query.annotated.words}
        return not (query.denies or lowered & _LOWERING or says(asked, "failing"))

    def _subject(self, query: Query) -> list[Token]:
        """The words of the question that must stand in the text, a reason word excepted."""
        words = query.content
        said = set(pairwise(w.fold for w in query.annotated.words))
        failed = query.any("why") and len(words) <= 2 and bool(said & _FAILED)
        if query.programmes and (failed or not words):  # ``sao không đạt NTM``: the programme is the matter
            mentions = query.annotated.mentions
            named = {i for m in mentions if m.has("programme") for i in range(m.first, m.last)}
            words = tuple(w for i, w in enumerate(query.annotated.words) if i in named)
            words += tuple(tokens("không đạt"))
        return [t for t in words if t.fold not in _REASON_WORDS]

    def _tells(self, query: Query) -> bool:
        """Whether a question says more of what is to be explained than what is counted (``sản phẩm``)."""
        mentions = query.annotated.mentions
        counted = [w for m in mentions if m.has("unit") for w in query.annotated.words[m.first : m.last]]
        placed = self.sentences.conditions(query)
        said_more = any(t not in counted and id(t) not in placed for t in self._subject(query))
        return said_more or bool(query.dimensions) or query.claimed is not None or query.denies

    # --- the reason of an effect -----------------------------------------------------------------

    def _reasons(self, effect: Evidence) -> list[Evidence]:
        """Sentences before a ``vì vậy``, a sentence that holds its own reason, or what answers a question."""
        if asks(effect.quote):
            return self._replies(effect)
        spans = self.knowledge.spans(effect.bulletin, effect.paragraph)
        at = next((i for i, (start, _) in enumerate(spans) if start == effect.start), 0)
        if begins(effect.quote, "therefore"):
            return [
                self.knowledge.sentence(effect.bulletin, effect.paragraph, *span)
                for span in spans[max(0, at - MOST_REASONS) : at]
            ]
        if self._gives_reason(effect.quote):
            return [effect]
        following = spans[at + 1 : at + 2]
        for start, end in following:
            text = effect.paragraph_text[start:end]
            if begins(text, "because") and self._gives_reason(text):
                return [self.knowledge.sentence(effect.bulletin, effect.paragraph, start, end)]
        return []

    def _replies(self, question: Evidence) -> list[Evidence]:
        """What the paragraph behind a question of an interview gives as the reason: the sentence that says
        why, else its first one."""
        page = self.knowledge.bulletins[question.bulletin]
        number = question.paragraph + 1
        if not self._gives_reason(question.quote) or all(p.number != number for p in page.paragraphs):
            return []
        spans = self.knowledge.spans(question.bulletin, number)
        told = [self.knowledge.sentence(question.bulletin, number, *span) for span in spans]
        return [e for e in told if self._gives_reason(e.quote)][:1] or told[:1]

    def _gives_reason(self, text: str) -> bool:
        """Whether a text says why; ``do`` before who does something (``do UBND huyện …``) says who."""
        words = tokens(text)
        keys = tuple(t.key for t in words)
        for i in range(len(keys)):
            found = [p for p in self.discourse["because"] if keys[i : i + len(p)] == p]
            follows = any(keys[i : i + len(p)] == p for p in self.discourse["therefore"])
            if not found or follows:
                continue
            after = i + max(map(len, found))
            agent = any(keys[after : after + len(p)] == p for p in self.discourse["agent"])
            named = after < len(words) and words[after].capital
            named |= keys[i] == _BY and after < len(words) and words[after].kind == "number"
            opens = i == 0 or words[i - 1].kind == "mark"  # ``…, do Trung ương tạm dừng xét, tỉnh …``
            if max(map(len, found)) > 1 or opens or not (agent or named):
                return True
        return False

    # --- the reason that stands nearest ----------------------------------------------------------

    def _nearest(self, query: Query) -> Evidence | None:
        """The sentence that gives a reason and near which most of the question stands."""
        placed = self.sentences.conditions(query)
        matter = [t for t in self._subject(query) if id(t) not in placed]
        if query.topics or not matter:
            return None
        weight = self.knowledge.weight
        rarest = max(matter, key=lambda t: weight([t]))
        best: tuple[float, Evidence] | None = None
        for evidence, near in self._explaining(query, matter):
            lacking = missing(matter, near, query.glued)
            share = weight(lacking) / (weight(matter) or 1)
            if share > MOST_LACKING or rarest in lacking or any(t.capital for t in lacking):
                continue
            share += 0.1 * weight(missing(matter, evidence.quote, query.glued)) / (weight(matter) or 1)
            if (best is None or share < best[0]) and self._agrees(query, evidence, near):
                best = share, evidence
        return best[1] if best is not None else None

    def _agrees(self, query: Query, evidence: Evidence, near: str) -> bool:
        agreement = self.sentences.agreement
        if not (agreement.placed(query, evidence) and agreement.timed(query, evidence)):
            return False
        if query.claimed is not None and not self._counts_claimed(query, evidence):
            return False
        if query.denies and not (says(near, "lacking") or says(near, "denying")):
            return False
        return grades_agree(query, near) and all(said(query, name, near) for name, _ in query.dimensions)

    def _explaining(self, query: Query, matter: Sequence[Token]) -> Iterator[tuple[Evidence, str]]:
        """Sentences that give a reason, each with what stands near it: the sentence before one that opens
        with the reason, and the question of an interview that its paragraph answers."""
        text = " ".join([*(t.text for t in matter), *(a.name for a in query.areas)])
        for bulletin, number in self.sentences.sought(text):
            paragraph = self.knowledge.paragraph(bulletin, number)
            if paragraph.kind not in ("lead", "body"):
                continue
            spans = self.knowledge.spans(bulletin, number)
            asked = self._asked_before(bulletin, number)
            for i, (start, end) in enumerate(spans):
                evidence = self.knowledge.sentence(bulletin, number, start, end)
                if not self._gives_reason(evidence.quote) or begins(evidence.quote, "therefore"):
                    continue
                if not begins(evidence.quote, "because"):
                    yield evidence, evidence.quote
                    continue
                before = paragraph.text[spans[i - 1][0] : start] if i else ""
                yield evidence, f"{asked} {before} {evidence.quote}"

    def _asked_before(self, bulletin: str, number: int) -> str:
        """The question that a paragraph of an interview answers ("" if it is none)."""
        page = self.knowledge.bulletins[bulletin]
        before = next((p for p in page.paragraphs if p.number == number - 1), None)
        return before.text if before is not None and before.text.rstrip(" ”\"").endswith("?") else ""

    # --- what is wanting -------------------------------------------------------------------------

    def _lacking(self, query: Query) -> list[Evidence]:
        """The paragraph that speaks most of what is wanting, sentence by sentence."""
        best: list[Evidence] = []
        subject = self._subject(query)
        for page in self.knowledge.speaking_of(subject):
            spans = page.saying(self.discourse["lacking"])
            for number, group in groupby(spans, key=lambda span: span[0]):
                if page.paragraph(number).kind not in ("lead", "body"):
                    continue
                sentences = [self.knowledge.sentence(page.bulletin.id, *span) for span in group]
                placed = self.sentences.agreement.placed
                if missing(maker_name(query), page.paragraph(number).text, query.glued):
                    continue  # what others lack
                found = [e for e in sentences if not begins(e.quote, "therefore") and placed(query, e)]
                if len(found) > len(best) and not missing(subject, page.contexts[number]):
                    best = found
        return best[:MOST_REASONS] if len(best) > 1 else []

    def _difficulties(self, query: Query) -> list[Evidence]:
        """The sentence that says what the difficulty is, of what its paragraph, title and lead speak of."""
        placed = self.sentences.conditions(query)
        subject = [t for t in self._subject(query) if id(t) not in placed]
        agreement = self.sentences.agreement
        found: list[tuple[float, Evidence]] = []
        for page in self.knowledge.pages.values() if subject else ():
            for number, start, end in page.saying(self.discourse["difficulty"]):
                lacking = missing(subject, page.contexts[number], query.glued)
                told = page.paragraph(number)
                if told.kind not in ("lead", "body") or missing(maker_name(query), told.text, query.glued):
                    continue
                if self.knowledge.matters(lacking, subject):
                    continue
                evidence = self.knowledge.sentence(page.bulletin.id, number, start, end)
                if agreement.placed(query, evidence) and agreement.timed(query, evidence):
                    price = self.knowledge.weight(lacking)
                    price += 0.5 * self.knowledge.weight(missing(subject, evidence.quote, query.glued))
                    price -= says(evidence.quote, "superlative") and query.any("most")
                    found.append((price, evidence))
        return [min(found, key=lambda f: f[0])[1]] if found else []


def quoted(query: Query, found: Sequence[Evidence]) -> Draft:
    """Sentences as an answer, in their own words."""
    language = query.language
    if len(found) == 1:
        text = say(language, "answer.according", quote=found[0].quote)
        return Draft("answered", (Claim(text, (found[0],)),), why="sentence")
    bullets = tuple(Claim(say(language, "answer.quoted", quote=e.quote), (e,)) for e in found)
    return Draft("answered", (), message=say(language, "answer.reasons"), bullets=bullets, why="sentences")


# Words with which a question takes something for missed, late or little.
_FAILED = frozenset({("khong", "dat"), ("chua", "dat"), ("that", "bai"), ("khong", "hoan")})
_LOWERING = frozenset(
    {"khong", "chua", "truot", "lo", "hut", "kho", "thieu", "kem", "thap", "it", "chi", "cham", "han", "not",
     "miss", "missed", "fail", "failed", "fall", "fell", "short", "low", "only", "few"}
)  # fmt: skip
_BY = key_of("bởi")  # before a number it says by how many (``được phát triển bởi 52 chủ thể``)
_REASON_WORDS = frozenset(
    ["ly", "do", "li", "nguyen", "nhan", "vi", "sao", "kho", "khan", "han", "che", "gap", "vuong", "mac"]
)
