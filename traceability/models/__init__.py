"""Where each lot and each item comes from."""

from traceability.models.codes import ItemCode, LabelRun
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
from traceability.models.lots import Lot
from traceability.models.pins import PinRun, ScratchPin
from traceability.models.places import Place
from traceability.models.reports import CodeReport
from traceability.models.scans import CodeHistory, DrainedSpool, Scan, ScanDay

__all__ = [
    "CaptureJob",
    "CodeHistory",
    "CodeReport",
    "Delivery",
    "Document",
    "DrainedSpool",
    "Event",
    "EventFact",
    "EventItem",
    "ExternalLink",
    "ItemCode",
    "LabelCheck",
    "LabelPaper",
    "LabelPrint",
    "LabelRun",
    "Lot",
    "NamedQuery",
    "PinRun",
    "Place",
    "PrinterSetting",
    "Scan",
    "ScanDay",
    "ScratchPin",
    "Subscription",
]
