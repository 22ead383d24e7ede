"""An assessment as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from marketplace.merits.facts import ROOMS
from marketplace.merits.models import ScoreItem
from marketplace.merits.queries.assessment import Standing, by_criterion
from marketplace.merits.wording import (
    EFFORTS,
    STANDINGS,
    TONES,
    shown_by,
    softened,
    stars_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marketplace.merits.queries.assessment import Assessment, Row
    from marketplace.merits.scoring import Step

MOST_STEPS = 8
"""So many steps stand open; the others are one press away."""


def told(found: Assessment) -> dict[str, Any]:
    """What ``merits/product.html`` needs."""
    steps = [_step(step) for step in (found.way.steps if found.way else ())]
    return {
        "whole": found,
        "stars_words": stars_in_words(found),
        "stats": _stats(found),
        "parts": _parts(found),
        "steps": steps[:MOST_STEPS],
        "more_steps": steps[MOST_STEPS:],
        "criteria": [_criterion(name, rows) for _part, name, rows in by_criterion(found.rows)],
    }


def _stats(found: Assessment) -> list[dict[str, Any]]:
    by = found.points_by_standing
    return [
        {"label": _("Tự chấm"), "value": f"{found.score.points}/100", "note": ""},
        {
            "label": STANDINGS[Standing.KNOWN],
            "value": by[Standing.KNOWN],
            "note": _("điểm có sổ sách của chợ"),
        },
        {
            "label": STANDINGS[Standing.CLAIMED],
            "value": by[Standing.CLAIMED],
            "note": _("điểm theo lời khai, giấy tờ"),
        },
        {
            "label": STANDINGS[Standing.HINTED],
            "value": f"+{by[Standing.HINTED]}",
            "note": _("điểm nếu bạn xác nhận"),
        },
    ]


def _parts(found: Assessment) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Phần %(part)s: %(name)s")
            % {"part": part, "name": ScoreItem.Part(part).label},
            "text": f"{points}/{found.sheet.parts[part]}",
            "percent": round(100 * points / (found.sheet.parts[part] or 1), 1),
        }
        for part, points in found.score.parts.items()
    ]


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.item.number,
        "words": softened(step.item.words),
        "option": step.option.words,
        "gain": step.gain,
        "most": step.most,
        "effort": EFFORTS[step.effort],
        "is_mandatory": step.is_mandatory,
    }


def heading(row: Row) -> dict[str, str]:
    """Words of an item, its criterion, and the room where its records come to be, if any."""
    facts = [option.fact for option in row.item.options if option.fact]
    return {
        "words": softened(row.item.words),
        "criterion": softened(row.item.criterion),
        "room": ROOMS.get(facts[-1], "") if facts else "",
    }


def _criterion(name: str, rows: list[Row]) -> dict[str, Any]:
    return {
        "name": softened(name),
        "points": sum(row.points for row in rows),
        "most": sum(row.item.most for row in rows),
        "rows": list(_rows(rows)),
    }


def _rows(rows: list[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "number": row.item.number,
            "words": softened(row.item.words),
            "points": row.points,
            "most": row.item.most,
            "option": row.option.words if row.option else "",
            "shown": shown_by(row),
            "standing": STANDINGS[row.standing],
            "tone": TONES[row.standing],
            "more": row.more,
            "differs": row.differs,
        }
