"""Numbers under scratch layers: made once for a run, told right for the first time once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts import journal
from accounts.limits import count_try
from traceability.models import ItemCode, LabelRun, PinRun, ScratchPin
from traceability.queries import labels

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

TRIES, WITHIN = 5, timedelta(minutes=15)
TRIES_A_DAY, DAY = 20, timedelta(days=1)
"""For one code, whoever tries: four digits last some two hundred and fifty days on average."""
ROWS_AT_ONCE = 1000


class NotReady(ValidationError):
    """The codes of this run are not all drawn yet."""


class PinsAreOut(ValidationError):
    """Labels of this run are printed: other numbers would not be those under the layers."""


class Wrong(Exception):
    """Not the number of this code, or it has none."""


class Reveal(NamedTuple):
    """When the number was first told right, and whether that was just now."""

    at: datetime
    is_first: bool


@transaction.atomic
def make_pins(*, run: LabelRun, digits: int, by: User, at: datetime) -> list[tuple[str, str]]:
    """Draw a number for every code of a run: (serial, number), for the printer.

    They are kept as keyed hashes, so this is the only time they can be read. As long as nothing is
    printed they can be drawn anew. Raises :class:`NotReady` and :class:`PinsAreOut`.
    """
    run = LabelRun.objects.select_for_update().get(pk=run.pk)
    if labels.ready(run) < run.count:
        raise NotReady(_("Mã của đợt này còn đang cấp. Hãy đợi cấp xong."), code="not_ready")
    if (
        run.prints.exists()
        or ScratchPin.objects.filter(code__run=run, revealed_at__isnull=False).exists()
    ):
        raise PinsAreOut(
            _("Đợt này đã in tem, nên không làm số dưới lớp cào được nữa."), code="pins_are_out"
        )
    ScratchPin.objects.filter(code__run=run).delete()
    made, _is_new = PinRun.objects.update_or_create(
        run=run, defaults={"digits": digits, "salt": secrets.token_hex(16), "made_at": at}
    )
    pins = [(code, _number(digits)) for code in run.codes.only("pk", "serial").order_by("pk")]
    rows = (
        ScratchPin(code=code, digest=_digest(made.salt, code.serial, pin)) for code, pin in pins
    )
    ScratchPin.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    journal.record(
        actor=by, verb="made scratch pins", subject=run.lot, at=at,
        on_behalf_of=run.lot.producer, count=run.count,
    )  # fmt: skip
    return [(code.serial, pin) for code, pin in pins]


def count_pin_try(*, code: ItemCode, at: datetime) -> None:
    """Count one try at a code's number, right or wrong; TooOften where there were too many."""
    count_try(key=f"pin:{code.pk}", at=at, limit=TRIES, within=WITHIN)
    count_try(key=f"pin-day:{code.pk}", at=at, limit=TRIES_A_DAY, within=DAY)


@transaction.atomic
def reveal_pin(*, code: ItemCode, number: str, at: datetime) -> Reveal:
    """Somebody tells the number under the layer: the first time is noted for ever, or Wrong."""
    pin = ScratchPin.objects.select_for_update().filter(pk=code.pk).first()
    salts = PinRun.objects.filter(run=code.run_id).values_list("salt", flat=True)
    if pin is None or not constant_time_compare(
        pin.digest, _digest(salts.get(), code.serial, number)
    ):
        raise Wrong
    if pin.revealed_at is not None:
        return Reveal(pin.revealed_at, is_first=False)
    pin.revealed_at = at
    pin.save(update_fields=["revealed_at"])
    return Reveal(at, is_first=True)


def _number(digits: int) -> str:
    return f"{secrets.randbelow(10**digits):0{digits}d}"


def _digest(salt: str, serial: str, number: str) -> str:
    """Keyed with the market's secret: who has only the database cannot try numbers on it."""
    said = f"{salt}:{serial}:{number}"
    return salted_hmac("traceability.pins", said, algorithm="sha256").hexdigest()
