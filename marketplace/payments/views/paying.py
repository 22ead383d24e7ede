"""The pay page and its parts, where a refund goes, and the demo bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from marketplace.orders import access as orders
from marketplace.payments import access, inquiries, queries, registry, tasks
from marketplace.payments.actions import lapsing, opening, sending
from marketplace.payments.forms import RefundAccountForm
from marketplace.payments.gateways.contract import Refused, Unavailable
from traceability import qr

if TYPE_CHECKING:
    from django.http import HttpRequest

    from marketplace.payments.models import Payment

PER_PAGE = 20


@never_cache
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """How to pay; posted to, it asks a gateway that was away once more.

    Who comes back from a gateway is not believed: the gateway is asked, beside this page.
    """
    payment = access.payment_to_make(request, reference)
    if request.method == "POST":
        begin(request, payment)
        return redirect("payments:pay", reference)
    if opening.BACK in request.GET and payment.ask_again_at:
        inquiries.ask_about.enqueue(payment.reference)
    page = page_of(payment) | {"parts": [page_of(one) for one in queries.beside(payment)]}
    return TemplateResponse(request, "payments/pay.html", page)


@never_cache
@require_GET
def standing(request: HttpRequest, reference: str) -> HttpResponse:
    """The part of the pay page that turns green by itself; empty while nothing is new."""
    page = page_of(access.payment_to_make(request, reference))
    if request.GET.get("da-biet") == page["known"]:
        return HttpResponse(status=204)
    return TemplateResponse(request, "payments/_standing.html", page)


@never_cache
@require_GET
def code(request: HttpRequest, reference: str) -> HttpResponse:
    """The VietQR for what is missing, as a drawing."""
    return HttpResponse(qr.svg(_payload(request, reference)), content_type="image/svg+xml")


@never_cache
@require_GET
def picture(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a photograph would be: what bank apps take from a phone's pictures."""
    return HttpResponse(qr.png(_payload(request, reference)), content_type="image/png")


@require_POST
def another_way(request: HttpRequest, reference: str) -> HttpResponse:
    """Pay the same order through another gateway, or once more through the same."""
    payment = access.payment_to_make(request, reference)
    gateway = request.POST.get("gateway", "")
    try:
        payment = opening.open_payment(
            group=payment.group, gateway=gateway, at=now(), order=payment.order
        )
    except opening.NotPayable as refusal:
        messages.error(request, str(refusal))
    else:
        begin(request, payment)
    return redirect("payments:pay", payment.reference)


@require_POST
def cancellation(request: HttpRequest, reference: str) -> HttpResponse:
    payment = access.payment_to_make(request, reference)
    by = request.user if request.user.is_authenticated else None
    if lapsing.give_up(group=payment.group, by=by, at=now()):
        messages.info(request, _("Đã huỷ đơn; hàng được trả lại kệ cho người khác."))
    return redirect(payment.group)


@never_cache
@require_http_methods(["GET", "POST"])
def demo_bank(request: HttpRequest, reference: str) -> HttpResponse:
    """A make-believe bank app, in demonstrations only: one button, no real money."""
    payment = access.payment_at_demo_bank(reference)
    if request.method == "POST":
        tasks.send_notice.enqueue(payment.reference, payment.amount)
        return redirect(f"{request.path}?da-gui=1")
    page = {**page_of(payment), "is_sent": "da-gui" in request.GET}
    return TemplateResponse(request, "payments/demo_bank.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def refund_account(request: HttpRequest, code: str) -> HttpResponse:
    """Where the buyer wants money back. A secret link is taken once and leaves the address bar."""
    if "k" in request.GET:
        orders.remember(request, orders.group_by_link(code, request.GET["k"]))
        return redirect("payments:refund_account", code)
    group = orders.group_to_see(request, code)
    form = RefundAccountForm(sent(request))
    if form.is_valid():
        try:
            sending.tell_account(group=group, at=now(), **form.cleaned_data)
        except sending.NothingToSend as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(
                request, _("Cảm ơn bạn. Chúng tôi sẽ chuyển trong thời gian sớm nhất.")
            )
        return redirect(group)
    page = {"group": group, "form": form, "rows": queries.refunds_for_account(group)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/refund_account.html", page, status=status)


def begin(request: HttpRequest, payment: Payment) -> None:
    """Start a payment, and say so when the gateway is away or says no."""
    try:
        opening.start(payment=payment, at=now())
    except Refused:
        messages.error(request, _("Cách trả tiền này từ chối đơn; xin chọn cách khác."))
    except Unavailable:
        messages.error(
            request, _("Chưa nối được với bên thanh toán; đơn vẫn được giữ, xin thử lại.")
        )
    except opening.NotPayable as refusal:
        messages.error(request, str(refusal))


def page_of(payment: Payment) -> dict[str, Any]:
    """What every page about a payment shows; ``known`` changes when there is news."""
    stands = queries.standing(payment, at=now())
    return {
        "payment": payment,
        "group": payment.group,
        "transfer": payment.transfer,
        "standing": stands,
        "known": f"{stands}-{payment.received}",
        "ways": registry.ways(amount=payment.amount),
    }


def _payload(request: HttpRequest, reference: str) -> str:
    payload = queries.payload_of(access.payment_to_make(request, reference))
    if not payload:
        raise Http404
    return payload
