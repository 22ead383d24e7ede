"""Events wrapped for a journey: the EPCIS document, and the single event that stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from traceability.epcis.events import Event, Json

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"


def document(
    events: Iterable[Event | Json],
    *,
    created_at: datetime,
    prefixes: Mapping[str, str] | None = None,
    uri: str = "",
) -> Json:
    """An EPCISDocument. `prefixes` explains the names of further fields; `created_at` is aware."""
    if created_at.utcoffset() is None:
        raise ValueError("A document's time needs its offset from UTC.")
    return {
        "@context": context(prefixes),
        **({"id": uri} if uri else {}),
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": created_at.isoformat(timespec="milliseconds"),
        "epcisBody": {"eventList": [_plain(event) for event in events]},
    }


def alone(event: Event | Json, *, prefixes: Mapping[str, str] | None = None) -> Json:
    """One event with its own context, as GET /events/{id} answers."""
    return {"@context": context(prefixes), **_plain(event)}


def context(prefixes: Mapping[str, str] | None = None) -> list[str | dict[str, str]]:
    """The JSON-LD context: the standard's, and the meaning of our own prefixes."""
    return [CONTEXT, dict(prefixes)] if prefixes else [CONTEXT]


def _plain(event: Event | Json) -> Json:
    return event.as_json() if isinstance(event, Event) else event
