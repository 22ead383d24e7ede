"""What a household says of any of its ways of delivering."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.folding import tidy

if TYPE_CHECKING:
    from catalog.models import Producer
    from marketplace.delivery.models import Method, Zone
    from marketplace.delivery.plans import MethodPlan


class MethodForm(forms.Form):
    """What all ways have in common; ``plan`` says it, once the form is valid."""

    kind: ClassVar[str]
    preset: ClassVar[dict[str, Any]]

    name = forms.CharField(label=_("Tên người mua thấy"), max_length=80)

    def __init__(self, told: Any, *, producer: Producer, method: Method | None = None) -> None:  # noqa: ANN401 (Django's)
        self.producer, self.method = producer, method
        super().__init__(told, initial=self.known(method) if method else dict(self.preset))

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        others = self.producer.delivery_methods.offered().filter(kind=self.kind, name=name)
        if self.method and others.exclude(pk=self.method.pk).exists():
            raise forms.ValidationError(_("Bạn đã có cách giao tên này."))
        return name

    def known(self, method: Method) -> dict[str, Any]:
        """What the form shows of a way that is offered already."""
        zones = {zone.where: zone for zone in method.zones.prefetch_related("prices", "places")}
        return {"name": method.name, **self.shown(method, zones)}

    @abstractmethod
    def shown(self, method: Method, zones: dict[str, Zone]) -> dict[str, Any]:
        """The same of what one kind of way asks beside its name; zones by where they are."""

    @abstractmethod
    def plan(self) -> MethodPlan:
        """What the producer has said."""


def prices_of(zone: Zone | None) -> list[Any]:
    return list(zone.prices.all()) if zone else []


def sums_of(prices: list[Any]) -> dict[str, int]:
    """From which sum on half the fee is asked, and from which none."""
    return {"half_from" if row.first_fee else "free_from": row.goods_from for row in prices[1:]}
