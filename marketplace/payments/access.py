"""Who may see which payment: found and allowed, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog.access import owned_stall
from catalog.models import Officer
from marketplace.orders.access import may_see
from marketplace.payments import registry
from marketplace.payments.models import Payment, Proposal, Receipt, Refund

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import User

LARGEST_KEY = 10**18


def payment_to_make(request: HttpRequest, reference: str) -> Payment:
    """A payment for the buyer's own order; a stranger gets 404."""
    payment = get_object_or_404(_payments(), reference=reference)
    if not may_see(request, payment.group):
        raise Http404
    return payment


def payment_to_confirm(request: HttpRequest, reference: str) -> Payment:
    """A bank transfer, for an operator who reads the bank's statement."""
    only_operators(request)
    by_transfer = {"vietqr", *registry.accounts().values()}
    return get_object_or_404(_payments(), reference=reference, gateway__in=by_transfer)


def only_operators(request: HttpRequest) -> None:
    """404 for everybody who does not run the market."""
    if not (request.user.is_authenticated and request.user.is_staff):
        raise Http404


def only_officers(user: User) -> None:
    """Officers and operators; 404 for everybody else."""
    if not (user.is_staff or Officer.objects.active().filter(user=user).exists()):
        raise Http404


def refund_to_send(request: HttpRequest, pk: int) -> Refund:
    """A refund that a person sends, or sent, for an operator."""
    only_operators(request)
    refunds = Refund.objects.select_related(
        "payment__group__refund_account", "due__order", "receipt"
    )
    refunds = refunds.filter(payment__order__isnull=True)
    refund = get_object_or_404(refunds, pk=pk if pk < LARGEST_KEY else None)
    if not (refund.needs_a_person or refund.paid_by_id):
        raise Http404
    return refund


def payment_to_a_stall(user: User, producer: str, reference: str) -> Payment:
    """A payment to a producer's own account, for its owner."""
    mine = owned_stall(user, producer)
    return get_object_or_404(_payments(), reference=reference, order__producer=mine)


def refund_of_a_stall(user: User, producer: str, pk: int) -> Refund:
    """A refund that a producer sends: its owner sees to whom and where to."""
    mine = Refund.objects.of_stall(owned_stall(user, producer)).select_related(
        "payment__group__refund_account", "payment__order__producer", "due__order", "receipt"
    )
    return get_object_or_404(mine, pk=pk if pk < LARGEST_KEY else None)


def receipt_to_judge(request: HttpRequest, pk: int) -> Receipt:
    """Money that came, for an operator."""
    only_operators(request)
    receipts = Receipt.objects.select_related("payment__group")
    return get_object_or_404(receipts, pk=pk if pk < LARGEST_KEY else None)


def proposal_to_judge(request: HttpRequest, pk: int) -> Proposal:
    """What an operator wants done, for another."""
    only_operators(request)
    proposals = Proposal.objects.select_related("payment__group", "receipt__payment__group")
    return get_object_or_404(proposals, pk=pk if pk < LARGEST_KEY else None)


def payment_at_demo_bank(reference: str) -> Payment:
    """What the demo bank was asked to pay. Outside a demonstration there is no such bank."""
    if not settings.DEMO or "sandbox" not in registry.names():
        raise Http404
    return get_object_or_404(_payments(), reference=reference, gateway="sandbox")


def _payments() -> QuerySet[Payment]:
    related = ("group", "order__producer")
    return Payment.objects.select_related(*related).prefetch_related("group__orders")
