"""``manage.py seed_demo``: the register, and fictional shops with lots, codes and orders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import is_aware, localdate, now
from django.utils.translation import gettext as _

from catalog.models import Commune
from catalog.tables import DATA
from marketplace.demo.actions import (
    accounts,
    claims,
    countersigning,
    delivery,
    fees,
    goods,
    invoices,
    lots,
    marking,
    materials,
    orders,
    payouts,
    people,
    permits,
    recalls,
    receipts,
    reconciling,
    showcase,
    stalls,
    straight,
    talks,
    voices,
    vouchers,
)
from marketplace.demo.queries import drawn_goods
from marketplace.demo.tasks import draw_pictures

REGISTER = DATA / "register" / "products.csv"


class Command(BaseCommand):
    help = "Fill a demo market. Safe to run again: it adds only what is not there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", type=_moment, help="the moment to count days back from")
        parser.add_argument(
            "--without-pictures", action="store_true", help="leave label art to be drawn when asked"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Chỉ gieo dữ liệu mẫu ở bản trình diễn: đặt CHOGOC_MODE=demo."))
        at: datetime = options["at"] or now()
        begun = monotonic()
        self._load_register()
        added = sum([self._bring(label, bring) for label, bring in _parts(at)])
        if added and not options["without_pictures"]:
            self._ask_for_pictures(at)
        spent = monotonic() - begun
        self.stdout.write(_("Dữ liệu mẫu đã sẵn sàng (%(spent).1f giây).") % {"spent": spent})

    def _load_register(self) -> None:
        """Places, kinds and the register; places are thousands of rows, so only when missing."""
        if not Commune.objects.of_today().exists():
            call_command("load_places", stdout=self.stdout)
        call_command("load_kinds", stdout=self.stdout)
        call_command("load_score_sheets", stdout=self.stdout)
        call_command("import_register", REGISTER, stdout=self.stdout)

    def _bring(self, label: str, bring: Callable[[], int]) -> int:
        added = bring()
        self.stdout.write(_("%(label)s: thêm %(added)d.") % {"label": label, "added": added})
        return added

    def _ask_for_pictures(self, at: datetime) -> None:
        for product, stars in drawn_goods(on=localdate(at)):
            draw_pictures.enqueue(product, stars)


def _parts(at: datetime) -> list[tuple[str, Callable[[], int]]]:
    """In the order in which each needs the one before."""
    return [
        (_("Tài khoản mẫu"), lambda: people.open_accounts(at=at)),
        (_("Cán bộ mẫu"), lambda: people.appoint_officers(at=at)),
        (_("Phí, thuế, giá giao hàng minh họa"), fees.set_fees),
        (_("Gian hàng mẫu"), lambda: stalls.open_stalls(at=at)),
        (_("Người cùng làm"), lambda: stalls.gather_helpers(at=at)),
        (_("Tài khoản nhận tiền mẫu"), lambda: accounts.tell_accounts(at=at)),
        (_("Giấy tờ người bán mẫu"), lambda: permits.answer_for_stalls(at=at)),
        (_("Sản phẩm mẫu"), lambda: goods.list_goods(at=at)),
        (_("Cách giao hàng mẫu"), lambda: delivery.set_deliveries(at=at)),
        (_("Bộ sưu tập và chuyện nhà mẫu"), lambda: showcase.lay_out(at=at)),
        (_("Mã giảm giá mẫu"), lambda: vouchers.give_vouchers(at=at)),
        (_("Nguyên liệu mẫu"), lambda: materials.make_materials(at=at)),
        (_("Lô hàng mẫu"), lambda: lots.make_lots(at=at)),
        (_("Thu hồi mẫu"), lambda: recalls.call_back(at=at)),
        (_("Khiếu nại mẫu"), lambda: claims.complain(at=at)),
        (_("Đơn hàng mẫu"), lambda: orders.place_purchases(at=at)),
        (_("Tiền đến lệch mẫu"), lambda: receipts.send_strange_money(at=at)),
        (_("Lời người mua mẫu"), lambda: voices.speak(at=at)),
        (_("Tin nhắn mẫu"), lambda: talks.talk(at=at)),
        (_("Việc chờ cán bộ mẫu"), lambda: permits.leave_some_to_do(at=at)),
        (_("Hoá đơn mẫu"), lambda: invoices.make_out(at=at)),
        (_("Chi trả mẫu"), lambda: payouts.pay_out(at=at)),
        (_("Hoàn tiền và phí sàn mẫu"), lambda: straight.settle_straight(at=at)),
        (_("Đối soát mẫu"), lambda: reconciling.compare(at=at)),
        (_("Bản tự chấm OCOP mẫu"), lambda: marking.mark_goods(at=at)),
        (_("Chữ ký mẫu của phòng thử nghiệm"), lambda: countersigning.countersign(at=at)),
    ]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if not is_aware(moment):
        raise ValueError(_("Cần múi giờ, như 2026-11-21T12:00+07:00."))
    return moment
