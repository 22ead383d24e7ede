"""The demo's orders: one or more in every state there is a way into."""

from marketplace.demo.cards import Purchase

HOUR, DAY = 60, 24 * 60
HALF_PAID = "half-paid"

PURCHASES = (
    Purchase(
        key="recalled-later",
        buyer="guest-ha-noi",
        packs={"tra-la-40": 2},
        until="delivered",
        minutes_ago=90 * DAY,
    ),
    Purchase(
        key="gift-long-ago",
        buyer="shopper",
        packs={"tra-hoa-20": 2, "mien-1000": 1},
        until="delivered",
        minutes_ago=24 * DAY,
        note="Gói giúp tôi làm quà.",
    ),
    Purchase(
        key="sand-worms",
        buyer="guest-ha-noi",
        packs={"sa-sung-100": 5},
        until="delivered",
        minutes_ago=16 * DAY,
    ),
    Purchase(
        key="feast",
        buyer="guest-cam-pha",
        packs={"nep-2000": 3, "am-chen-7": 1, "mat-ong-350": 2},
        until="delivered",
        minutes_ago=11 * DAY,
    ),
    *(
        Purchase(
            key=f"honey-{n}",
            buyer=buyer,
            packs={"mat-ong-350": 1, "mat-ong-700": 1},
            until="delivered",
            minutes_ago=(20 - n) * DAY,
        )
        for n, buyer in enumerate(("guest-ha-noi", "guest-cam-pha", "guest-mong-cai"))
    ),
    Purchase(
        key="changed-mind",
        buyer="guest-ha-noi",
        packs={"muc-kho-500": 1},
        until="cancelled",
        minutes_ago=5 * DAY,
    ),
    Purchase(
        key="from-the-island",
        buyer="shopper",
        packs={"muc-kho-300": 1, "nuoc-mam-500": 2},
        until="shipped",
        minutes_ago=2 * DAY,
    ),
    Purchase(
        key="squid-cakes",
        buyer="guest-cam-pha",
        packs={"cha-muc-500": 2, "ruoc-hau-100": 1},
        until="shipped",
        minutes_ago=DAY,
    ),
    Purchase(
        key="two-jars-short",
        buyer="guest-mong-cai",
        packs={"nuoc-mam-500": 6},
        until="shipped",
        minutes_ago=3 * DAY,
        missing={"nuoc-mam-500": 2},
    ),
    Purchase(
        key="in-two-parcels",
        buyer="shopper",
        packs={"mien-500": 6},
        until="half_sent",
        minutes_ago=18 * HOUR,
        in_two=True,
    ),
    Purchase(
        key="half-packed",
        buyer="shopper",
        packs={"tra-hoa-50": 1, "tra-la-40": 2, "ba-kich-200": 1},
        until="half_packed",
        minutes_ago=20 * HOUR,
        note="Giao giờ hành chính giúp tôi.",
    ),
    Purchase(
        key="two-stalls",
        buyer="guest-ha-noi",
        packs={"mat-ong-700": 1, "tra-hoa-20": 1, "cha-muc-1000": 1},
        until="awaiting_acceptance",
        minutes_ago=3 * HOUR,
    ),
    Purchase(
        key=HALF_PAID,
        buyer="guest-mong-cai",
        packs={"mien-500": 2},
        until="awaiting_payment",
        minutes_ago=30,
    ),
    Purchase(
        key="noodles",
        buyer="shopper",
        packs={"mien-500": 4, "mat-ong-so-350": 1},
        until="awaiting_payment",
        minutes_ago=8,
    ),
)

STRAIGHT = (
    *(
        Purchase(key=key, buyer=buyer, packs=packs, until="delivered", minutes_ago=54 * DAY)
        for key, buyer, packs in (
            ("autumn-honey", "guest-cam-pha", {"mat-ong-350": 2, "mang-250": 3}),
            ("autumn-oil", "guest-ha-noi", {"dau-so-250": 2, "mat-ong-so-350": 1}),
            ("autumn-sauce", "guest-mong-cai", {"nuoc-mam-1000": 4}),
        )
    ),
    Purchase(
        key="two-codes",
        buyer="shopper",
        packs={"tra-la-40": 1, "nuoc-mam-500": 2},
        until="awaiting_payment",
        minutes_ago=5,
    ),
)
"""Where buyers pay straight: what producers owed a fee for last month, and two codes to scan."""
