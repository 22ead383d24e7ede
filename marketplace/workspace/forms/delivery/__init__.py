"""How a household delivers: by carrier, by itself, or waiting at a point; with sensible values."""

from __future__ import annotations

from marketplace.delivery.models import Method
from marketplace.workspace.forms.delivery.carrier import CarrierForm
from marketplace.workspace.forms.delivery.methods import MethodForm
from marketplace.workspace.forms.delivery.own import OwnForm
from marketplace.workspace.forms.delivery.pickup import PickupForm
from marketplace.workspace.forms.delivery.travel import TravelForm

__all__ = ["FORMS", "MethodForm", "TravelForm"]

FORMS: dict[str, type[MethodForm]] = {
    Method.Kind.CARRIER.value: CarrierForm,
    Method.Kind.OWN.value: OwnForm,
    Method.Kind.PICKUP.value: PickupForm,
}
