"""Opening a recall in three steps: what, why, and are you sure. Nothing is done before the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.recalls import access
from marketplace.recalls.actions.opening import recall_goods
from marketplace.recalls.forms import CodeForm, SureForm, WordsForm
from marketplace.recalls.queries import lists
from marketplace.recalls.queries.reach import reach
from marketplace.recalls.seats import seat
from traceability.actions.recalls import AlreadyRecalled, NothingToRecall, Words
from traceability.models import Lot

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.recalls.seats import Desk, Stall
    from traceability.models import MaterialLot

    Seat = Stall | Desk
    Source = Lot | MaterialLot

ROWS = 20
CHECK, OPEN, AGAIN = "xem", "mo", "sua"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, producer: str | None = None) -> HttpResponse:
    """The step is told by ``buoc``; what was typed is carried along, and kept when refused."""
    here = seat(request.user, producer)
    source, form = _chosen(request, here)
    if source is None:
        return _choose(request, here, form)
    step = request.POST.get("buoc", "")
    typed = request.POST if step in {CHECK, OPEN} else None
    again = request.POST.dict() if step == AGAIN else None
    words = WordsForm(typed, initial=again, source=source, is_officer=here.is_officer)
    if step == OPEN and words.is_valid():
        return _open(request, here, source, words)
    if step == CHECK and words.is_valid():
        return _check(request, here, source, words, SureForm(code=source.code))
    return _say(request, here, source, words)


def _chosen(request: SignedInRequest, here: Seat) -> tuple[Source | None, CodeForm | None]:
    """What the address names; of an officer's, what its code stands for."""
    asked = request.GET
    if not here.is_officer:
        if "lo" in asked:
            return access.lot_of_stall(here.producer, asked["lo"]), None  # type: ignore[union-attr]  # a stall
        if "nguyen-lieu" in asked:
            return access.material_of_stall(here.producer, asked["nguyen-lieu"]), None  # type: ignore[union-attr]  # a stall
        return None, None
    form = CodeForm(asked if "ma" in asked else None)
    if not form.is_valid():
        return None, form
    source = access.source_overseen(request.user, form.cleaned_data["ma"])
    if source is None:
        form.add_error("ma", _("Không có lô nào mang mã này trong địa bàn của bạn."))
    return source, form


def _choose(request: SignedInRequest, here: Seat, form: CodeForm | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, **here.frame()}
    if not here.is_officer:
        stall = here.producer  # type: ignore[union-attr]  # a stall
        pages = Paginator(lists.lots_to_recall(stall), ROWS)
        context["rows"] = pages.get_page(request.GET.get("trang"))
        context["materials"] = lists.materials_to_recall(stall)[:ROWS]
    status = 422 if form is not None and form.errors else 200
    if request.method == "POST":
        status = 422
    return TemplateResponse(request, "recalls/choose.html", context, status=status)


def _say(request: SignedInRequest, here: Seat, source: Source, words: WordsForm) -> HttpResponse:
    context = {"form": words, **_about(source), **here.frame()}
    status = 422 if words.errors or (request.method == "POST" and not words.initial) else 200
    return TemplateResponse(request, "recalls/say.html", context, status=status)


def _check(
    request: SignedInRequest, here: Seat, source: Source, words: WordsForm, sure: SureForm
) -> HttpResponse:
    said = words.cleaned_data
    serials = said.get("serials", [])
    context = {
        "form": sure,
        "said": said,
        "severity": dict(words.fields["severity"].choices)[said["severity"]],  # type: ignore[attr-defined]  # a choice
        "serials": serials,
        "carried": {**said, "serials": ",".join(serials)},
        "reach": reach(source, serials=serials),
        **_about(source),
        **here.frame(),
    }
    status = 422 if sure.errors else 200
    return TemplateResponse(request, "recalls/check.html", context, status=status)


def _open(request: SignedInRequest, here: Seat, source: Source, words: WordsForm) -> HttpResponse:
    sure = SureForm(request.POST, code=source.code)
    if not sure.is_valid():
        return _check(request, here, source, words, sure)
    said = dict(words.cleaned_data)
    serials = said.pop("serials", [])
    try:
        recall = recall_goods(
            source=source, words=Words(**said), serials=serials, by=request.user, at=now()
        )
    except AlreadyRecalled as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect(here.address("managed", (refusal.params or {})["recall"]))
    except NothingToRecall as refusal:
        words.add_error("serials", refusal)
        return _say(request, here, source, words)
    messages.success(request, _("Đã ngừng bán và đang báo cho từng người mua."))
    return redirect(here.address("managed", recall.code))


def _about(source: Source) -> dict[str, Any]:
    """What is recalled, by name."""
    goods: object = source.pack if isinstance(source, Lot) else source.material
    return {"source": source, "goods": goods, "is_material": not isinstance(source, Lot)}
