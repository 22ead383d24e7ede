"""The tables that ship in ``data/``: rows of a CSV as plain dictionaries. No Django here."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data"


class Position(NamedTuple):
    """Degrees east and north."""

    longitude: float
    latitude: float


def rows(name: str) -> list[dict[str, str]]:
    """``rows("places/provinces.csv")``: the rows of a shipped table, keyed by its header."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def positions(name: str) -> dict[str, Position]:
    """``{code: (longitude, latitude)}`` of a shipped GeoJSON of points."""
    collection = json.loads((DATA / name).read_text(encoding="utf-8"))
    return {
        feature["properties"]["code"]: Position(*feature["geometry"]["coordinates"])
        for feature in collection["features"]
    }
