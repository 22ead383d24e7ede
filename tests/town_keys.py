"""What stands in each part of an address of the town."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.timezone import now

from accounts import links
from accounts.models import Attempt, Message
from config.api import MOVES
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.reconciliation.models import Difference
from tests.factories import LabelPaperFactory, LabelPrintFactory, LotFactory
from tests.marketplace.payouts.stories import account
from traceability import addresses
from traceability.models import Event, LogLeaf

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
GUEST_PAGES = ("order", "link", "renewal", "choices", "taking")
RECEIPT_ROOMS = ("receipt", "attachment", "giving_back", "return", "note")
PARCEL_PAGES = (*("parcel_removal", "booking", "sending_again", "taking_back"),)
DIFFERENCE_PAGES = ("reconciliation:difference pk", "reconciliation:taking pk")
LINE_PAGES = (*("shortage", "weight", "substitution", "substitution_end"),)
ORDER_PAGES = (
    *("order", "acceptance", "unacceptance", "cancellation", "request_answer", "handover", "slip"),
    *("items", "item_removal", "item_move", "new_parcel", "parcel_labels", *PARCEL_PAGES),
    *LINE_PAGES,
)


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
        "orders:order code": things.settled.group.code,
        "orders:delivery code": things.settled.code,
        **{f"guests:{name} code": things.settled.group.code for name in GUEST_PAGES},
        **_message_keys(),
        **{f"api:stall_{move} code": things.settled.code for move in MOVES.values()},
        "orders:cancellation code": things.settled.code,
        "orders:offer_answer code": things.offered.line.order.code,
        "orders:offer_answer pk": things.offered.pk,
        **{f"workspace:{name} code": things.settled.code for name in ORDER_PAGES},
        **{f"workspace:{name} number": 1 for name in (*PARCEL_PAGES, "item_move")},
        **{f"workspace:{name} pk": things.settled.lines.get().pk for name in LINE_PAGES},
        "workspace:plan_end pk": things.planned.pk,
        "workspace:plan_day pk": things.planned.pk,
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
        "traceability:place code": lot.origin.code,
        **{f"codes:{name} code": lot.trace_code for name in PRINTED_CODES},
        "payments:by_hand reference": things.transfer.reference,
        **_voice_keys(things),
        **_claim_keys(things),
        **{f"invoices:{room} key": things.invoice.key for room in INVOICE_PAGES},
        "invoices:draft code": things.settled.code,
        **_payout_keys(lot.producer),
        "position": 0,
        "digest": Event.objects.get(pk=first.subject).hash_id[14:78],
        **{f"log:{of} rest": f"{at}000.p/{things.checkpoint.size}" for of, at in TILES.items()},
        **_epcis_keys(things),
        **dict.fromkeys(DIFFERENCE_PAGES, difference().pk),
    }


def difference():
    """A gateway that saw a thousand đồng less than we did."""
    told = {"reference": "CGMAU", "ours": 400_000, "theirs": 399_000, "day": now().date()}
    times = {"found_at": now(), "seen_at": now()}
    return Difference.objects.create(way="gateway", account="gateway:sandbox", **told, **times)


def _message_keys():
    """A message that was tried to be sent, and the addresses that stand in it."""
    told = Message.objects.first()
    tried = Attempt.objects.create(message=told, channel="sms", outcome="taken", begun_at=now())
    return {
        "messages:choices token": links.leave_url(told).split("/")[-2],
        "messages:report token": links.report_url(tried).split("/")[-2],
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


def _voice_keys(things):
    review = things.review
    rooms = ("write", "withdrawal", "appeal")
    return {
        "kind": "danh-gia",
        "line": review.line_id,
        **{f"voices:{room} code": review.line.order.group.code for room in rooms},
        "voices:leave code": things.lot.trace_code,
        "voices:question pk": things.question.pk,
        "voices:moderated pk": review.pk,
        "workspace:answer pk": review.pk,
        "storefront:review_photo key": review.photos.get().key,
    }


def _claim_keys(things):
    """One claim that an officer is to decide, one that waits for the stall, and money to send."""
    disputed, opened, refund = things.disputed, things.opened, things.refund
    rooms = (
        *("claim", "acceptance", "dispute", "sending_back", "taking_back"),
        *("item", "arrival", "judged"),
    )
    return {
        **{f"goods_claims:{room} code": disputed.code for room in rooms},
        "goods_claims:at_stall code": opened.code,
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
    run = PayoutRun.objects.create(code="CT261122-1", drafted_at=now())
    payout = Payout.objects.create(run=run, producer=producer, account=there, amount=50_000)
    rooms = ("run", "approval", "dropping", "bank_file", "payout", "giving_back")
    return {
        **{f"payouts:{room} code": run.code for room in rooms},
        **{f"payouts:{room} pk": payout.pk for room in ("payout", "giving_back")},
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
