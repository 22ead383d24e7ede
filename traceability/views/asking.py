"""What is beyond the yield: both numbers on the page, and the way to an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils.timezone import now
from django.utils.translation import gettext as _

from traceability.actions.balance import MoreThanTheHarvest
from traceability.actions.pleas import ask_for_more

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from accounts.http import SignedInRequest
    from traceability.forms.amounts import AskingForm
    from traceability.models import Lot, Material


def is_asked(
    request: SignedInRequest,
    form: AskingForm,
    refusal: ValidationError,
    *,
    code: str,
    lot: Lot | None = None,
    material: Material | None = None,
) -> bool:
    """Send the plea when that is what the button said; else show how to."""
    if not isinstance(refusal, MoreThanTheHarvest):
        return False
    form.over = refusal
    form.fields["ly_do"].required = True
    if not form.asks:
        return False
    ask_for_more(
        refusal=refusal,
        reason=form.reason,
        code=code,
        lot=lot,
        material=material,
        entry=form.as_typed(),
        by=request.user,
        at=now(),
    )
    messages.success(request, _("Đã gửi cán bộ. Khi được duyệt, bạn ghi lại bằng một lần bấm."))
    return True


def again(entry: dict[str, Any] | None) -> dict[str, Any]:
    """What had been typed when an officer was asked, as initial values."""
    return {name: said for name, said in (entry or {}).items() if name not in {"ly_do", "is_sure"}}
