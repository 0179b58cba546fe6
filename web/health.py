"""For operators: is the process alive, and can it answer?"""

from __future__ import annotations

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from web.problems import Problem
from web.services import services


def healthz() -> ResponseReturnValue:
    """``GET /healthz``: the process answers; touches nothing else."""
    return jsonify({"status": "ok"})


def readyz() -> ResponseReturnValue:
    """``GET /readyz``: the store can be read; 503 when it cannot, whatever the reason."""
    try:
        version = services().store.version()
    except Exception:
        current_app.logger.exception("the store cannot be read")
        raise Problem(503, "not_ready") from None
    return jsonify({"status": "ok", "version": version})
