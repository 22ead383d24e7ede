"""Documents of trading partners: sent in, looked at event by event, written or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.formats import localize
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog.access import stall
from catalog.stalls import frame
from traceability import access, faults
from traceability.actions import drafts, partners
from traceability.actions.capture import NotValid
from traceability.epcis.facts import things
from traceability.epcis.moments import moment
from traceability.forms.partners import PartnerForm
from traceability.queries import partners as queries
from traceability.views.epcis.asking import MOST_BYTES, MOST_EVENTS, MOST_THINGS
from traceability.views.trade import step_words

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from traceability.actions.drafts import Draft
    from traceability.models import PartnerDocument

ROWS = 25
SHOWN_THINGS = 4
STATUS = {"too_large": 413, "xml": 415}
Row = dict[str, Any]


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def documents(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    form = PartnerForm(sent(request), request.FILES or None, most_bytes=MOST_BYTES)
    if form.is_valid() and _fits(form):
        told = _received(request, mine, form)
        return redirect("traceability:partner", mine.slug, told.pk)
    rows = Paginator(queries.documents_of(mine), ROWS).get_page(request.GET.get("trang"))
    context = {"form": form, "rows": rows, **frame(mine, "traceability:partners")}
    return render(request, "traceability/partners.html", context, status=_status(form))


@login_required
@never_cache
@require_safe
def document(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    told = access.partner_document(stall(request.user, producer), pk)
    return _look(request, told)


@login_required
@require_POST
def writing(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    told = access.partner_document(stall(request.user, producer), pk)
    try:
        written = partners.write_document(told=told, by=request.user, at=now())
    except NotValid as refusal:
        messages.error(request, str(refusal))
        return redirect("traceability:partner", producer, pk)
    count = written.job.stored if written.job else 0
    said = ngettext("Đã ghi %(n)s sự kiện.", "Đã ghi %(n)s sự kiện.", count)
    messages.success(request, said % {"n": localize(count)})
    return redirect("traceability:partner", producer, pk)


@login_required
@require_POST
def removal(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    told = access.partner_document(stall(request.user, producer), pk)
    try:
        partners.discard_document(told=told, by=request.user, at=now())
    except partners.AlreadyWritten as refusal:
        messages.error(request, refusal.message)
        return redirect("traceability:partner", producer, pk)
    messages.success(request, _("Đã bỏ tài liệu, chưa có gì vào sổ."))
    return redirect("traceability:partners", producer)


def _received(request: SignedInRequest, mine: Producer, form: PartnerForm) -> PartnerDocument:
    return partners.receive_document(
        producer=mine, teller=form.cleaned_data["teller"], document=form.document,
        name=form.cleaned_data["file"].name[:120], digest=form.digest, by=request.user, at=now(),
    )  # fmt: skip


def _fits(form: PartnerForm) -> bool:
    """Whether its frame is sound and it is no larger than the capture interface takes."""
    if wrong := drafts.frame_faults(form.document):
        form.add_error("file", faults.sentences(wrong))
        return False
    events = [event for _path, event in drafts.events_of(form.document)]
    named = sum(len(held) for one in events if isinstance(one, dict) for held in one.values()
                if isinstance(held, list))  # fmt: skip
    if len(events) <= MOST_EVENTS and named <= MOST_THINGS:
        return True
    most = {"events": localize(MOST_EVENTS), "things": localize(MOST_THINGS)}
    said = _("Nhiều quá: mỗi tệp nhận tối đa %(events)s sự kiện và %(things)s món.") % most
    form.add_error("file", ValidationError(said, code="too_large"))
    return False


def _status(form: PartnerForm) -> int:
    told = [STATUS[code] for code in form.file_faults if code in STATUS]
    return (told or [422])[0] if form.errors else 200


def _look(request: SignedInRequest, told: PartnerDocument) -> HttpResponse:
    """What each event says, and what is wrong with it or known of it already."""
    found = partners.read_document(told=told, at=now())
    known = queries.known_events(told.producer, {one.event_id for one in found if not one.faults})
    rows = [_row(draft, known) for draft in found]
    counts = {
        state: sum(row["state"] == state for row in rows) for state in ("new", "known", "wrong")
    }
    order = sorted(rows, key=lambda row: row["state"] != "wrong")
    context = {
        "told": told,
        "rows": Paginator(order, ROWS).get_page(request.GET.get("trang")),
        "counts": counts,
        "can_write": bool(counts["new"]) and not counts["wrong"] and not told.is_written,
        **frame(told.producer, "traceability:partners"),
    }
    return render(request, "traceability/partner.html", context)


def _row(draft: Draft, known: set[str]) -> Row:
    is_sound = not draft.faults
    state = ("known" if draft.event_id in known else "new") if is_sound else "wrong"
    event = draft.event if is_sound else _as_far_as_readable(draft.event)
    named = list(dict.fromkeys(thing.uri for thing in things(event))) if is_sound else []
    when = moment(str(event.get("eventTime", "")))
    return {
        "path": draft.path,
        "title": step_words(event),
        "when": localtime(when) if when else None,
        "where": (event.get("readPoint") or event.get("bizLocation") or {}).get("id", ""),
        "things": named[:SHOWN_THINGS],
        "more": max(0, len(named) - SHOWN_THINGS),
        "state": state,
        "faults": [faults.sentence(fault) for fault in draft.faults],
    }


def _as_far_as_readable(event: Row) -> Row:
    """Of an event that breaks the schema: texts only."""
    return {name: held for name, held in event.items() if isinstance(held, str)}
