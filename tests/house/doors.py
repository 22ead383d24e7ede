"""Who gets through which door: every address of the project, for everybody who may knock.

``door(who, get, post)`` names who is let in and what they are told; 405 where a page is not asked
that way. All others get 404, and a visitor is led to the sign-in where ``who`` is signed in.
An empty form that is sent in is told its faults (422), unless sending it is all there is.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.town import MEMBERS, ROLES

SIGNED_IN = tuple(role for role in ROLES if role != "visitor")
BUYER, OWNER, OFFICER, OPERATOR = ("buyer",), ("owner",), ("officer",), ("operator",)
WITH_A_STALL = (*MEMBERS, "neighbour")
OFFICERS = ("officer", "officer_elsewhere")
SIGN_IN = "to sign in"


@dataclass(frozen=True)
class Door:
    """What whoever is let in is told; ``led_on`` are those a GET leads to a page of their own."""

    who: tuple[str, ...]
    get: int
    post: int
    asks_to_sign_in: bool
    led_on: tuple[str, ...] = ()

    def answer(self, role, method):
        told = 302 if method == "get" and role in self.led_on else getattr(self, method)
        if role == "visitor" and self.asks_to_sign_in:
            return SIGN_IN
        if told == 405 or role in self.who:
            return told
        return 404


class ApiDoor(Door):
    """A machine is not led to a form: it is told 401, and a visitor may only look."""

    def answer(self, role, method):
        if role == "visitor" and (self.asks_to_sign_in or method == "post"):
            return 401
        return super().answer(role, method)


def everybody(get=200, post=405):
    return Door(ROLES, get, post, asks_to_sign_in=False)


def behind_sign_in(who, get=200, post=405):
    return Door(who, get, post, asks_to_sign_in=True)


def known_by_session(who, get=200, post=405):
    """Guests have such pages too, so a stranger is not asked to sign in but finds nothing."""
    return Door(who, get, post, asks_to_sign_in=False)


def stall(get=200, post=405):
    return behind_sign_in(MEMBERS, get, post)


API_OPEN = ApiDoor(ROLES, 200, 405, asks_to_sign_in=False)
API_OWN = ApiDoor(SIGNED_IN, 200, 405, asks_to_sign_in=True)

EPCIS_LISTS = (
    *("event_types", "epcs", "biz_steps", "biz_locations", "read_points", "dispositions"),
)
MONEY_READ = ("payouts:money", "payouts:statement", "payouts:certificate")
MONEY_RUN = ("payouts:run", "payouts:taxes", "payouts:declaration", "payouts:commissions")
MONEY_MOVED = ("payouts:approval", "payouts:dropping", "payouts:bank_file")

DOORS = {
    # Codes and origins: for whoever holds the jar
    "codes:digital_link": everybody(307),
    "codes:place": everybody(307),
    "codes:logistic_unit": everybody(404),
    "codes:returnable_asset": everybody(404),
    "codes:asset": everybody(404),
    "codes:description": everybody(),
    "codes:vocabulary": everybody(),
    "codes:term": everybody(307),
    "codes:own_code": everybody(307),
    "codes:t/<str:code>/": everybody(307),
    "codes:t/<str:code>/nguyen-lieu": everybody(307),
    "codes:t/<str:code>/ban-thanh-pham": everybody(307),
    **{f"scan:{n}": everybody() for n in ("lookup", "item", "lot", "dossier", "epcis", "material")},
    **{f"scan:{n}_proof": everybody() for n in ("item", "lot")},
    "scan:report": everybody(post=422),
    "scan:item_report": everybody(post=422),
    "scan:lot_report": everybody(post=422),
    "scan:place": everybody(post=422),
    "scan:scratched": everybody(post=422),
    "scan:item_part": everybody(302),
    "scan:lot_part": everybody(302),
    "scan:trade_item": everybody(),
    # The transparency log: for everybody; a witness is known by its signature
    "log:front": everybody(302),
    "log:checkpoint": everybody(),
    "log:bundle": everybody(),
    "log:tile": everybody(),
    "log:proof": everybody(),
    "log:cosignature": everybody(405, 400),
    "log:page": everybody(),
    "log:verifier": everybody(),
    "log:statement": everybody(post=422),
    "log:statements": everybody(405, 422),
    # The shop's front
    "storefront:home": everybody(),
    "storefront:search": everybody(),
    "storefront:shelf": everybody(),
    "storefront:commune": everybody(),
    "storefront:product": everybody(),
    "storefront:producer": everybody(),
    "storefront:page": everybody(),
    "storefront:reviews": everybody(),
    "storefront:lot_reviews": everybody(),
    "storefront:questions": everybody(),
    "storefront:review_photo": everybody(),
    "storefront:age": everybody(post=302),
    "storefront:art": everybody(),
    "storefront:emblem": everybody(),
    "storefront:media": everybody(),
    "storefront:favicon": everybody(302),
    "storefront:robots": everybody(),
    "storefront:sitemap": everybody(),
    "set_language": everybody(302, 302),
    "healthz": everybody(),
    "readyz": everybody(),
    # Buying: a basket is its visitor's own; an order is its buyer's
    "cart:cart": everybody(post=404),
    "cart:line": everybody(405, 422),
    "cart:dropped": everybody(405, 302),
    "cart:destination": everybody(405, 422),
    "cart:way": everybody(405, 422),
    "wishes:wish": everybody(post=422),
    "checkout:checkout": everybody(302, 302),
    "checkout:communes": everybody(),
    "checkout:summary": everybody(),
    "payments:pay": known_by_session(BUYER, post=302),
    "payments:standing": known_by_session(BUYER),
    "payments:code": known_by_session(BUYER),
    "payments:another_way": known_by_session(BUYER, 405, 302),
    "payments:cancellation": known_by_session(BUYER, 405, 302),
    "payments:by_hand": known_by_session(OPERATOR, 200, 422),
    "payments:refund_account": known_by_session(BUYER, post=422),
    "payments:picture": known_by_session(BUYER),
    **{
        f"payments:{n}": known_by_session(OPERATOR)
        for n in ("desk", "receipt", "refunds", "refund_code")
    },
    **{f"disputes:{n}": known_by_session(OPERATOR) for n in ("desk", "dispute", "bundle")},
    **dict.fromkeys(
        ("payments:refund", "payments:statement"), known_by_session(OPERATOR, post=422)
    ),
    **{f"payments:{n}": known_by_session(OPERATOR, 405, 422) for n in ("attachment", "return")},
    **{f"reconciliation:{n}": behind_sign_in(OPERATOR, post=422) for n in ("report", "difference")},
    **{
        f"figures:{n}": behind_sign_in((*OFFICERS, *OPERATOR))
        for n in ("cashless", "cashless_file")
    },
    **{
        f"payments:{n}": known_by_session(OPERATOR, 405, 302)
        for n in ("giving_back", "note", "agreement", "dropping")
    },
    "disputes:answer": known_by_session(OPERATOR, 405, 302),
    "reconciliation:desk": behind_sign_in(OPERATOR),
    "reconciliation:taking": behind_sign_in(OPERATOR, 405, 302),
    "figures:cashless": behind_sign_in((*OFFICERS, *OPERATOR)),
    "figures:cashless_file": behind_sign_in((*OFFICERS, *OPERATOR)),
    # Money to producers: their own people and operators look, owners say where, operators pay
    **dict.fromkeys(MONEY_READ, behind_sign_in((*MEMBERS, "operator"))),
    **dict.fromkeys(MONEY_RUN, known_by_session(OPERATOR)),
    **dict.fromkeys(MONEY_MOVED, known_by_session(OPERATOR, 405, 302)),
    "payouts:account": behind_sign_in(OWNER, post=422),
    "payouts:runs": known_by_session(OPERATOR, post=302),
    "payouts:payout": known_by_session(OPERATOR, post=422),
    "payouts:giving_back": known_by_session(OPERATOR, 405, 422),
    "payments:webhook": everybody(405, 400),
    "carriers:tracking": everybody(405, 400),
    "payments:demo_bank": everybody(post=302),
    "orders:order": known_by_session(BUYER),
    "orders:delivery": known_by_session(BUYER, 405, 302),
    "preorders:stepping_back": known_by_session(BUYER, 405, 302),
    "guests:tracking": everybody(post=422),
    "guests:order": Door(BUYER, 302, 405, asks_to_sign_in=False),
    "guests:link": known_by_session(BUYER, 405, 302),
    "guests:renewal": known_by_session(BUYER, 405, 302),
    "guests:choices": known_by_session(BUYER, 302),
    "guests:taking": behind_sign_in(BUYER, 405, 302),
    "guests:taking_all": behind_sign_in(SIGNED_IN, 405, 302),
    "orders:cancellation": known_by_session(BUYER, post=422),
    "orders:offer_answer": known_by_session(BUYER, 405, 302),
    "orders:mine": behind_sign_in(SIGNED_IN),
    # Reviews and questions: whoever bought writes, whoever asked sees, who moderates hides
    "voices:write": known_by_session(BUYER, post=422),
    "voices:withdrawal": known_by_session(BUYER, 405, 302),
    "voices:appeal": known_by_session(BUYER, 405, 302),
    "voices:leave": everybody(post=422),
    "voices:leave_product": Door(ROLES, 200, 422, asks_to_sign_in=False, led_on=BUYER),
    "voices:ask": everybody(post=422),
    "voices:question": known_by_session(BUYER, post=422),
    "voices:moderation": behind_sign_in((*OFFICERS, "operator")),
    "voices:moderated": behind_sign_in(("officer", "operator"), post=422),
    # Claims: the buyer's, the stall's, and the desk of whoever decides
    "goods_claims:open": known_by_session(BUYER, post=422),
    "goods_claims:photo": known_by_session((*BUYER, *MEMBERS, *OFFICER, *OPERATOR)),
    "goods_claims:claim": known_by_session(BUYER),
    "goods_claims:acceptance": known_by_session(BUYER, 405, 302),
    "goods_claims:dispute": known_by_session(BUYER, 405, 422),
    "goods_claims:sending_back": known_by_session(BUYER, 405, 422),
    "goods_claims:taking_back": known_by_session(BUYER, 405, 302),
    "goods_claims:mine": stall(),
    "goods_claims:at_stall": stall(post=422),
    "goods_claims:item": stall(405, 422),
    "goods_claims:arrival": stall(405, 302),
    "goods_claims:desk": behind_sign_in((*OFFICERS, "operator")),
    "goods_claims:judged": behind_sign_in(("officer", "operator"), post=422),
    # Invoices: the buyer's files, the stall's room where owners sign, the operators' overview
    "invoices:desk": known_by_session(OPERATOR),
    "invoices:file": known_by_session(BUYER),
    "invoices:mine": stall(),
    "invoices:details": behind_sign_in(OWNER, post=422),
    "invoices:draft": stall(405, 302),
    "invoices:one": stall(),
    "invoices:signature": behind_sign_in(OWNER, 405, 302),
    "invoices:sending": behind_sign_in(OWNER, 405, 302),
    "invoices:replacement": behind_sign_in(OWNER, post=422),
    "invoices:stall_file": stall(),
    # Recalls: everybody reads of them; who answers for the goods, or oversees them, runs them
    "recalls:recalls": everybody(),
    "recalls:recall": everybody(),
    "recalls:atom": everybody(),
    "recalls:json_feed": everybody(),
    "recalls:of_order": known_by_session(BUYER),
    "recalls:reading": known_by_session(BUYER, 405, 302),
    "recalls:mine": stall(),
    "recalls:new": stall(post=422),
    "recalls:managed": stall(),
    "recalls:back": stall(405, 422),
    "recalls:closing": stall(post=422),
    "recalls:sheet": stall(),
    "recalls:officer_mine": behind_sign_in(OFFICERS),
    "recalls:officer_new": behind_sign_in(OFFICERS, post=422),
    "recalls:officer_managed": behind_sign_in(OFFICER),
    "recalls:officer_back": behind_sign_in(OFFICER, 405, 422),
    "recalls:officer_closing": behind_sign_in(OFFICER, post=422),
    "recalls:officer_sheet": behind_sign_in(OFFICER),
    # A person's own
    "accounts:home": behind_sign_in(SIGNED_IN),
    "accounts:profile": behind_sign_in(SIGNED_IN, post=302),
    "accounts:messages": behind_sign_in(SIGNED_IN, post=422),
    "accounts:outbox": everybody(),
    "messages:choices": everybody(post=302),
    "messages:report": everybody(405, 400),
    # Selling: those who act for the stall; only owners choose who else may
    "workspace:home": Door(SIGNED_IN, 200, 405, asks_to_sign_in=True, led_on=WITH_A_STALL),
    "workspace:stall": stall(),
    "workspace:address": stall(post=422),
    "workspace:orders": stall(),
    "workspace:order": stall(),
    "workspace:acceptance": stall(405, 302),
    "workspace:unacceptance": stall(405, 302),
    "workspace:cancellation": stall(post=422),
    "workspace:request_answer": stall(405, 422),
    "workspace:item_move": stall(405, 302),
    "workspace:new_parcel": stall(405, 302),
    "workspace:parcel_removal": stall(405, 302),
    "workspace:sending_again": stall(405, 422),
    "workspace:taking_back": stall(405, 302),
    "workspace:parcel_labels": stall(),
    "workspace:shortage": stall(405, 422),
    "workspace:weight": stall(405, 422),
    "workspace:substitution": stall(post=422),
    "workspace:substitution_end": stall(405, 302),
    "workspace:items": stall(405, 422),
    "workspace:item_removal": stall(405, 302),
    "workspace:handover": stall(405, 422),
    "workspace:booking": stall(405, 302),
    "workspace:slip": stall(),
    "workspace:products": stall(),
    "workspace:new_product": stall(post=422),
    "workspace:product": stall(post=422),
    "workspace:publication": stall(405, 302),
    "workspace:withdrawal": stall(405, 302),
    "workspace:photos": stall(405, 422),
    "workspace:new_pack": stall(post=422),
    "workspace:pack": stall(post=422),
    "workspace:terms": stall(post=422),
    "workspace:stock": stall(),
    "workspace:lot_stock": stall(),
    "workspace:recount": stall(405, 422),
    "workspace:loss": stall(405, 422),
    "workspace:plans": stall(post=422),
    "workspace:plan_day": stall(post=422),
    "workspace:plan_end": stall(405, 302),
    "workspace:voices": stall(),
    "workspace:contact": stall(post=302),
    "workspace:answer": stall(post=422),
    "workspace:delivery": stall(),
    "workspace:new_method": stall(post=422),
    "workspace:method": stall(post=422),
    "workspace:method_end": stall(405, 302),
    "workspace:travel": stall(post=302),
    "workspace:vouchers": stall(),
    "workspace:new_voucher": stall(post=422),
    "workspace:voucher_pause": stall(405, 302),
    "workspace:voucher_resumption": stall(405, 302),
    "workspace:members": behind_sign_in(OWNER, post=422),
    "workspace:member_removal": behind_sign_in(OWNER, 405, 302),
    "traceability:places": stall(),
    "traceability:own_key": behind_sign_in(OWNER, post=422),
    "traceability:new_place": stall(post=422),
    "traceability:place": stall(post=422),
    "traceability:diary": stall(),
    "traceability:place_event": stall(post=422),
    "traceability:materials": stall(),
    "traceability:new_material": stall(post=422),
    "traceability:making": stall(post=422),
    "traceability:material": stall(),
    "traceability:material_correction": stall(302, 302),
    "traceability:making_correction": stall(post=422),
    "traceability:material_origins": stall(),
    "traceability:recipes": stall(),
    "traceability:new_recipe": stall(post=422),
    "traceability:lots": stall(),
    "traceability:lot_from_materials": stall(post=422),
    "traceability:lot_materials": stall(post=422),
    "traceability:lot_origins": stall(),
    "traceability:new_lot": stall(post=200),
    "traceability:lot": stall(),
    "traceability:lot_dates": stall(post=422),
    "traceability:dossier": stall(),
    "traceability:lot_epcis": stall(),
    "traceability:lot_tracking": stall(),
    "traceability:downloads": stall(),
    "traceability:span_tracking": stall(get=422),
    "traceability:partners": stall(post=422),
    "traceability:partner": stall(),
    "traceability:partner_writing": stall(405, 302),
    "traceability:partner_removal": stall(405, 302),
    "traceability:new_document": stall(post=422),
    "traceability:labels": stall(post=422),
    "traceability:label_run": stall(post=422),
    "traceability:label_issue": stall(405, 302),
    "traceability:label_check": stall(405, 302),
    "traceability:label_file": stall(),
    "traceability:scans": stall(),
    "traceability:run_pins": stall(405, 302),
    "traceability:printer": stall(post=422),
    "traceability:test_page": stall(),
    "traceability:new_paper": stall(post=422),
    "traceability:paper_removal": stall(405, 302),
    "traceability:code_svg": stall(),
    "traceability:code_png": stall(),
    "traceability:event": stall(post=422),
    "traceability:links": stall(post=422),
    "traceability:link_removal": stall(405, 302),
    # The API: what is on show, and what is one's own
    "accounts:token": behind_sign_in(SIGNED_IN, post=302),
    "api:products": API_OPEN,
    "api:product": API_OPEN,
    "api:reviews": API_OPEN,
    "api:producers": API_OPEN,
    "api:producer": API_OPEN,
    "api:communes": API_OPEN,
    "api:commune": API_OPEN,
    "api:shelves": API_OPEN,
    "api:lot": API_OPEN,
    "api:trace": API_OPEN,
    "api:basket": API_OWN,
    "api:basket_line": ApiDoor(SIGNED_IN, 405, 405, asks_to_sign_in=True),
    "api:quote": API_OWN,
    "api:orders": ApiDoor(SIGNED_IN, 200, 415, asks_to_sign_in=True),
    "api:order": ApiDoor(BUYER, 200, 405, asks_to_sign_in=True),
    "api:stall_orders": API_OWN,
    **{
        f"api:stall_{move}": ApiDoor(MEMBERS, 405, told, asks_to_sign_in=True)
        for move, told in (
            *(("accept", 200), ("pack", 415), ("add_parcel", 200)),
            *(("hand_over", 415), ("shorten", 415), ("cancel", 415)),
        )
    },
    "api:schema": everybody(),
    "api:docs": everybody(),
    "api:nothing": everybody(404, 404),
    # EPCIS: what scan pages tell is for all; capture jobs and questions are their owner's
    "epcis:top": API_OPEN,
    "epcis:capture": ApiDoor(SIGNED_IN, 200, 415, asks_to_sign_in=True),
    "epcis:capture_job": ApiDoor(OWNER, 200, 405, asks_to_sign_in=True),
    "epcis:events": ApiDoor(ROLES, 200, 415, asks_to_sign_in=False),
    "epcis:event": API_OPEN,
    **{f"epcis:{of}{part}": API_OPEN for of in EPCIS_LISTS for part in ("", "_one", "_events")},
    "epcis:queries": ApiDoor(SIGNED_IN, 200, 415, asks_to_sign_in=True),
    "epcis:query": ApiDoor(OWNER, 200, 405, asks_to_sign_in=True),
    "epcis:query_events": ApiDoor(OWNER, 200, 405, asks_to_sign_in=True),
    "epcis:subscriptions": ApiDoor(OWNER, 200, 415, asks_to_sign_in=True),
    "epcis:subscription": ApiDoor(OWNER, 200, 405, asks_to_sign_in=True),
    "epcis:page_token": everybody(405),
    "epcis:nothing": everybody(404, 404),
    # Becoming a producer, and the officers who decide
    "claims:new_stall": behind_sign_in(SIGNED_IN, post=422),
    "claims:claim": behind_sign_in(SIGNED_IN, post=422),
    "officer:home": behind_sign_in(OFFICERS),
    "officer:recognitions": behind_sign_in(OFFICERS),
    "officer:recognition": behind_sign_in(OFFICER, post=422),
    "officer:recognise": behind_sign_in(OFFICER, post=422),
    "officer:claim": behind_sign_in(OFFICER, post=422),
    "officer:claim_document": behind_sign_in(OFFICER),
    "oversight:lots": behind_sign_in(OFFICERS),
    "oversight:dossier": behind_sign_in(OFFICER),
    "oversight:epcis": behind_sign_in(OFFICER),
    "oversight:pleas": behind_sign_in(OFFICERS),
    "oversight:plea": behind_sign_in(OFFICER, post=422),
    "oversight:reports": behind_sign_in(OFFICERS),
    "oversight:report": behind_sign_in(OFFICER, post=422),
    "oversight:report_photo": behind_sign_in(OFFICER),
    "oversight:links": behind_sign_in(OFFICER, post=422),
    "oversight:link_removal": behind_sign_in(OFFICER, 405, 302),
}
