"""The links of a code in words: what each leads to, level by level, finest first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from traceability import addresses
from traceability.gs1.linkset import DEFAULT, Level, Link
from traceability.queries import codes, recalls
from traceability.views import leading
from traceability.views.leading import GTIN, LOT, SERIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.models import Pack
    from traceability.models import Place
    from traceability.queries.codes import Found
    from traceability.views.leading import Asked

PAGE, JSON = "text/html", "application/json"
SPOKEN = ("vi",)  # what a page says to whoever has not switched


def levels(asked: Asked, found: Found, origin: str) -> list[Level]:
    """What a code stands for and the coarser things it belongs to, up to the pack."""
    pack = codes.pack_of(found)
    product = Level("", str(pack), tuple(_of_product(asked, found, pack, origin)))
    lot = Level(
        "",
        _("%(pack)s, lô %(lot)s") % {"pack": pack, "lot": found.lot or asked.lot},
        tuple(_of_lot(asked, found, pack, origin)),
    )
    item = Level(
        "",
        _("%(pack)s, món mang mã %(code)s") % {"pack": pack, "code": found.serial},
        tuple(_told_by("scan:item", found.serial, pack, origin)),
    )
    of = {"item": item, "lot": lot, "product": product}
    return [
        Level(origin + path, of[kind].description, of[kind].links)
        for path, kind in _paths(asked, found)
    ]


def levels_of_place(asked: Asked, place: Place, origin: str) -> list[Level]:
    """A place and, where the address is finer than we know, what it is a part of."""
    page = origin + reverse("storefront:producer", args=[place.producer.slug])
    links = (
        Link(DEFAULT, origin + leading.place_page(place), place.name),
        Link("locationInfo", page, place.producer.name, PAGE, SPOKEN),
        _support(origin),
    )
    told = f"{place.name}, {place.producer.name}"
    finer = asked.link.levels() if asked.link else ()
    return [Level(origin + level.path, told, links) for level in finer]


def _paths(asked: Asked, found: Found) -> Iterator[tuple[str, str]]:
    """Each level's path and what it is. The lot of an item is told, named in the code or not."""
    if asked.link:
        for level in asked.link.levels():
            if level.value(SERIAL):
                yield level.path, "item"
                if not level.value(LOT):
                    yield f"/{GTIN}/{level.key.value}/{LOT}/{quote(found.lot, safe='')}", "lot"
            else:
                yield level.path, "lot" if level.value(LOT) else "product"
        return
    if found.serial:
        yield asked.path, "item"
        yield _lot_path(found), "lot"
    else:
        yield asked.path, "lot"
    yield f"/{GTIN}/{found.gtin}" if found.gtin else _product_page(found), "product"


def _lot_path(found: Found) -> str:
    if found.gtin:
        return f"/{GTIN}/{found.gtin}/{LOT}/{quote(found.lot, safe='')}"
    return f"/t/{found.trace_code}"


def _product_page(found: Found) -> str:
    return reverse("storefront:product", args=[found.slug])


def _of_lot(asked: Asked, found: Found, pack: Pack, origin: str) -> list[Link]:
    """Of a lot nobody declared there is only the page that says so."""
    if found.trace_code:
        told = _told_by("scan:lot", found.trace_code, pack, origin)
        events = _("Các sự kiện, cho máy đọc")
        said = origin + reverse("storefront:lot_reviews", args=[found.trace_code])
        return [
            *told,
            Link("review", said, _("Người mua nói gì về lô này"), PAGE, SPOKEN),
            Link("epcis", origin + _events(found, pack), events, JSON, forwards=False),
        ]
    if not asked.lot:
        return []
    return [Link(DEFAULT, origin + leading.default(asked, found), _("Số lô chưa được khai"))]


def _events(found: Found, pack: Pack) -> str:
    """The events of a lot under all its names.

    No parameter is taken there that is not known, so the query of a request is not passed on.
    """
    gtins = [known.gtin for known in pack.trade_items.all()]
    names = addresses.lot_names(trace_code=found.trace_code, lot=found.lot, gtins=gtins)
    return f"{reverse('epcis:events')}?{urlencode({'MATCH_anyEPCClass': '|'.join(names)})}"


def _told_by(page: str, code: str, pack: Pack, origin: str) -> list[Link]:
    """The links of an item or a lot: its scan page and the parts of it; for programs, its trace."""
    if not code:
        return []
    name = pack.product.spoken_name
    parts = {
        "traceability": _("Hành trình của lô hàng"),
        "certificationInfo": _("Sao OCOP và giấy tờ"),
        "safetyInfo": _("Cảnh báo, bảo quản, hạn dùng"),
        "dpp": _("Hộ chiếu số của sản phẩm"),
    }
    return [
        Link(DEFAULT, origin + reverse(page, args=[code]), name),
        *(
            Link(kind, origin + leading.part_of(page, code, kind), title, PAGE, SPOKEN)
            for kind, title in parts.items()
        ),
        _recall_status(page, code, origin),
        _leave_review("voices:leave", code, origin),
    ]


def _leave_review(page: str, code: str, origin: str) -> Link:
    """To a page that asks which purchase it is about."""
    address = origin + reverse(page, args=[code])
    return Link("leaveReview", address, _("Viết đánh giá, nếu bạn đã mua"), PAGE, SPOKEN)


def _recall_status(page: str, code: str, origin: str) -> Link:
    """The page of its recall; where there is none, the part of its own page that says how it is."""
    find = recalls.of_serial if page == "scan:item" else recalls.of_trace_code
    recall = find(code)
    if recall:
        address, title = recall.get_absolute_url(), _("Đang bị thu hồi: vì sao, cần làm gì")
    else:
        address = reverse(f"{page}_part", args=[code, "tinh-trang"])
        title = _("Mã và lô này đang trong tình trạng nào")
    return Link("recallStatus", origin + address, title, PAGE, SPOKEN)


def _of_product(asked: Asked, found: Found, pack: Pack, origin: str) -> Iterator[Link]:
    """The links of a pack. One that is not on the shelves has no page that describes it."""
    product = pack.product
    if found.is_listed:
        page = origin + _product_page(found)
        yield Link(DEFAULT, page, product.spoken_name)
        yield Link("pip", page, _("Trang sản phẩm"), PAGE, SPOKEN)
        yield Link("hasRetailers", page, _("Mua ở Chợ Gốc"), PAGE, SPOKEN)
        yield Link("traceability", page, _("Các lô mới nhất"), PAGE, SPOKEN)
        yield Link("certificationInfo", page, _("Quyết định công nhận sao OCOP"), PAGE, SPOKEN)
        yield Link("safetyInfo", page, _("Cảnh báo, bảo quản"), PAGE, SPOKEN)
        said = origin + reverse("storefront:reviews", args=[found.slug])
        yield Link("review", said, _("Người mua nói gì"), PAGE, SPOKEN)
        yield _leave_review("voices:leave_product", found.slug, origin)
    else:
        yield Link(DEFAULT, origin + _unlisted(asked, found, pack), product.spoken_name)
    yield _support(origin)
    for one in codes.links_elsewhere(pack):
        yield Link(
            one.link_type, one.url, one.title, languages=(one.language,) * bool(one.language)
        )


def _unlisted(asked: Asked, found: Found, pack: Pack) -> str:
    """What may be shown of a product that is off the shelves: its GTIN's page, or its producer."""
    gtin = asked.link.key.value if asked.link else found.gtin
    if gtin:
        return reverse("scan:trade_item", args=[gtin])
    return reverse("storefront:producer", args=[pack.product.producer.slug])


def _support(origin: str) -> Link:
    page = origin + reverse("storefront:page", args=["lien-he"])
    return Link("support", page, _("Hỏi hoặc báo cho Chợ Gốc"), PAGE, SPOKEN)
