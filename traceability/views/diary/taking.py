"""One entry as it comes from a phone or a page: read, judged, written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from catalog import pictures
from traceability.actions.jottings import Picture, Told, ToldOtherwise, digest, jot, the_same
from traceability.forms.jotting import JottingForm, minute_and_second
from traceability.queries import diary
from traceability.views.diary.kinds import KINDS
from traceability.views.diary.words import of_refusal
from traceability.views.materials import blame

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from traceability.models import Jotting
    from traceability.views.diary.kinds import Kind, Subject

NOT_SAID = ("csrfmiddlewaretoken", "person", "key", "age", "latitude", "longitude")
"""Fields that do not belong to what an entry says."""
SMALL, LARGE = 320, 1280
AT_FIELD = {
    "more_than_the_harvest": "packs",
    "not_so_many": "packs",
    "other_unit": "amount",
}


@dataclass(slots=True)
class Taken:
    """What became of an entry: in the book (``is_new``, or told before), or refused and why."""

    kind: Kind | None = None
    common: JottingForm | None = None
    of: Subject | None = None
    form: Any = None
    jotting: Jotting | None = None
    is_new: bool = False
    why: str = ""

    @property
    def faults(self) -> list[str]:
        """All that is wrong, each with the name of its field."""
        found = [self.why] if self.why else []
        for form in filter(None, (self.common, self.form)):
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                found += [f"{label}: {error}" if label else str(error) for error in errors]
        return found


def take(request: SignedInRequest, producer: Producer) -> Taken:
    """Write the entry that was sent, unless it is in the book or something is wrong with it.

    What the phone told before is known before a photo is drawn for nothing.
    """
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        return Taken(why=_("Không rõ đây là việc gì. Mở lại trang Nhật ký rồi ghi."))
    bare = JottingForm(request.POST, name=kind.slug)
    if not bare.is_valid():
        return Taken(kind, bare)
    told = _told(bare, request.POST, now())
    if earlier := diary.told(request.user, told.key):
        return _again(kind, bare, earlier, told)
    whole = JottingForm(request.POST, request.FILES, name=kind.slug)
    return _written(request, producer, kind, whole, told)


def _again(kind: Kind, common: JottingForm, earlier: Jotting, told: Told) -> Taken:
    try:
        return Taken(kind, common, jotting=the_same(earlier=earlier, told=told))
    except ToldOtherwise as refusal:
        return Taken(kind, common, why=of_refusal(refusal))


def _told(common: JottingForm, said: QueryDict, at: datetime) -> Told:
    clean = common.cleaned_data
    return Told(
        key=clean["key"],
        digest=digest({name: str(value) for name, value in said.items() if name not in NOT_SAID}),
        jotted_at=common.moment(at=at),
        latitude=clean["latitude"],
        longitude=clean["longitude"],
    )


def _written(
    request: SignedInRequest, producer: Producer, kind: Kind, common: JottingForm, told: Told
) -> Taken:
    """Judge the facts by the book's own form, then write them by its own action."""
    taken, at = Taken(kind, common), now()
    desk = diary.Desk(producer, on=localdate(at))
    of = taken.of = kind.find(desk, request.POST.get("about", ""))
    if of is None:
        taken.why = _("Không thấy lô, nơi hay việc này trong sổ. Xem lại rồi chọn cái khác.")
        return taken
    data = request.POST.copy()
    data["happened_at"] = minute_and_second(told.jotted_at)
    form = taken.form = kind.form(desk, of, data, at)
    if not common.is_valid() or not form.is_valid():
        return taken
    try:
        taken.jotting, taken.is_new = jot(
            producer=producer,
            told=told,
            write=lambda: kind.write(form, of, request.user, at),
            by=request.user,
            at=at,
            picture=_drawn(common.cleaned_data["photo"]),
        )
    except ValidationError as refusal:
        blame(form, refusal, AT_FIELD)
    return taken


def _drawn(photo: pictures.Photo | None) -> Picture | None:
    if photo is None:
        return None
    made = pictures.sizes(photo)
    return Picture(small=made[SMALL], large=made[LARGE])
