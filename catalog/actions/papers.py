"""Papers of sellers: handed in, decided by an officer, remembered before they run out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.language import speaking
from accounts.messages.kinds import Kind
from catalog.actions.gate import settle
from catalog.folding import tidy
from catalog.models import Fact, Membership, Producer, Product, SellerPaper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from accounts.models import User
    from catalog.papers import Paper

State = SellerPaper.State
DIGITS_KEPT = 4
REMINDED = timedelta(days=30)
"""So long before a paper runs out its producer hears of it."""
AT_A_TIME = 200


class AlreadyDecided(ValidationError):
    """An officer has decided this paper before, or its producer has sent another."""


class NothingAsked(ValidationError):
    """No rule asks for such a paper."""


@transaction.atomic
def submit_paper(
    *,
    producer: Producer,
    fact: str,
    product: Product | None,
    file: Paper,
    fields: Mapping[str, object],
    by: User,
    at: datetime,
) -> SellerPaper:
    """Hand a paper in; the one that still waited is replaced. Nothing is on sale by that alone."""
    Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    earlier = SellerPaper.objects.waiting().filter(producer=producer, product=product, fact=fact)
    for one in earlier:
        _end(one, State.REPLACED)
    try:
        with transaction.atomic():
            paper = SellerPaper.objects.create(
                producer=producer,
                product=product,
                fact=fact,
                file=file.file,
                file_hash=file.digest,
                submitted_by=by,
                submitted_at=at,
                **fields,
            )
    except IntegrityError as refused:
        raise NothingAsked(_("Loại giấy này không nộp ở đây.")) from refused
    journal.record(
        actor=by,
        verb="submitted_paper",
        subject=product or producer,
        at=at,
        on_behalf_of=producer,
        fact=fact,
        paper=paper.pk,
    )
    return paper


@transaction.atomic
def decide_paper(
    *, paper: SellerPaper, approved: bool, reason: str, by: User, at: datetime
) -> SellerPaper:
    """An officer's answer; goods may be sold, or no more, in the same transaction.

    One that was approved may be taken back, with a reason. Raises :class:`AlreadyDecided`.
    """
    paper = SellerPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    taken_back = paper.state == State.APPROVED and not approved
    if paper.state != State.WAITING and not taken_back:
        raise AlreadyDecided(_("Giấy này đã được quyết định."), code="decided")
    paper.decided_by, paper.decided_at, paper.reason = by, at, tidy(reason)
    _end(paper, State.TAKEN_BACK if taken_back else _answer(approved=approved))
    settle(products=Product.objects.filter(producer=paper.producer_id), on=localdate(at))
    subject = paper.product or paper.producer
    journal.record(
        actor=by, verb=f"{paper.state}_paper", subject=subject, at=at,
        on_behalf_of=None, fact=paper.fact, paper=paper.pk,
    )  # fmt: skip
    _tell_decided(paper, at)
    return paper


def _answer(*, approved: bool) -> State:
    return State.APPROVED if approved else State.REFUSED


def _end(paper: SellerPaper, state: State) -> None:
    """Of a paper that says who somebody is, four digits stay and no picture."""
    paper.state = state
    if paper.is_of_a_person:
        paper.number = paper.number[-DIGITS_KEPT:]
        name, storage = paper.file.name, paper.file.storage
        if name:
            transaction.on_commit(lambda: storage.delete(name))
        paper.file = ""
    paper.save()


@transaction.atomic
def remind_of_ending(*, at: datetime) -> int:
    """Tell owners of papers that run out within a month, once each; say how many were told of."""
    today = localdate(at)
    ending = SellerPaper.objects.approved().filter(
        reminded_at__isnull=True, valid_until__gt=today, valid_until__lte=today + REMINDED
    )
    some = list(ending.select_for_update(of=("self",)).select_related("producer")[:AT_A_TIME])
    for paper in some:
        words = {"day": f"{paper.valid_until:%d/%m/%Y}"}
        _tell_owners(paper, "ends", at, words)
    SellerPaper.objects.filter(pk__in=[paper.pk for paper in some]).update(reminded_at=at)
    return len(some)


def _tell_decided(paper: SellerPaper, at: datetime) -> None:
    _tell_owners(paper, paper.state, at, {"reason": paper.reason})


def _tell_owners(paper: SellerPaper, what: str, at: datetime, told: Mapping[str, str]) -> None:
    owners = Membership.objects.active().filter(
        producer=paper.producer_id, role=Membership.Role.OWNER
    )
    page = settings.SITE_URL + reverse("gate:papers", args=[paper.producer.slug])
    for owner in owners.select_related("user"):
        with speaking(owner.user.language):
            words = {"paper": Fact(paper.fact).label, "page": page, **told}
            outbox.tell(
                kind=Kind.PAPER,
                key=f"paper:{paper.pk}:{what}:{owner.pk}",
                phone=owner.user.phone,
                email=owner.user.email,
                subject=_("Giấy tờ gian hàng"),
                body=_said(what) % words,
                at=at,
            )


def _said(what: str) -> str:
    return {
        "approved": _("Đã duyệt: %(paper)s."),
        "refused": _("Chưa duyệt được %(paper)s: %(reason)s. Nộp lại: %(page)s"),
        "taken_back": _("Thu hồi duyệt %(paper)s: %(reason)s. Nộp lại: %(page)s"),
        "ends": _("%(paper)s hết hạn ngày %(day)s. Nộp giấy mới để bán tiếp: %(page)s"),
    }[what]
