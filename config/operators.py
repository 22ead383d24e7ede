"""How the operators' rooms look: the admin in the market's own name and colours."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

UNFOLD = {
    "SITE_TITLE": _("Điều hành Chợ Gốc"),
    "SITE_HEADER": _("Điều hành Chợ Gốc"),
    "SITE_URL": "/",
    "SITE_DROPDOWN": [
        {
            "icon": "reviews",
            "title": _("Đánh giá & hỏi đáp"),
            "link": reverse_lazy("voices:moderation"),
        }
    ],
    "STYLES": [lambda _request: static("css/pages/apart.css")],
    "COLORS": {
        "primary": {  # the leaf of the house, lighter and darker
            "50": "#f1f6ef",
            "100": "#e2ebdc",
            "200": "#c3d8c4",
            "300": "#98bfa3",
            "400": "#5f9a79",
            "500": "#3b7d5c",
            "600": "#2f6b4f",
            "700": "#1c4a37",
            "800": "#173d2e",
            "900": "#123326",
            "950": "#0a2018",
        }
    },
}
