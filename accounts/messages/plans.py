"""What to do next with a message, from what was tried. No Django here.

Channels are named in the order they are wished for. A channel that refused is not asked again; one
that gave no answer is asked again only if it knows a message again, so that nobody hears a thing
twice through it. One is tried twice before the next (a pressing message: once), each time after a
longer wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 5, 30, 120, 360))
"""Before each try of a channel, after the one before."""
TRIES_IN_A_ROW = 2
CARRIED, CLOSED, UNCLEAR = {"taken", "delivered"}, {"refused"}, {"unanswered", "begun"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel that could carry the message; whether it knows a reference it has seen."""

    channel: str
    knows_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One try: what came of it, when, and when the channel asked to be tried again."""

    channel: str
    outcome: str
    at: datetime
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Try:
    channel: str


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Nothing more can be done."""


@dataclass(frozen=True, slots=True)
class Done:
    """Some channel has taken it."""


Step = Try | Wait | GiveUp | Done


def next_step(
    ways: Sequence[Way], tried: Sequence[Tried], *, is_urgent: bool, at: datetime
) -> Step:
    """Try a channel now, wait, give up, or nothing because it is carried."""
    if any(one.outcome in CARRIED for one in tried):
        return Done()
    in_a_row = 1 if is_urgent else TRIES_IN_A_ROW
    found = [
        (len(before) // in_a_row, place, way.channel, _not_before(before))
        for place, way in enumerate(ways)
        for before in [[one for one in tried if one.channel == way.channel]]
        if _may_be_asked(way, before)
    ]
    if not found:
        return GiveUp()
    _round, _place, channel, ready_at = min(found, key=lambda one: one[:2])
    return Wait(ready_at) if ready_at and ready_at > at else Try(channel)


def _may_be_asked(way: Way, before: Sequence[Tried]) -> bool:
    outcomes = {one.outcome for one in before}
    is_closed = outcomes & CLOSED or (outcomes & UNCLEAR and not way.knows_again)
    return not is_closed and len(before) < len(WAITS)


def _not_before(before: Sequence[Tried]) -> datetime | None:
    if not before:
        return None
    last = max(before, key=lambda one: one.at)
    return max(last.at + WAITS[len(before)], last.again_at or last.at)
