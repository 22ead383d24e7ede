"""A buyer's own review of one line: written, changed, taken back, objected about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from marketplace.orders import access as orders
from marketplace.photos.drawing import draw
from marketplace.voices import access
from marketplace.voices.actions import moderating, writing
from marketplace.voices.forms.moderation import AppealForm
from marketplace.voices.forms.reviews import ReviewForm
from marketplace.voices.queries.purchases import lots_received, reviews_of_group

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from marketplace.orders.models import Line
    from marketplace.voices.models import Review
    from traceability.models import Lot


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: str, line: int) -> HttpResponse:
    """Write a review, or change it. A secret link is taken once and leaves the address bar."""
    if "k" in request.GET:
        orders.remember(request, orders.group_by_link(code, request.GET["k"]))
        return redirect("voices:write", code, line)
    bought = access.line_to_review(request, code, line)
    known = reviews_of_group(bought.order.group).get(bought.pk)
    lots = lots_received(bought)
    if not lots or (known and not writing.may_change(known, at=now())):
        return _page(request, bought, known, None)
    form = ReviewForm(
        sent(request), request.FILES or None, lots=lots, known=known, lot=_named(request, lots)
    )
    if form.is_valid() and _kept(request, bought, known, form):
        messages.success(request, _("Cảm ơn bạn! Lời của bạn đã hiện trên trang sản phẩm."))
        return redirect("orders:order", code)
    return _page(request, bought, known, form)


def _named(request: HttpRequest, lots: list[Lot]) -> Lot | None:
    """The lot of the jar in hand, where its code led here."""
    asked = request.GET.get("lo", "")
    return next((lot for lot in lots if lot.trace_code == asked), None)


def _kept(request: HttpRequest, line: Line, known: Review | None, form: ReviewForm) -> bool:
    """Kept, or the refusal said at the form."""
    photos = draw(form.cleaned_data["photos"])
    try:
        if known:
            without = form.cleaned_data.get("without") or ()
            writing.change_review(
                review=known, words=form.words, photos=photos, without=without,
                by=_person(request), at=now(),
            )  # fmt: skip
        else:
            writing.write_review(
                line=line, lot=form.lot_in_hand, words=form.words, photos=photos,
                by=_person(request), at=now(),
            )  # fmt: skip
    except ValidationError as refusal:
        form.add_error("photos" if isinstance(refusal, writing.TooManyPhotos) else None, refusal)
        return False
    return True


@require_POST
def withdrawal(request: HttpRequest, code: str, line: int) -> HttpResponse:
    review = access.review_to_change(request, code, line)
    try:
        writing.withdraw_review(review=review, by=_person(request), at=now())
    except writing.TooLate as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Đã rút lại đánh giá."))
    return redirect("voices:write", code, line)


@require_POST
def appeal(request: HttpRequest, code: str, line: int) -> HttpResponse:
    """The writer objects to a hiding."""
    review = access.review_to_change(request, code, line)
    hiding, form = access.hiding_of(review), AppealForm(request.POST)
    if hiding and not form.is_valid():
        return _page(request, review.line, review, None, appeal=form)
    try:
        if hiding:
            moderating.object_to(hiding=hiding, at=now(), **form.cleaned_data)
            messages.success(request, _("Đã gửi ý kiến. Chúng tôi sẽ trả lời bạn."))
    except moderating.NothingToSay as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect("voices:write", code, line)


def _page(
    request: HttpRequest,
    line: Line,
    known: Review | None,
    form: ReviewForm | None,
    *,
    appeal: AppealForm | None = None,
) -> HttpResponse:
    page = {
        "line": line,
        "group": line.order.group,
        "known": known,
        "form": form,
        "hiding": access.hiding_of(known) if known else None,
        "appeal_form": appeal or AppealForm(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "voices/write.html", page, status=status)


def _person(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
