"""A scan page's story in the shapes the components of the page are drawn from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from traceability import addresses, atlas
from traceability.epcis.canonical import canonical
from traceability.epcis.vocabulary import Disposition
from traceability.gs1.check import is_for_demonstration
from traceability.models import Event, LogLeaf
from traceability.queries import growing, log_entries
from traceability.terms import PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from catalog.models import Recognition
    from traceability.models import Document
    from traceability.queries.scan import Story

ICONS = {
    "planting": "sprout",
    "treating": "droplets",
    "harvest": "wheat",
    "processing": "factory",
    "packing": "package",
    "inspecting": "inspected",
    "testing": "laboratory",
    "storing": "store",
    "shipping": "truck",
    "receiving": "package",
    "selling": "store",
    "recalling": "warning",
}
MAKING_BULK = (Event.Stage.HARVEST, Event.Stage.PROCESSING)
COUNTING, NAMING_ITEMS = ("quantityList", "childQuantityList"), ("epcList", "childEPCs")
SIDES = {"small": 320, "medium": 640, "large": 1280}  # pixels of drawn label art
UNITS = {"KGM": gettext_lazy("kg"), "LTR": gettext_lazy("lít")}
Row = dict[str, Any]


def page(story: Story, *, on: date) -> Row:
    """Everything the page shows but the verdict. No query is made here."""
    lot, pack, product = story.lot, story.lot.pack, story.lot.pack.product
    return {
        "story": story,
        "lot": lot,
        "pack": pack,
        "product": product,
        "photo": _photo(story),
        "producer": _producer(story),
        "stars": _stars(story.recognition, on),
        "recognition": story.recognition,
        "facts": _facts(story),
        "timeline": timeline(story.events),
        "map": _map(story.events),
        "atlas_outline": atlas.OUTLINE,
        "atlas_box": atlas.VIEW_BOX,
        "by_columns": _by_columns(story),
        "papers": [_paper(document, on) for document in story.documents],
        "rating": story.rating,
        "address": addresses.item_address(story.code) if story.code else addresses.lot_address(lot),
    }


def _by_columns(story: Story) -> list[Row]:
    """Stars and a recall, which the log knows by the digest of their columns."""
    stars, recall, found = story.recognition, story.recall, []
    if stars:
        kind = LogLeaf.Kind.RECOGNITION if stars.verified_at else LogLeaf.Kind.REPORTED
        title = _("OCOP %(n)s sao") % {"n": stars.stars}
        found.append({"title": title, "digest": log_entries.name_of(kind, stars)})
    if recall:
        digest = log_entries.name_of(LogLeaf.Kind.RECALL, recall)
        found.append({"title": _("Thu hồi %(code)s") % {"code": recall.code}, "digest": digest})
    return found


def timeline(events: Sequence[Event]) -> list[Row]:
    """The rows of the timeline."""
    return [_step(event) for event in events]


def amount(event: Event) -> str:
    """What went in and what came out, as one says it: «đưa vào 20 kg, ra 4 kg»."""
    document = event.document
    if event.kind == Event.Kind.TRANSFORMATION:
        words = _("đưa vào %(in)s, ra %(out)s")
        into, out = (_sum(document.get(f"{side}QuantityList")) for side in ("input", "output"))
        return words % {"in": into, "out": out} if into and out else out
    things = [one for field in COUNTING for one in document.get(field) or [] if _is_of(event, one)]
    if not things:
        return _packs(sum(len(document.get(field) or []) for field in NAMING_ITEMS))
    if "quantity" not in things[0]:
        return ""
    if event.stage in MAKING_BULK or event.material_lot_id or things[0].get("uom"):
        return _measure(things[0])
    return _packs(things[0]["quantity"])


def _is_of(event: Event, thing: Row) -> bool:
    """Whether this amount is of the event's lot: others' programmes name other things beside it."""
    if event.lot is None or event.stage in MAKING_BULK:
        return True
    named, lot = (canonical(uri) for uri in (thing["epcClass"], addresses.lot_address(event.lot)))
    return urlsplit(named).path == urlsplit(lot).path


def note(event: Event) -> str:
    """What else is told of an event beside its step, day and place."""
    return _joined(_noted(event), amount_told(event))


def amount_told(event: Event) -> str:
    """How much; growing and recalling are told without."""
    is_uncounted = event.stage in (*growing.STAGES, Event.Stage.RECALLING)
    return "" if is_uncounted else amount(event)


def _noted(event: Event) -> str:
    """All of the note but how much."""
    if event.stage in growing.STAGES:
        return grown(growing.facts_of(event))
    if event.stage == Event.Stage.RECALLING:
        return _recalled(event)
    process = event.document.get(f"{PREFIX}:process", "")
    told = [process, _material(event), _finding(event)]
    if event.document.get(f"{PREFIX}:yieldApproved"):
        told.append(_("cán bộ đã duyệt lượng làm ra"))
    return _joined(*told)


def _recalled(event: Event) -> str:
    said: dict[str, str] = {
        Disposition.RECALLED: _("bắt đầu thu hồi, ngừng bán"),
        Disposition.AVAILABLE: _("kết thúc thu hồi, được bán tiếp"),
        Disposition.NON_SELLABLE_OTHER: _("kết thúc thu hồi, không bán lại"),
    }
    return said.get(event.disposition, "")


def grown(facts: Row) -> str:
    """«phun, xử lý thuốc: dầu neem, 2 lít, cách ly 7 ngày»."""
    kind = growing.TREATMENTS.get(facts.get("treatment", ""), "")
    told = [facts.get(name, "") for name in ("crop", "variety", "substance", "dose")]
    if days := facts.get("waiting"):
        told.append(ngettext("cách ly %(n)s ngày", "cách ly %(n)s ngày", days) % {"n": days})
    words = ", ".join(str(part) for part in told if part)
    return f"{kind}: {words}" if kind else words


def _material(event: Event) -> str:
    """What raw material it is about, and from which producer of the market it was bought."""
    lot = event.material_lot
    if lot is None:
        return ""
    if lot.bought_lot:
        seller = lot.bought_lot.producer.name
        return _("%(material)s, mua của %(seller)s") % {"material": lot.material, "seller": seller}
    return lot.material.name


def _finding(event: Event) -> str:
    """What a test found, and where."""
    if event.stage != Event.Stage.TESTING:
        return ""
    said = event.document
    is_good = event.disposition == Disposition.CONFORMANT
    told = [said.get(f"{PREFIX}:{name}", "") for name in ("test", "laboratory")]
    return ": ".join((_("đạt") if is_good else _("KHÔNG đạt"), ", ".join(filter(None, told))))


def _sum(amounts: list[Row] | None) -> str:
    """«20 kg, 3 lít»: by unit, of those that are stated."""
    by_unit: dict[str, Decimal] = {}
    for one in amounts or []:
        if "quantity" in one:
            unit = one.get("uom", "")
            by_unit[unit] = by_unit.get(unit, Decimal(0)) + Decimal(str(one["quantity"]))
    return ", ".join(_measure({"quantity": n, "uom": unit}) for unit, n in by_unit.items())


def _packs(count: float) -> str:
    return _("%(n)s gói") % {"n": localize(count)} if count else ""


def _measure(thing: Row) -> str:
    number = localize(Decimal(str(thing["quantity"])).normalize() + 0)
    return f"{number}\u00a0{UNITS.get(thing.get('uom', ''), _('cái'))}"


def _photo(story: Story) -> Row | None:
    if story.photo is None:
        return _drawn(story)
    files = {name: default_storage.url(story.photo[name]) for name in ("small", "medium", "large")}
    size = {name: story.photo[name] for name in ("width", "height")}
    return files | size | {"alt": story.photo["alt"] or story.lot.pack.product.spoken_name}


def _drawn(story: Story) -> Row | None:
    """Label art; none where nobody may see it, or only who said their age."""
    product = story.lot.pack.product
    if story.asks_age or product.published_at is None or product.suspended_at is not None:
        return None
    addresses_by_size = {
        name: reverse("storefront:art", args=[product.slug, side]) for name, side in SIDES.items()
    }
    alt = _("Hình minh họa: %(product)s") % {"product": product.spoken_name}
    side = SIDES["large"]
    return addresses_by_size | {"width": side, "height": side, "alt": alt, "drawn": True}


def _producer(story: Story) -> Row:
    producer = story.lot.pack.product.producer
    return {
        "slug": producer.slug,
        "name": producer.name,
        "kind": producer.get_kind_display(),
        "place": producer.commune.full_name if producer.commune else "",
        "pill": _("Chủ thể mẫu") if producer.is_fictional else "",
        "pill_tone": "info",
    }


def _stars(recognition: Recognition | None, on: date) -> Row:
    if recognition is None:
        return {"stars": None, "state": "none"}
    return {"stars": recognition.stars, "state": recognition.standing(on=on).value}


def _facts(story: Story) -> list[Row]:
    lot, pack = story.lot, story.lot.pack
    own = [
        (_("Quy cách"), pack.name),
        (_("Thành phần"), pack.product.ingredients),
        (_("Bảo quản"), pack.product.storage),
        (_("Cách dùng"), pack.product.usage),
        (_("Cảnh báo"), pack.product.warning),
        (_("Tiêu chuẩn áp dụng"), pack.product.standard),
        (_("Cơ sở"), pack.product.producer.name),
        (_("Địa chỉ"), _address(story)),
    ]
    rows = [
        (_("Số lô"), lot.code),
        (_("Ngày sản xuất"), _day(lot.made_on)),
        (_("Hạn dùng"), _day(lot.best_before) if lot.best_before else ""),
        (_("GTIN"), _gtin(pack.gtin or "")),
    ]
    told = [{"label": label, "text": text} for label, text in rows if text]
    return told + [{"label": label, "text": text, "lang": "vi"} for label, text in own if text]


def _gtin(gtin: str) -> str:
    if not is_for_demonstration(gtin):
        return gtin
    return _("%(gtin)s (số mẫu GS1 dành để trình diễn)") % {"gtin": gtin}


def _address(story: Story) -> str:
    producer = story.lot.pack.product.producer
    commune = producer.commune.full_name if producer.commune else ""
    return ", ".join(part for part in (producer.address, commune) if part)


def _step(event: Event) -> Row:
    """One row of the timeline, with what the drawer below it needs."""
    corrected = _("đã sửa lại so với lần ghi trước") if event.corrects_id else ""
    return {
        "title": event.get_stage_display(),
        "when": localtime(event.happened_at),
        "where": _where(event),
        "said_by": event.producer.name,
        "evidence": event.evidence,
        "note": _joined(_noted(event), corrected),
        "amount": amount_told(event),
        "tone": "warning" if event.disposition == Disposition.NON_CONFORMANT else "",
        "icon": ICONS.get(event.stage, "sprout"),
        "hash_id": event.hash_id,
        "recorded_at": event.recorded_at,
        "stood": _stood(event),
    }


def _where(event: Event) -> str:
    """As the event keeps it, for that is proved; earlier ones, and others' programmes, do not."""
    if event.place is None:
        return ""
    return str(event.document.get(f"{PREFIX}:place") or event.place.where)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _stood(row: Event | Document) -> Row | None:
    """Who has countersigned it last: an office's name, what it says, and when."""
    told: Row | None = getattr(row, "stood", None)
    if told is None:
        return None
    return {**told, "at": parse_datetime(str(told["at"]).replace(" ", "T"))}


def _map(events: list[Event]) -> Row | None:
    """The places of the journey on the province's outline, each once; None when none is on it."""
    marks: dict[atlas.Point, list[str]] = {}
    for event in events:
        place = event.place
        if place is None or place.latitude is None or place.longitude is None:
            continue
        point = atlas.locate(float(place.latitude), float(place.longitude))
        names = marks.setdefault(point, []) if point else []
        if place.name not in names:
            names.append(place.name)
    points = [{"x": p.x, "y": p.y, "label": ", ".join(names)} for p, names in marks.items()]
    way = " ".join(f"{point['x']},{point['y']}" for point in points)
    return {"points": points, "way": way if len(points) > 1 else ""} if points else None


def _paper(document: Document, on: date) -> Row:
    ended = document.valid_until is not None and document.valid_until <= on
    return {
        "kind": document.get_kind_display(),
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "issued_on": document.issued_on,
        "valid_until": document.valid_until,
        "has_ended": ended,
        "url": document.file.url,
        "sha256": document.sha256,
        "of_lot": document.lot_id is not None,
        "added_at": document.added_at,
        "stood": _stood(document),
    }


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
