"""What producers type about places, lots, events, documents and labels; what officers answer."""

from traceability.forms.documents import DocumentForm
from traceability.forms.events import (
    EventForm,
    LeavingForm,
    PackingForm,
    ProcessingForm,
    TestingForm,
)
from traceability.forms.labels import LabelForm, PrintForm
from traceability.forms.links import LinkForm
from traceability.forms.lots import LotForm
from traceability.forms.materials import ComingForm, MaterialForm
from traceability.forms.places import PlaceForm
from traceability.forms.pleas import AnswerForm
from traceability.forms.printers import PaperForm, PrinterForm
from traceability.forms.recipes import RecipeForm
from traceability.forms.signatures import OwnKeyForm, StatementForm
from traceability.forms.taking import MakingForm, NewLotForm, TakingForm

__all__ = [
    "AnswerForm",
    "ComingForm",
    "DocumentForm",
    "EventForm",
    "LabelForm",
    "LeavingForm",
    "LinkForm",
    "LotForm",
    "MakingForm",
    "MaterialForm",
    "NewLotForm",
    "OwnKeyForm",
    "PackingForm",
    "PaperForm",
    "PlaceForm",
    "PrintForm",
    "PrinterForm",
    "ProcessingForm",
    "RecipeForm",
    "StatementForm",
    "TakingForm",
    "TestingForm",
]
