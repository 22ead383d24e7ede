"""A genealogy drawn: what went in above, the lot itself, what came of it below.

Boxes stand two abreast, so that they can be read on a phone; a level of many takes several rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from traceability.queries.genealogy import Walk
    from traceability.queries.kinship import Kin

WIDTH, BOX, HEIGHT = 320, 150, 58
GAP, ROW_GAP, LEVEL_GAP = 20, 14, 40
EDGE = 2  # around the drawing, for the line of the boxes
LETTERS = 20  # on a line of a box
MOST_BOXES = 30


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node stands: its left upper corner."""

    kin: Kin
    x: int
    y: int
    is_start: bool

    @property
    def lines(self) -> list[str]:
        """Its name on at most two lines."""
        first, second = _broken(self.kin.title)
        return [line for line in (first, second) if line]

    @property
    def below(self) -> str:
        parts = (self.kin.code, self.kin.amount)
        return Truncator(" · ".join(part for part in parts if part)).chars(LETTERS + 2)

    @property
    def middle(self) -> int:
        return self.x + BOX // 2


def drawing(known: Mapping[str, Kin], *, up: Walk, down: Walk) -> dict[str, Any] | None:
    """Boxes, the lines between them and the size; None where there is nothing but the start."""
    if len(known) == 1:
        return None
    levels = {up.start: 0}
    levels |= {node: -level for node, level in _nearest(up)}
    levels |= {node: level for node, level in _nearest(down) if node not in levels}
    boxes = {box.kin.node: box for box in _placed(known, levels, up.start)}
    height = max(box.y for box in boxes.values()) + HEIGHT + EDGE
    return {
        "boxes": list(boxes.values()),
        "lines": sorted(set(_lines(boxes, up, down))),
        "view": f"0 0 {WIDTH} {height}",
        "left_out": len(known) - len(boxes),
        "box": {"width": BOX, "height": HEIGHT},
    }


def _nearest(walk: Walk) -> list[tuple[str, int]]:
    """As many as can be drawn on each side."""
    return [(node, walk.levels[node]) for node in walk.nodes[: MOST_BOXES // 2]]


def _placed(known: Mapping[str, Kin], levels: Mapping[str, int], start: str) -> Iterable[Box]:
    y = EDGE
    for level in sorted(set(levels.values())):
        row = [node for node, its in levels.items() if its == level]
        for at in range(0, len(row), 2):
            pair = row[at : at + 2]
            left = EDGE if len(pair) > 1 else (WIDTH - BOX) // 2
            for n, node in enumerate(pair):
                x = left if n == 0 else WIDTH - BOX - EDGE
                yield Box(known[node], x, y, node == start)
            y += HEIGHT + ROW_GAP
        y += LEVEL_GAP - ROW_GAP


def _lines(boxes: Mapping[str, Box], up: Walk, down: Walk) -> Iterable[str]:
    """A curve from what went in down to what came out."""
    pairs = [(step.node, step.via) for step in up.steps]
    pairs += [(step.via, step.node) for step in down.steps]
    for source, made in pairs:
        if source in boxes and made in boxes and boxes[source].y < boxes[made].y:
            one, other = boxes[source], boxes[made]
            top, end, left, right = one.y + HEIGHT, other.y, one.middle, other.middle
            bend = (top + end) // 2
            yield f"M{left} {top}C{left} {bend} {right} {bend} {right} {end}"


def _broken(title: str) -> tuple[str, str]:
    """A name on two lines, between words."""
    words, first = title.split(), ""
    while words and len(f"{first} {words[0]}".strip()) <= LETTERS:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return title[:LETTERS], Truncator(title[LETTERS:]).chars(LETTERS)
    return first, Truncator(" ".join(words)).chars(LETTERS)
