"""Files as answers: whole, or in pieces while they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from marketplace.payouts.files.tables import book, in_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http.response import HttpResponseBase

    from traceability.dossiers.table import Cell

PDF, CSV = "application/pdf", "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(
    form: str, name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponseBase:
    """As CSV or XLSX; Http404 for a form that there is not. A CSV comes while rows are read."""
    if form == "csv":
        pieces = StreamingHttpResponse(in_pieces(heading, rows), content_type=CSV)
        return _attached(pieces, f"{name}.csv")
    if form == "xlsx":
        made = book(name[:31], heading, rows)
        return _attached(HttpResponse(made, content_type=XLSX), f"{name}.xlsx")
    raise Http404


def paper(made: bytes, name: str) -> HttpResponseBase:
    return _attached(HttpResponse(made, content_type=PDF), f"{name}.pdf")


def _attached(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
