"""Everything that is kept of a person, as plain values: each part with the words of its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import queries as accounts
from accounts.models import Entry, Message, Session
from catalog.models import Amendment, Membership, SellerPaper, Succession
from marketplace.addresses.models import Address
from marketplace.claims.models import Claim
from marketplace.favourites.models import Favourite
from marketplace.orders.models import OrderGroup
from marketplace.scanned.models import OwnScan
from marketplace.talks.models import Remark
from marketplace.voices.models import Question, Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from accounts.models import User

    Row = dict[str, Any]


def groups_of(user: User) -> QuerySet[OrderGroup]:
    """Orders of the account, and of its confirmed number before there was one."""
    of_number = Q(user__isnull=True, buyer_phone=user.phone)
    mine = Q(user=user) | of_number if user.phone_verified_at else Q(user=user)
    return OrderGroup.objects.filter(mine)


def gather(user: User) -> dict[str, list[Row]]:
    """By the heading of each part; times are ISO 8601 in UTC, money whole đồng."""
    return {
        _("Tài khoản"): [_person(user)],
        _("Sổ địa chỉ"): _rows(
            Address.objects.filter(user=user),
            *("label", "name", "phone", "street", "commune__name", "is_default", "added_at"),
        ),
        **_about_orders(user),
        **_of_stalls(user),
        _("Đánh giá"): _rows(
            Review.objects.filter(line__order__group__in=groups_of(user)),
            *("product__name", "score", "text", "byline", "written_at", "withdrawn_at"),
        ),
        _("Câu hỏi"): _rows(
            Question.objects.filter(asker=user),
            *("product__name", "text", "asked_at", "answer"),
        ),
        _("Món đã thích"): _rows(Favourite.objects.filter(user=user), "product__name", "liked_at"),
        _("Mã đã quét"): _rows(OwnScan.objects.filter(user=user), "path", "scanned_at"),
        _("Tin nhắn đã gửi cho bạn"): _rows(
            Message.objects.filter(phone=user.phone), "subject", "kind", "state", "written_at"
        ),
        _("Thôi nhận tin"): [
            {"family": family} for family in sorted(accounts.families_left(_key(user)))
        ],
        _("Sổ đồng ý"): _rows(
            accounts.consents_of(user), *("purpose", "version", "is_given", "way", "detail", "at")
        ),
        _("Đang đăng nhập"): _rows(Session.objects.filter(user=user), "device", "seen_at"),
        _("Khoá đăng nhập"): [
            {"name": str(key), "created_at": key.created_at.isoformat()}
            for key in Authenticator.objects.filter(user=user, type="webauthn")
        ],
        _("Gian hàng"): _rows(
            Membership.objects.filter(user=user),
            *("producer__name", "role", "consented_at", "revoked_at"),
        ),
        _("Gian hàng được trao cho bạn"): _rows(
            Succession.objects.filter(phone=user.phone),
            *("owner__producer__name", "offered_at", "valid_until", "ended_at"),
        ),
        _("Nhật ký việc bạn làm"): _rows(Entry.objects.filter(actor=user), "verb", "subject", "at"),
    }


def _about_orders(user: User) -> dict[str, list[Row]]:
    """What was bought, what was wrong with it, what was written of it."""
    return {
        _("Đơn hàng"): _orders(user),
        _("Khiếu nại"): _rows(
            Claim.objects.filter(order__group__in=groups_of(user)),
            *("code", "order__code", "kind", "state", "opened_at", "settled_at"),
        ),
        _("Tin nhắn về đơn"): _rows(
            Remark.objects.filter(order__group__in=groups_of(user)),
            *("order__code", "side", "words", "said_at"),
        ),
    }


def _of_stalls(user: User) -> dict[str, list[Row]]:
    """What somebody handed in for stalls, as an owner or in an owner's name."""
    return {
        _("Giấy tờ người bán đã nộp"): _rows(
            SellerPaper.objects.filter(submitted_by=user),
            *("producer__name", "fact", "number", "state", "submitted_at", "decided_at"),
        ),
        _("Đề nghị sửa hàng"): _rows(
            Amendment.objects.filter(asked_by=user),
            *("product__name", "field", "after", "why", "state", "asked_at"),
        ),
    }


def _person(user: User) -> Row:
    return {
        "phone": user.phone,
        "phone_verified_at": _plain(user.phone_verified_at),
        "full_name": user.full_name,
        "email": user.email,
        "language": user.language,
        "joined_at": _plain(user.joined_at),
    }


def _orders(user: User) -> list[Row]:
    """Each checkout with its lines."""
    groups = groups_of(user).prefetch_related("orders__lines", "orders__producer")
    told = ("code", "placed_at", "buyer_name", "buyer_phone", "buyer_email", "street", "place_text")
    sums = ("note", "goods_total", "delivery_total", "total")
    return [
        {name: _plain(getattr(group, name)) for name in (*told, *sums)}
        | {
            "lines": [
                _line(order, line) for order in group.orders.all() for line in order.lines.all()
            ]
        }
        for group in groups
    ]


def _line(order: Any, line: Any) -> Row:  # noqa: ANN401 (rows of orders)
    return {
        "order": order.code,
        "state": order.state,
        "producer": order.producer.name,
        "name": line.name,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "total": line.total,
    }


def _rows(rows: QuerySet[Any], *names: str) -> list[Row]:
    return [
        {name.replace("__", "_"): _plain(value) for name, value in row.items()}
        for row in _values(rows, names)
    ]


def _values(rows: QuerySet[Any], names: Iterable[str]) -> Iterable[Row]:
    return rows.order_by("pk").values(*names).iterator(chunk_size=500)


def _plain(value: Any) -> Any:  # noqa: ANN401 (of any column)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _key(user: User) -> str:
    return accounts.person_of(user)
