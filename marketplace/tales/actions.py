"""Everything that changes a tale."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.photos.fields import MOST_PHOTOS
from marketplace.tales.models import Tale, TalePhoto

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Producer
    from marketplace.photos.drawing import Drawn

MOST_TALES = 30


class TooMany(ValidationError):
    """A stall tells no more, or a tale has no more pictures."""


@transaction.atomic
def write_tale(
    *, producer: Producer, title: str, text: str, photos: Sequence[Drawn], by: User, at: datetime
) -> Tale:
    """Told to everybody at once. Raises :class:`TooMany`."""
    told = producer.tales.select_for_update().filter(withdrawn_at__isnull=True)
    if len(told) >= MOST_TALES:
        raise TooMany(_("Nhà mình đã kể %(n)s chuyện. Cất bớt chuyện cũ đã.") % {"n": MOST_TALES})
    tale = Tale.objects.create(
        producer=producer, title=title, text=text, written_by=by, written_at=at
    )
    _add_photos(tale, photos)
    journal.record(actor=by, verb="told a tale", subject=tale, on_behalf_of=producer, at=at)
    return tale


@transaction.atomic
def rewrite_tale(
    *,
    tale: Tale,
    title: str,
    text: str,
    photos: Sequence[Drawn],
    without: Collection[int],
    by: User,
    at: datetime,
) -> None:
    """Other words, fewer or more pictures. A hidden one stays hidden. Raises :class:`TooMany`."""
    found = _locked(tale)
    _drop_photos(found.photos.filter(pk__in=list(without)))
    _add_photos(found, photos)
    found.title, found.text, found.changed_at = title, text, at
    found.save(update_fields=["title", "text", "changed_at"])
    producer = found.producer
    journal.record(actor=by, verb="rewrote a tale", subject=found, on_behalf_of=producer, at=at)


@transaction.atomic
def withdraw_tale(*, tale: Tale, by: User, at: datetime) -> None:
    """Nobody reads it any more, and its pictures are gone; twice is as good as once."""
    found = _locked(tale)
    if found.withdrawn_at is not None:
        return
    _drop_photos(found.photos.all())
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    producer = found.producer
    journal.record(actor=by, verb="withdrew a tale", subject=found, on_behalf_of=producer, at=at)


@transaction.atomic
def hide_tale(*, tale: Tale, because: str, by: User, at: datetime) -> None:
    """Only its own stall reads it, with the reason."""
    found = _locked(tale)
    if found.hidden_at is not None:
        return
    found.hidden_at, found.hidden_by, found.hidden_because = at, by, because
    found.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
    journal.record(actor=by, verb="hid a tale", subject=found, at=at)


@transaction.atomic
def show_tale(*, tale: Tale, by: User, at: datetime) -> None:
    """Everybody reads it again."""
    found = _locked(tale)
    if found.hidden_at is None:
        return
    found.hidden_at, found.hidden_by, found.hidden_because = None, None, ""
    found.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
    journal.record(actor=by, verb="showed a tale", subject=found, at=at)


def _locked(tale: Tale) -> Tale:
    return Tale.objects.select_for_update(of=("self",)).select_related("producer").get(pk=tale.pk)


def _add_photos(tale: Tale, photos: Sequence[Drawn]) -> None:
    if tale.photos.count() + len(photos) > MOST_PHOTOS:
        raise TooMany(_("Một câu chuyện có nhiều nhất %(n)s ảnh.") % {"n": MOST_PHOTOS})
    for drawn in photos:
        photo = TalePhoto(tale=tale, width=drawn.width, height=drawn.height)
        photo.small = ContentFile(drawn.small, name=f"{photo.key.hex}-s.webp")
        photo.large = ContentFile(drawn.large, name=f"{photo.key.hex}-l.webp")
        photo.save()


def _drop_photos(photos: QuerySet[TalePhoto]) -> None:
    """The rows now; the files once nobody can take it back."""
    for photo in photos:
        for file in (photo.small, photo.large):
            transaction.on_commit(partial(default_storage.delete, str(file.name)))
    photos.delete()
