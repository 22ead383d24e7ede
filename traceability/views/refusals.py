"""What is said when a code leads nowhere: which rule it breaks, or that it was never issued.

A person gets a page; a program that asks for JSON gets problem details after RFC 9457.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from traceability import serials
from traceability.gs1 import negotiation
from traceability.views.leading import OWN_CODE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from traceability.gs1.link import NotALink

PROBLEM = "application/problem+json"
KIND = "urn:problem-type:chogoc:"
FOR_PROGRAMS = ("application/json", "application/linkset+json", PROBLEM)
NAMES = {"01": "GTIN", "00": "SSCC", "414": "GLN", "8003": "GRAI", "8004": "GIAI"}


def unreadable(request: HttpRequest, broken: NotALink) -> HttpResponse:
    """400: the rule of GS1, or of ours, that the address breaks."""
    told = {"title": _("Mã này viết chưa đúng"), "said": _sentence(broken), "rule": broken.rule}
    return _answer(request, 400, "scan/unreadable.html", "unreadable-code", told)


def never_issued(request: HttpRequest, code: str = "") -> HttpResponse:
    """404: nobody here issued this code; never a page that looks like a genuine one."""
    said = _("Chợ Gốc chưa cấp mã này cho món hàng hay lô hàng nào.")
    told = {"title": _("Mã này chưa từng được cấp"), "said": said, "hint": _hint(code)}
    return _answer(request, 404, "scan/never_issued.html", "never-issued", told)


def no_such_link(request: HttpRequest, groups: object) -> HttpResponse:
    """404: the code is known, but has no link of the type that was wished for."""
    said = _("Chọn một trong các liên kết mà mã này có.")
    told = {"title": _("Mã này không có liên kết loại ấy"), "said": said, "groups": groups}
    return _answer(request, 404, "scan/links.html", "no-such-link", told)


def wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    return not wants_page(request) and any(
        negotiation.asks_for(accept, media) for media in FOR_PROGRAMS
    )


def wants_page(request: HttpRequest) -> bool:
    return negotiation.asks_for(request.headers.get("Accept", ""), "text/html")


def _answer(
    request: HttpRequest, status: int, template: str, kind: str, told: dict[str, Any]
) -> HttpResponse:
    if not wants_json(request):
        return render(request, template, told, status=status)
    problem = {"type": KIND + kind, "title": told["title"], "status": status}
    problem |= {"detail": " ".join(filter(None, (told["said"], told.get("hint"))))}
    problem |= {"rule": told["rule"]} if "rule" in told else {}
    return JsonResponse(problem, status=status, content_type=PROBLEM)


def _hint(code: str) -> str:
    """What to look at when a serial holds a character that none of ours does."""
    wrong = [character for character in code.upper() if character in serials.LOOK_ALIKES]
    if not OWN_CODE.fullmatch(code.upper()) or not wrong:
        return ""
    return _(
        "Mã trên tem không dùng các chữ I, L, O, U và các số 0, 1, mà mã này có %(wrong)s. "
        "Xin so lại chỗ ấy với tem."
    ) % {"wrong": ", ".join(dict.fromkeys(wrong))}


def _sentence(broken: NotALink) -> str:
    """The rule in words; what is at fault is called by the name of its number."""
    name = NAMES.get(broken.ai) or (f"({broken.ai})" if broken.ai.isdigit() else "")
    words = _exactly(broken.rule, broken.ai) or {
        "csum": _("Chữ số kiểm tra của %(name)s không khớp: chắc có một số viết nhầm."),
        "length": _("Phần %(name)s của mã dài hay ngắn hơn quy định."),
        "characters": _("Phần %(name)s của mã có chữ hay dấu không được dùng."),
        "empty": _("Phần %(name)s của mã bỏ trống."),
        "gcppos1": _("Phần %(name)s phải bắt đầu bằng mã doanh nghiệp của GS1, toàn chữ số."),
        "gcppos2": _("Phần %(name)s phải mang mã doanh nghiệp của GS1, toàn chữ số."),
        "unknown_ai": _("GS1 không có phần mã nào mang số %(name)s."),
        "yymmd0": _("Phần %(name)s phải là một ngày, viết sáu số năm-tháng-ngày."),
        "yymmdd": _("Phần %(name)s phải là một ngày, viết sáu số năm-tháng-ngày."),
    }.get(broken.rule, _("Mã không viết theo quy tắc GS1 Digital Link."))
    return words % {"name": name}


def _exactly(rule: str, ai: str) -> str | None:
    """Sentences about one rule in one place, and those that name no part."""
    return {
        ("length", "01"): _(
            "Số GTIN trong địa chỉ phải đủ 14 chữ số. Mã vạch 8, 12 hay 13 số thì thêm số 0 vào "
            "trước cho đủ."
        ),
        ("length", "414"): _("Số GLN phải đủ 13 chữ số."),
        ("length", "00"): _("Số SSCC phải đủ 18 chữ số."),
        ("length", "21"): _("Số sê-ri dài nhất 20 chữ."),
        ("length", "10"): _("Số lô dài nhất 20 chữ."),
        ("characters", "01"): _("Số GTIN chỉ gồm chữ số."),
        ("characters", "t"): _("Mã của Chợ Gốc gồm 6 đến 20 chữ cái không dấu và chữ số."),
    }.get((rule, ai)) or {
        "encoding": _("Địa chỉ có chỗ mã hoá không phải UTF-8, nên không đọc được."),
        "uri_characters": _("Địa chỉ có dấu mà địa chỉ web không được có."),
        "order": _("Các phần của mã không đúng thứ tự: GTIN, rồi số lô, rồi số sê-ri."),
        "repeated": _("Một phần của mã viết hai lần."),
        "key": _("Địa chỉ phải gồm từng cặp số hiệu và giá trị, bắt đầu bằng mã chính như GTIN."),
        "attribute": _("Địa chỉ có phần GS1 không cho đứng sau dấu hỏi."),
        "qualifier_in_query": _("Số lô và số sê-ri phải đứng trong đường dẫn, trước dấu hỏi."),
    }.get(rule)
