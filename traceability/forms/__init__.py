"""What producers type about places, lots, events, documents and labels."""

from traceability.forms.documents import DocumentForm
from traceability.forms.events import EventForm, PackingForm, ProcessingForm
from traceability.forms.labels import LabelForm, PrintForm
from traceability.forms.links import LinkForm
from traceability.forms.lots import LotForm
from traceability.forms.places import PlaceForm
from traceability.forms.printers import PaperForm, PrinterForm

__all__ = [
    "DocumentForm",
    "EventForm",
    "LabelForm",
    "LinkForm",
    "LotForm",
    "PackingForm",
    "PaperForm",
    "PlaceForm",
    "PrintForm",
    "PrinterForm",
    "ProcessingForm",
]
