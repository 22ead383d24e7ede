"""Where a visitor wants goods to come to: a commune in a cookie, so that it needs no session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from catalog.models import Commune

COOKIE = "noi-giao"
CODE = re.compile("[0-9]{5}")
DAYS = 180


def code_chosen(request: HttpRequest) -> str:
    """The code of the commune; empty where none was chosen, or what came is no code."""
    code = request.COOKIES.get(COOKIE, "")
    return code if CODE.fullmatch(code) else ""


def remember(response: HttpResponse, commune: Commune) -> None:
    """It tells of a place of 10,000 people, and is for this site alone."""
    response.set_cookie(COOKIE, commune.code, max_age=DAYS * 86_400, samesite="Lax", httponly=True)
