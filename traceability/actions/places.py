"""What happens to places."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from traceability.models import Place

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Commune

CENT = Decimal("0.01")  # of a degree: about one kilometre, as coarse as the public may see


class GlnTaken(ValidationError):
    """A GLN names one place in the world, and another place here has it."""


@transaction.atomic
def add_place(
    *,
    producer: Producer,
    name: str,
    kind: str,
    commune: Commune,
    by: User,
    at: datetime,
    gln: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Place:
    """Note a plot, pond, workshop or store; where no position is given, the commune's stands in.

    Raises :class:`GlnTaken`.
    """
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    place = Place(producer=producer, code=_next_code(producer), name=name, kind=kind, gln=gln)
    _refuse_taken(place)
    _set_position(place, commune, latitude, longitude)
    place.save()
    journal.record(actor=by, verb="added place", subject=place, at=at, on_behalf_of=producer)
    return place


@transaction.atomic
def change_place(
    *,
    place: Place,
    name: str,
    kind: str,
    commune: Commune,
    by: User,
    at: datetime,
    gln: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Place:
    """Put right what is said of a place. Its code, which events speak of, never changes.

    Raises :class:`GlnTaken`.
    """
    place = Place.objects.select_for_update().select_related("producer").get(pk=place.pk)
    place.name, place.kind, place.gln = name, kind, gln
    _refuse_taken(place)
    _set_position(place, commune, latitude, longitude)
    place.save()
    journal.record(
        actor=by, verb="changed place", subject=place, at=at, on_behalf_of=place.producer
    )
    return place


def _refuse_taken(place: Place) -> None:
    if place.gln and Place.objects.filter(gln=place.gln).exclude(pk=place.pk).exists():
        raise GlnTaken(
            {"gln": _("Mã GLN này đã là của một địa điểm khác. Mỗi mã chỉ dành cho một nơi.")}
        )


def _set_position(
    place: Place, commune: Commune, latitude: Decimal | None, longitude: Decimal | None
) -> None:
    """Both given, or both the commune's own; never finer than the public may see."""
    place.commune = commune
    if latitude is None or longitude is None:
        place.latitude, place.longitude = _coarse(commune.latitude), _coarse(commune.longitude)
    else:
        place.latitude, place.longitude = _coarse(latitude), _coarse(longitude)


def _coarse(degrees: Decimal | float | None) -> Decimal | None:
    return None if degrees is None else Decimal(str(degrees)).quantize(CENT)


def _next_code(producer: Producer) -> str:
    """``DD1``, ``DD2``…: the first that is free. Called with the producer's row locked."""
    taken = set(producer.places.values_list("code", flat=True))
    return next(f"DD{n}" for n in range(1, len(taken) + 2) if f"DD{n}" not in taken)
