"""The demo's claims: one that ended with a part of the price, one that waits for its answer."""

from marketplace.demo.cards import Trouble

DAY = 24

TROUBLES = (
    Trouble(
        purchase="gift-long-ago",
        pack="mien-1000",
        kind="damaged",
        words="Túi rách một góc, sợi gãy vụn chừng một phần ba (ví dụ minh họa).",
        hours_ago=20 * DAY,
        offered=30_000,
        answer="Xin lỗi chị, túi mỏng nên rách khi vận chuyển. Chúng tôi hoàn phần sợi gãy.",
    ),
    Trouble(
        purchase="feast",
        pack="nep-2000",
        kind="quality",
        words="Một túi nếp có mọt khi mở (ví dụ minh họa).",
        hours_ago=20,
    ),
)
