"""Claiming a stall, and an officer's decision about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.actions.consents import begin
from catalog.actions.gate import settle
from catalog.folding import fold, tidy
from catalog.models import Claim, Commune, Consent, Membership, Producer, Product
from catalog.slugs import free_slug

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.papers import Paper


class AlreadyClaimed(ValidationError):
    """The stall has an owner, or this person's claim on it still waits."""


class AlreadyDecided(ValidationError):
    """An officer has decided this claim before."""


@transaction.atomic
def file_claim(
    *,
    producer: Producer,
    claimant: User,
    document: Paper,
    note: str,
    at: datetime,
    consent: Consent | None = None,
) -> Claim:
    """Say «this producer is me», with a document. Raises :class:`AlreadyClaimed`.

    ``consent`` is the claimant's to whoever files it for them, and begins to hold for this stall.
    """
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    if producer.is_claimed:
        raise AlreadyClaimed(_("Gian hàng này đã có chủ."), code="claimed")
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                producer=producer,
                claimant=claimant,
                filed_by=consent.supporter if consent else None,
                document=document.file,
                document_hash=document.digest,
                note=tidy(note),
                filed_at=at,
            )
    except IntegrityError as failure:
        raise AlreadyClaimed(
            _("Yêu cầu trước của bạn đang chờ duyệt."), code="waiting"
        ) from failure
    if consent:
        Consent.objects.filter(pk=consent.pk).update(producer=producer)
    journal.record(
        actor=claim.filed_by or claimant,
        verb="claimed",
        subject=producer,
        at=at,
        on_behalf_of=claimant if consent else None,
    )
    return claim


@transaction.atomic
def open_stall(
    *,
    name: str,
    kind: str,
    commune: Commune,
    claimant: User,
    document: Paper,
    note: str,
    at: datetime,
    consent: Consent | None = None,
) -> Claim:
    """Ask for a stall of a producer the register does not know; it opens once approved."""
    name = tidy(name)
    producer = Producer.objects.create(
        name=name,
        slug=free_slug(Producer, name),
        folded=fold(name),
        kind=kind,
        commune=commune,
        province=commune.province,
    )
    return file_claim(
        producer=producer,
        claimant=claimant,
        document=document,
        note=note,
        at=at,
        consent=consent,
    )


@transaction.atomic
def decide_claim(*, claim: Claim, approved: bool, reason: str, by: User, at: datetime) -> Claim:
    """An officer's answer: approval makes the claimant the owner. Raises AlreadyDecided."""
    claim = (
        Claim.objects.select_for_update(of=("self",)).select_related("producer").get(pk=claim.pk)
    )
    if claim.state != Claim.State.PENDING:
        raise AlreadyDecided(_("Yêu cầu này đã được quyết định."), code="decided")
    if approved:
        _hand_over(claim, at)
    claim.state = Claim.State.APPROVED if approved else Claim.State.REFUSED
    claim.decided_by, claim.decided_at, claim.reason = by, at, tidy(reason)
    claim.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    journal.record(actor=by, verb=f"{claim.state}_claim", subject=claim.producer, at=at)
    _tell_claimant(claim, at)
    return claim


def _hand_over(claim: Claim, at: datetime) -> None:
    claimed = Producer.objects.filter(pk=claim.producer_id, claimed_at__isnull=True).update(
        claimed_at=at, identity_verified_at=at
    )
    if not claimed:
        raise AlreadyClaimed(_("Gian hàng này đã có chủ."), code="claimed")
    settle(products=Product.objects.filter(producer=claim.producer_id), on=localdate(at))
    Membership.objects.create(
        producer=claim.producer,
        user=claim.claimant,
        role=Membership.Role.OWNER,
        consented_at=at,
    )
    standing = Consent.objects.standing(at=at).select_related("supporter", "person")
    for consent in standing.filter(person=claim.claimant, producer=claim.producer):
        begin(consent=consent, producer=claim.producer, at=at)


def _tell_claimant(claim: Claim, at: datetime) -> None:
    words = {"name": claim.producer.name, "reason": claim.reason}
    with speaking(claim.claimant.language):
        told = {
            Claim.State.APPROVED: _("Bạn đã là chủ gian hàng %(name)s trên Chợ Gốc."),
            Claim.State.REFUSED: _("Yêu cầu nhận gian hàng %(name)s chưa được duyệt: %(reason)s"),
        }
        outbox.tell(
            kind=Kind.CLAIM_DECIDED,
            key=f"claim:{claim.pk}:{claim.state}",
            phone=claim.claimant.phone,
            email=claim.claimant.email,
            subject=_("Yêu cầu nhận gian hàng"),
            body=told[Claim.State(claim.state)] % words,
            at=at,
        )
