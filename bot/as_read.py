"""What of a message is asked, as it is read: written out, then without what frames it."""

from __future__ import annotations

from collections.abc import Callable

from bot.english import spaced_out
from bot.framing import core
from bot.phrasing import phrases
from bot.slips import mended
from bot.spelling import Spelling
from bot.typed import in_digits, language_of, written_out
from corpus.annotate import Annotated
from corpus.text import tokens


def as_read(
    text: str, annotate: Callable[..., Annotated], spelling: Spelling | None
) -> tuple[str, str]:
    """What of a message is asked, as it is read, and its language.

    A Vietnamese message is first written out whole (short forms, slips, missing diacritics), for what frames
    a question is known by its words, too.  What lacks diacritics is seen before short forms are given theirs
    (``ko``: không); slips are looked for again behind that, when their neighbours can be read.
    """
    spoken = language_of(core(text))
    if spoken != "vi":
        return spaced_out(core(text)), spoken
    said = written_out(text)
    if spelling is not None:
        said = mended(said, spelling)
        if any(spelling.lacking(tokens(t)) for t in (text, said)):
            said = mended(written_out(spelling.written_out(annotate(said, known=phrases("vi")))), spelling)
    return in_digits(core(said)), spoken
