"""Printed codes, /01/… /414/… /t/… and their kin, after the GS1-Conformant Resolver Standard 1.2.0.

A plain look is answered with one 307; `linkType` chooses another link; a program that asks for the
linkset gets all of them. No session, no sign-in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from traceability.gs1 import link_types, linkset, negotiation
from traceability.gs1.link import NotALink
from traceability.queries import codes
from traceability.views import leading, linking, refusals

if TYPE_CHECKING:
    from django.http import HttpRequest

    from traceability.gs1.linkset import Level, Link
    from traceability.views.leading import Asked

ASKED_BY = leading.METHODS.split(", ")
ALL_LINKS = ("linkset", "all")  # the second was GS1's word until 2024
KEYS = ("01", "414", "00", "8003", "8004")


@require_http_methods(ASKED_BY)
def digital_link(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 (read as asked)
    """``/<key>/<value>[/<qualifier>/<value>]…`` of any thing that may be ours."""
    try:
        asked = leading.digital_link(request)
    except NotALink as broken:
        return leading.opened(refusals.unreadable(request, broken))
    return _answer(request, asked)


@require_http_methods(ASKED_BY)
def own_code(request: HttpRequest, code: str, part: str = "") -> HttpResponse:
    """``/t/<code>``: an item's serial or a lot's trace code; a lot's material leads to the lot."""
    try:
        asked = leading.own_code(request, code=code, part=part)
    except NotALink as broken:
        return leading.opened(refusals.unreadable(request, broken))
    return _answer(request, asked)


@require_http_methods(ASKED_BY)
def description(request: HttpRequest) -> HttpResponse:
    """``/.well-known/gs1resolver``: what this resolver is and can do."""
    told = {
        "name": "Chợ Gốc",
        "resolverRoot": leading.origin(request),
        "supportedPrimaryKeys": list(KEYS),
        "supportedLinkType": [{"namespace": link_types.VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "jsonLdContextLocation": linkset.CONTEXT,
        "contact": {"fn": "Chợ Gốc"},
    }
    return leading.opened(JsonResponse(told))


def _answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    here = leading.origin(request)
    if request.method == "OPTIONS":
        return leading.dressed(HttpResponse(headers={"Allow": leading.METHODS}), here, asked)
    if asked.link and asked.link.key.ai == leading.GLN:
        return _answer_for_place(request, asked, asked.link.key.value)
    found = leading.find(asked)
    if found is None:
        return leading.opened(refusals.never_issued(request, asked.code))
    if at_once := leading.led(request, asked, found):
        return at_once
    answer = _of(request, linking.levels(asked, found, here))
    return leading.dressed(answer, here, asked, found)


def _answer_for_place(request: HttpRequest, asked: Asked, gln: str) -> HttpResponse:
    place, here = codes.place(gln), leading.origin(request)
    if place is None:
        return leading.opened(refusals.never_issued(request))
    if leading.is_plain(request):
        answer = leading.to(request, here + leading.place_page(place))
    else:
        answer = _of(request, linking.levels_of_place(asked, place, here))
    return leading.dressed(answer, here, asked)


def _of(request: HttpRequest, levels: list[Level]) -> HttpResponse:
    """All links, or the one of the type that is wished for, or those among which to choose."""
    wanted = request.GET.get("linkType", "")
    if wanted in ALL_LINKS or leading.asks_for_linkset(request):
        return _linkset(request, levels)
    kind = link_types.named(wanted)
    links = linkset.of_kind(levels, kind) if kind else []
    if not links:
        return refusals.no_such_link(request, _groups(levels))
    accept, languages = (request.headers.get(name, "") for name in ("Accept", "Accept-Language"))
    suited = negotiation.best(links, accept=accept, languages=languages)
    if len(suited) == 1:
        return leading.to(request, suited[0].href, forwards=suited[0].forwards)
    choice = linkset.Level(levels[0].anchor, levels[0].description, tuple(suited))
    return _listed(request, [choice], 300, _("Có mấy trang như vậy, mời chọn một"))


def _linkset(request: HttpRequest, levels: list[Level]) -> HttpResponse:
    if leading.asks_for_linkset(request):
        return _as_json(levels, 200)
    return _listed(request, levels, 200, _("Mọi liên kết của mã này"))


def _listed(request: HttpRequest, levels: list[Level], status: int, title: str) -> HttpResponse:
    """The links as a page for a browser, and as a linkset for everybody else."""
    if not refusals.wants_page(request):
        return _as_json(levels, status)
    told = {"title": title, "groups": _groups(levels)}
    return render(request, "scan/links.html", told, status=status)


def _groups(levels: list[Level]) -> list[tuple[Level, list[tuple[str, Link]]]]:
    titles = link_types.titles()
    return [(level, [(titles[link.kind], link) for link in level.links]) for level in levels]


def _as_json(levels: list[Level], status: int) -> HttpResponse:
    told = linkset.document(levels)
    return JsonResponse(told, status=status, content_type=linkset.MEDIA_TYPE)
