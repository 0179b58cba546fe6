"""The gate: which other sites may call the API, how often an address may ask, which proxies are believed.

Browsers name the page that calls in ``Origin`` (RFC 6454).  Only the site itself and the origins of
``allowed_origins`` are answered; the others get a 403 that they cannot read.  Limits are counted by
Flask-Limiter; a request above them gets a 429 with ``Retry-After``.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter, RequestLimit
from limits.errors import ConfigurationError
from werkzeug.middleware.proxy_fix import ProxyFix

from web.problems import Problem, handle
from web.services import services
from web.settings import Settings, SettingsError

View = Callable[..., ResponseReturnValue]
_PREFLIGHT_SECONDS = "7200"  # the longest that Chromium remembers a preflight


def check_origin() -> None:
    """Refuse a request to the API that a page of an unlisted origin makes."""
    origin = request.headers.get("Origin")
    if origin and is_api() and not (_is_own(origin) or is_listed(origin)):
        raise Problem(403, "origin_not_allowed")


def is_api() -> bool:
    """Whether the request goes to what other sites may be allowed to call."""
    return request.path.startswith("/api/")


def is_listed(origin: str | None) -> bool:
    """Whether the settings allow this origin to call the API."""
    return origin in services().settings.allowed_origins


def _is_own(origin: str) -> bool:
    """Whether a page of this site calls.  Scripts cannot forge either sign."""
    own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return own or urlsplit(origin).netloc == request.host


def share(response: Response) -> None:
    """Let the listed origins read the API (CORS); all others are denied by saying nothing."""
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if not is_listed(origin):
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Max-Age"] = _PREFLIGHT_SECONDS


class Limits:
    """The limits of one application; :meth:`on` puts one of them on a view."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._rates = {
            "ask": settings.rate_ask,
            "read": settings.rate_read,
            "feedback": settings.rate_feedback,
        }
        try:
            self._limiter = Limiter(
                address_key,
                app=app,
                storage_uri=settings.rate_storage,
                # A counter out of reach must not close the service: it counts in memory meanwhile.
                in_memory_fallback_enabled=True,
                on_breach=_too_many,
                key_prefix="danchung",
            )
        except ConfigurationError as error:
            raise SettingsError(f"rate_storage: {error}") from error

    def on(self, kind: str, view: View) -> View:
        """*view* under the limit named *kind* ("": none), shared by all views of that kind."""
        rate = self._rates.get(kind, "")
        if not rate:
            return view
        limited: View = self._limiter.shared_limit(rate, scope=kind, exempt_when=_asks_nothing)(view)
        return limited


def _asks_nothing() -> bool:
    """The chat page is limited only when it answers a question."""
    return request.endpoint == "web.page_chat" and not request.args.get("q", "").strip()


def _too_many(limit: RequestLimit) -> Response:
    seconds = max(1, limit.reset_at - int(time.time()))
    return handle(Problem(429, "too_many", retry_after=seconds, seconds=seconds))


def address_key() -> str:
    """Who is counted: an IPv4 address, or the /64 network that one IPv6 subscriber has."""
    text = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return text  # a Unix socket has no address
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def trust_proxies(app: Flask, count: int) -> None:
    """Believe the last *count* entries of X-Forwarded-For, -Proto and -Host, and none beyond."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
