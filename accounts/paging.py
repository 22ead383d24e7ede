"""Lists of the API, a page at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination

if TYPE_CHECKING:
    from django.core.paginator import Paginator
    from rest_framework.request import Request

MOST_PAGES = 100_000
WHOLE = re.compile(r"[1-9][0-9]{0,5}")


class Pages(PageNumberPagination):
    """24 rows a page, at most 100; a page past the end is 404, nonsense is 400."""

    page_size = 24
    max_page_size = 100
    page_size_query_param = "page_size"
    page_query_description: Any = _("Trang thứ mấy, từ 1.")
    page_size_query_description: Any = _("Bao nhiêu dòng một trang, từ 1 đến 100.")

    def get_page_size(self, request: Request) -> int:
        return _whole(request, self.page_size_query_param, self.page_size, self.max_page_size)

    def get_page_number(self, request: Request, paginator: Paginator[Any]) -> int:  # noqa: ARG002
        return _whole(request, self.page_query_param, 1, MOST_PAGES)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """As REST framework's, with the bounds that are kept here."""
        parameters = super().get_schema_operation_parameters(view)
        bounds = {self.page_query_param: MOST_PAGES, self.page_size_query_param: self.max_page_size}
        for parameter in parameters:
            parameter["schema"] |= {"minimum": 1, "maximum": bounds[parameter["name"]]}
        return parameters


def _whole(request: Request, name: str, default: int, most: int) -> int:
    typed = request.query_params.get(name)
    if typed is None:
        return default
    if not WHOLE.fullmatch(typed) or int(typed) > most:
        words = _("Xin ghi một số từ 1 đến %(most)s.") % {"most": most}
        raise ValidationError({name: [words]}, code="out_of_range")
    return int(typed)
