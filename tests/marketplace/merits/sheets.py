"""Score sheets for tests: as they ship, without a database."""

from __future__ import annotations

from functools import cache
from itertools import count

from catalog.tables import rows
from marketplace.merits.scoring import Item, Option, Sheet

STARTS = {1: 0, 2: 30, 3: 50, 4: 70, 5: 90}


@cache
def shipped():
    """By number of the kind of goods."""
    keys, options = count(1), {}
    for row in rows("ocop/options.csv"):
        options.setdefault((row["set"], row["item"]), []).append(
            Option(
                key=next(keys),
                points=int(row["points"]),
                words=row["words"],
                required_for=int(row["required_for"]) if row["required_for"] else None,
                fact=row["fact"],
            )
        )
    items = {}
    for row in rows("ocop/items.csv"):
        items.setdefault(row["set"], []).append(
            Item(
                key=int(row["item"]),
                number=int(row["item"]),
                part=row["part"],
                criterion=row["criterion"],
                name=row["name"],
                case=row["case"],
                required_for=int(row["required_for"]) if row["required_for"] else None,
                options=tuple(options[row["set"], row["item"]]),
            )
        )
    unknown = {row["set"]: int(row["unknown_points"]) for row in rows("ocop/sheets.csv")}
    return {
        int(number): Sheet(tuple(found), STARTS, unknown[number]) for number, found in items.items()
    }
