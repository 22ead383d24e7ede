"""What stands in each part of an address of the town."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.utils.timezone import localdate, now

from accounts import links
from accounts.models import Attempt, Message, Session
from catalog.models import Consent, Succession, Synonym
from config.api import MOVES
from marketplace.addresses.models import Address
from marketplace.payments.models import Payment, Refund
from marketplace.payouts.models import Bill, Payout, PayoutRun
from marketplace.reconciliation.models import Booking, Difference
from marketplace.tables.models import Intake
from tests.factories import LabelPaperFactory, LabelPrintFactory, LotFactory
from tests.marketplace.collections.factories import CollectionFactory
from tests.marketplace.merits.factories import SelfMarkFactory, sheet_for
from tests.marketplace.payouts.stories import account
from tests.marketplace.stories import ClosureFactory
from tests.marketplace.tales.factories import TaleFactory, picture
from tests.town_stalls import gate_keys, till_keys
from traceability import addresses
from traceability.models import Event, LogLeaf

A_DAY = timedelta(days=1)
GTIN = "08938505974019"
GLN = "9520001900013"
TILES = {"bundle": "", "tile": "0/"}
PRINTED_CODES = (
    *("own_code", "t/<str:code>/"),
    *("t/<str:code>/nguyen-lieu", "t/<str:code>/ban-thanh-pham"),
)
PARTNER_PAGES = ("partner", "partner_writing", "partner_removal")
MATERIAL_PAGES = (*("material", "material_correction", "making_correction", "material_origins"),)
INVOICE_PAGES = ("file", "one", "signature", "sending", "replacement", "stall_file")
COLLECTION_PAGES = (*("one", "publication", "removal", "product", "new_set"),)
TALK_PHOTOS = ("talks:photo key", "goods_claims:talk_photo key")
GUEST_PAGES = ("order", "link", "renewal", "choices", "taking", "address")
RECEIPT_ROOMS = ("receipt", "attachment", "splitting", "giving_back", "return", "arrival", "note")
PARCEL_PAGES = (*("parcel_removal", "booking", "sending_again", "taking_back"),)
TABLE_PAGES = (*("tables:intake pk", "tables:taking pk", "tables:undoing pk"),)
DIFFERENCE_PAGES = tuple(f"reconciliation:{n} pk" for n in ("difference", "taking", "booking"))
OFFER_PAGES = (*("workspace:taking pk", "workspace:refusal pk", "workspace:succession_end pk"),)
LINE_PAGES = (*("shortage", "weight", "substitution", "substitution_end"),)
ORDER_PAGES = (
    *("order", "acceptance", "unacceptance", "cancellation", "request_answer", "handover", "slip"),
    *("items", "item_removal", "item_move", "new_parcel", "parcel_labels", *PARCEL_PAGES),
    *LINE_PAGES,
)


def _synonym():
    return Synonym.objects.create(one="khoai", other="củ", valid_from=now().date())


def _closure(producer):
    """A rest that is far off: the town sells today."""
    first = localdate() + 300 * A_DAY
    return ClosureFactory(producer=producer, valid_from=first, valid_until=first + A_DAY)


def _offered(owner, other):
    """A stall that its owner wants somebody else to take."""
    other.phone_verified_at = now()
    other.save(update_fields=["phone_verified_at"])
    mine, at = owner.memberships.get(), now()
    return Succession.objects.create(
        owner=mine, phone=other.phone, offered_at=at, valid_until=at + A_DAY
    )


def table(producer, by):
    """A table of goods that somebody sent in."""
    return Intake.objects.create(producer=producer, name="bang.csv", sent_by=by, sent_at=now())


def keys(things, people):
    """Every part of an address, by the route that asks for it or by its own name."""
    lot, product = things.lot, things.lot.pack.product
    first = LogLeaf.objects.filter(kind=LogLeaf.Kind.EVENT).earliest("position")
    printed = LabelPrintFactory(run=lot.runs.get(), printed_by=people["owner"], printed_at=now())
    return {
        "producer": lot.producer.slug,
        "slug": product.slug,
        "pk": lot.pack_id,
        "pack": lot.pack_id,
        "code": lot.code,
        "reference": things.waiting.reference,
        "gateway": "sandbox",
        "serial": lot.codes.order_by("pk").first().serial,
        "run": lot.runs.get().pk,
        "step": "nhap-kho",
        "number": printed.pk,
        "paper": "21",
        "form": "pdf",
        **{f"traceability:{name} pk": things.told.pk for name in PARTNER_PAGES},
        "traceability:paper_removal pk": LabelPaperFactory(producer=lot.producer).pk,
        "trace_code": lot.trace_code,
        "trace_code_of_neighbour": LotFactory().trace_code,
        "place": lot.origin.code,
        "growing": "cham-bon",
        **_diary_keys(lot, things.claim.producer.slug, people),
        **_recall_keys(things.recalled),
        **{f"scan:{of}_proof form": "json" for of in ("lot", "item")},
        "scan:material trace_code": things.dried.trace_code,
        "term": "corrects",
        **{f"traceability:{page} code": things.dried.code for page in MATERIAL_PAGES},
        **{f"traceability:{page} code": lot.origin.code for page in ("diary", "place_event")},
        "traceability:place_event step": "cham-bon",
        "oversight:plea pk": things.plea.pk,
        "gtin": GTIN,
        "width": 320,
        "path": things.photo,
        "rest": GTIN,
        "codes:place rest": GLN,
        "codes:logistic_unit rest": "095200012345678916",
        "codes:returnable_asset rest": "09520123456788",
        "codes:asset rest": "9520001A1",
        "part": "giay-to",
        "traceability:link_removal pk": things.link.pk,
        "oversight:link_removal pk": things.link.pk,
        "oversight:report pk": things.code_report.pk,
        "oversight:report_photo pk": things.code_report.pk,
        "storefront:shelf slug": product.shelf.slug,
        "storefront:commune code": product.commune.code,
        "storefront:producer slug": lot.producer.slug,
        "storefront:emblem slug": lot.producer.slug,
        "storefront:producer_card slug": lot.producer.slug,
        "storefront:sitemap_part kind": "san-pham",
        "storefront:sitemap_part number": 1,
        "storefront:page slug": "gioi-thieu",
        "province": lot.producer.province_id,
        "api:producer slug": lot.producer.slug,
        "api:commune code": product.commune.code,
        "api:trace code": lot.trace_code,
        "api:order code": things.settled.group.code,
        "claims:claim slug": things.claim.producer.slug,
        "officer:claim pk": things.claim.pk,
        "officer:claim_document pk": things.claim.pk,
        "officer:recognition pk": things.reported.pk,
        "officer:synonym_end pk": _synonym().pk,
        **gate_keys(product, people["owner"]),
        "orders:order code": things.settled.group.code,
        "orders:delivery code": things.settled.code,
        **{f"guests:{name} code": things.settled.group.code for name in GUEST_PAGES},
        **_message_keys(),
        **_own_keys(people["buyer"], product),
        "orders:again code": things.settled.group.code,
        **{f"api:stall_{move} code": things.settled.code for move in MOVES.values()},
        "orders:cancellation code": things.settled.code,
        "orders:offer_answer code": things.offered.line.order.code,
        "orders:offer_answer pk": things.offered.pk,
        **{f"workspace:{name} code": things.settled.code for name in ORDER_PAGES},
        **{f"workspace:{name} number": 1 for name in (*PARCEL_PAGES, "item_move")},
        **{f"workspace:{name} pk": things.settled.lines.get().pk for name in LINE_PAGES},
        "workspace:plan_end pk": things.planned.pk,
        "workspace:plan_day pk": things.planned.pk,
        "workspace:closure_end pk": _closure(lot.producer).pk,
        "preorders:stepping_back code": things.beforehand.line.order.group.code,
        "preorders:stepping_back line": things.beforehand.line_id,
        "workspace:method pk": things.method.pk,
        "workspace:method_end pk": things.method.pk,
        "workspace:voucher_pause pk": things.voucher.pk,
        "workspace:voucher_resumption pk": things.voucher.pk,
        "workspace:new_voucher kind": "tien-hang",
        "door": "gui-hang",
        "carrier": "sandbox",
        "cart:way producer": lot.producer_id,
        "workspace:member_removal pk": people["staff"].memberships.get().pk,
        **dict.fromkeys(OFFER_PAGES, _offered(people["owner"], people["buyer"]).pk),
        "traceability:place code": lot.origin.code,
        **{f"codes:{name} code": lot.trace_code for name in PRINTED_CODES},
        "payments:by_hand reference": things.transfer.reference,
        **_voice_keys(things),
        **_collection_keys(lot, people["officer"]),
        **_tale_keys(lot.producer),
        **_merit_keys(product, people["owner"]),
        **_claim_keys(things),
        **{f"invoices:{room} key": things.invoice.key for room in INVOICE_PAGES},
        "invoices:draft code": things.settled.code,
        **_payout_keys(lot.producer),
        **dict.fromkeys(TABLE_PAGES, table(lot.producer, people["owner"]).pk),
        "tables:file form": "csv",
        "figures:stall_file form": "csv",
        "position": 0,
        "digest": Event.objects.get(pk=first.subject).hash_id[14:78],
        **{f"log:{of} rest": f"{at}000.p/{things.checkpoint.size}" for of, at in TILES.items()},
        **_epcis_keys(things),
        **dict.fromkeys(DIFFERENCE_PAGES, difference().pk),
        **_straight_keys(things, people["owner"]),
        **till_keys(lot, people["owner"]),
    }


def difference():
    """A gateway that saw a thousand đồng less than we did."""
    told = {"reference": "CGMAU", "ours": 400_000, "theirs": 399_000, "day": now().date()}
    times = {"found_at": now(), "seen_at": now()}
    return Difference.objects.create(way="gateway", account="gateway:sandbox", **told, **times)


def _straight_keys(things, by):
    """What a producer whom buyers pay straight has got, owes back, and owes the market."""
    sold = things.disputed.order
    told = {"group": sold.group, "order": sold, "gateway": "sandbox", "reference": "CGMAUTHANG"}
    times = {"started_at": now(), "expires_at": now(), "settled_at": now()}
    sums = {"amount": 9_000, "received": 9_000, "refunded": 9_000}
    paid = Payment.objects.create(state=Payment.State.STRAY, **told, **times, **sums)
    owed = Refund.objects.create(
        payment=paid,
        key="MAU-0",
        amount=9_000,
        is_by_hand=True,
        ask_again_at=now(),
        opened_at=now(),
    )
    day = localdate().replace(day=1)
    bill = Bill.objects.create(
        producer=sold.producer, month=day, amount=9_000, due_on=day, drawn_at=now()
    )
    moved = {"debit": "gateway_fees", "credit": "gateway:sandbox", "amount": 9_000}
    wanted = {"kind": "fee", "happened_on": day, "needs_two": True, "proposed_at": now()}
    booking = Booking.objects.create(proposed_by=by, **moved, **wanted)
    return {
        "payments:stall_arrival reference": paid.reference,
        **{f"payments:{room} pk": owed.pk for room in ("stall_refund", "stall_refund_code")},
        **{f"payouts:{room} pk": bill.pk for room in ("bill", "bill_code")},
        "payouts:confirmation pk": sold.producer.bank_accounts.latest("pk").pk,
        **{f"reconciliation:{room} pk": booking.pk for room in ("agreement", "dropping")},
    }


def _message_keys():
    """A message that was tried to be sent, and the addresses that stand in it."""
    told = Message.objects.first()
    tried = Attempt.objects.create(message=told, channel="sms", outcome="taken", begun_at=now())
    return {
        "messages:choices token": links.leave_url(told).split("/")[-2],
        "messages:report token": links.report_url(tried).split("/")[-2],
    }


def _own_keys(buyer, product):
    """A browser the buyer is signed in with, an address, and things that are nobody's."""
    until = now() + timedelta(days=1)
    row = Session.objects.create(session_key="k" * 32, user=buyer, expire_date=until)
    place = {"name": "Bà Mẫu", "phone": buyer.phone, "commune": product.commune, "street": "Ngõ 1"}
    kept = Address.objects.create(user=buyer, added_at=now(), **place)
    return {
        "accounts:session_end handle": row.handle,
        **{f"addresses:{room} pk": kept.pk for room in ("address", "removal", "default")},
        "personal:download key": "00000000-0000-4000-8000-000000000000",
        **{f"mfa_{room}_webauthn pk": 1 for room in ("edit", "remove")},
    }


def _diary_keys(lot, unclaimed, people):
    """Work that comes again, a photo, and an owner's word for who helps: asked for, and given."""
    written = {"heard_at": now(), "jotted_at": now(), "digest": "0", "by": people["owner"]}
    photo = ContentFile(b"webp", name="anh.webp")
    jotting = lot.producer.jottings.create(**written, small=photo, large=photo)
    chore = {"place": lot.origin, "every_days": 7, "next_on": now().date(), "begun_at": now()}
    word = {"supporter": people["supporter"], "phone": "+84912345678", "digest": "0"}
    word |= {"asked_at": now(), "code_until": now()}
    given = {"person": people["owner"], "given_at": now(), "valid_until": now() + A_DAY}
    consent = Consent.objects.create(**word, **given)
    rooms = ("beginning", "new_stall", "claim", "given_end")
    return {
        "diary:chore_end pk": lot.producer.chores.create(**chore).pk,
        "diary:photo key": jotting.key,
        "diary:photo size": "nho",
        "supporting:code pk": Consent.objects.create(**word).pk,
        **{f"supporting:{room} pk": consent.pk for room in rooms},
        "supporting:claim slug": unclaimed,
        "supporting:helper_end pk": people["supporter"].memberships.get().pk,
    }


def _recall_keys(found):
    rooms = ("managed", "back", "closing", "sheet")
    code = found.recall.code
    return {
        "recalls:recall code": code,
        **{f"recalls:{page} code": found.group.code for page in ("of_order", "reading")},
        **{f"recalls:{page} recall": code for page in ("of_order", "reading")},
        **{f"recalls:{desk}{room} code": code for desk in ("", "officer_") for room in rooms},
        **{f"recalls:{desk}back pk": found.pk for desk in ("", "officer_")},
    }


def _collection_keys(lot, officer):
    laid_out = CollectionFactory(made_by=officer)
    gift_set = laid_out.gift_sets.create(title="Giỏ quà")
    gift_set.pieces.create(pack=lot.pack)
    return {
        "storefront:collection slug": laid_out.slug,
        "storefront:gift_set slug": laid_out.slug,
        "storefront:gift_set pk": gift_set.pk,
        **{f"collections:{room} pk": laid_out.pk for room in COLLECTION_PAGES},
        **{f"collections:{room} pk": gift_set.pk for room in ("gift_set", "piece", "set_removal")},
    }


def _tale_keys(producer):
    tale = TaleFactory(producer=producer)
    photo = tale.photos.create(small=picture(), large=picture(), width=1, height=1)
    rooms = ("one", "withdrawal", "judged", "showing")
    return {"tales:photo key": photo.key, **{f"tales:{room} pk": tale.pk for room in rooms}}


def _merit_keys(product, owner):
    """A sheet of two answers, and what the stall said of it with a paper."""
    sheet = sheet_for(product.criteria_set)
    SelfMarkFactory(product=product, item=sheet.items.get(), marked_by=owner)
    return {f"merits:{room} number": 1 for room in ("item", "removal", "paper")}


def _voice_keys(things):
    review = things.review
    rooms = ("write", "withdrawal", "appeal")
    return {
        "kind": "danh-gia",
        "line": review.line_id,
        **{f"voices:{room} code": review.line.order.group.code for room in rooms},
        "voices:leave code": things.lot.trace_code,
        "voices:question pk": things.question.pk,
        **{f"voices:{room} pk": review.pk for room in ("moderated", "flag", "flags_settled")},
        "voices:question_code pk": things.question.pk,
        "workspace:answer pk": review.pk,
        "storefront:review_photo key": review.photos.get().key,
    }


def _claim_keys(things):
    """One claim that an officer is to decide, one that waits for the stall, and money to send."""
    disputed, opened, refund = things.disputed, things.opened, things.refund
    rooms = (
        *("claim", "acceptance", "dispute", "sending_back", "taking_back"),
        *("item", "arrival", "judged", "talk_photo"),
    )
    return {
        **{f"goods_claims:{room} code": disputed.code for room in rooms},
        "goods_claims:at_stall code": opened.code,
        **{f"talks:{room} code": disputed.order.code for room in ("buying", "selling")},
        **dict.fromkeys(TALK_PHOTOS, disputed.order.remarks.get().photos.get().key),
        "goods_claims:open code": disputed.order.code,
        "goods_claims:photo key": disputed.photos.get().key,
        "payments:refund_account code": disputed.order.group.code,
        "payments:refund pk": refund.pk,
        "payments:refund_code pk": refund.pk,
        **{f"payments:{room} pk": things.proposal.receipt_id for room in RECEIPT_ROOMS},
        **{f"payments:{room} pk": things.proposal.pk for room in ("agreement", "dropping")},
        **{f"disputes:{room} pk": things.dispute.pk for room in ("dispute", "bundle", "answer")},
    }


def _payout_keys(producer):
    """A draft of a run, and what it would pay."""
    there = account(producer)
    change = account(producer, "0123456780", at=now())
    run = PayoutRun.objects.create(code="CT261122-1", drafted_at=now())
    payout = Payout.objects.create(run=run, producer=producer, account=there, amount=50_000)
    rooms = ("run", "approval", "dropping", "bank_file", "payout", "giving_back")
    return {
        **{f"payouts:{room} code": run.code for room in rooms},
        **{f"payouts:{room} pk": payout.pk for room in ("payout", "giving_back")},
        "payouts:account_stop pk": change.pk,
        "year": 2026,
        "month": 1,
        **{f"payouts:{room} form": "csv" for room in ("declaration", "commissions", "bank_file")},
    }


def _epcis_keys(things):
    lot = things.lot
    named = {
        "event_types": "ObjectEvent",
        "epcs": quote(addresses.lot_address(lot), safe=""),
        "biz_steps": "shipping",
        "biz_locations": quote(addresses.place_address(lot.workshop), safe=""),
        "read_points": quote(addresses.place_address(lot.workshop), safe=""),
        "dispositions": "in_transit",
    }
    return {
        "event_id": quote(things.event.hash_id, safe=""),
        "epcis:capture_job uuid": things.job.uuid,
        "epcis:subscription uuid": things.subscription.uuid,
        "name": things.subscription.query.name,
        "token": "abc",
        "epcis:nothing rest": "khong-co",
        **{f"epcis:{of}{part} value": v for of, v in named.items() for part in ("_one", "_events")},
    }
