"""What the gallery shows: believable rows, also the awkward ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator

from catalog import charts
from marketplace.workspace.menu import Group, Menu, Room

LONG = (
    "Bộ quà Tết hải sản khô một nắng Vân Đồn gồm ruốc hàu, chả mực giã tay, "
    "sá sùng và mực ống loại đặc biệt"
)
SHELF_WORDS = (
    ("Trà và cà phê", "tra-ca-phe", "coffee", 18),
    ("Bún, miến, bánh từ gạo", "bun-mien", "soup", 24),
    ("Thịt, hải sản chế biến", "hai-san", "fish", 41),
    ("Nước mắm, gia vị", "nuoc-mam", "droplets", 12),
    ("Mật ong", "mat-ong", "flower", 6),
    ("Gạo và ngũ cốc", "gao", "wheat", 9),
    ("Rau, củ, quả tươi", "rau", "carrot", 15),
    ("Dược liệu, sức khỏe", "duoc-lieu", "health", 11),
    ("Thủ công mỹ nghệ", "thu-cong", "gem", 7),
    ("Rượu", "ruou", "wine", 14),
)


class Shelf(NamedTuple):
    """As every page gets them."""

    name: str
    slug: str
    icon: str
    goods: int
    url: str


SHELVES = tuple(Shelf(*shelf, f"/ke-hang/{shelf[1]}/") for shelf in SHELF_WORDS)


DRAWN = (
    "tra-hoa-vang-say-thang-hoa",
    "mien-dong-ong-chiu",
    "cha-muc-gia-tay-ba-sau",
    "ba-kich-kho-rut-loi",
)
"""Goods of the demo, whose labels stand here as pictures."""


def photo(number: int, alt: str, *, drawn: bool = True) -> dict[str, Any]:
    root = f"/hinh/{DRAWN[number % len(DRAWN)]}"
    sizes = {
        "small": f"{root}-320.webp",
        "medium": f"{root}-640.webp",
        "large": f"{root}-1280.webp",
    }
    return {**sizes, "width": 1280, "height": 1280, "alt": alt, "drawn": drawn}


def card(number: int, name: str, price: int | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401 (a card's own fields)
    row = {
        "name": name,
        "url": f"/san-pham/{number}/",
        "producer_name": "HTX Mẫu Nương Chè Ba Chẽ",
        "place": "Xã Ba Chẽ, Quảng Ninh",
        "photo": photo(number, name),
        "stars": 4,
        "stars_state": "in_force",
        "price_from": price,
        "price_varies": False,
        "price_note": "giá minh họa",
        "availability": "Còn 36 hộp",
        "available": True,
    }
    return row | more


CARDS = [
    card(1, "Trà hoa vàng sấy thăng hoa", 450_000, price_varies=True),
    card(2, "Miến dong Bình Liêu", 65_000, stars=5, producer_name="HTX Mẫu Miến Đồng Tâm"),
    card(3, LONG, 1_250_000, stars=3, producer_name="Cơ sở Mẫu Chế biến Hải sản Cô Tô – Vân Đồn"),
    card(
        4,
        "Nước mắm Cái Rồng",
        None,
        stars_state="unverified",
        stars=0,
        price_note="",
        availability="",
        photo=None,
    ),
    card(
        5,
        "Mật ong ú Yên Hưng",
        220_000,
        stars_state="expired",
        available=False,
        availability="Tạm hết hàng",
    ),
    card(6, "Ruốc hàu", 180_000, stars_state="none", stars=0),
    card(7, "Gạo nếp cái hoa vàng Đông Triều", 48_000),
    card(8, "Ổi lê Đằng Hải – Quế Lâm, thùng giấy", 95_000, stars=3),
]
EVENTS = [
    {
        "title": "Hái búp chè",
        "when": date(2026, 3, 4),
        "where": "Nương Khe Lọng, xã Ba Chẽ",
        "said_by": "HTX Mẫu Nương Chè",
        "evidence": "self_declared",
        "icon": "sprout",
        "note": "120 kg búp tươi, hái tay buổi sáng.",
    },
    {
        "title": "Sấy thăng hoa",
        "when": date(2026, 3, 5),
        "where": "Xưởng sấy Ba Chẽ",
        "said_by": "HTX Mẫu Nương Chè",
        "evidence": "document",
        "icon": "factory",
    },
    {
        "title": "Thử nghiệm dư lượng",
        "when": date(2026, 3, 12),
        "where": "Hạ Long",
        "said_by": "Phòng thử nghiệm Mẫu",
        "evidence": "laboratory",
        "icon": "laboratory",
        "note": "Không phát hiện thuốc bảo vệ thực vật.",
    },
    {
        "title": "Cán bộ xã kiểm tra tại xưởng",
        "when": date(2026, 3, 14),
        "where": "Xã Ba Chẽ",
        "said_by": "Ủy ban nhân dân xã",
        "evidence": "inspected",
        "icon": "inspected",
    },
    {
        "title": "Đóng 400 hộp 100 g",
        "when": date(2026, 3, 15),
        "where": "Xưởng đóng gói",
        "said_by": "HTX Mẫu Nương Chè",
        "evidence": "council",
        "icon": "package",
    },
    {
        "title": "Tạm dừng bán để kiểm tra lại",
        "when": date(2026, 4, 2),
        "where": "Chợ Gốc",
        "said_by": "Chợ Gốc",
        "evidence": "document",
        "icon": "warning",
        "tone": "warning",
    },
]
OUTLINE = (
    "M18 150 40 120 88 104 120 70 168 60 190 36 236 30 262 54 310 48 352 22 384 40 372 66 330 84"
    " 300 120 262 138 240 172 196 180 160 214 118 232 70 226 42 200Z"
)
POINTS = [
    {"x": 238.5, "y": 92.5, "label": "Nương Khe Lọng, xã Ba Chẽ"},
    {"x": 205, "y": 120, "label": "Xưởng sấy, xã Ba Chẽ"},
    {"x": 150, "y": 178, "label": "Kho phường Hạ Long"},
]


class OrderForm(forms.Form):
    """Each kind of input a page may ask with, some of them answered badly."""

    name = forms.CharField(label="Họ và tên", help_text="Người nhận hàng, ghi đủ dấu.")
    phone = forms.CharField(
        label="Số điện thoại", widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    )
    province = forms.ChoiceField(label="Tỉnh, thành phố", choices=[("22", "Quảng Ninh")])
    note = forms.CharField(label="Lời nhắn", widget=forms.Textarea, required=False)
    way = forms.ChoiceField(
        label="Cách trả tiền",
        widget=forms.RadioSelect,
        initial="vietqr",
        choices=[("vietqr", "Quét mã VietQR bằng ứng dụng ngân hàng"), ("card", "Thẻ quốc tế")],
    )
    paper = forms.FileField(label="Giấy chứng nhận", required=False)
    agreed = forms.BooleanField(label="Tôi đã đọc và đồng ý với điều khoản mua bán")


ROOM = Room("Đơn hàng", "/gian-hang/mau/", "package", 4, current=True)


def context() -> dict[str, Any]:
    """Everything gallery.html and the sample pages ask for."""
    refused = OrderForm({"name": "Nguyễn Thị Hường", "phone": "0912", "province": "22"})
    refused.add_error("phone", "Số điện thoại còn thiếu chữ số: cần 10 số, như 0912 345 678.")
    crumbs = [("Trang chủ", "/"), ("Trà và cà phê", "/ke-hang/tra/"), ("Trà hoa vàng", "")]
    return {
        "page": {"demo": True, "basket_count": 3, "site_host": "chogoc.test", "shelves": SHELVES},
        "cards": CARDS,
        "shelves": SHELVES,
        "events": EVENTS,
        "outline": OUTLINE,
        "points": POINTS,
        "form": OrderForm(),
        "refused": refused,
        "long": LONG,
        "photo": photo(1, "Hộp trà hoa vàng"),
        "trail": [{"label": label, "url": url} for label, url in crumbs],
        "rows": Paginator(range(200), 10).page(7),
        "until": datetime(2026, 11, 21, 3, 15, tzinfo=UTC),
        **places(),
        **figures(),
    }


def places() -> dict[str, Any]:
    """Producers, menus and choices."""
    maker = {
        "name": "HTX Mẫu Nương Chè Ba Chẽ",
        "place": "Xã Ba Chẽ, Quảng Ninh",
        "url": "/chu-the/mau/",
        "kind": "Hợp tác xã",
        "pill": "Đã xác minh",
        "pill_tone": "good",
    }
    options = [("3 sao", 41, False), ("4 sao", 63, True), ("5 sao", 4, False)]
    return {
        "producer": maker,
        "nav": [
            {"label": "Hôm nay", "url": "/gian-hang/", "icon": "home", "current": True},
            {"label": "Đơn cần gói", "url": "/gian-hang/don/", "icon": "package", "count": 4},
            {"label": "Hàng và giá", "url": "/gian-hang/hang/", "icon": "tag"},
            {"label": "Lô hàng", "url": "/gian-hang/lo/", "icon": "lot"},
            {"label": "Nhãn và mã QR", "url": "/gian-hang/nhan/", "icon": "qr-code"},
            {"label": "Tiền về", "url": "/gian-hang/tien/", "icon": "wallet"},
        ],
        "menu": Menu(
            role="supporter",
            groups=[Group("Bán hàng", [ROOM])],
            bar=[ROOM],
        ),
        "tabs": [
            {"label": "Chờ gói", "url": "?", "current": True, "count": 4},
            {"label": "Đang giao", "url": "?t=1", "count": 2},
            {"label": "Đã xong", "url": "?t=2"},
        ],
        "facets": [
            {
                "label": "Sao OCOP",
                "open": True,
                "options": [
                    {"label": label, "count": count, "chosen": chosen, "url": "?sao=4"}
                    for label, count, chosen in options
                ],
            },
            {"label": "Xã, phường", "options": [{"label": "Ba Chẽ", "count": 9, "url": "?xa=1"}]},
        ],
        "steps": ["Giỏ hàng", "Nơi nhận", "Trả tiền", "Xong"],
    }


def figures() -> dict[str, Any]:
    """Money, tables and charts."""
    orders = [
        ("CG-7K3X9A", "Nguyễn T. H.", "Chờ gói", "wait", "1.250.000 ₫"),
        ("CG-M4RWQE", "Trần V. Đ.", "Đã giao", "good", "65.000 ₫"),
        ("CG-9XHTYC", "Lường T. Ứ.", "Đã hủy", "bad", "180.000 ₫"),
    ]
    return {
        "facts": [
            {"label": "Lô", "text": "TRA-260315-A"},
            {"label": "Ngày đóng gói", "text": "15/03/2026"},
            {
                "label": "Quyết định công nhận",
                "text": "Số 1234/QĐ-UBND (mẫu)",
                "evidence": "council",
            },
            {"label": "Nhà sản xuất", "text": "HTX Mẫu Nương Chè Ba Chẽ", "url": "/chu-the/mau/"},
        ],
        "lines": [
            {"label": "Tiền hàng", "amount": 1_315_000},
            {"label": "Phí giao hàng", "amount": 32_000},
            {"label": "Phiếu quà", "amount": 50_000, "less": True},
        ],
        "total": 1_297_000,
        "table": [
            [
                {"label": "Mã đơn", "text": code, "url": "/don/"},
                {"label": "Người mua", "text": who},
                {"label": "Tình trạng", "text": state, "pill": tone},
                {"label": "Số tiền", "text": money, "end": True},
            ]
            for code, who, state, tone, money in orders
        ],
        "bars": [
            {"label": "Trà hoa vàng sấy thăng hoa", "text": "12,4 triệu ₫", "percent": 100},
            {"label": "Miến dong", "text": "7,1 triệu ₫", "percent": 57.5},
            {"label": "Ruốc hàu", "text": "0,9 triệu ₫", "percent": 7, "tone": "wait"},
        ],
        "column_chart": charts.columns(
            [
                charts.Point(label=f"{n}/11", value=sold, text=f"{sold} đơn", goes_on=n == 14)  # noqa: PLR2004 (today)
                for n, sold in enumerate((3, 0, 7, 5, 12, 4, 2, 8, 9, 1, 0, 6, 17, 2), start=1)
            ],
            total="76 đơn",
        ),
    }
