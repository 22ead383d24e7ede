"""Who gets through which door: every address of the project, for everybody who may knock.

``door(who, get, post)`` names who is let in and what they are told; 405 where a page is not asked
that way. All others get 404, and a visitor is led to the sign-in where ``who`` is signed in.
An empty form that is sent in is told its faults (422), unless sending it is all there is.
"""

from __future__ import annotations

from tests.house.door import (
    API_OPEN,
    API_OWN,
    BUYER,
    MEMBERS,
    OFFICER,
    OFFICERS,
    OPERATOR,
    OWNER,
    ROLES,
    SIGNED_IN,
    ApiDoor,
    Door,
    behind_sign_in,
    everybody,
    known_by_session,
    stall,
)
from tests.house.own_doors import OWN_DOORS
from tests.house.stall_doors import STALL_DOORS

EPCIS_LISTS = (
    *("event_types", "epcs", "biz_steps", "biz_locations", "read_points", "dispositions"),
)
MONEY_READ = ("payouts:money", "payouts:statement", "payouts:certificate")
MONEY_RUN = ("payouts:run", "payouts:taxes", "payouts:declaration", "payouts:commissions")
COLLECTED = ("publication", "removal", "product", "new_set", "set_removal")
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
    "storefront:suggest": everybody(),
    "storefront:ranking": everybody(),
    "storefront:shelf": everybody(),
    "storefront:commune": everybody(),
    "storefront:product": everybody(),
    "storefront:producer": everybody(),
    "storefront:page": everybody(),
    **{f"storefront:{n}": everybody() for n in ("reviews", "lot_reviews", "questions")},
    "storefront:review_photo": everybody(),
    **{f"storefront:{n}": everybody() for n in ("seasons", "collections", "collection")},
    "storefront:gift_set": everybody(post=302, get=405),
    "storefront:age": everybody(post=302),
    "storefront:art": everybody(),
    "storefront:emblem": everybody(),
    "storefront:media": everybody(),
    "storefront:favicon": everybody(302),
    "storefront:robots": everybody(),
    **{
        f"storefront:{n}": everybody() for n in ("sitemap", "sitemap_part", "merchant", "new_goods")
    },
    **{f"storefront:{n}": everybody() for n in ("code", "code_picture", "card", "producer_card")},
    "storefront:destination": everybody(post=404),
    **{f"offline:{n}": everybody() for n in ("worker", "manifest", "page")},
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
    **{f"payments:{n}": known_by_session(BUYER) for n in ("standing", "code", "picture")},
    "payments:another_way": known_by_session(BUYER, 405, 302),
    "payments:cancellation": known_by_session(BUYER, 405, 302),
    "payments:by_hand": known_by_session(OPERATOR, 200, 422),
    "payments:refund_account": known_by_session(BUYER, post=422),
    **{
        f"payments:{n}": known_by_session(OPERATOR)
        for n in ("desk", "receipt", "refunds", "refund_code")
    },
    **{f"disputes:{n}": known_by_session(OPERATOR) for n in ("desk", "dispute", "bundle")},
    "payments:refund": known_by_session(OPERATOR, post=422),
    **{
        f"payments:{n}": known_by_session(OPERATOR, 405, 422)
        for n in ("attachment", "splitting", "return")
    },
    # Straight to producers: owners say what came and send back, operators look whose accounts are
    **{f"payments:{n}": stall() for n in ("incoming", "stall_refunds")},
    **{
        f"payments:{n}": behind_sign_in(OWNER, post=422)
        for n in ("stall_statement", "stall_arrival", "stall_refund")
    },
    "payments:stall_refund_code": behind_sign_in(OWNER),
    "payments:refunds_late": behind_sign_in((*OFFICERS, *OPERATOR)),
    "payouts:bill_code": behind_sign_in((*MEMBERS, "operator")),
    "payouts:accounts": known_by_session(OPERATOR),
    "payouts:confirmation": known_by_session(OPERATOR, 405, 302),
    "payouts:bill": known_by_session(OPERATOR, post=422),
    **{
        f"reconciliation:{n}": behind_sign_in(OPERATOR, post=422)
        for n in ("report", "statement", "difference", "bookings", "correction")
    },
    **{
        f"figures:{n}": behind_sign_in((*OFFICERS, *OPERATOR))
        for n in ("cashless", "cashless_file")
    },
    **{
        f"payments:{n}": known_by_session(OPERATOR, 405, 302)
        for n in ("giving_back", "arrival", "note", "agreement", "dropping")
    },
    "disputes:answer": known_by_session(OPERATOR, 405, 302),
    "reconciliation:desk": behind_sign_in(OPERATOR),
    **{
        f"reconciliation:{n}": behind_sign_in(OPERATOR, 405, 302)
        for n in ("taking", "booking", "agreement", "dropping")
    },
    # Money to producers: their own people and operators look, owners say where, operators pay
    **dict.fromkeys(MONEY_READ, behind_sign_in((*MEMBERS, "operator"))),
    **dict.fromkeys(MONEY_RUN, known_by_session(OPERATOR)),
    **dict.fromkeys(MONEY_MOVED, known_by_session(OPERATOR, 405, 302)),
    "payouts:account": behind_sign_in(OWNER, 302, 302),
    "payouts:account_stop": behind_sign_in(OWNER, 405, 302),
    **{f"payouts:{n}": known_by_session(OPERATOR, post=302) for n in ("runs", "bills")},
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
    "guests:address": behind_sign_in(BUYER, 405, 302),
    "guests:taking_all": behind_sign_in(SIGNED_IN, 405, 302),
    "orders:cancellation": known_by_session(BUYER, post=422),
    "orders:offer_answer": known_by_session(BUYER, 405, 302),
    "orders:again": known_by_session(BUYER, 405, 302),
    "orders:mine": behind_sign_in(SIGNED_IN),
    # Reviews and questions: whoever bought writes, whoever asked sees, who moderates hides
    "voices:write": known_by_session(BUYER, post=422),
    "voices:withdrawal": known_by_session(BUYER, 405, 302),
    "voices:appeal": known_by_session(BUYER, 405, 302),
    "voices:leave": everybody(post=422),
    "voices:leave_product": Door(ROLES, 200, 422, asks_to_sign_in=False, led_on=BUYER),
    "voices:ask": everybody(post=422),
    "voices:question": known_by_session(BUYER, post=422),
    "voices:question_code": known_by_session(BUYER, 405, 302),
    "voices:flag": everybody(post=422),
    "voices:flags_settled": behind_sign_in(("officer", "operator"), 405, 302),
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
    "invoices:rates": stall(),
    "invoices:rate": behind_sign_in(OWNER, post=422),
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
    # Collections of officers, and tales of producers
    "collections:desk": behind_sign_in(OFFICERS),
    "collections:new": behind_sign_in(OFFICERS, post=422),
    "collections:one": behind_sign_in(OFFICER, post=422),
    "collections:gift_set": behind_sign_in(OFFICER),
    "collections:piece": behind_sign_in(OFFICER, 405, 422),
    **{f"collections:{name}": behind_sign_in(OFFICER, 405, 302) for name in COLLECTED},
    "tales:mine": stall(),
    **{f"tales:{name}": stall(post=422) for name in ("new", "one")},
    "tales:withdrawal": stall(405, 302),
    "tales:desk": behind_sign_in(OFFICERS),
    "tales:judged": behind_sign_in(OFFICER, post=422),
    "tales:showing": behind_sign_in(OFFICER, 405, 302),
    "tales:photo": everybody(),
    # A person's own
    "accounts:home": behind_sign_in(SIGNED_IN),
    "accounts:profile": behind_sign_in(SIGNED_IN, post=302),
    "accounts:messages": behind_sign_in(SIGNED_IN, post=422),
    "accounts:outbox": everybody(),
    **OWN_DOORS,
    "messages:choices": everybody(post=302),
    "messages:report": everybody(405, 400),
    **STALL_DOORS,
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
    "merits:desk": behind_sign_in(OFFICERS),
    "merits:rules": everybody(),
    "officer:recognitions": behind_sign_in(OFFICERS),
    "officer:recognition": behind_sign_in(OFFICER, post=422),
    "officer:recognise": behind_sign_in(OFFICER, post=422),
    "officer:claim": behind_sign_in(OFFICER, post=422),
    "officer:claim_document": behind_sign_in(OFFICER),
    "officer:synonyms": behind_sign_in(OFFICERS, post=422),
    "officer:synonym_end": behind_sign_in(OFFICERS, get=405, post=302),
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
