"""Where a phone sends the entries that waited on it: one at a time, each answered in words."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.access import stall
from traceability.views.diary.home import person_key, told
from traceability.views.diary.taking import Taken, take

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from catalog.models import Producer


@never_cache
@require_http_methods(["GET", "POST"])
def sending(request: SignedInRequest, producer: str) -> JsonResponse:
    """GET: who is signed in on this phone, and a token to send with. POST: one entry.

    401 and 409 are no word on the entry: it waits on the phone for whoever wrote it.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"outcome": "sign_in"}, status=HTTPStatus.UNAUTHORIZED)
    mine = stall(request.user, producer)
    if request.method == "GET":
        return JsonResponse({"person": person_key(request.user), "token": get_token(request)})
    if request.POST.get("person") != person_key(request.user):
        return JsonResponse({"outcome": "somebody_else"}, status=HTTPStatus.CONFLICT)
    return _answer(request, mine)


def _answer(request: SignedInRequest, mine: Producer) -> JsonResponse:
    taken = take(request, mine)
    if taken.jotting:
        outcome = "written" if taken.is_new else "again"
        return JsonResponse({"outcome": outcome, "words": told(taken)})
    return JsonResponse(_refused(taken), status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _refused(taken: Taken) -> dict[str, object]:
    """Why, in words; ``sure`` where a tick would do."""
    asks = taken.form is not None and "is_sure" in taken.form.errors
    faults = taken.faults or [_("Chưa ghi được. Xem lại rồi gửi lần nữa.")]
    return {"outcome": "refused", "words": " ".join(faults), "sure": asks}
