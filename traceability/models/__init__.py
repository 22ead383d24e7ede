"""Where each lot and each item comes from."""

from traceability.models.codes import ItemCode, LabelRun
from traceability.models.diary import Chore, Jotting
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
from traceability.models.materials import Material, MaterialLot
from traceability.models.movements import Movement
from traceability.models.partners import PartnerDocument
from traceability.models.pins import PinRun, ScratchPin
from traceability.models.places import Place
from traceability.models.ratings import LotRating
from traceability.models.recalls import Recall, RecalledItem, RecalledLot, RecallRule
from traceability.models.reports import CodeReport
from traceability.models.requirements import Requirement
from traceability.models.scans import CodeHistory, DrainedSpool, Scan, ScanDay
from traceability.models.signers import Attestation, SignerKey
from traceability.models.turns import Turn
from traceability.models.uses import Descent, Ingredient, Recipe, Use, YieldPlea

__all__ = [
    "Attestation",
    "CaptureJob",
    "Checkpoint",
    "Chore",
    "CodeHistory",
    "CodeReport",
    "Cosignature",
    "Delivery",
    "Descent",
    "Document",
    "DrainedSpool",
    "Event",
    "EventFact",
    "EventItem",
    "ExternalLink",
    "Ingredient",
    "ItemCode",
    "Jotting",
    "LabelCheck",
    "LabelPaper",
    "LabelPrint",
    "LabelRun",
    "LogLeaf",
    "LogTile",
    "Lot",
    "LotRating",
    "Material",
    "MaterialLot",
    "Movement",
    "NamedQuery",
    "PartnerDocument",
    "PinRun",
    "Place",
    "PrinterSetting",
    "Recall",
    "RecallRule",
    "RecalledItem",
    "RecalledLot",
    "Recipe",
    "Requirement",
    "Scan",
    "ScanDay",
    "ScratchPin",
    "SignerKey",
    "Subscription",
    "Turn",
    "Use",
    "YieldPlea",
]
