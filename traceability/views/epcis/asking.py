"""How the EPCIS interface is asked and answers: media types, limits, versions in headers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAcceptable, NotFound, ParseError
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from accounts.asking import StrictViewSet
from accounts.bodies import StrictJSONParser
from catalog.models import Producer
from traceability import terms
from traceability.views.epcis import problems
from traceability.views.epcis.problems import EpcisProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.request import Request

    from accounts.models import User

VERSION = (2, 0)
MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS = 500
MOST_THINGS = 5_000  # named in one document
LONGEST_ADDRESS = 8_000
TRANSLATES = ("No_Preference", "Never_Translates")
VERSIONS = {
    f"GS1-{which}-{bound}": "2.0.0" for which in ("EPCIS", "CBV") for bound in ("Min", "Max")
}


class LdRenderer(JSONRenderer):
    media_type = "application/ld+json"


class LdParser(StrictJSONParser):
    media_type = "application/ld+json"


class DocumentParser(StrictJSONParser):
    """A document of events: larger than other bodies, and as strictly read."""

    most_bytes = MOST_BYTES

    def too_large(self) -> EpcisProblem:
        return too_large()

    def parse(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (as REST framework has it)
        found = super().parse(*args, **kwargs)
        try:
            json.dumps(found, allow_nan=False)
        except ValueError as failure:
            raise ParseError(_("Có con số trong JSON quá lớn, không ghi được.")) from failure
        return found


class LdDocumentParser(DocumentParser):
    media_type = "application/ld+json"


def too_large() -> EpcisProblem:
    detail = _("Mỗi lần gửi nhiều nhất %(events)s sự kiện, %(things)s món và %(bytes)s byte.")
    told = detail % {"events": MOST_EVENTS, "things": MOST_THINGS, "bytes": MOST_BYTES}
    return EpcisProblem(413, "CaptureLimitExceededException", told)


class EpcisView(StrictViewSet):
    """The ground of every EPCIS resource."""

    schema = None
    renderer_classes = [JSONRenderer, LdRenderer]
    parser_classes = [StrictJSONParser, LdParser]
    pagination_class = None

    def missing(self) -> str:
        """What a 404 is called."""
        return "NoSuchResourceException"

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return problems.answer

    def get_permissions(self) -> list[Any]:
        """Discovery is for everybody."""
        return [] if self.request.method == "OPTIONS" else list(super().get_permissions())

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            raise EpcisProblem(
                414, "URITooLongException", _("Hãy đặt tên cho câu hỏi dài ở /epcis/queries.")
            )
        super().initial(request, *args, **kwargs)
        refuse_versions(request)

    def options(self, request: Any, *_args: Any, **_kwargs: Any) -> Response:  # noqa: ANN401, ARG002
        """What is spoken here and how much of it."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods), **VERSIONS})

    def finalize_response(
        self,
        request: Request,
        response: Response,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in spoken().items():
            response.headers[name] = value
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = "Link, GS1-Next-Page-Token-Expires"
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response


def spoken() -> dict[str, str]:
    """Headers of every answer: versions, our namespace, and that identifiers stay as written."""
    return {
        "GS1-EPCIS-Version": "2.0.0",
        "GS1-CBV-Version": "2.0.0",
        "GS1-EPC-Format": "Never_Translates",
        "GS1-Vendor-Version": "cho-goc-1",
        "GS1-Extensions": ", ".join(f"{k}={v}" for k, v in terms.prefixes().items()),
    }


def refuse_versions(request: Request) -> None:
    """406 where the caller will not take EPCIS and CBV 2.0, or wants identifiers rewritten."""
    wanted = request.headers.get("GS1-EPC-Format", "No_Preference")
    if wanted not in TRANSLATES:
        raise NotAcceptable
    for which in ("EPCIS", "CBV"):
        least, most = (_version(request, f"GS1-{which}-{end}") for end in ("Min", "Max"))
        exact = _version(request, f"GS1-{which}-Version")
        if (
            (least and least > VERSION)
            or (most and most < VERSION)
            or (exact or VERSION) != VERSION
        ):
            raise NotAcceptable


def _version(request: Request, name: str) -> tuple[int, ...] | None:
    said = request.headers.get(name)
    if said is None:
        return None
    parts = said.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):  # noqa: PLR2004
        raise ParseError(_("%(name)s phải là số phiên bản, như 2.0.0.") % {"name": name})
    return tuple(int(part) for part in parts[:2])


def person(request: Request) -> User:
    """Who asks, behind ``IsAuthenticated``."""
    return cast("User", request.user)


def speakers(request: Request) -> list[Producer]:
    """The producers for whom this person may write: all, or the one that ``?producer=`` names."""
    own = Producer.objects.run_by(person(request)).order_by("pk")
    named = request.query_params.get("producer")
    found = list(own.filter(slug=named) if named else own)
    if not found:
        raise EpcisProblem(
            403,
            "SecurityException",
            _("Chỉ người làm cho một chủ thể mới ghi sự kiện được, bằng mã API của mình."),
        )
    return found


def refuse_body(request: Request) -> dict[str, Any]:
    """The body, which is a JSON object; its length is looked at before it is read."""
    told = request.headers.get("Content-Length", "")
    if not told and "Transfer-Encoding" in request.headers:
        detail = _("Xin gửi kèm Content-Length: máy chủ không đọc nội dung gửi từng mẩu.")
        raise EpcisProblem(411, "ImplementationException", detail)
    if told.isdecimal() and int(told[:12]) > MOST_BYTES:
        raise too_large()
    body = request.data
    if not isinstance(body, dict):
        raise ParseError(_("Xin gửi một đối tượng JSON."))
    return body


class NothingHere(EpcisView):
    """Every other address under /epcis/."""

    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().initial(request, *args, **kwargs)
        raise NotFound

    def list(self, _request: Request, rest: str) -> Response:  # noqa: ARG002
        """Never reached: nothing is here."""
        raise NotFound


class PageTokensView(EpcisView):
    """Tokens are sealed, not kept: they end by themselves."""

    permission_classes = [AllowAny]

    def destroy(self, _request: Request, token: str) -> Response:  # noqa: ARG002
        told = _("Mã trang tự hết hạn sau một giờ; không cần xoá.")
        raise EpcisProblem(501, "ImplementationException", told)
