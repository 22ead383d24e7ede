"""What can be found out about a lot: pure predicates, one for each fact that a law may ask for.

A law says what must be known; only code can say how one finds out. What a law asks «if any»
answers ``NONE`` where there is none: it holds nothing back, and nobody claims that it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from catalog.models import Policy
from traceability.models import Lot, Requirement

Fact = Requirement.Fact


class Answer(Enum):
    MET = "met"
    MISSING = "missing"
    NONE = "none"
    """There is none, and none is asked for."""


class Room(Enum):
    """Where the producer fills it in."""

    PRODUCT = "product"
    PRODUCER = "producer"
    LOT = "lot"
    EVENTS = "events"
    PAPERS = "papers"
    PLACE = "place"


LASTING = frozenset({Room.LOT, Room.EVENTS, Room.PAPERS, Room.PLACE})
"""Rooms whose facts stay once a lot is packed; what stands in the others may be taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that the predicates look at, read once."""

    lot: Lot
    has_photo: bool
    has_stage: bool
    has_papers: bool
    has_serials: bool
    policy: Policy | None


@dataclass(frozen=True, slots=True)
class Question:
    """How a fact is found out, and the very field in which it is filled in."""

    answer: Callable[[Known], Answer]
    room: Room
    field: str | Callable[[Known], str] = ""

    def field_of(self, known: Known) -> str:
        return self.field if isinstance(self.field, str) else self.field(known)


def _name(known: Known) -> Answer:
    return _met(known.lot.pack.product.name)


def _picture(known: Known) -> Answer:
    """A photo; a fictional producer's goods have none and show a drawing that says so."""
    return _met(known.has_photo or known.lot.producer.is_fictional)


def _producer(known: Known) -> Answer:
    return _met(known.lot.producer.name)


def _address(known: Known) -> Answer:
    return _met(known.lot.producer.address or known.lot.producer.commune_id)


def _responsible(known: Known) -> Answer:
    return _both(_producer(known), _address(known))


def _stages(known: Known) -> Answer:
    """At least one harvest or processing with its place and time."""
    return _met(known.has_stage)


def _making_day(known: Known) -> Answer:
    return _met(known.lot.made_on)


def _trace_code(known: Known) -> Answer:
    return _met(known.lot.trace_code)


def _serials(known: Known) -> Answer:
    """If any: goods may go out under their lot alone."""
    return _if_any(known.has_serials)


def _shelf_life(known: Known) -> Answer:
    """If any: a product with a shelf life has lots with a day."""
    if known.lot.best_before is not None:
        return Answer.MET
    return Answer.MISSING if known.lot.pack.product.shelf_life_days else Answer.NONE


def _dates(known: Known) -> Answer:
    return _both(_making_day(known), _shelf_life(known))


def _standard(known: Known) -> Answer:
    return _met(known.lot.pack.product.standard)


def _identity(known: Known) -> Answer:
    """The name, and the GTIN where there is one; without, the trace code identifies."""
    return _both(_name(known), _met(known.lot.pack.gtin or known.lot.trace_code))


def _last_place(known: Known) -> Answer:
    return _met(known.lot.workshop.commune_id)


def _papers(known: Known) -> Answer:
    """Certificates, if any: one of the lot or its product that has not run out."""
    return _if_any(known.has_papers)


def _warning(known: Known) -> Answer:
    """Goods for which a rule prescribes words carry them."""
    if known.lot.pack.product.warning:
        return Answer.MET
    return Answer.MISSING if known.policy and known.policy.warning else Answer.NONE


def _numbers(known: Known) -> Answer:
    """The licence or the declaration that a rule in force names."""
    product, policy = known.lot.pack.product, known.policy
    asked = []
    if policy and policy.needs_licence:
        asked.append(product.licence_number)
    if policy and policy.needs_declaration:
        asked.append(product.declaration_number)
    return _met(all(asked)) if asked else Answer.NONE


def _number_asked(known: Known) -> str:
    """The first of the two that is asked for and not there."""
    is_licensed = not (known.policy and known.policy.needs_licence)
    has_licence = is_licensed or known.lot.pack.product.licence_number
    return "declaration_number" if has_licence else "licence_number"


def _met(given: object) -> Answer:
    return Answer.MET if given else Answer.MISSING


def _if_any(given: bool) -> Answer:  # noqa: FBT001 (the answer itself)
    return Answer.MET if given else Answer.NONE


def _both(one: Answer, other: Answer) -> Answer:
    """Missing when either is; what is not asked for takes nothing from what is there."""
    return Answer.MISSING if Answer.MISSING in {one, other} else Answer.MET


QUESTIONS: dict[Fact, Question] = {
    Fact.NAME: Question(_name, Room.PRODUCT, "name"),
    Fact.PICTURE: Question(_picture, Room.PRODUCT, "picture"),
    Fact.PRODUCER: Question(_producer, Room.PRODUCER),
    Fact.ADDRESS: Question(_address, Room.PRODUCER, "address"),
    Fact.RESPONSIBLE: Question(_responsible, Room.PRODUCER, "address"),
    Fact.STAGES: Question(_stages, Room.EVENTS, "quantity"),
    Fact.MAKING_DAY: Question(_making_day, Room.LOT),
    Fact.TRACE_CODE: Question(_trace_code, Room.LOT),
    Fact.SERIALS: Question(_serials, Room.LOT),
    Fact.SHELF_LIFE: Question(_shelf_life, Room.LOT, "best_before"),
    Fact.DATES: Question(_dates, Room.LOT, "best_before"),
    Fact.STANDARD: Question(_standard, Room.PRODUCT, "standard"),
    Fact.IDENTITY: Question(_identity, Room.PRODUCT, "name"),
    Fact.LAST_PLACE: Question(_last_place, Room.PLACE, "commune"),
    Fact.PAPERS: Question(_papers, Room.PAPERS, "file"),
    Fact.WARNING: Question(_warning, Room.PRODUCT, "warning"),
    Fact.NUMBERS: Question(_numbers, Room.PRODUCT, _number_asked),
}
