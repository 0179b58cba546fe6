"""Personal data in what people write: telephone numbers, e-mail addresses, identity numbers.

A question with any is refused, and a note is kept without them.
"""

from __future__ import annotations

import re

from corpus.text import compatible

_PRIVATE = re.compile(
    r"(?<![\d.,])(?:\+?84|0)[ .-]?\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)"
    r"|(?<!\d)\d{12}(?!\d)"
    r"|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"
)
REMOVED = "[…]"


def is_private(text: str) -> bool:
    """Whether a text holds personal data."""
    return bool(_PRIVATE.search(compatible(text)))


def without_private(text: str) -> str:
    """The text with personal data struck out; unchanged if it holds none."""
    return _PRIVATE.sub(REMOVED, compatible(text)) if is_private(text) else text
