"""What the worker asks gateways for, so that nobody's page waits for their answer."""

from __future__ import annotations

from django.utils.timezone import now
from django_tasks import task

from marketplace.payments.actions import asking
from marketplace.payments.models import Payment


@task()
def ask_about(reference: str) -> None:
    """How this payment stands: somebody came back from its gateway."""
    payment = Payment.objects.filter(reference=reference).first()
    if payment is not None:
        asking.settle(payment=payment, at=now(), in_a_hurry=True)
