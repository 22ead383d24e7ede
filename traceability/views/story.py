"""The answer to a look at a code: its page, kept or made, with the verdict of this moment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from csp import constants as csp
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import visitors
from accounts.language import ADDRESS, spoken_to_guests
from traceability import styles, symbols, verdicts
from traceability.queries import scan, turns
from traceability.views import counting, kept_stories, looks, proofs, telling
from traceability.views.dossiers import linked
from traceability.views.kept_stories import (
    CODE,
    NOT_KNOWN,
    SHELF,
    TOKEN,
    VERDICT,
    Kept,
    Pieces,
    gap,
)

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date, datetime

    from django.http import HttpRequest

    from traceability.queries.scan import Story
    from traceability.queries.standing import Standing

OF_VERDICT = ("shield-check", "shield-alert")
HALF = 5  # characters of a serial before its gap


def told(request: HttpRequest, found: Standing, *, at: datetime) -> HttpResponse:
    """The page of a code, made anew where it is not kept; this look is counted."""
    on = localdate(at)
    page = _kept(found, on) if is_shared(request) else None
    return _answer(request, found, page or _made(request, found, on), at=at, on=on)


def told_from_shelf(request: HttpRequest, found: Standing, *, at: datetime) -> HttpResponse | None:
    """The same for somebody who may be shown a shared page; None, and no count, if none is kept."""
    on = localdate(at)
    page = _kept(found, on)
    return _answer(request, found, page, at=at, on=on) if page else None


def is_shared(request: HttpRequest) -> bool:
    """Whether this reader may be shown a page made for another: it has nobody's name on it."""
    query = request.META.get("QUERY_STRING", "")
    is_plain = not query or query.removeprefix(f"{ADDRESS}=") in spoken_to_guests()
    return is_plain and visitors.is_nobody_yet(request)


def _key(found: Standing, on: date) -> Hashable:
    """What tells one page from another: whose it is, the day it is shown on, and the language."""
    of_item = bool(found.item), found.named, found.recall
    return settings.SITE_URL, found.lot, *of_item, on, get_language()


def _kept(found: Standing, on: date) -> Pieces | None:
    """The page that is kept, unless anybody it tells of has turned since."""
    kept = SHELF.get(_key(found, on))
    return kept.page if kept and kept.turned == _turned(found, kept.others) else None


def _turned(found: Standing, others: frozenset[int]) -> int:
    return found.turned + (turns.of(others) if others else 0)


def _made(request: HttpRequest, found: Standing, on: date) -> Pieces:
    """Rendered for this request; put by where it may be shared."""
    earlier = SHELF.get(_key(found, on))
    others = earlier.others if earlier else frozenset()
    turned = _turned(found, others)  # before the story is read: what turns meanwhile is seen
    told = (scan.item_story if found.item else scan.lot_story)(found.code, on=on)
    if told is None:  # it was there a moment ago, and codes are never deleted
        raise LookupError(found.code)
    body = _rendered(request, told, on)
    shared = kept_stories.for_all(body, serial=found.serial) if is_shared(request) else None
    if shared is None:
        return kept_stories.for_one(body)
    met = told.told_of - {told.lot.pack.product.producer_id}
    is_watched = met <= others  # else nobody knows whether those met now turned in between
    SHELF.put(_key(found, on), Kept(shared, others | met, turned if is_watched else NOT_KNOWN))
    return shared


def _rendered(request: HttpRequest, told: Story, on: date) -> bytes:
    page = telling.page(told, on=on) | {"structured": linked.product(told, on=on)}
    page |= {"recall": told.recall, **proofs.told()}
    page |= {"verdict_part": mark_safe(gap(VERDICT))}  # noqa: S308 (no markup)
    body = render_to_string("scan/story.html", page, request)
    return symbols.within(body, *OF_VERDICT).encode()


def _answer(
    request: HttpRequest, found: Standing, page: Pieces, *, at: datetime, on: date
) -> HttpResponse:
    counted = counting.count(request, found, at=at, on=on)
    values = {VERDICT: _verdict(found, counted, on=on), CODE: found.serial.encode()}
    if TOKEN in page.gaps:
        values[TOKEN] = visitors.token(request).encode()
    response = HttpResponse()
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response.content = page.gzipped(values)
        response["Content-Encoding"] = "gzip"
    else:
        response.content = page.joined(values)
    response["Cache-Control"] = "private, no-cache"
    response[csp.HEADER] = styles.policy()
    response["Vary"] = "Accept-Encoding, Cookie"
    return looks.remember(request, response) if counted.is_new else response


def _verdict(found: Standing, counted: counting.Counted, *, on: date) -> bytes:
    told = verdicts.verdict(found, on=on, times=counted.times, is_first=counted.is_first)
    code = " ".join(filter(None, (found.serial[:HALF], found.serial[HALF:]))) or found.trace_code
    parts = {
        "title": escape(told.title),
        "facts": "".join(f"<p>{escape(fact)}</p>" for fact in told.facts),
        "code": code,
        "advice": escape(told.advice),
        "more": _way_to_scratch(found) if found.has_pin else "",
    }
    pieces = _verdict_frame(told.tone, get_language() or "")
    return "".join(parts.get(piece, piece) for piece in pieces).encode()


def _way_to_scratch(found: Standing) -> str:
    address = reverse("scan:scratched", args=[found.serial])
    words = _("So số dưới lớp cào")
    return format_html('<p><a class="button" href="{}">{}</a></p>', address, words)


@cache
def _verdict_frame(tone: str, _language: str) -> list[str]:
    """The template of the verdict in pieces: its words differ from look to look, and it does not.

    Every second piece is the name of what stands there.
    """
    gaps = {name: mark_safe(gap(name)) for name in ("title", "facts", "code", "advice", "more")}  # noqa: S308 (no markup)
    frame = render_to_string("scan/_verdict.html", {"tone": tone, **gaps})
    return symbols.referring(frame).split("\x1a")
