"""An answer before its citations are numbered: what the solvers hand to the composer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import AnswerStatus, Claim, Evidence
from corpus.model import Fact


@dataclass(frozen=True)
class Draft:
    """Claims with their evidence, or a message that claims nothing.

    ``lead`` opens a list (its own claim, or "" for none); ``message`` is said
    before the claims and claims nothing itself (what the bulletins do not say).
    ``names``: numbers and names of the question that the message may repeat.
    ``choices``: questions to ask back with (``clarify``), each one of the readings.
    ``why``: which rule answered, for explanations.
    """

    status: AnswerStatus
    claims: tuple[Claim, ...] = ()
    facts: tuple[Fact, ...] = ()
    message: str = ""
    bullets: tuple[Claim, ...] = ()
    names: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    why: str = ""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentences that the claims rest on, once each."""
        cited = (e for claim in (*self.claims, *self.bullets) for e in claim.evidence)
        return tuple({(e.bulletin, e.paragraph, e.start): e for e in cited}.values())
