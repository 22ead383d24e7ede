"""Where each lot and each item comes from."""

from traceability.models.codes import ItemCode, LabelRun, Scan
from traceability.models.documents import Document
from traceability.models.events import Event, EventItem
from traceability.models.links import ExternalLink
from traceability.models.lots import Lot
from traceability.models.places import Place

__all__ = [
    "Document",
    "Event",
    "EventItem",
    "ExternalLink",
    "ItemCode",
    "LabelRun",
    "Lot",
    "Place",
    "Scan",
]
