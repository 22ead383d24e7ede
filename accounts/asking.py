"""How the API is asked: every view counts first, then reads the address strictly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote_to_bytes

from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import AuthenticationFailed, ParseError, ValidationError
from rest_framework.viewsets import GenericViewSet

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

    Base = GenericViewSet[Any]
else:
    Base = GenericViewSet


class StrictViewSet(Base):
    """The ground of every viewset here.

    A parameter that means nothing, or stands twice, is refused rather than passed over: a filter
    misspelt would otherwise show everything. Failed sign-ins count as requests too.
    """

    parameters: ClassVar[frozenset[str]] = frozenset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().initial(request, *args, **kwargs)
        _refuse_unreadable(request)
        _refuse_unknown(request, self.known_parameters())

    def finalize_response(
        self,
        request: Request,
        response: Response,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> Response:
        """What a person was told is kept by nobody on the way."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def perform_authentication(self, request: Request) -> None:
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise

    def permission_denied(self, request: Request, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        self.check_throttles(request)
        super().permission_denied(request, *args, **kwargs)

    def known_parameters(self) -> set[str]:
        """Those of this view, and for a list those of its pages and filters."""
        known = set(self.parameters)
        if self.action == "list":
            filters = getattr(self, "filterset_class", None)
            known |= set(filters.base_filters) if filters else set()
            known |= {"page", "page_size"} if self.pagination_class else set()
        return known


def _refuse_unreadable(request: Request) -> None:
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    try:
        text = unquote_to_bytes(query).decode()
    except UnicodeDecodeError as failure:
        raise ParseError(_("Địa chỉ này không viết bằng UTF-8.")) from failure
    if "\0" in text or "\0" in request.path:
        raise ParseError(_("Địa chỉ này có ký tự không hợp lệ."))


def _refuse_unknown(request: Request, known: set[str]) -> None:
    wrong = {}
    for name, values in request.query_params.lists():
        if name not in known:
            wrong[name[:60]] = [_("Không có tham số này ở đây.")]
        elif len(values) > 1:
            wrong[name] = [_("Xin ghi tham số này một lần thôi.")]
    if wrong:
        raise ValidationError(wrong, code="unknown_parameter")
