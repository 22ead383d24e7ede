"""Facts are stood by: offices and laboratories countersign, producers sign what they have told.

A countersignature is a leaf of the log itself, so that it can be neither taken back nor put before
its time. A producer's signature is not: it only says again who told the fact, by a key.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Producer
from traceability.actions import keys, log
from traceability.merkle.entry import moment
from traceability.merkle.keys import VerifierKey, read_key
from traceability.merkle.notes import Note, NotSigned, read_note
from traceability.models import Attestation, Event, LogLeaf, SignerKey
from traceability.models.events import Evidence
from traceability.proofs.statement import LEVELS, Statement, read_statement
from traceability.queries import attestations
from traceability.queries import log as queries

Kind, Role = LogLeaf.Kind, SignerKey.Role
CLOCKS_DIFFER = timedelta(minutes=5)
MOST = 5_000  # events a turn of the clock
BATCH = 500  # rows an INSERT


class NotAccepted(ValidationError):
    """What was brought does not stand by this fact, and why."""


@transaction.atomic
def attest(*, written: str, at: datetime) -> Attestation:
    """Take in a statement about a leaf, signed by a known key. The same twice is one.

    Raises :class:`NotAccepted` for what is no such note, a leaf that is not there, an unknown or
    ended key, a wrong signature, more weight than the signer's office has, and a moment that has
    not come.
    """
    note, said = _read(written)
    leaf = attestations.leaf_of(said)
    if leaf is None:
        raise NotAccepted(_("Trong sổ không có dòng nào như lời ký này nói."), code="no_leaf")
    key, raw = _signer(note)
    _refuse_beyond_office(key, leaf, said.level)
    said_at = datetime.fromisoformat(said.at)
    if said_at > at + CLOCKS_DIFFER:
        raise NotAccepted(_("Giờ ký chưa tới. Hãy xem lại đồng hồ của máy."), code="future")
    told = {
        "level": said.level,
        "said_at": said_at,
        "signature": raw,
        "recorded_at": at,
    }
    row, is_new = Attestation.objects.get_or_create(leaf=leaf, key=key, defaults=told)
    if is_new:
        journal.record(actor=None, verb="attested", subject=row, at=at, on_behalf_of=key.producer)
        if key.role != Role.PRODUCER:
            log.append(kind=Kind.ATTESTATION, rows=[row])
    return row


def _read(written: str) -> tuple[Note, Statement]:
    try:
        note = read_note(written.replace("\r\n", "\n").strip() + "\n")
        return note, read_statement(note.text)
    except ValueError as failure:
        raise NotAccepted(
            _("Không đọc được lời ký: hãy dán nguyên cả bốn dòng và dòng chữ ký bên dưới."),
            code="unreadable",
        ) from failure


def _signer(note: Note) -> tuple[SignerKey, bytes]:
    """Who has signed, and the signature with the key's id."""
    for one in note.signatures:
        known = SignerKey.objects.standing().select_related("producer")
        row = known.filter(public__startswith=f"{one.name}+{one.id.hex()}+").first()
        key = read_key(row.public) if row else None
        if row is None or not isinstance(key, VerifierKey):
            continue
        try:
            note.by([key])
        except NotSigned as failure:
            raise NotAccepted(_("Chữ ký không khớp với lời ký."), code="wrong") from failure
        return row, one.raw
    raise NotAccepted(
        _("Chợ chưa biết khoá này, hoặc khoá đã thôi dùng. Hãy báo chợ ghi nhận khoá trước."),
        code="unknown_key",
    )


def _refuse_beyond_office(key: SignerKey, leaf: LogLeaf, level: str) -> None:
    if LEVELS[key.role] != level:
        raise NotAccepted(
            _("%(name)s chỉ được ký ở mức: %(level)s.")
            % {"name": key.name, "level": Evidence(LEVELS[key.role]).label},
            code="beyond_office",
        )
    if key.producer_id and attestations.producer_of(leaf) != key.producer_id:
        raise NotAccepted(_("Đây là lời của chủ thể khác."), code="not_its_own")


@transaction.atomic
def sign_for_producers(*, at: datetime) -> int:
    """Sign events by the keys that the market holds; what producers sign themselves is left.

    The events are their own outbox: each turn goes on behind the last one that was signed.
    """
    if not settings.SIGNING_SECRET:
        return 0
    last = Attestation.objects.filter(key__held=True).order_by("-leaf_id").first()
    unsigned = LogLeaf.objects.filter(kind=Kind.EVENT, position__gt=last.leaf_id if last else -1)
    keyed = SignerKey.objects.filter(producer__isnull=False)
    own = keyed.exclude(held=True, ended_at__isnull=True).values("producer")
    theirs = Event.objects.filter(pk=OuterRef("subject")).exclude(producer__in=own)
    leaves = list(unsigned.filter(Exists(theirs)).order_by("position")[:MOST])
    tellers = dict(
        Event.objects.filter(pk__in=[leaf.subject for leaf in leaves]).values_list("pk", "producer")
    )
    held = _held(set(tellers.values()), at)
    rows = [
        _signed(leaf, held[tellers[leaf.subject]], at)
        for leaf in leaves
        if tellers[leaf.subject] in held
    ]
    Attestation.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _held(producers: set[int], at: datetime) -> dict[int, SignerKey]:
    """By producer; who never had a key gets one now, who ended theirs has none."""
    new = Producer.objects.filter(pk__in=producers, signer_keys__isnull=True).order_by("pk")
    keys.hold_keys(producers=list(new), at=at)
    standing = SignerKey.objects.standing().filter(held=True, producer__in=producers)
    return {key.producer_id: key for key in standing if key.producer_id}


def _signed(leaf: LogLeaf, key: SignerKey, at: datetime) -> Attestation:
    level = LEVELS[Role.PRODUCER]
    said = Statement(queries.origin(), leaf.entry, level, moment(at))
    signature = keys.held_key(key.producer_id or 0).sign(said.text)
    return Attestation(
        leaf=leaf, key=key, level=level, said_at=at, signature=signature, recorded_at=at
    )
