"""EPCIS 2.0 events as plain records, and their JSON-LD form.

Things are named by URI: items as /01/…/21/…, lots as /01/…/10/…, places as /414/… or any other URI.
An event that could not be true of anything is refused when it is made, as NotAnEvent.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from traceability.epcis.vocabulary import Action, BizStep, Disposition, TransactionType

Json = dict[str, Any]


class NotAnEvent(ValueError):
    """The facts given do not make an EPCIS event."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a class of things: `uom` is a UN/CEFACT unit (KGM, LTR) or empty for pieces."""

    epc_class: str
    amount: int | Decimal | None = None
    uom: str = ""

    def as_json(self) -> Json:
        return _stated({"epcClass": self.epc_class, "quantity": self._number(), "uom": self.uom})

    def _number(self) -> int | float | None:
        if self.amount is None:
            return None
        return int(self.amount) if self.amount == int(self.amount) else float(self.amount)


@dataclass(frozen=True, slots=True)
class Transaction:
    """A business paper behind the event, by URI."""

    uri: str
    type: TransactionType | None = None

    def as_json(self) -> Json:
        return _stated({"type": self.type, "bizTransaction": self.uri})


@dataclass(frozen=True, kw_only=True)
class Event(ABC):
    """What every event says: when, why, where, and in which state things are afterwards.

    `at` carries its offset from UTC, which is the offset of the place. `extensions` are further
    fields whose names carry a prefix the document explains.
    """

    type: ClassVar[str]

    at: datetime
    step: BizStep | None = None
    disposition: Disposition | None = None
    lasting: tuple[Disposition, ...] = ()  # states that hold until unset, such as recalled
    no_longer: tuple[Disposition, ...] = ()
    read_point: str = ""
    location: str = ""
    transactions: tuple[Transaction, ...] = ()
    certificates: tuple[str, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)
    event_id: str = ""
    recorded_at: datetime | None = None

    def __post_init__(self) -> None:
        for moment in (self.at, self.recorded_at):
            if moment and moment.utcoffset() is None:
                raise NotAnEvent("An event's time needs its offset from UTC.")
        if any(":" not in name for name in self.extensions):
            raise NotAnEvent("A further field needs a prefix.")
        self._refuse()

    def as_json(self) -> Json:
        """The event as the standard writes it, without what is not stated."""
        return _stated(
            {"type": self.type, "eventID": self.event_id}
            | self._when()
            | self._what()
            | self._why_and_where()
            | dict(self.extensions)
        )

    def _when(self) -> Json:
        offset = self.at.isoformat()[-6:] if self.at.utcoffset() else "+00:00"
        return {
            "eventTime": self.at.isoformat(timespec="milliseconds"),
            "eventTimeZoneOffset": offset,
            "recordTime": self.recorded_at and _in_utc(self.recorded_at),
            "certificationInfo": list(self.certificates),
        }

    def _why_and_where(self) -> Json:
        return {
            "bizStep": self.step,
            "disposition": self.disposition,
            "persistentDisposition": _stated(
                {"set": list(self.lasting), "unset": list(self.no_longer)}
            ),
            "readPoint": _place(self.read_point),
            "bizLocation": _place(self.location),
            "bizTransactionList": [paper.as_json() for paper in self.transactions],
        }

    @abstractmethod
    def _what(self) -> Json:
        """What the event is about, in the fields of its kind."""

    @abstractmethod
    def _refuse(self) -> None:
        """Raise :class:`NotAnEvent` where the facts could not be true of anything."""


@dataclass(frozen=True, kw_only=True)
class ObjectEvent(Event):
    """Something was made, seen or ended: items by serial, or amounts of a lot."""

    type: ClassVar[str] = "ObjectEvent"

    action: Action
    epcs: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    ilmd: Mapping[str, Any] = field(default_factory=dict)  # facts true from the making on

    def _what(self) -> Json:
        return {
            "action": self.action,
            "epcList": list(self.epcs),
            "quantityList": _amounts(self.quantities),
            "ilmd": dict(self.ilmd),
        }

    def _refuse(self) -> None:
        if not (self.epcs or self.quantities):
            raise NotAnEvent("An object event names at least one thing.")
        if self.ilmd and self.action != Action.ADD:
            raise NotAnEvent("Only the making of a thing states its lasting facts.")


@dataclass(frozen=True, kw_only=True)
class AggregationEvent(Event):
    """Things were packed into a parent, seen in it, or taken out of it."""

    type: ClassVar[str] = "AggregationEvent"

    action: Action
    parent: str = ""
    children: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    def _what(self) -> Json:
        return {
            "action": self.action,
            "parentID": self.parent,
            "childEPCs": list(self.children),
            "childQuantityList": _amounts(self.quantities),
        }

    def _refuse(self) -> None:
        if not self.parent and self.action != Action.OBSERVE:
            raise NotAnEvent("Packing and unpacking name the parent.")
        if not (self.children or self.quantities) and self.action != Action.DELETE:
            raise NotAnEvent("An aggregation names what is inside.")


@dataclass(frozen=True, kw_only=True)
class TransformationEvent(Event):
    """Inputs were used up and outputs came of them."""

    type: ClassVar[str] = "TransformationEvent"

    inputs: tuple[str, ...] = ()
    input_quantities: tuple[Quantity, ...] = ()
    outputs: tuple[str, ...] = ()
    output_quantities: tuple[Quantity, ...] = ()
    transformation: str = ""  # joins the events of one long transformation
    ilmd: Mapping[str, Any] = field(default_factory=dict)

    def _what(self) -> Json:
        return {
            "inputEPCList": list(self.inputs),
            "inputQuantityList": _amounts(self.input_quantities),
            "outputEPCList": list(self.outputs),
            "outputQuantityList": _amounts(self.output_quantities),
            "transformationID": self.transformation,
            "ilmd": dict(self.ilmd),
        }

    def _refuse(self) -> None:
        used = bool(self.inputs or self.input_quantities)
        made = bool(self.outputs or self.output_quantities)
        if not (used and made) and not (self.transformation and (used or made)):
            raise NotAnEvent("A transformation names what went in and what came out.")


def _stated(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _amounts(quantities: tuple[Quantity, ...]) -> list[Json]:
    return [quantity.as_json() for quantity in quantities]


def _place(uri: str) -> Json:
    return {"id": uri} if uri else {}


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
