"""Where a printed code leads: the plain answer to most scans, made with one query.

Every answer about a code carries the same headers: where its linkset is, which address says the
same thing, and that any page of the web may read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from traceability import serials
from traceability.gs1 import link_types, linkset, negotiation
from traceability.gs1.link import CANONICAL, DigitalLink, NotALink, parse_target
from traceability.queries import codes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from traceability.models import Place
    from traceability.queries.codes import Found

METHODS = "GET, HEAD, OPTIONS"
NOT_UTF8 = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
OWN_CODE = re.compile(r"[0-9A-Z]{6,20}")
CONTEXT = (
    f'<{linkset.CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
)
PARTS = {
    "traceability": "",
    "certificationInfo": "giay-to",
    "safetyInfo": "tren-tem",
    "dpp": "tren-tem",
}
"""Types of link that a scan page has itself, by the part of it they lead to."""
GTIN, GLN, LOT, SERIAL, FOREIGN_SERIAL = "01", "414", "10", "21", "235"


class Asked(NamedTuple):
    """A code that was asked for: as a Digital Link, or as one of our own, ``/t/<code>``."""

    path: str
    link: DigitalLink | None = None
    own: str = ""
    is_part: bool = False

    @property
    def lot(self) -> str:
        return (self.link and self.link.value(LOT)) or ""

    @property
    def code(self) -> str:
        """What people would type: the serial, or what stands in its place."""
        return (self.link and self.link.value(SERIAL)) or self.own


def digital_link(request: HttpRequest) -> Asked:
    """The Digital Link of a request; NotALink where it breaks a rule.

    Django hands a byte that is no UTF-8 on as an escape, and everything else decoded.
    """
    if NOT_UTF8.search(request.path_info):
        raise NotALink("encoding", "The address is not encoded in UTF-8.")
    link = parse_target(_as_asked(request))
    return Asked(link.path, link=link)


def _as_asked(request: HttpRequest) -> str:
    """Path and query still escaped: a lot may hold a slash, as %2F.

    Some servers tell the address as it came (uWSGI, gunicorn); others, granian among them, only
    the decoded path, in which that slash parts the address like any other.
    """
    told = request.META.get("REQUEST_URI") or request.META.get("RAW_URI") or ""
    path, _, _ = told.partition("?")
    is_same = path.startswith("/") and unquote(path) == request.path_info
    return told if is_same else request.get_full_path()


def own_code(request: HttpRequest, *, code: str, part: str = "") -> Asked:
    """Our own code in capitals; NotALink where it holds what none of ours does."""
    own = code.upper()
    if not OWN_CODE.fullmatch(own):
        raise NotALink("characters", f"{code!r} is not a code of ours.", "t")
    return Asked(request.path.removesuffix("/"), own=own, is_part=bool(part))


def find(asked: Asked) -> Found | None:
    """The pack, lot or item a code stands for. A serial that was never issued is nothing at all."""
    if asked.link is None:
        if serials.is_serial(asked.own) and not asked.is_part:
            return codes.item(asked.own)
        return codes.lot_called(asked.own)
    link, gtin = asked.link, asked.link.key.value
    if link.key.ai != GTIN or link.value(FOREIGN_SERIAL):
        return None
    if serial := link.value(SERIAL):
        return codes.item(serial, gtin=gtin, lot=asked.lot)
    return codes.trade_item(gtin, lot=asked.lot)


def default(asked: Asked, found: Found) -> str:
    """The path of the page a person who scans is shown."""
    if found.serial:
        return reverse("scan:item", args=[found.serial])
    if found.trace_code:
        return reverse("scan:lot", args=[found.trace_code])
    if asked.link and (asked.lot or not found.is_listed):
        return reverse("scan:trade_item", args=[asked.link.key.value])
    return reverse("storefront:product", args=[found.slug])


def place_page(place: Place) -> str:
    """The path of the producer's page, at this place."""
    return f"{reverse('storefront:producer', args=[place.producer.slug])}#{quote(place.code)}"


def origin(request: HttpRequest) -> str:
    """The scheme and host that were asked: a code answers under the name it is printed with."""
    return f"{request.scheme}://{request.get_host()}"


def asks_little(request: HttpRequest) -> bool:
    """Whether the code alone may say where this leads: a plain look, or a part of a scan page."""
    return is_plain(request) or _own_kind(request) is not None


def led(request: HttpRequest, asked: Asked, found: Found) -> HttpResponse | None:
    """The page a person who scans is shown, or the part of it that is wished for.

    On the host that was asked. None where the answer takes more than the code itself to find.
    """
    path = default(asked, found) if is_plain(request) else _part(request, found)
    here = origin(request)
    return dressed(to(request, here + path), here, asked, found) if path else None


def _own_kind(request: HttpRequest) -> str | None:
    wished = "" if asks_for_linkset(request) else request.GET.get("linkType", "")
    kind = link_types.named(wished)
    return kind if kind in PARTS else None


def _part(request: HttpRequest, found: Found) -> str:
    """What an item or a lot has itself no coarser level is asked for, and has once."""
    kind, code = _own_kind(request), found.serial or found.trace_code
    if kind is None or not code:
        return ""
    return part_of("scan:item" if found.serial else "scan:lot", code, kind)


def part_of(page: str, code: str, kind: str) -> str:
    """The path of a scan page, or of that part of it, to which a type of link leads."""
    part = PARTS[kind]
    return reverse(f"{page}_part", args=[code, part]) if part else reverse(page, args=[code])


def is_plain(request: HttpRequest) -> bool:
    """Whether neither a type of link nor the linkset is asked for."""
    asks_for_type = "linkType" in request.META.get("QUERY_STRING", "")
    return not (asks_for_type and request.GET.get("linkType")) and not asks_for_linkset(request)


def asks_for_linkset(request: HttpRequest) -> bool:
    accept = request.META.get("HTTP_ACCEPT", "")
    return "linkset" in accept and negotiation.prefers(accept, linkset.MEDIA_TYPE)


def to(request: HttpRequest, address: str, *, forwards: bool = True) -> HttpResponse:
    """307, with the query passed on where it is wanted, before the anchor if there is one."""
    query = request.META.get("QUERY_STRING", "")
    if query and forwards:
        page, hash_sign, anchor = address.partition("#")
        address = f"{page}{'&' if '?' in page else '?'}{query}{hash_sign}{anchor}"
    headers = {"Cache-Control": "no-cache"}
    return HttpResponseRedirect(address, preserve_request=True, headers=headers)


def dressed(
    response: HttpResponse, here: str, asked: Asked, found: Found | None = None
) -> HttpResponse:
    """The answer with the headers that answers about this code carry; ``here`` is our origin."""
    links = [f'<{here}{asked.path}?linkType=linkset>; rel="linkset"; type="{linkset.MEDIA_TYPE}"']
    canonical = _canonical(asked, found)
    if canonical:
        links.append(f'<{CANONICAL}{canonical}>; rel="owl:sameAs"')
        if canonical != asked.path:
            links.append(f'<{here}{canonical}>; rel="canonical"')
    if response.headers["Content-Type"] == linkset.MEDIA_TYPE:
        links.append(CONTEXT)
    response.headers["Link"] = ", ".join(links)
    return opened(response)


def opened(response: HttpResponse) -> HttpResponse:
    """The answer, for any page of the web to read."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Expose-Headers"] = "Link, Location"
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


def _canonical(asked: Asked, found: Found | None) -> str:
    """The path under the GTIN of today; a code whose pack has none has its own alone."""
    gtin = found.gtin if found else None
    if asked.link:
        is_old = gtin and asked.link.key.ai == GTIN and asked.link.key.value != gtin
        return asked.path.replace(asked.link.key.value, gtin or "", 1) if is_old else asked.path
    if not gtin or not found or asked.is_part:
        return ""
    rest = f"/{SERIAL}/{found.serial}" if found.serial else f"/{LOT}/{quote(found.lot, safe='')}"
    return f"/{GTIN}/{gtin}{rest}"
