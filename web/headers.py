"""Headers that every response carries: what browsers may do with it, and who may read it."""

from __future__ import annotations

from flask import Response, request

from web import gate, language
from web.widget_script import script

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}


def policy(**changes: str) -> str:
    """The content security policy, with some directives changed (``frame_src="'self'"``)."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in (_POLICY | changed).items())


def permissions(microphone: str = "()") -> str:
    """What a page may use of the device: nothing, but where the widget is tried out, the microphone."""
    return f"camera=(), geolocation=(), microphone={microphone}, payment=()"


_FIXED = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A question stands in the address of its page: no other site may learn it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": permissions(),
}
_FOREVER = "public, max-age=31536000, immutable"
# The plain widget.js is asked for again every ten minutes (by its ETag), without anybody waiting for it.
_SHORT = "public, max-age=600, stale-while-revalidate=86400"


def add(response: Response) -> Response:
    """Add the security, caching and cross-origin headers to a response."""
    for name, value in _FIXED.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = _cache(response)
    if not language.is_api():
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    elif request.path.startswith("/api/"):
        gate.share(response)
    return response


def _cache(response: Response) -> str:
    if request.endpoint == "web.static":
        fingerprinted = "v" in request.args and response.status_code in (200, 304)
        return _FOREVER if fingerprinted else "no-cache"
    if request.endpoint == "web.widget_js":
        return _FOREVER if request.args.get("v") == script().version else _SHORT
    # Pages may be kept for the back button, but are asked for again: facts change.
    return "no-store" if language.is_api() else "private, no-cache"
