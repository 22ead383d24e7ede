"""What kept pages of the shop show: triggers count every change of it, by whatever way it is made.

All shelves turn together: a listing tells of many producers, and changes of what stands here are
few beside looks. **Who lets a kept page show rows of one more table names it beside** ``WATCHED``,
with a migration that counts it. Stock is left out, which every order changes: only that a lot has
nothing left, or something again, is a turn.
"""

from __future__ import annotations

from functools import partial

from traceability.turns import Watched

SHELVES = -1
"""Stands where turns of a producer's scan pages have that producer's key."""
_shelf = partial(Watched, whose=f"SELECT {SHELVES} AS producer", what="turns_shelves")
CHANGED = ("UPDATE",)
SEEN_OF_LOT = (
    *("completed_at", "best_before", "sell_until", "held_back", "code", "made_on", "origin_id"),
)
SOLD_OUT = "(NEW.on_hand > NEW.reserved) <> (OLD.on_hand > OLD.reserved)"
WATCHED = (
    _shelf("catalog_product", verbs=("UPDATE", "DELETE")),
    _shelf("catalog_pack"),
    _shelf("catalog_photo"),
    _shelf("catalog_recognition"),
    _shelf("catalog_policy"),
    _shelf("catalog_producer", verbs=CHANGED),
    _shelf("traceability_place", verbs=CHANGED),
    _shelf("traceability_lot", verbs=CHANGED, columns=SEEN_OF_LOT),
    _shelf(
        "traceability_lot",
        verbs=CHANGED,
        columns=("on_hand", "reserved"),
        when=SOLD_OUT,
        what="empties_shelves",
    ),
    _shelf("traceability_recall"),
    _shelf("traceability_recalledlot"),
    _shelf("marketplace_terms"),
    _shelf("marketplace_plannedlot", verbs=CHANGED, columns=("most", "ship_by", "closed_at")),
    _shelf("marketplace_review", verbs=CHANGED),
    _shelf("marketplace_question", verbs=CHANGED),
    _shelf("marketplace_contact"),
    _shelf("marketplace_tariff"),
    _shelf("marketplace_method"),
    _shelf("marketplace_zone"),
    _shelf("marketplace_price"),
    _shelf("marketplace_closure"),
)
