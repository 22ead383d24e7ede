"""What somebody scanned is kept, and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import consents
from accounts.models import User
from marketplace.scanned.models import OwnScan

if TYPE_CHECKING:
    from datetime import datetime

MOST = 200


@transaction.atomic
def keep_scan(*, user: User, path: str, at: datetime) -> None:
    """Of whoever agreed and still does; the oldest make room."""
    User.objects.select_for_update().get(pk=user.pk)
    if not consents.holds(user, consents.Purpose.SCANS):
        return
    OwnScan.objects.update_or_create(user=user, path=path, defaults={"scanned_at": at})
    mine = OwnScan.objects.filter(user=user)
    mine.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST:])).delete()


@transaction.atomic
def forget_scan(*, user: User, path: str) -> None:
    """Forget one code; again changes nothing."""
    OwnScan.objects.filter(user=user, path=path).delete()


@transaction.atomic
def agree(*, user: User, is_given: bool, at: datetime) -> None:
    """Keep scans from now on, or no more: then what was kept is forgotten in the same moment."""
    purpose, way = consents.Purpose.SCANS, consents.Way.ACCOUNT
    consents.note(user=user, purpose=purpose, is_given=is_given, way=way, at=at)
    if not is_given:
        OwnScan.objects.filter(user=user).delete()
