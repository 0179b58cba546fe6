"""The pages and the API: a thin Flask face of the assistant and the store.

``web.site`` holds the site map and :func:`web.site.register`; ``web.settings``
the one table of settings and limits; ``web/messages`` every visible word.
"""

from __future__ import annotations

from web.services import Services
from web.settings import Settings, SettingsError
from web.site import register

__all__ = ["Services", "Settings", "SettingsError", "register"]
