"""Every buyer is told once of a recall, in words that say what became of their order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.models import Membership
from catalog.money import dong
from marketplace.orders.letters import tell_buyer
from marketplace.orders.models import RecalledLine, RecallLetter, RefundDue
from traceability.queries import recalls

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from catalog.models import Producer
    from marketplace.orders.models import OrderGroup
    from traceability.models import Recall

Outcome = RecalledLine.Outcome


def tell_some(recall: Recall, *, most: int, at: datetime) -> int:
    """Tell so many buyers whose orders are put right; how many there were."""
    unsettled = RecalledLine.objects.filter(
        recall=recall, group=OuterRef("group"), outcome=Outcome.WAITING
    )
    untold = RecallLetter.objects.filter(recall=recall, told_at=None).exclude(Exists(unsettled))
    keys = list(untold.order_by("pk").values_list("pk", flat=True)[:most])
    for key in keys:
        tell(recall, key, at=at)
    return len(keys)


@transaction.atomic
def tell(recall: Recall, letter_pk: int, *, at: datetime) -> None:
    """Write one buyer's letter; a second run finds it written."""
    letter = RecallLetter.objects.select_for_update().get(pk=letter_pk)
    if letter.told_at is not None:
        return
    group = letter.group
    words = {"code": group.code, "recall": recall.code, "link": link(recall, group)}
    with speaking(group.language):
        tell_buyer(
            group,
            kind=Kind.RECALL,
            key=f"recall:{recall.pk}:{group.pk}",
            subject=_("Thu hồi hàng trong đơn %(code)s") % words,
            body=_body(recall, group),
            short=_("Chợ Gốc: có hàng thu hồi, xin đọc ngay: %(link)s") % words,
            words=words,
            at=at,
        )
    letter.told_at = at
    letter.save(update_fields=["told_at"])


def link(recall: Recall, group: OrderGroup) -> str:
    """The page of this recall for this buyer, opened without signing in."""
    path = reverse("recalls:of_order", args=[group.code, recall.code])
    return f"{settings.SITE_URL}{path}?{urlencode({'k': group.token})}"


def tell_makers(recall: Recall, *, at: datetime) -> None:
    """Those who answer for the goods when an officer recalls them, and who made theirs of them."""
    if recall.decision:
        told = gettext_noop(
            "Cán bộ yêu cầu thu hồi lô %(lot)s của bạn (%(recall)s). Lô đã ngừng bán. "
            "Xem việc cần làm ở mục Thu hồi trong gian hàng."
        )
        _tell_owners(recall, [recall.producer], told, at=at)
    told = gettext_noop(
        "Lô %(lot)s của %(producer)s đang bị thu hồi (%(recall)s), và bạn có lô làm từ đó. "
        "Hãy xem lại các lô ấy, cần thì thu hồi."
    )
    others = {lot.producer_id: lot.producer for lot in recalls.lots_of_others(recall)}
    _tell_owners(recall, others.values(), told, at=at)


def _tell_owners(recall: Recall, producers: Iterable[Producer], told: str, *, at: datetime) -> None:
    """``told`` are words of the catalogue, said to each in their own language."""
    owners = Membership.objects.active().filter(
        producer__in=list(producers), role=Membership.Role.OWNER
    )
    words = {"recall": recall.code, "lot": recall.source_code, "producer": recall.producer}
    page = f"{settings.SITE_URL}{recall.get_absolute_url()}"
    for owner in owners.select_related("user"):
        with speaking(owner.user.language):
            outbox.tell(
                kind=Kind.RECALL_MAKER,
                key=f"recall:{recall.pk}:owner:{owner.pk}",
                phone=owner.user.phone,
                email=owner.user.email,
                subject=_("Thu hồi %(recall)s") % words,
                body=f"{_(told) % words} {page}",
                at=at,
            )


def _body(recall: Recall, group: OrderGroup) -> str:
    lines = RecalledLine.objects.filter(recall=recall, group=group).select_related("line")
    said = [_of_line(recall, line) for line in lines]
    due = RefundDue.objects.filter(recall=recall, order__group=group).aggregate(n=Sum("amount"))
    if due["n"]:
        said.append(_("Chúng tôi đang chuẩn bị hoàn %(sum)s cho bạn.") % {"sum": dong(due["n"])})
    said.append(_("Xem vì sao và cần làm gì: %(link)s") % {"link": link(recall, group)})
    return " ".join(said)


def _of_line(recall: Recall, line: RecalledLine) -> str:
    said = {
        Outcome.OUT: _("«%(goods)s» bạn đã mua đang bị thu hồi: %(reason)s. %(advice)s"),
        Outcome.REPLACED: _(
            "«%(goods)s» trong đơn của bạn thuộc lô bị thu hồi; chúng tôi đã đổi sang lô khác, "
            "bạn không phải làm gì."
        ),
        Outcome.WITHDRAWN: _(
            "«%(goods)s» trong đơn của bạn thuộc lô bị thu hồi và không còn lô khác đủ thay, "
            "nên phần thiếu sẽ không giao nữa."
        ),
        Outcome.CANCELLED: _(
            "«%(goods)s» bạn đặt mà chưa trả tiền thuộc lô bị thu hồi, nên đơn đã được huỷ. "
            "Đừng chuyển tiền cho đơn này."
        ),
    }
    words = {
        "goods": line.line.name,
        "reason": recall.reason.rstrip(". "),
        "advice": recall.advice.rstrip(". ") + ".",
    }
    return said[Outcome(line.outcome)] % words
