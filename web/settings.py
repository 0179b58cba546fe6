"""The one table of settings and limits: name, default, help, environment variable.

The fields of :class:`Settings` are the table.  Each is read from
``DANCHUNG_<NAME>`` when that variable is set; :func:`table` lists them for the
documentation and for ``--help``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

PREFIX = "DANCHUNG_"
_RATES = ("rate_ask", "rate_read", "rate_feedback")


class SettingsError(ValueError):
    """A setting has a value it cannot have; the message names it and says what it takes."""


def _setting(default: Any, help_: str, low: int = 0, high: int = 2**31) -> Any:
    return field(default=default, metadata={"help": help_, "low": low, "high": high})


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults; immutable once the server has started."""

    data: str = _setting("instance", "Folder that holds the store.")
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(5000, "Port to listen on; 0 takes a free one.", 0, 65535)
    threads: int = _setting(4, "Threads that answer requests.", 1, 256)
    message_length: int = _setting(2000, "Longest question, in characters.", 1, 100_000)
    body_bytes: int = _setting(65_536, "Largest request body, in bytes.", 1024, 2**26)
    search_limit: int = _setting(50, "Most hits that one search returns.", 1, 1000)
    page_rows: int = _setting(100, "Rows on one page of bulletins or facts.", 1, 5000)
    conversation_hours: int = _setting(24, "Hours after which a conversation is forgotten.", 1, 24 * 366)
    contact: str = _setting("", "Whom to turn to where the bulletins do not say: name, telephone, e-mail.")
    allowed_origins: tuple[str, ...] = _setting(
        (), "Origins of other sites that may call the API, separated by commas; none unless listed."
    )
    proxies: int = _setting(
        0, "Proxies in front whose X-Forwarded-For, -Proto and -Host are believed; 0 believes none.", 0, 10
    )
    rate_ask: str = _setting("300/minute; 3000/hour", "Questions that one address may ask; empty: no limit.")
    rate_read: str = _setting("1200/minute", "Other requests to the API by one address; empty: no limit.")
    rate_feedback: str = _setting(
        "20/minute; 200/day", "Opinions on answers that one address may send; empty: no limit."
    )
    rate_storage: str = _setting(
        "memory://", "Where requests are counted: in each process, or a storage that several share."
    )

    def __post_init__(self) -> None:
        for row in table():
            self._check(row.name, row.default, getattr(self, row.name))

    def _check(self, name: str, default: Any, value: Any) -> None:
        if type(value) is not type(default):
            raise SettingsError(f"{name}: expected {type(default).__name__}")
        limits = self.__dataclass_fields__[name].metadata
        if isinstance(value, int) and not limits["low"] <= value <= limits["high"]:
            raise SettingsError(f"{name}: expected a number from {limits['low']} to {limits['high']}")
        if name == "allowed_origins" and not all(_is_origin(origin) for origin in value):
            raise SettingsError("allowed_origins: expected origins such as https://www.example.gov.vn")
        if name in _RATES and value and not _is_rate(value):
            raise SettingsError(f"{name}: expected limits such as 60/minute; 1000/hour")


class Row(NamedTuple):
    """One line of the table of settings."""

    name: str
    variable: str
    default: Any
    help: str


def table() -> tuple[Row, ...]:
    """Every setting in order: name, environment variable, default, help."""
    return tuple(
        Row(f.name, PREFIX + f.name.upper(), f.default, f.metadata["help"])
        for f in dataclasses.fields(Settings)
    )


def load(environ: Mapping[str, str], overrides: Mapping[str, Any] | None = None) -> Settings:
    """Settings from the environment; *overrides* (lower-case names) win.

    Unknown names in *overrides* and impossible values raise :class:`SettingsError`.
    """
    values: dict[str, Any] = {
        row.name: _parse(row, environ[row.variable]) for row in table() if row.variable in environ
    }
    values.update(overrides or {})
    unknown = values.keys() - {row.name for row in table()}
    if unknown:
        raise SettingsError(f"no such setting: {', '.join(sorted(unknown))}")
    return Settings(**values)


def _parse(row: Row, text: str) -> Any:
    if isinstance(row.default, int):
        try:
            return int(text)
        except ValueError:
            raise SettingsError(f"{row.variable}: expected a whole number") from None
    if isinstance(row.default, tuple):
        return tuple(part.rstrip("/") for part in text.replace(",", " ").split())
    return text.strip()


def _is_origin(text: str) -> bool:
    """Whether *text* is scheme://host[:port] as browsers send it (RFC 6454)."""
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and text == f"{parts.scheme}://{parts.netloc}"


def _is_rate(text: str) -> bool:
    """Whether *text* names limits as the ``limits`` package reads them."""
    from limits import parse_many

    try:
        return all(limit.amount > 0 for limit in parse_many(text))
    except ValueError:
        return False
