"""A producer asks to let more come out than the yield allows; an officer answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from traceability.models import YieldPlea

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from traceability.actions.balance import MoreThanTheHarvest
    from traceability.models import Lot, Material

State = YieldPlea.State


class AlreadyDecided(ValidationError):
    """Another officer was quicker."""


@transaction.atomic
def ask_for_more(
    *,
    refusal: MoreThanTheHarvest,
    reason: str,
    code: str,
    by: User,
    at: datetime,
    lot: Lot | None = None,
    material: Material | None = None,
    entry: Mapping[str, str] | None = None,
) -> YieldPlea:
    """Ask officers to let this lot come to what was refused, for a reason.

    While an answer is awaited, asking again changes what is asked for. ``entry`` is what was typed.
    """
    owner = lot or material
    if owner is None or not refusal.params:
        raise ValueError(refusal)
    producer = Producer.objects.select_for_update().get(pk=owner.producer_id)
    numbers = {name: refusal.params[name] for name in ("went_in", "ceiling", "asked")}
    plea, _is_new = YieldPlea.objects.update_or_create(
        producer=producer,
        code=code,
        lot=lot,
        material=material,
        state=State.ASKED,
        defaults={**numbers, "reason": reason, "asked_at": at, "entry": dict(entry or {})},
    )
    journal.record(
        actor=by, verb="asked for more", subject=plea, at=at, on_behalf_of=producer, **numbers
    )
    return plea


@transaction.atomic
def decide_plea(
    *, plea: YieldPlea, is_granted: bool, answer: str, by: User, at: datetime
) -> YieldPlea:
    """Allow this lot its amount, or not; with the reason that the producer reads.

    Deciding twice alike changes nothing; otherwise raises :class:`AlreadyDecided`.
    """
    plea = YieldPlea.objects.select_for_update(of=("self",)).get(pk=plea.pk)
    wanted = State.GRANTED if is_granted else State.REFUSED
    if plea.state == wanted:
        return plea
    if plea.state != State.ASKED:
        raise AlreadyDecided(_("Việc này đã có cán bộ quyết định rồi."), code="already_decided")
    plea.state, plea.answer, plea.decided_at = wanted, answer, at
    plea.save(update_fields=["state", "answer", "decided_at"])
    journal.record(
        actor=by,
        verb="granted more" if is_granted else "refused more",
        subject=plea,
        at=at,
        on_behalf_of=plea.producer,
        asked=plea.asked,
        ceiling=plea.ceiling,
    )
    return plea
