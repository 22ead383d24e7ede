"""What the API says when it cannot do as asked: problem details after RFC 9457.

``type`` names the kind of problem and never changes; ``title`` and ``detail`` are words in the
language of the request. ``errors`` names each field that needs another look.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework import exceptions
from rest_framework.views import exception_handler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import Promise
    from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
NAMESPACE = "urn:problem-type:chogoc:"
COMPONENT = {"$ref": "#/components/schemas/Problem"}

TITLES: dict[int, Promise] = {
    400: _("Yêu cầu chưa đúng"),
    401: _("Cần đăng nhập"),
    403: _("Không được phép"),
    404: _("Không tìm thấy"),
    405: _("Địa chỉ này không làm việc đó"),
    406: _("Chỉ trả lời bằng JSON"),
    413: _("Dữ liệu gửi lên quá lớn"),
    415: _("Chỉ nhận JSON"),
    429: _("Hỏi quá nhanh"),
}
DETAILS: dict[int, Promise] = {
    400: _("Xin xem lại những chỗ được nêu tên."),
    401: _("Xin gửi mã API còn hiệu lực trong đầu đề Authorization, hoặc đăng nhập."),
    403: _("Phiên đăng nhập này không gửi kèm mã chống giả mạo, hoặc việc này không dành cho bạn."),
    404: _("Không có gì ở địa chỉ này, hoặc không phải của bạn."),
    405: _("Địa chỉ này không nhận phương thức đã dùng."),
    406: _("Xin đặt đầu đề Accept là application/json."),
    413: _("Xin gửi không quá 256 kB."),
    415: _("Xin đặt đầu đề Content-Type là application/json."),
    429: _("Xin chờ số giây ghi ở đầu đề Retry-After rồi hỏi tiếp."),
}


class Problem(exceptions.APIException):
    """A refusal that has a name of its own; ``members`` stand beside the usual ones."""

    kind: str
    title: Promise

    def __init__(self, **members: Any) -> None:  # noqa: ANN401 (any JSON)
        super().__init__()
        self.members = members


def answer(failure: Exception, context: dict[str, Any]) -> Response | None:
    """The problem for a failure; None (and so Django's own page) for what nobody foresaw."""
    failure = _as_refusal(failure)
    response = exception_handler(failure, context)
    if response is None or not isinstance(failure, exceptions.APIException):
        return response
    response.data = describe(failure) | {"instance": escape_uri_path(context["request"].path)}
    response.content_type = MEDIA_TYPE
    return response


def describe(failure: exceptions.APIException) -> dict[str, Any]:
    """``type``, ``title``, ``status``, ``detail``, and ``errors`` where fields are to blame."""
    status = failure.status_code
    problem = {
        "type": NAMESPACE + HTTPStatus(status).name.lower().replace("_", "-"),
        "title": str(TITLES.get(status, _("Không làm được"))),
        "status": status,
        "detail": str(DETAILS.get(status, failure.detail)),
    }
    if isinstance(failure, Problem):
        own = {"type": NAMESPACE + failure.kind, "title": str(failure.title)}
        return problem | own | {"detail": str(failure.detail)} | failure.members
    if isinstance(failure, exceptions.ParseError):
        return problem | {"detail": str(failure.detail)}
    if isinstance(failure, exceptions.ValidationError):
        return problem | {"errors": list(_flatten(failure.detail))}
    return problem


def _as_refusal(failure: Exception) -> Exception:
    """Django's own ways of refusing, in the words of the API."""
    if isinstance(failure, Http404):
        return exceptions.NotFound()
    if isinstance(failure, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(failure, SuspiciousOperation):
        return exceptions.ParseError(_("Yêu cầu này không đọc được."))
    return failure


def _flatten(detail: Any, field: str = "") -> Iterator[dict[str, str]]:  # noqa: ANN401 (a tree)
    """Each message with the dotted path of its field: ``receiver.phone``; none: the whole body."""
    if isinstance(detail, dict):
        for name, below in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _flatten(below, ".".join(part for part in (field, own) if part))
    elif isinstance(detail, list):
        for below in detail:
            yield from _flatten(below, field)
    else:
        code = getattr(detail, "code", None) or "invalid"
        yield {"field": field, "code": code, "detail": str(detail)}


def refusals(*kinds: type[Problem]) -> dict[tuple[int, str], OpenApiResponse]:
    """For ``extend_schema(responses=…)``: the problems of their own that a view answers with."""
    answers: dict[tuple[int, str], OpenApiResponse] = {}
    for kind in kinds:
        key = (kind.status_code, MEDIA_TYPE)
        told = f"{NAMESPACE}{kind.kind}: {kind.title}"
        before = f"{answers[key].description}; " if key in answers else ""
        answers[key] = OpenApiResponse(COMPONENT, description=before + told)
    return answers
