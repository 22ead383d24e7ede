"""Whether an event may be read whole by everybody: nothing stands in it that no page tells.

Its proof can only be computed from all of it. Where some of it is private (codes of single items,
papers and parties of somebody's own), strangers get its name and its place in the log alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability import addresses
from traceability.epcis import document as documents
from traceability.models import Event
from traceability.shown import PREFIX, about, prefixes, public_document

if TYPE_CHECKING:
    from traceability.epcis.events import Json

GROWING = (Event.Stage.PLANTING, Event.Stage.TREATING)
LASTING = {f"{PREFIX}:crop", f"{PREFIX}:variety", "cbvmda:countryOfOrigin"}
DIARY = {
    *("@context", "type", "eventID", "eventTime", "eventTimeZoneOffset", "action", "bizStep"),
    *("disposition", "quantityList", "readPoint", "bizLocation", "ilmd"),
    *(f"{PREFIX}:{name}" for name in ("corrects", "crop", "variety", "treatment", "substance")),
    *(f"{PREFIX}:{name}" for name in ("dose", "waitingDays")),
}
"""What the diary of a plot or pond writes, all of which a lot's page tells of it."""


def is_open(event: Event) -> bool:
    said = event.document
    if about(event) is None:
        return event.stage in GROWING and _is_a_diary_line(event, said)
    if event.stage == Event.Stage.TESTING:  # the number of the report, which the page names too
        said = {name: value for name, value in said.items() if name != f"{PREFIX}:paper"}
    told = public_document(event.document, lot=about(event), place=event.place)
    return bool(said == {**told, "eventID": event.hash_id})


def _is_a_diary_line(event: Event, said: Json) -> bool:
    if event.place is None or not (said.keys() <= DIARY and said.get("ilmd", {}).keys() <= LASTING):
        return False
    here = {"id": addresses.place_address(event.place)}
    return (
        said["@context"] == documents.context(prefixes())
        and said.get("quantityList") == [{"epcClass": addresses.crop_address(event.place)}]
        and (said.get("readPoint", here), said.get("bizLocation", here)) == (here, here)
    )
