"""The widget as one file: its parts in order, with its words and styles, made small once and kept.

The parts in ``static/widget`` share one scope and give the page no name but that of the element.
Nothing of the deployment is in the file (no address, no setting), so that its hash tells its version alone.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from web.wording import LANGUAGES, words

_FOLDER = Path(__file__).parent / "static" / "widget"
_PARTS = (
    "natives", "nodes", "colour", "memory", "server", "answer",
    "voice", "opinion", "talk", "panel", "element",
)  # fmt: skip


@dataclass(frozen=True)
class Script:
    """The file, plain and gzipped; ``integrity`` is its subresource-integrity hash (SRI)."""

    plain: bytes
    packed: bytes
    version: str
    integrity: str


@cache
def script() -> Script:
    """The widget's script."""
    plain = _compose().encode()
    digest = hashlib.sha384(plain).digest()
    return Script(
        plain,
        gzip.compress(plain, 9, mtime=0),
        digest.hex()[:12],
        "sha384-" + base64.b64encode(digest).decode(),
    )


def _compose() -> str:
    import rcssmin
    import rjsmin

    code = "\n".join((_FOLDER / f"{part}.js").read_text(encoding="utf-8") for part in _PARTS)
    styles = rcssmin.cssmin((_FOLDER / "look.css").read_text(encoding="utf-8"))
    given = (
        f"const WORDS={_json({language: _words(language) for language in LANGUAGES})},STYLES={_json(styles)};"
    )
    # Whatever goes wrong in it, the host page goes on.
    body = f'try{{{given}\n{rjsmin.jsmin(code)}\n}}catch(e){{console.warn("dan-chung",e)}}'
    return f'(()=>{{"use strict";{body}}})();'


def _words(language: str) -> dict[str, str]:
    t = words(language)
    return t.under("widget") | {f"status_{status}": text for status, text in t.under("status").items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
