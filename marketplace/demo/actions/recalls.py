"""The demo's one recall, opened and ended by the stall itself: a label at fault, nobody harmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.demo.actions.orders import place_purchases
from marketplace.demo.clock import days_before
from marketplace.demo.lots import BATCHES, RECALLED
from marketplace.demo.orders import PURCHASES
from marketplace.demo.queries import good_of, owner
from marketplace.orders.models import RecalledLine, RecallLetter
from marketplace.payments.actions.refunding import pay_back
from marketplace.recalls.actions.closing import end_recall, mark_read, note_return
from marketplace.recalls.actions.opening import recall_goods
from marketplace.recalls.tasks.telling import tell_some
from traceability.actions.recalls import Words
from traceability.models import Lot, Recall

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

OPENED, READ, PAID_BACK, ENDED = 84, 83, 82, 77  # days ago
ALL = 10  # more letters than there are
WORDS = Words(
    severity=Recall.Severity.HARMLESS,
    reason="Tem in thiếu dòng bảo quản (ví dụ minh họa)",
    advice="Đừng dùng hay tặng tiếp. Giữ nguyên tem, gọi gian hàng để đổi gói khác.",
)
REPORT = "Nhận lại 1 gói, đã tiêu huỷ cùng số còn trong kho vì tem cũ (ví dụ minh họa)."


def call_back(*, at: datetime) -> int:
    """The lot is sold to one buyer, called back and destroyed; say how many recalls were added."""
    batch = next(one for one in BATCHES if one.code == RECALLED)
    key, _good = good_of(batch.pack)
    by = owner(key)
    place_purchases(at=at, cards=[one for one in PURCHASES if one.key == "recalled-later"])
    lot = Lot.objects.get(code=RECALLED, producer__is_fictional=True)
    if lot.recalls.exists():
        return 0
    _run(lot, by, at)
    pay_back(at=days_before(at, PAID_BACK))
    return 1


@transaction.atomic
def _run(lot: Lot, by: User, at: datetime) -> None:
    """In one transaction, so that the task finds nothing left to do."""
    opened = days_before(at, OPENED)
    recall = recall_goods(source=lot, words=WORDS, by=by, at=opened)
    tell_some(recall, most=ALL, at=opened)
    for letter in RecallLetter.objects.filter(recall=recall):
        mark_read(letter=letter, at=days_before(at, READ))
    for line in RecalledLine.objects.filter(recall=recall):
        note_return(line=line, packs=1, by=by, at=days_before(at, READ))
    lot.refresh_from_db()
    end_recall(
        recall=recall,
        handling=Recall.Handling.DESTROYED,
        destroyed=lot.on_hand + 1,
        report=REPORT,
        by=by,
        at=days_before(at, ENDED),
    )
