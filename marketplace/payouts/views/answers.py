"""Files as answers: whole, or in pieces while they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from accounts.language import language_in_use, spoken
from marketplace.payouts.files.tables import in_pieces
from traceability.dossiers import workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http.response import HttpResponseBase

    from traceability.dossiers.table import Cell

PDF, CSV = "application/pdf", "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(
    form: str, name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponseBase:
    """As CSV or XLSX, sent while rows are read; Http404 for a form that there is not."""
    match form:
        case "csv":
            pieces, kind = in_pieces(heading, rows), CSV
        case "xlsx":
            pieces, kind = workbook.written(name, heading, rows), XLSX
        case _:
            raise Http404
    answer = StreamingHttpResponse(spoken(pieces, language_in_use()), content_type=kind)
    return _attached(answer, f"{name}.{form}")


def paper(made: bytes, name: str) -> HttpResponseBase:
    return _attached(HttpResponse(made, content_type=PDF), f"{name}.pdf")


def _attached(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
