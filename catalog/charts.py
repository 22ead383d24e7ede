"""Columns over time, worked out for a drawing that is as wide as its place. No Django here.

Across, everything is a percentage, so that words keep their size on any screen; up, it is pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

HEIGHT, HEAD, FOOT = 200, 26, 26
"""Pixels: of the whole, above the highest line for its figure, and below for the labels."""

ROOM = HEIGHT - HEAD - FOOT
MOST_LINES = 4
MOST_LABELS = 4
FULLEST = 0.72
"""How much of its place a column takes."""

WHOLE = 100.0
NARROW = 12
"""Percent of the width that a label needs on a phone."""

ROUND = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure of a day or a month, and how it is said; one that is not over yet grows on."""

    label: str
    value: int
    text: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where it stands; ``label_x`` is where its label does, which only some have.

    A narrow last column's label ends with the drawing and does not stand out.
    """

    point: Point
    x: float
    width: float
    y: float
    height: float
    label_x: float
    is_named: bool

    @property
    def anchor(self) -> str:
        return "end" if self.label_x == WHOLE else "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line across, at ``y``, with what it stands for, written at ``text_y``."""

    y: float
    text: str

    @property
    def text_y(self) -> float:
        return self.y - 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    columns: Sequence[Column]
    lines: Sequence[Line]
    highest: Point
    total: str

    height = HEIGHT
    foot = HEIGHT - FOOT
    label_y = HEIGHT - 6


def columns(
    points: Sequence[Point], *, total: str, said: Callable[[int], str] = str
) -> Chart | None:
    """The drawing of some points, the earliest first; None where there is nothing to draw.

    ``said`` is how a figure stands beside a line, short; ``total`` is what all come to.
    """
    highest = max(points, key=lambda one: one.value, default=None)
    if highest is None or highest.value <= 0:
        return None
    step = step_of(highest.value)
    top = ceil(highest.value / step) * step
    return Chart(
        columns=[
            _column(n, one, of=len(points), top=top, every=_every(len(points)))
            for n, one in enumerate(points)
        ],
        lines=[
            Line(y=round(_up(value, top), 1), text=said(value))
            for value in range(step, top + 1, step)
        ],
        highest=highest,
        total=total,
    )


def step_of(most: int) -> int:
    """Between lines: 1, 2 or 5 times a power of ten, so that few of them reach the highest."""
    least = max(1, ceil(most / MOST_LINES))
    power: int = 10 ** (len(str(least)) - 1)
    return next(power * n for n in ROUND if power * n >= least)


def _every(number: int) -> int:
    return max(1, ceil(number / MOST_LABELS))


def _up(value: int, top: int) -> float:
    return HEAD + ROOM * (1 - value / top)


def _column(place: int, point: Point, *, of: int, top: int, every: int) -> Column:
    """The last one is named, and others at the same distance from it."""
    room = WHOLE / of
    value = max(0, point.value)
    return Column(
        point=point,
        x=round(room * (place + (1 - FULLEST) / 2), 3),
        width=round(room * FULLEST, 3),
        y=round(_up(value, top), 1),
        height=round(ROOM * value / top, 1),
        label_x=WHOLE if room < NARROW and place == of - 1 else round(room * (place + 0.5), 3),
        is_named=(of - 1 - place) % every == 0,
    )
