"""``manage.py demo_welcome``: what to open in the demo market, and with which sign-ins."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import phone as phones
from marketplace.demo.cards import PASSWORD
from marketplace.demo.people import PEOPLE
from marketplace.demo.queries import code_to_scan, order_to_track, stall
from traceability.addresses import item_address


class Command(BaseCommand):
    help = "Say what to open in the demo market and with which sign-ins."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Chỉ có ở bản trình diễn: đặt CHOGOC_MODE=demo."))
        self.stdout.write("\nChợ Gốc · bản trình diễn / demonstration\n")
        for words, address in _doors():
            self.stdout.write(f"  {words:<44} {address}")
        self._say_tracking()
        self._say_sign_ins()

    def _say_tracking(self) -> None:
        order = order_to_track()
        if order is not None:
            phone = order.group.phone_national.replace(" ", "")
            tracking = settings.SITE_URL + reverse("guests:tracking")
            self.stdout.write(f"  {'Tra cứu đơn / Track an order':<44} {tracking}")
            self.stdout.write(f"  {'':<44} {phone} · {order.group.code}")

    def _say_sign_ins(self) -> None:
        self.stdout.write(f"\nĐăng nhập / Sign in · mật khẩu / password: {PASSWORD}\n")
        for person in PEOPLE.values():
            phone = phones.to_national(person.phone).replace(" ", "")
            self.stdout.write(f"  {phone}  {person.part}")
            self.stdout.write(f"  {'':<10}  {person.part_en}")


def _doors() -> list[tuple[str, str]]:
    """Words and addresses, in the order in which to look."""
    own = stall("na-lang").slug
    pages = {
        "Trang nhất / Home": reverse("storefront:home"),
        "Gian hàng / Producer's workspace": reverse("workspace:stall", args=[own]),
        "Lô hàng và tem / Lots and labels": reverse("traceability:lots", args=[own]),
        "Cán bộ / Officers": reverse("officer:home"),
        "Trang điều hành / Admin": reverse("admin:index"),
        "Hộp thư mẫu / Outbox of the demo": reverse("accounts:outbox"),
        "API": "/api/docs/",
    }
    doors = [(words, settings.SITE_URL + path) for words, path in pages.items()]
    code = code_to_scan()
    scan = [("Quét một mã / Scan a code", item_address(code))] if code else []
    return [doors[0], *scan, *doors[1:]]
