"""What both sides' pages do alike: take a remark in, show the talk, hand a picture out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.http import sent
from accounts.limits import TooOften
from marketplace.photos.drawing import draw
from marketplace.talks import queries
from marketplace.talks.actions import saying
from marketplace.talks.forms import RemarkForm

if TYPE_CHECKING:
    from django.http import HttpRequest

    from marketplace.orders.models import Order
    from marketplace.talks.models import Side

LONGEST_KEY = 18


def form_of(request: HttpRequest) -> RemarkForm:
    return RemarkForm(sent(request), request.FILES or None)


def is_said(request: HttpRequest, order: Order, side: Side, form: RemarkForm) -> bool:
    """Whether it was written; else the form says why not. Drawing is slow: done under no lock."""
    if not form.is_valid():
        return False
    told = form.cleaned_data
    by = request.user if request.user.is_authenticated else None
    photos = draw(told["photos"])
    try:
        saying.say(
            order=order, side=side, words=told["words"], key=told["key"], photos=photos,
            by=by, at=now(),
        )  # fmt: skip
    except TooOften:
        form.add_error("words", _("Bạn nhắn hơi nhiều rồi; chờ một lát rồi nhắn tiếp."))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return form.is_valid()


def shown(request: HttpRequest, order: Order, side: Side, form: RemarkForm) -> dict[str, Any]:
    """The talk for its page; what is on it counts as read."""
    saying.read(order=order, side=side)
    asked = request.GET.get("truoc", "")
    is_key = asked.isdecimal() and asked.isascii() and len(asked) <= LONGEST_KEY
    talk = queries.talk_of(order, before=int(asked) if is_key else None)
    return {
        "order": order,
        "side": side,
        "talk": talk,
        "is_open": queries.is_open(order, at=now()),
        "closes_at": queries.closes_at(order),
        "form": form,
    }
