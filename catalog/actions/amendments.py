"""Changes of what is risky in goods on sale: asked for, decided once, or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.actions.gate import settle_one
from catalog.folding import tidy
from catalog.models import Amendment, CriteriaSet, Product
from catalog.risky import is_risky

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User

State = Amendment.State
OPEN = "waiting"


class AlreadyDecided(ValidationError):
    """Somebody has decided this proposal before, or its producer took it back."""


def held_back(*, product: Product, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of these changes that wait for an officer: of goods buyers have once seen."""
    if product.first_shown_at is None:
        return {}
    return {
        name: value
        for name, value in fields.items()
        if _as_text(value) != _written(product, name)
        and is_risky(name, before=_written(product, name), after=_as_text(value))
    }


def ask(
    *, product: Product, fields: Mapping[str, Any], why: str, by: User, at: datetime
) -> list[Amendment]:
    """Propose each change, in place of an earlier one of the same field. The product is locked."""
    asked = []
    for name, value in fields.items():
        earlier = product.amendments.filter(state=OPEN, field=name).first()
        if earlier and earlier.after == _as_text(value):
            continue
        if earlier:
            _close(earlier, State.WITHDRAWN, by, at)
        told = {"field": name, "before": _written(product, name), "after": _as_text(value)}
        one = product.amendments.create(**told, why=tidy(why), asked_by=by, asked_at=at)
        _note(one, "proposed", by, at)
        asked.append(one)
    return asked


@transaction.atomic
def decide_amendment(
    *, amendment: Amendment, approved: bool, reason: str, by: User, at: datetime
) -> Amendment:
    """An officer's answer, once. What is approved is written if the product still says the old.

    Otherwise the proposal ends as stale, and its producer hears so. Raises AlreadyDecided.
    """
    product, amendment = _locked(amendment)
    if not approved:
        state = State.REFUSED
    elif _written(product, amendment.field) == amendment.before:
        state = State.APPROVED
        _write(product, amendment, at)
    else:
        state = State.STALE
    amendment.reason = tidy(reason)
    _close(amendment, state, by, at)
    _note(amendment, f"{state}_proposal", by, at)
    _tell(amendment, at)
    return amendment


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: User, at: datetime) -> Amendment:
    """Its producer takes it back before anybody has decided. Raises AlreadyDecided."""
    _product, amendment = _locked(amendment)
    _close(amendment, State.WITHDRAWN, by, at)
    _note(amendment, "withdrew_proposal", by, at)
    return amendment


def _locked(amendment: Amendment) -> tuple[Product, Amendment]:
    """The product first, as everywhere; then a proposal that still waits."""
    found = Product.objects.select_for_update(of=("self",)).select_related(
        "producer", "commune", "criteria_set__shelf"
    )
    product = found.get(pk=amendment.product_id)
    amendment = Amendment.objects.select_for_update().get(pk=amendment.pk)
    if amendment.state != State.WAITING:
        raise AlreadyDecided(_("Đề nghị này đã được quyết định hoặc đã rút."), code="decided")
    amendment.product = product
    return product, amendment


def _write(product: Product, amendment: Amendment, at: datetime) -> None:
    field, after = amendment.field, amendment.after
    kinds = CriteriaSet.objects.select_related("shelf")
    value = kinds.get(pk=after) if field == "criteria_set" else after
    setattr(product, field, value)
    product.shelf = product.criteria_set.shelf
    product.searchable = product.text_to_search()
    product.save()
    settle_one(product=product, on=localdate(at))


def _close(amendment: Amendment, state: State, by: User, at: datetime) -> None:
    amendment.state, amendment.decided_by, amendment.decided_at = state, by, at
    amendment.save()


def _note(amendment: Amendment, verb: str, by: User, at: datetime) -> None:
    product = amendment.product
    told = {"field": amendment.field, "before": amendment.before, "after": amendment.after}
    journal.record(
        actor=by, verb=verb, subject=product, at=at,
        on_behalf_of=product.producer if verb in {"proposed", "withdrew_proposal"} else None,
        **told,
    )  # fmt: skip


def _tell(amendment: Amendment, at: datetime) -> None:
    """Whoever asked hears what became of it."""
    product, person = amendment.product, amendment.asked_by
    with speaking(person.language):
        page = reverse("workspace:product", args=[product.producer.slug, product.slug])
        words = {
            "name": product.name,
            "reason": amendment.reason,
            "page": settings.SITE_URL + page,
        }
        told = {
            State.APPROVED: _("Đã duyệt sửa «%(name)s»."),
            State.REFUSED: _("Chưa duyệt sửa «%(name)s»: %(reason)s. Xem: %(page)s"),
            State.STALE: _(
                "«%(name)s» đã đổi sau khi bạn đề nghị sửa, nên đề nghị không dùng được nữa. "
                "Xem: %(page)s"
            ),
        }
        outbox.tell(
            kind=Kind.PAPER,
            key=f"amendment:{amendment.pk}",
            phone=person.phone,
            email=person.email,
            subject=_("Sửa hàng đang bán"),
            body=told[State(amendment.state)] % words,
            at=at,
        )


def _written(product: Product, field: str) -> str:
    """What a field says now, as proposals keep it."""
    return _as_text(getattr(product, field))


def _as_text(value: object) -> str:
    """A kind of goods by its number, anything else as it is."""
    return str(value.pk) if isinstance(value, CriteriaSet) else str(value or "")
