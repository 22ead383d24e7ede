"""Pages without a word on them: what is asked is whether a door opens, not what is behind it."""

from __future__ import annotations

from contextlib import contextmanager
from unittest.mock import patch

from django.template.base import NodeList

from traceability.views import story


@contextmanager
def undrawn():
    """It takes half as long, and what a template alone would do is not done."""
    try:
        with patch.object(NodeList, "render", lambda *_said: ""):
            yield
    finally:
        story._verdict_frame.cache_clear()
