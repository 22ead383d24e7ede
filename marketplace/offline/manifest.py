"""The web app manifest: how the market stands on a first screen, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

PAPER, LEAF = "#f6f0e2", "#1c4a37"
ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"), ("icon-maskable-512", 512, "maskable"))


def told() -> dict[str, Any]:
    """As the W3C's Web Application Manifest wants it."""
    return {
        "id": "/",
        "name": _("Chợ Gốc"),
        "short_name": _("Chợ Gốc"),
        "description": _("Hàng OCOP từ chính người làm ra, tra được nguồn gốc từng lô."),
        "lang": get_language(),
        "dir": "ltr",
        "start_url": reverse("storefront:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": LEAF,
        "categories": ["shopping", "food"],
        "icons": [_icon(f"brand/{name}.png", side, purpose) for name, side, purpose in ICONS],
        "shortcuts": [
            _shortcut(_("Quét mã"), "scan:lookup", "scan"),
            _shortcut(_("Đơn hàng"), "orders:mine", "orders"),
            _shortcut(_("Gian hàng"), "workspace:home", "stall"),
        ],
    }


def _icon(path: str, side: int, purpose: str = "any") -> dict[str, str]:
    size = f"{side}x{side}"
    return {"src": static(path), "sizes": size, "type": "image/png", "purpose": purpose}


def _shortcut(name: str, view: str, icon: str) -> dict[str, Any]:
    icons = [_icon(f"brand/shortcut-{icon}.png", 96)]
    return {"name": name, "url": reverse(view), "icons": icons}
