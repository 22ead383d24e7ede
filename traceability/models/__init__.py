"""Where each lot and each item comes from."""

from traceability.models.codes import ItemCode, LabelRun, Scan
from traceability.models.documents import Document
from traceability.models.epcis import (
    CaptureJob,
    Delivery,
    EventFact,
    NamedQuery,
    Subscription,
)
from traceability.models.events import Event, EventItem
from traceability.models.labels import LabelCheck, LabelPaper, LabelPrint, PrinterSetting
from traceability.models.links import ExternalLink
from traceability.models.log import Checkpoint, Cosignature, LogLeaf, LogTile
from traceability.models.lots import Lot
from traceability.models.places import Place

__all__ = [
    "CaptureJob",
    "Checkpoint",
    "Cosignature",
    "Delivery",
    "Document",
    "Event",
    "EventFact",
    "EventItem",
    "ExternalLink",
    "ItemCode",
    "LabelCheck",
    "LabelPaper",
    "LabelPrint",
    "LabelRun",
    "LogLeaf",
    "LogTile",
    "Lot",
    "NamedQuery",
    "Place",
    "PrinterSetting",
    "Scan",
    "Subscription",
]
