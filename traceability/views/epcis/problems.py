"""What the EPCIS interface says when it cannot do as asked: problem details with its own types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from accounts import problems
from traceability import faults as words
from traceability.epcis.validity import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from traceability.epcis.conditions import NotAQuestion

KINDS = {
    401: "SecurityException",
    403: "SecurityException",
    406: "NotAcceptableException",
    409: "ResourceAlreadyExistsException",
    413: "CaptureLimitExceededException",
    414: "URITooLongException",
    415: "UnsupportedMediaTypeException",
}
BAD_REQUEST, NOT_FOUND = 400, 404
TITLES = {
    **problems.TITLES,
    409: _("Đã có rồi"),
    411: _("Thiếu độ dài"),
    414: _("Địa chỉ quá dài"),
    501: _("Không làm việc này"),
}
OWN_DETAILS = {
    403: _("Việc này không dành cho bạn."),
    406: _("Chỉ trả lời bằng JSON (application/json, application/ld+json), EPCIS và CBV 2.0."),
    413: _("Dữ liệu gửi lên quá lớn."),
    415: _("Chỉ nhận JSON: application/json hoặc application/ld+json."),
}


class EpcisProblem(exceptions.APIException):
    """A refusal with a name of the standard's; ``errors`` names the fields to blame."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        errors: Sequence[dict[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.status_code = status
        self.kind, self.errors = kind, list(errors)


def not_valid(faults: Sequence[Fault], *, is_theirs: bool = False) -> EpcisProblem:
    """400 for a broken rule; 403 for things that this producer may not speak of."""
    errors = [{"field": one.field, "code": one.rule, "detail": words.rule(one)} for one in faults]
    status, kind = (403, "SecurityException") if is_theirs else (400, "ValidationException")
    return EpcisProblem(status, kind, words.sentences(faults), errors)


def refuse_strangers(body: dict[str, Any], known: Collection[str]) -> None:
    """400 where a body holds fields that mean nothing here."""
    strange = sorted(body.keys() - {"@context", *known})
    if strange:
        raise not_valid([Fault(name[:60], "additionalProperties") for name in strange])


def wrong(field: str, words: str, *, is_control: bool = False) -> EpcisProblem:
    """400 for one field; ``is_control``: it says when a subscriber is told."""
    kind = "SubscriptionControlsException" if is_control else "ValidationException"
    errors = [{"field": field, "code": "invalid", "detail": words}]
    return EpcisProblem(400, kind, f"{field}: {words}.", errors)


def not_a_question(refusal: NotAQuestion, *, is_kept: bool = False) -> EpcisProblem:
    """A parameter that cannot be answered; ``is_kept``: it stands in a body, as a named query."""
    detail = words.question(refusal)
    errors = [{"field": refusal.name, "code": refusal.rule, "detail": detail}]
    if refusal.rule == "too_complex":
        return EpcisProblem(413, "QueryTooComplexException", detail, errors)
    kind = "QueryValidationException" if is_kept else "QueryParameterException"
    return EpcisProblem(400, kind, detail, errors)


def answer(failure: Exception, context: dict[str, Any]) -> Response | None:
    """The problem for a failure; None for what nobody foresaw."""
    response = problems.answer(failure, context)
    if response is None:
        return None
    status = response.status_code
    told = dict(response.data or {})
    told["type"] = "epcisException:" + _kind(failure, status, context)
    told["title"] = str(TITLES.get(status, told.get("title", "")))
    if isinstance(failure, EpcisProblem):
        told["detail"] = str(failure.detail)
        told |= {"errors": failure.errors} if failure.errors else {}
    elif status in OWN_DETAILS:
        told["detail"] = str(OWN_DETAILS[status])
    told["instance"] = settings.SITE_URL + escape_uri_path(context["request"].path)
    response.data = told
    return response


def _kind(failure: Exception, status: int, context: dict[str, Any]) -> str:
    if isinstance(failure, EpcisProblem):
        return failure.kind
    if status == BAD_REQUEST:
        is_told = context["request"].method == "POST"
        return "ValidationException" if is_told else "QueryParameterException"
    if status == NOT_FOUND:
        return str(context["view"].missing())
    return KINDS.get(status, "ImplementationException")
