"""What of the town's goods is claimed, and money that a person has to send back."""

from __future__ import annotations

from uuid import uuid4

from django.utils.timezone import now

from marketplace.claims.actions import answering, opening, replying
from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.models import Order, RefundDue
from marketplace.payments.actions import refunding, sending
from marketplace.payments.models import Dispute, Payment, Proposal
from marketplace.photos.drawing import draw
from marketplace.rights.kinds import Kind
from marketplace.talks.actions import saying
from marketplace.talks.models import Side
from tests.factories import MIDDAY
from tests.marketplace.stories import basket, hear, order


def claims(lot, who, owner, photo):
    """Of three packs one is claimed and disputed, one claimed and not answered, one is free."""
    payment = order(basket((lot.pack, 3)), total=lot.pack.price * 3 + 30_000, who=who)
    hear(payment, key="FT-KHIEU-NAI")
    came = {"state": Order.State.DELIVERED, "shipped_at": MIDDAY, "delivered_at": now()}
    payment.group.orders.update(**came)
    bought = payment.group.orders.get()
    line = bought.lines.get()
    told = {"side": Side.BUYER, "words": "Hàng tới rồi.", "photos": draw([photo])}
    saying.say(order=bought, key=uuid4(), by=who.user, at=now(), **told)
    disputed, opened = (
        opening.open_claim(
            order=bought, kind=Kind.DAMAGED, wanted={line.pk: 1}, words="Vỡ nắp.",
            photos=photos, by=who.user, at=now(),
        )
        for photos in (draw([photo]), [])
    )  # fmt: skip
    told = {"offers": {}, "wants_goods_back": False, "words": "Lúc gửi còn nguyên."}
    disputed = answering.answer_claim(claim=disputed, by=owner, at=now(), **told)
    disputed = replying.ask_officer(claim=disputed, words="Ảnh rõ mà.", by=who.user, at=now())
    return disputed, opened, _to_send(payment, line)


def money_to_judge(paid, operator):
    """Money that nobody knows, which an operator wants sent back, and a card that is disputed."""
    payment = paid.group.payments.get()
    receipt = hear(payment, key="FT-AI", reference="", text="KIN TIENG chuyen tien").receipt
    proposal = Proposal.objects.create(
        kind="return",
        receipt=receipt,
        amount=receipt.amount,
        bank_reference="FT-TRA",
        needs_two=True,
        proposed_by=operator,
        proposed_at=MIDDAY,
    )
    told = {"amount": payment.amount, "opened_at": MIDDAY, "reason": "fraudulent"}
    return proposal, Dispute.objects.create(payment=payment, external_id="dp_1", **told)


def _to_send(payment, line):
    """Something owed that came by a way on which nothing can be sent back."""
    cause = Cause(reason=RefundDue.Reason.WEIGHT, key="weight")
    due = owe(order=line.order, line=line, amount=1_000, cause=cause, at=MIDDAY)
    Payment.objects.filter(pk=payment.pk).update(gateway="vietqr")
    refunding.open_refunds(at=MIDDAY)
    told = {"bank": "970418", "number": "21110000123456", "holder": "BUI THI KIN TIENG"}
    sending.tell_account(group=payment.group, at=MIDDAY, **told)
    return due.refund
