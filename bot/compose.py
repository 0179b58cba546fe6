"""From a draft to the answer that is sent: citations numbered, text put together, suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote as percent

from bot.answer import Answer, AnswerStatus, Citation, Claim, Evidence
from bot.draft import Draft
from bot.guard import check
from bot.knowledge import Knowledge
from bot.phrasing import say
from bot.question import Query
from bot.suggesting import Suggesting
from bot.wording import published_on

FRAGMENT_WORDS = 6


class Composer:
    """Turns drafts into answers over one snapshot of knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.suggesting = Suggesting(knowledge)

    def compose(self, draft: Draft, query: Query) -> Answer:
        """The finished answer.  Raises :class:`bot.guard.Unfaithful` if a claim does not hold."""
        return self.compose_all([draft], query)

    def compose_all(self, drafts: Sequence[Draft], query: Query) -> Answer:
        """The answers to several questions as one, in their order (*query*: the last of them)."""
        cited: list[Evidence] = []
        told = _quoted_once(drafts, query.language)
        texts = [self._text(draft, cited, query.language) for draft in told]
        return Answer(
            status=_together(drafts),
            text="\n".join(dict.fromkeys(texts)),
            language=query.language,
            citations=tuple(self._citation(n, e) for n, e in enumerate(cited, start=1)),
            facts=tuple({f.id: f for draft in drafts for f in draft.facts}.values()),
            suggestions=_choices(drafts) or self.suggesting.after(drafts, query),
        )

    def _text(self, draft: Draft, cited: list[Evidence], language: str) -> str:
        for claim in (*draft.claims, *draft.bullets):
            check(claim, language)
        lines = [self._line(claim, cited) for claim in draft.claims]
        bullets = [f"- {self._line(claim, cited)}" for claim in draft.bullets]
        text = " ".join(x for x in (draft.message, _sentences(lines, bool(bullets))) if x)
        return "\n".join([x for x in (text, *bullets) if x])

    def _line(self, claim: Claim, cited: list[Evidence]) -> str:
        """A claim followed by the marks of its sources; one sentence is one source."""
        marks = []
        for evidence in claim.evidence:
            at = next((i for i, other in enumerate(cited) if _same_sentence(other, evidence)), None)
            if at is None:
                cited.append(evidence)
                at = len(cited) - 1
            else:
                cited[at] = _joined(cited[at], evidence)
            marks.append(f"[{at + 1}]")
        shown = "".join(dict.fromkeys(marks))
        return f"{claim.text[:-1]} {shown}:" if claim.text.endswith(":") else f"{claim.text} {shown}"

    def _citation(self, n: int, evidence: Evidence) -> Citation:
        page = self.knowledge.bulletins[evidence.bulletin]
        return Citation(
            n=n,
            bulletin=page.id,
            title=page.title,
            published=page.published,
            paragraph=evidence.paragraph,
            quote=evidence.quote,
            start=evidence.start,
            end=evidence.end,
            highlight=evidence.highlight,
            url=fragment(page.url, evidence) if page.url else None,
            page=_page(evidence),
        )

    def sources(self, cited: Sequence[Evidence], language: str) -> Draft:
        """Where an answer comes from, in words: bulletin, day, paragraph and sentence."""
        claims = []
        for evidence in cited:
            page = self.knowledge.bulletins[evidence.bulletin]
            told = {
                "title": page.title,
                "day": published_on(page.published, language),
                "number": evidence.paragraph,
                "quote": evidence.quote,
            }
            text = say(language, "answer.source", **told)
            derived = (page.title, page.published or "", str(evidence.paragraph))
            claims.append(Claim(text, (evidence,), derived=derived))
        return Draft("answered", tuple(claims[:1]), bullets=tuple(claims[1:]), why="sources")


def _quoted_once(drafts: Sequence[Draft], language: str) -> list[Draft]:
    """The drafts, without a sentence that an earlier one has quoted where figures stand before it (``**46
    công trình**. Bản tin viết: …``, then ``**21 công trình**``)."""
    quoted: set[str] = set()
    shortened = []
    for draft in drafts:
        claims = []
        for claim in draft.claims:
            said = [say(language, "answer.according", quote=e.quote) for e in claim.evidence]
            again = next((q for q in said if q in quoted and claim.text.endswith(f". {q}")), None)
            claims.append(replace(claim, text=claim.text.removesuffix(f". {again}")) if again else claim)
            quoted.update(q for q in said if q in claim.text)
        shortened.append(replace(draft, claims=tuple(claims)))
    return shortened


def _choices(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The readings that are offered, where a question was not clear."""
    return tuple(choice for draft in drafts for choice in draft.choices)


def _together(drafts: Sequence[Draft]) -> AnswerStatus:
    """One status for several answers: partial where only some questions are answered."""
    statuses = {draft.status for draft in drafts}
    if len(statuses) == 1:
        return drafts[0].status
    return "partial" if any(d.claims or d.bullets for d in drafts) else drafts[0].status


def _same_sentence(one: Evidence, other: Evidence) -> bool:
    return (one.bulletin, one.paragraph, one.start) == (other.bulletin, other.paragraph, other.start)


def _joined(one: Evidence, other: Evidence) -> Evidence:
    """One source that marks the words of both."""
    low = min(one.highlight[0], other.highlight[0])
    return replace(one, highlight=(low, max(one.highlight[1], other.highlight[1])))


def _page(evidence: Evidence) -> str:
    """Our own page of a bulletin with the sentence and the cited words marked."""
    low, high = evidence.highlight
    place = f"cite={evidence.paragraph}:{evidence.start}-{evidence.end}&words={low}-{high}"
    return f"/bulletins/{percent(evidence.bulletin)}?{place}#p{evidence.paragraph}"


def _sentences(lines: Sequence[str], open_end: bool) -> str:
    """Claims as sentences; the last one ends with a colon's silence when a list follows."""
    ended = [
        line if line.split(" [")[0].endswith((".", "”")) or line.endswith(":") else f"{line}."
        for line in lines
    ]
    if open_end and lines:
        ended[-1] = lines[-1]
    return " ".join(ended)


def fragment(url: str, evidence: Evidence) -> str:
    """A link that scrolls to the cited words (W3C text fragments).

    Uses six words or more: fragments match without regard to accents, so short
    ones may hit another place.
    """
    if not url.startswith(("http://", "https://")):
        return ""
    words = evidence.paragraph_text[evidence.highlight[0] : evidence.end].split()
    if len(words) < FRAGMENT_WORDS:
        words = evidence.quote.split()
    shown = percent(" ".join(words[: FRAGMENT_WORDS * 2]), safe="").replace("-", "%2D")
    return f"{url.split('#')[0]}#:~:text={shown}"
