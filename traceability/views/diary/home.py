"""The diary's own page: what waits to be sent, what is due, the big buttons, what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.access import stall
from catalog.stalls import frame
from traceability.forms.jotting import JottingForm
from traceability.queries import diary, due
from traceability.views.diary.kinds import KINDS
from traceability.views.diary.taking import Taken, take
from traceability.views.diary.words import acting
from traceability.views.telling import ICONS, note

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User
    from catalog.models import Producer
    from traceability.models import Event
    from traceability.views.diary.kinds import Kind

ROOM = "diary:home"
NOT_ASKED = ("happened_at", "place", "ly_do")
"""What the book's forms ask and the diary knows: now, and where it always is."""
Row = dict[str, Any]


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def home(request: SignedInRequest, producer: str) -> HttpResponse:
    mine, at = stall(request.user, producer), now()
    taken = take(request, mine) if request.method == "POST" else Taken()
    if taken.jotting:
        messages.success(request, told(taken))
        return redirect(ROOM, producer)
    status = 422 if request.method == "POST" else 200
    return render(request, "diary/home.html", _page(request, mine, taken, at), status=status)


def told(taken: Taken) -> str:
    """What is said of an entry that is in the book."""
    what = {"what": taken.kind.label if taken.kind else ""}
    return (_("Đã ghi: %(what)s.") if taken.is_new else _("Đã có trong sổ: %(what)s.")) % what


def person_key(user: User) -> str:
    """Whose entries a phone keeps, without saying who that is."""
    return salted_hmac("diary.person", str(user.pk)).hexdigest()[:20]


def _page(request: SignedInRequest, mine: Producer, taken: Taken, at: datetime) -> Row:
    desk = diary.Desk(mine, on=localdate(at))
    chosen = _chosen(request, taken)
    events = diary.latest(mine)
    helping = diary.supporters(mine, [event.recorder_id for event in events])
    return {
        "person": person_key(request.user),
        "whose": acting(request.user, mine)
        if diary.supporters(mine, [request.user.pk])
        else str(request.user),
        "due": due.due(mine, at=at),
        "tiles": [_tile(kind, desk, taken, chosen, at) for kind in KINDS.values()],
        "recent": [_recent(event, mine, helping) for event in events],
        "taken": taken,
        **frame(mine, ROOM),
    }


def _chosen(request: SignedInRequest, taken: Taken) -> tuple[str, str]:
    """Which button is open, about what: as it was sent, or as a link asked."""
    if taken.kind:
        return taken.kind.slug, request.POST.get("about", "")
    return request.GET.get("viec", ""), request.GET.get("ve", "")


def _tile(kind: Kind, desk: diary.Desk, taken: Taken, chosen: tuple[str, str], at: datetime) -> Row:
    """One button with its form, for the likeliest lot or place."""
    subjects, is_open = kind.subjects(desk), chosen[0] == kind.slug
    if is_open:
        subjects.sort(key=lambda one: one.value != chosen[1])
    first = subjects[0] if subjects else None
    is_sent = is_open and taken.kind is kind
    form = taken.form if is_sent else None
    if form is None and first:
        form = kind.form(desk, first, None, at)
    if form is not None:
        form.auto_id = f"{kind.slug}-%s"
    return {
        "kind": kind,
        "count": kind.count(desk),
        "first": first,
        "further": subjects[1:],
        "form": form,
        "fields": [field for field in form or () if field.name not in NOT_ASKED],
        "common": taken.common if is_sent else JottingForm(name=kind.slug),
        "faults": taken.faults if is_sent else [],
        "is_open": is_open,
        "page": kind.page(desk, first),
    }


def _recent(event: Event, mine: Producer, helping: set[int]) -> Row:
    by = event.recorder
    jotting = next((one for one in event.jottings.all() if one.small), None)
    return {
        "event": event,
        "icon": ICONS.get(event.stage, "edit"),
        "note": note(event),
        "by": acting(by, mine) if by and by.pk in helping else (by or ""),
        "photo": jotting,
    }
