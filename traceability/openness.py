"""Whether an event may be read whole by everybody: nothing stands in it that no page tells.

Its proof can only be computed from all of it. Where some of it is private (codes of single items,
papers and parties of somebody's own), strangers get its name and its place in the log alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability import addresses
from traceability.epcis import document as documents
from traceability.models import Event
from traceability.shown import about, public_document
from traceability.terms import PREFIX, prefixes

if TYPE_CHECKING:
    from collections.abc import Collection

    from traceability.epcis.events import Json

GROWING = (Event.Stage.PLANTING, Event.Stage.TREATING)
LASTING = {f"{PREFIX}:crop", f"{PREFIX}:variety", "cbvmda:countryOfOrigin"}
EVERY = {
    *("@context", "type", "eventID", "eventTime", "eventTimeZoneOffset", "action", "bizStep"),
    *("disposition", "readPoint", "bizLocation", f"{PREFIX}:place"),
}
LEAVING = {*EVERY, "epcList"}
DIARY = {
    *EVERY,
    *("quantityList", "ilmd"),
    *(f"{PREFIX}:{name}" for name in ("corrects", "crop", "variety", "treatment", "substance")),
    *(f"{PREFIX}:{name}" for name in ("dose", "waitingDays")),
}
"""What the diary of a plot or pond writes, all of which a lot's page tells of it."""


def is_open(event: Event, *, held: Collection[str] = ()) -> bool:
    """``held`` are the names of the item whose page is asked for: its code is known there."""
    said = event.document
    if about(event) is None:
        is_leaving = event.stage == Event.Stage.SHIPPING and said.keys() <= LEAVING
        if is_leaving and set(said.get("epcList", [])) <= set(held):
            return _is_here(event, said)
        return event.stage in GROWING and _is_a_diary_line(event, said)
    if event.stage == Event.Stage.TESTING:  # the number of the report, which the page names too
        said = {name: value for name, value in said.items() if name != f"{PREFIX}:paper"}
    told = public_document(event.document, lot=about(event), place=event.place)
    return bool(said == {**told, "eventID": event.hash_id})


def _is_a_diary_line(event: Event, said: Json) -> bool:
    if event.place is None or not (said.keys() <= DIARY and said.get("ilmd", {}).keys() <= LASTING):
        return False
    crop = [{"epcClass": addresses.crop_address(event.place)}]
    return said.get("quantityList") == crop and _is_here(event, said)


def _is_here(event: Event, said: Json) -> bool:
    """In our own words, and at the place that the page names."""
    here = {"id": addresses.place_address(event.place)} if event.place else {}
    return bool(
        said.get("@context") == documents.context(prefixes())
        and (said.get("readPoint", here), said.get("bizLocation", here)) == (here, here)
    )
