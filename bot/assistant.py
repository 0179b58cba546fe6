"""The assistant: one question in, one cited answer out.

The way of a question: understood (``bot.question``), answered by figures
(``bot.counting``), records (``bot.naming``) or sentences (``bot.passages``), or
declined (``bot.decline``); then composed and guarded (``bot.compose``,
``bot.guard``).
"""

from __future__ import annotations

import logging
import threading
import uuid
from dataclasses import replace
from typing import Any

from bot.answer import Answer
from bot.aptness import received
from bot.brain import Brain
from bot.conversation import MOST_CITED, Conversations, Spot, Thread
from bot.draft import Draft
from bot.explain import explanation
from bot.following import followed, written_out
from bot.framing import asked_parts, questions
from bot.guard import Unfaithful
from bot.knowledge import Knowledge
from bot.parts import measures_apart
from bot.phrasing import say
from bot.privacy import is_private
from bot.question import Query
from bot.translating import in_vietnamese
from bot.typed import calm, language_of
from corpus.index import Hit
from corpus.library import Library
from corpus.narrowing import EVERYTHING, Narrowing
from corpus.store import Store
from corpus.text import clean, key_of

LONGEST = 2000  # characters of a message
HOURS = 24  # that a conversation is remembered
log = logging.getLogger(__name__)

# Question words that small talk holds too (``bạn là ai``, ``bạn biết những gì``).
_CHATTING = frozenset(
    {"results", "summary", "which", "yes_no", "who", "tell", "define", "opinion", "list", "count"}
)


# Two numbers that are asked for to be held against each other are one question.
_COMPARING = ("difference", "gap", "times", "plan", "most", "least", "changed")

# What is declined for what it asks, however it is read.
_NEVER_AGAIN = ("yes_no", "trick", "order", "foreign", "opinion", "quality", "times")


class Assistant:
    """Answers questions from what a store holds; safe to use from several threads."""

    def __init__(self, store: Store, longest: int = LONGEST, hours: float = HOURS) -> None:
        self.store = store
        self.library = Library(store)
        self.conversations = Conversations(store, hours)
        self.longest = longest
        self._lock = threading.Lock()
        self._brain: Brain | None = None

    def brain(self) -> Brain:
        """The solvers over the newest snapshot (rebuilt when the store has changed)."""
        version = self.store.version()
        brain = self._brain
        if brain is None or brain.knowledge.version != version:
            with self._lock:
                brain = self._brain
                if brain is None or brain.knowledge.version != version:
                    before = brain.knowledge if brain is not None else None
                    brain = self._brain = Brain.of(Knowledge.of(self.store, self.library, before))
        return brain

    def ask(self, message: str, *, language: str | None = None, conversation: str | None = None) -> Answer:
        """Answer one message.  Never raises for what a person may type."""
        name = conversation or uuid.uuid4().hex
        earlier = self.conversations.before(name) if conversation else None
        return replace(self._answer(message, language, name, earlier), conversation=name)

    def _answer(
        self, message: str, language: str | None, conversation: str, earlier: Thread | None
    ) -> Answer:
        text = calm(clean(message[: self.longest * 4]))
        if language not in ("vi", "en") and earlier is not None and not any(c.isalpha() for c in text):
            language = language_of(earlier.question)  # ``18?`` is of no language
        spoken = language if language in ("vi", "en") else language_of(text)
        brain = self.brain()
        if not text:
            example = (brain.composer.suggesting.questions(spoken) or [""])[0]
            return self._plain("refused", say(spoken, "status.empty", example=example), spoken, brain)
        if len(text) > self.longest:
            return self._plain("refused", say(spoken, "status.too_long", limit=self.longest), spoken, brain)
        if is_private(text):
            return self._plain("refused", say(spoken, "status.private"), spoken, brain)
        if not brain.knowledge.bulletins:
            return self._plain("not_found", say(spoken, "status.empty_store"), spoken, brain)
        several = questions(text)
        if len(several) > 1:
            several = [part for one in several for part in self._counted_apart(one, language)]
            return self._several(several, language, conversation, earlier, brain)
        query = self.understand(text, language)
        of_source = query.any("source") and not query.any("most", "least")
        if of_source and not query.structured and len(query.terms) <= 2:
            return self._sources(query, earlier, brain)
        return self._small_talk(query, brain) or self._in_turn(query, conversation, earlier, brain)

    def _counted_apart(self, text: str, language: str | None) -> list[str]:
        """The parts of one of several questions that ask for a number each (``bao nhiêu xã đạt chuẩn, mấy xã
        nâng cao``), else the whole of it."""
        query = self.understand(text, language)
        apart = query.counts > 1 and not (query.adds or query.any(*_COMPARING, "why", "demand", "share"))
        return (asked_parts(text) if apart else []) or [text]

    def _in_turn(self, query: Query, conversation: str, earlier: Thread | None, brain: Brain) -> Answer:
        """The answer to a question, or to the earlier one as a follow-up changes it."""
        typed = query.text
        more = followed(query, earlier, brain) if earlier is not None and not asked_parts(typed) else None
        if more is not None:
            answer = self._guarded([more.draft], more.query, brain)
            if not more.same:
                self._keep(conversation, more.query, answer, earlier)
            elif earlier is not None and more.draft.facts:
                told = tuple(Spot.of(c) for c in answer.citations[:MOST_CITED])
                self.conversations.keep(conversation, replace(earlier, told=told))
            return replace(answer, understood=more.query.text if more.query.text != typed else "")
        if earlier is not None:
            query = written_out(query, earlier, brain)
        added_up = query.adds or (query.total and any(len(values) > 1 for _, values in query.dimensions))
        compares = query.any(*_COMPARING) or (query.any("share") and not query.needs)
        apart = not added_up and not compares and not query.any("why", "demand")
        parts = (asked_parts(query.text) or measures_apart(query)) if apart else []
        if parts:
            whole = self._several(parts, query.language, conversation, None, brain)
            several = query.counts > 1 or len(query.matters) == len(parts)
            if whole.status == "answered" or (several and whole.status == "partial"):
                return whole
        answer = self._guarded([self._draft(query, brain)], query, brain)
        self._keep(conversation, query, answer, earlier)
        return replace(answer, understood=query.text if query.text != typed else "")

    def _draft(self, query: Query, brain: Brain) -> Draft:
        """The draft of a question; what is asked in English and not found is read in Vietnamese too."""
        draft = brain.drafts(query)
        compares = query.any("difference") and not query.any("over", "below")
        told = bool(draft.claims or draft.bullets) or draft.status == "clarify" or draft.why == "no names"
        told = told or (query.any("who") and received(query))  # who gave it is not who got it
        if told or query.spoken != "en" or compares or query.any(*_NEVER_AGAIN):
            return draft
        text = in_vietnamese(query)
        again = brain.drafts(self.understand(text, query.language)) if text else draft
        return again if again.claims or again.bullets else draft

    def _keep(self, conversation: str, query: Query, answer: Answer, earlier: Thread | None) -> None:
        """Remember what a further question may continue."""
        if not query.structured and not answer.citations:
            return
        cited = tuple(Spot.of(c) for c in answer.citations[:MOST_CITED])
        if not cited and earlier is not None:
            cited = earlier.cited  # what is not told of it does not end what is spoken of
        before = earlier.question if earlier is not None else ""
        self.conversations.keep(conversation, Thread(query.text, cited, before))

    def _several(
        self, texts: list[str], language: str | None, conversation: str, earlier: Thread | None, brain: Brain
    ) -> Answer:
        """Several questions of one message, each answered; a later one may continue an earlier one."""
        drafts: list[Draft] = []
        queries: list[Query] = []
        before = earlier.question if earlier is not None else ""
        for i, text in enumerate(texts):
            query = self.understand(text, language)
            if before:
                query = written_out(query, Thread(before), brain, part=i > 0)
            owners = brain.counting.relating.makers_of(drafts[-1], text, query) if drafts else None
            draft = owners or brain.drafts(query)
            told = bool(draft.facts) and any(draft.facts == d.facts for d in drafts)
            drafts.append(brain.decline.solve(query) if told else draft)  # the same figure answers one part
            queries.append(self.understand(text, language))  # in its own words: the place is the other's
            before = query.text if query.structured or drafts[-1].claims else before
        answer = self._guarded(brain.beside.completed(queries, drafts), query, brain)
        self._keep(conversation, replace(query, text=before or query.text), answer, earlier)
        return answer

    def _sources(self, query: Query, earlier: Thread | None, brain: Brain) -> Answer:
        """``Nguồn đâu?``: the sentences that the answer before rests on."""
        spots = earlier.cited if earlier is not None else ()
        cited = [e for spot in spots if (e := spot.evidence(brain.knowledge)) is not None]
        if not cited:
            return self._plain("clarify", say(query.language, "status.no_source"), query.language, brain)
        return brain.composer.compose(brain.composer.sources(cited, query.language), query)

    def understand(self, text: str, language: str | None = None) -> Query:
        """A question as it was understood."""
        return self.brain().understand(text, language)

    def _guarded(self, drafts: list[Draft], query: Query, brain: Brain) -> Answer:
        try:
            return brain.composer.compose_all(drafts, query)
        except Unfaithful:
            log.exception("an answer was stopped by the guard (rules: %s)", [draft.why for draft in drafts])
            told = brain.sentences.solve(query) if len(drafts) == 1 else None
            if told is not None and told not in drafts:  # in the bulletin's words nothing is said beyond them
                return self._guarded([told], query, brain)
            return self._plain("not_found", say(query.language, "status.not_found"), query.language, brain)

    def _small_talk(self, query: Query, brain: Brain) -> Answer | None:
        others = {a for a in query.asks if not a.startswith("smalltalk")} - _CHATTING
        only = all(w.kind == "mark" or i in query.asking for i, w in enumerate(query.annotated.words))
        if only and not others and query.any("smalltalk_hello"):  # ``chào shop`` speaks of no shop
            return self._plain("small_talk", say(query.language, "status.hello"), query.language, brain)
        if query.programmes or query.dimensions or others or (query.units and query.units != ("person",)):
            return None
        if self._about_me(query):
            return self._plain("small_talk", say(query.language, "status.help"), query.language, brain)
        for kind in ("help", "thanks", "bye", "hello"):
            if query.any(f"smalltalk_{kind}"):
                return self._plain("small_talk", say(query.language, f"status.{kind}"), query.language, brain)
        return None

    @staticmethod
    def _about_me(query: Query) -> bool:
        """``Bạn giúp được tôi những việc gì``: the assistant is spoken to, and nothing else is spoken of."""
        folds = {t.fold for t in query.annotated.words}
        first = query.annotated.words[0]
        spoken_to = first.key == key_of("bạn") or first.fold == "ban" or folds & {"bot", "chatbot", "you"}
        return (
            bool(spoken_to and folds & {"giup", "lam", "biet", "tra", "ho", "hoi", "help", "do"})
            and not query.terms
        )

    @staticmethod
    def _plain(status: str, text: str, language: str, brain: Brain) -> Answer:
        offered = brain.composer.suggesting.questions(language)[:3]
        return Answer(status, text, language, suggestions=tuple(offered))  # type: ignore[arg-type]

    def explain(self, message: str, language: str | None = None) -> dict[str, Any]:
        """How a message is understood and answered, for staff and developers (see ``bot.explain``)."""
        brain = self.brain()
        query = self.understand(clean(message[: self.longest]), language)
        return explanation(query, brain.drafts(query), brain.lookup, brain.closest)

    def examples(self, language: str) -> tuple[str, ...]:
        """Questions that the bulletins can answer, for the page to offer."""
        spoken = language if language in ("vi", "en") else "vi"
        return tuple(self.brain().composer.suggesting.questions(spoken)[:5])

    def search(self, query: str, limit: int = 10, narrowing: Narrowing = EVERYTHING) -> list[Hit]:
        """The best paragraphs for some words, best first, of the bulletins that *narrowing* leaves."""
        index, _ = self.library.index()
        return index.search(clean(query), limit, narrowing.bulletins(self.store))
