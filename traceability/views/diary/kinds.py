"""The kinds of entries in a diary: of what each is, what it asks, and which action writes it."""

# ruff: noqa: ARG002 (each kind is given what one of them needs)

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import localize_input
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from traceability.access import is_key
from traceability.actions.chores import do_chore
from traceability.actions.events import MAKING, record_event
from traceability.actions.growing import record_growing
from traceability.actions.lots import open_lot
from traceability.actions.materials import Came, name_material, open_material_lot
from traceability.actions.stages import record_stage
from traceability.forms import EventForm, MaterialForm
from traceability.forms.events import in_boxes
from traceability.forms.growing import FORMS as GROWING_FORMS
from traceability.forms.lots import usual
from traceability.measures import SPOKEN, spoken
from traceability.models import Event, Lot, MaterialLot
from traceability.views.diary.words import of_chore
from traceability.views.events import FORMS as STAGE_FORMS
from traceability.views.steps import GROWING, SLUGS
from traceability.views.telling import ICONS

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from accounts.models import User
    from catalog.models import Pack
    from traceability.models import Chore, Place
    from traceability.queries.diary import Desk

Stage = Event.Stage


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a lot, a place, a pack, a chore; ``usual``: as it was last time."""

    value: str
    label: str
    note: str
    thing: Any
    usual: dict[str, Any] = field(default_factory=dict)

    @property
    def typed(self) -> dict[str, str]:
        """The same as it stands in boxes."""
        return {name: localize_input(value) for name, value in self.usual.items()}


class Kind:
    """One big button of the diary."""

    slug: str
    icon: str
    label: StrOrPromise
    none: StrOrPromise = ""

    def subjects(self, desk: Desk) -> list[Subject]:
        """What it may be about, the likeliest first."""
        raise NotImplementedError

    def count(self, desk: Desk) -> int:
        """How many wait for it: the number on the button."""
        return 0

    def find(self, desk: Desk, value: str) -> Subject | None:
        """The one of that value, also where it is no longer on the list: it may say why."""
        raise NotImplementedError

    def form(self, desk: Desk, of: Subject, data: QueryDict | None, at: datetime) -> Any:  # noqa: ANN401 (the book's own forms)
        """The form of the book that asks it; ``data`` has ``happened_at`` already."""
        raise NotImplementedError

    def write(self, form: Any, of: Subject, by: User, at: datetime) -> Event:  # noqa: ANN401 (as above)
        """Write what the form was told. Raises what the action raises."""
        raise NotImplementedError

    def page(self, desk: Desk, of: Subject | None) -> str:
        """The whole page for it, where more can be said."""
        return reverse("traceability:lots", args=[desk.producer.slug])


class OfLot(Kind):
    """A stage of a lot's life."""

    def __init__(self, stage: Event.Stage, none: StrOrPromise) -> None:
        self.stage, self.slug, self.label = stage, SLUGS[stage], stage.label
        self.icon, self.none = ICONS[stage], none

    def subjects(self, desk: Desk) -> list[Subject]:
        return [self._of(desk, lot) for lot in self._lots(desk)]

    def find(self, desk: Desk, value: str) -> Subject | None:
        lots = desk.producer.lots.select_related("pack__product", "producer")
        lot = lots.filter(code=value).first()
        return self._of(desk, lot) if lot else None

    def count(self, desk: Desk) -> int:
        return len(desk.open_lots) if self.stage in MAKING else 0

    def _lots(self, desk: Desk) -> list[Lot]:
        if self.stage in (Stage.SHIPPING, Stage.SELLING):
            return desk.packed_lots
        return desk.any_lots if self.stage in (Stage.INSPECTING, Stage.STORING) else desk.open_lots

    def _of(self, desk: Desk, lot: Lot) -> Subject:
        before = desk.last_amounts(self.stage, pack=lot.pack_id, lot=lot.pk)
        usual = in_boxes(lot, *before) if before else {}
        return Subject(lot.code, str(lot.pack), self._note(lot), lot, usual)

    def _note(self, lot: Lot) -> str:
        unit = lot.pack.net_unit
        left = _("còn %(n)s gói") % {"n": lot.free}
        return f"{lot.code} · " + (
            left if lot.is_complete else spoken(lot.raw_quantity, unit) if lot.raw_quantity else "—"
        )

    def form(self, desk: Desk, of: Subject, data: QueryDict | None, at: datetime) -> Any:  # noqa: ANN401
        lot: Lot = of.thing
        told = _with(data, place=lot.origin_id if self.stage == Stage.HARVEST else lot.workshop_id)
        kind = STAGE_FORMS.get(self.stage, EventForm)
        return kind(told, lot=lot, stage=self.stage, at=at, initial=dict(of.usual))

    def write(self, form: Any, of: Subject, by: User, at: datetime) -> Event:  # noqa: ANN401
        return record_stage(lot=of.thing, stage=self.stage, by=by, at=at, **form.facts())

    def page(self, desk: Desk, of: Subject | None) -> str:
        if of is None:
            return super().page(desk, of)
        return reverse("traceability:event", args=[desk.producer.slug, of.value, self.slug])


class NewLot(Kind):
    """A lot opened with its harvest: places and shelf life are those of the pack's lot before."""

    slug, icon, label = "me-moi", "plus", _("Mẻ mới")
    none = _("Lần đầu làm một quy cách thì mở lô ở trang Lô hàng; từ lần sau mở ở đây.")

    def subjects(self, desk: Desk) -> list[Subject]:
        return [self._of(desk, pack) for pack in desk.packs]

    def find(self, desk: Desk, value: str) -> Subject | None:
        pack = next((pack for pack in desk.packs if str(pack.pk) == value), None)
        return self._of(desk, pack) if pack else None

    def _of(self, desk: Desk, pack: Pack) -> Subject:
        before = desk.last_amounts(Stage.HARVEST, pack=pack.pk)
        before_that = in_boxes(Lot(pack=pack), *before) if before else {}
        unit = capfirst(str(SPOKEN[pack.net_unit][0]))
        return Subject(str(pack.pk), str(pack), unit, pack, before_that)

    def form(self, desk: Desk, of: Subject, data: QueryDict | None, at: datetime) -> Any:  # noqa: ANN401
        opening = usual(of.thing, at)
        lot = Lot(pack=of.thing, producer=desk.producer, **opening)
        told = _with(data, place=lot.origin_id)
        return EventForm(told, lot=lot, stage=Stage.HARVEST, at=at, initial=dict(of.usual))

    def write(self, form: Any, of: Subject, by: User, at: datetime) -> Event:  # noqa: ANN401
        facts = form.facts()
        opening = usual(of.thing, at) | {"made_on": localdate(facts["happened_at"])}
        lot = open_lot(pack=of.thing, by=by, at=at, **opening)
        return record_event(lot=lot, stage=Stage.HARVEST, by=by, at=at, **facts)

    def page(self, desk: Desk, of: Subject | None) -> str:
        return reverse("traceability:new_lot", args=[desk.producer.slug])


class AtPlace(Kind):
    """What is done at a plot or pond."""

    def __init__(self, slug: str, none: StrOrPromise) -> None:
        self.stage, self.slug, self.none = GROWING[slug], slug, none
        self.label, self.icon = self.stage.label, ICONS[self.stage]

    def subjects(self, desk: Desk) -> list[Subject]:
        return [_place(place) for place in desk.places]

    def find(self, desk: Desk, value: str) -> Subject | None:
        place = desk.producer.places.select_related("producer").filter(code=value).first()
        return _place(place) if place else None

    def form(self, desk: Desk, of: Subject, data: QueryDict | None, at: datetime) -> Any:  # noqa: ANN401
        return GROWING_FORMS[self.stage](data, place=of.thing, at=at, earlier=None)

    def write(self, form: Any, of: Subject, by: User, at: datetime) -> Event:  # noqa: ANN401
        when = form.cleaned_data["happened_at"]
        return record_growing(
            place=of.thing, stage=self.stage, happened_at=when, facts=form.facts(), by=by, at=at
        )

    def page(self, desk: Desk, of: Subject | None) -> str:
        if of is None:
            return reverse("traceability:places", args=[desk.producer.slug])
        return reverse("traceability:place_event", args=[desk.producer.slug, of.value, self.slug])


class IntoStore(Kind):
    """A harvest that goes into the store of materials, under the next free number."""

    slug, icon, label = "vao-kho", "wheat", _("Hái về kho")
    none = _("Thêm một địa điểm trước, rồi ghi ở đây.")

    def subjects(self, desk: Desk) -> list[Subject]:
        return [_place(place) for place in desk.places]

    def find(self, desk: Desk, value: str) -> Subject | None:
        place = desk.producer.places.select_related("producer").filter(code=value).first()
        return _place(place) if place else None

    def form(self, desk: Desk, of: Subject, data: QueryDict | None, at: datetime) -> Any:  # noqa: ANN401
        blank = MaterialForm(producer=desk.producer, at=at)
        named = {"unit": blank["unit"].value(), "code": blank["code"].value()}
        told = _with(data, place=of.thing.pk, source=MaterialLot.Source.GROWN, **named)
        form = MaterialForm(told, producer=desk.producer, at=at)
        for name in ("source", "supplier", "bought", "paper", "code", "unit"):
            form.fields[name].widget = forms.HiddenInput()
        return form

    def write(self, form: Any, of: Subject, by: User, at: datetime) -> Event:  # noqa: ANN401
        said, producer = form.cleaned_data, of.thing.producer
        material = name_material(
            producer=producer, name=said["name"], unit=said["unit"], by=by, at=at
        )
        came = Came(**form.came(said["unit"], is_bought=False))
        lot = open_material_lot(
            material=material, code=said["code"], source=said["source"], came=came, by=by, at=at
        )
        return lot.events.standing().latest("pk")

    def page(self, desk: Desk, of: Subject | None) -> str:
        return reverse("traceability:new_material", args=[desk.producer.slug])


class DoneChore(Kind):
    """Work that comes again: one tap."""

    slug, icon, label = "viec-lap", "again", _("Việc lặp lại")
    none = _("Chưa đặt việc nào lặp lại.")

    def subjects(self, desk: Desk) -> list[Subject]:
        return [_chore(chore) for chore in desk.chores]

    def count(self, desk: Desk) -> int:
        return sum(chore.next_on <= desk.on for chore in desk.chores)

    def find(self, desk: Desk, value: str) -> Subject | None:
        chores = desk.producer.chores.select_related("place")
        found = chores.filter(pk=value).first() if is_key(value) else None
        return _chore(found) if found else None

    def form(self, desk: Desk, of: Subject, data: QueryDict | None, at: datetime) -> Any:  # noqa: ANN401
        return ChoreDoneForm(data)

    def write(self, form: Any, of: Subject, by: User, at: datetime) -> Event:  # noqa: ANN401
        return do_chore(chore=of.thing, happened_at=form.cleaned_data["happened_at"], by=by, at=at)

    def page(self, desk: Desk, of: Subject | None) -> str:
        return reverse("diary:chores", args=[desk.producer.slug])


class ChoreDoneForm(forms.Form):
    """Nothing is asked but when."""

    happened_at = forms.DateTimeField()


def _place(place: Place) -> Subject:
    return Subject(place.code, place.name, place.get_kind_display(), place)


def _chore(chore: Chore) -> Subject:
    return Subject(str(chore.pk), of_chore(chore), chore.place.name, chore)


def _with(data: QueryDict | None, **more: Any) -> QueryDict | None:  # noqa: ANN401 (values of fields)
    """What was told, with what nobody is asked for here."""
    if data is None:
        return None
    told = data.copy()
    for name, value in more.items():
        told[name] = "" if value is None else str(value)
    return told


NO_OPEN_LOT = _("Chưa có mẻ nào đang làm. Bấm «Mẻ mới» trước.")
NO_PACKED_LOT = _("Chưa có gói nào trong kho.")
KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        NewLot(),
        OfLot(Stage.HARVEST, NO_OPEN_LOT),
        AtPlace("cham-bon", _("Thêm một địa điểm trước, rồi ghi ở đây.")),
        OfLot(Stage.PROCESSING, NO_OPEN_LOT),
        OfLot(Stage.PACKING, NO_OPEN_LOT),
        OfLot(Stage.SELLING, NO_PACKED_LOT),
        IntoStore(),
        OfLot(Stage.INSPECTING, NO_OPEN_LOT),
        OfLot(Stage.STORING, NO_OPEN_LOT),
        OfLot(Stage.SHIPPING, NO_PACKED_LOT),
        AtPlace("gieo-trong", _("Thêm một địa điểm trước, rồi ghi ở đây.")),
        DoneChore(),
    )
}
