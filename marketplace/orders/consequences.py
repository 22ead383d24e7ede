"""What follows when a paid order is given up: who may, how far along, and who bears what.

One table, read by the actions and by the pages that ask «are you sure?». No Django here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far the goods have come."""

    UNACCEPTED = "unaccepted"
    ACCEPTED = "accepted"
    PACKED = "packed"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """``at_once`` or only if the producer agrees; whether the delivery fee goes back too.

    ``bearer`` pays what a carrier asks for a label that was made in vain: nobody, or the producer.
    All goods money goes back, and all packs are on sale again, wherever there is a consequence.
    """

    at_once: bool
    refunds_delivery: bool
    bearer: str


FREE = Consequence(at_once=True, refunds_delivery=True, bearer="")
ASKED = Consequence(at_once=False, refunds_delivery=True, bearer="producer")
BORNE = Consequence(at_once=True, refunds_delivery=True, bearer="producer")

TABLE = {
    ("buyer", Stage.UNACCEPTED): FREE,
    ("buyer", Stage.ACCEPTED): ASKED,
    ("producer", Stage.UNACCEPTED): FREE,
    ("producer", Stage.ACCEPTED): BORNE,
    ("producer", Stage.PACKED): BORNE,
    ("market", Stage.UNACCEPTED): FREE,
    ("market", Stage.ACCEPTED): FREE,
    ("market", Stage.PACKED): FREE,
}
"""A pair that is not here may not be given up: what was sent is claimed, not cancelled."""


def of(side: str, stage: Stage) -> Consequence | None:
    """What follows when that side gives up an order of that stage; None when it may not."""
    return TABLE.get((side, stage))
