"""The SimpleEventQuery: parameters of an address or of a named query, read into conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from traceability.epcis.canonical import canonical
from traceability.epcis.facts import FURTHER, ILMD, SENSED, SENSED_TIMES, expanded
from traceability.epcis.hash_id import STANDARD_PREFIXES
from traceability.epcis.moments import moment, number
from traceability.epcis.validity import KINDS
from traceability.epcis.vocabulary import Action, bare

MOST_PARAMETERS = 40
MOST_VALUES = 100  # in one parameter
LONGEST_QUESTION = 300  # of one value
MOST_EVENTS = 1_000_000
OPERATORS = {"EQ": "exact", "GT": "gt", "GE": "gte", "LT": "lt", "LE": "lte"}
Said = Mapping[str, object]


class NotAQuestion(ValueError):
    """A parameter that cannot be answered: its name and the rule it breaks."""

    def __init__(self, name: str, rule: str, wanted: str = "") -> None:
        super().__init__(f"{name}: {rule}")
        self.name, self.rule, self.wanted = name, rule, wanted


@dataclass(frozen=True, slots=True)
class Among:
    """A fact of one of these names has one of these values, or begins with one of `below`."""

    names: tuple[str, ...]
    values: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """There is a fact of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A number fact compares so with the bound."""

    name: str
    operator: str
    bound: Decimal


@dataclass(frozen=True, slots=True)
class At:
    """A time of the event itself: "event", "record" or "declaration"."""

    which: str
    operator: str
    bound: datetime


@dataclass(frozen=True, slots=True)
class Kinds:
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Events by their ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """Only events that were declared wrong."""


Condition = Among | Present | Measured | At | Kinds | Known | Declared


@dataclass(frozen=True, slots=True)
class Question:
    """All conditions hold. `first`: no more than these; `most`: more than these is too many."""

    conditions: tuple[Condition, ...] = ()
    order: str = ""  # "event" or "record"; recording order where it is not said
    descending: bool = True
    first: int | None = None
    most: int | None = None


def ask(said: Said, *, prefixes: Mapping[str, str] | None = None) -> Question:
    """Read parameters: texts with values parted by |, or the JSON of a named query.

    Raises :class:`NotAQuestion`. `prefixes` explains names of further fields.
    """
    if len(said) > MOST_PARAMETERS:
        raise NotAQuestion("", "too_complex", str(MOST_PARAMETERS))
    known = STANDARD_PREFIXES | dict(prefixes or {})
    found: list[Condition] = []
    controls: dict[str, str] = {}
    for name, value in said.items():
        values = _values(name, value)
        if name in CONTROLS:
            controls[name] = _one(name, values)
        else:
            found.append(_condition(name, values, known))
    return _controlled(tuple(found), controls)


def is_parameter(name: str) -> bool:
    """Whether a parameter of this name means anything."""
    return name in CONTROLS or any(pattern.fullmatch(name) for pattern, _read in READERS)


def _values(name: str, value: object) -> list[str]:
    if isinstance(value, str):
        values = value.split("|")
    elif isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        values = [_text(one) for one in value]
    elif value is None or isinstance(value, bool | int | float):
        values = [_text(value)]
    else:
        raise NotAQuestion(name, "values")
    if len(values) > MOST_VALUES:
        raise NotAQuestion(name, "too_complex", str(MOST_VALUES))
    if any(len(one) > LONGEST_QUESTION for one in values):
        raise NotAQuestion(name, "too_long", str(LONGEST_QUESTION))
    if not values or ("" in values and not name.startswith("EXISTS_")):
        raise NotAQuestion(name, "empty")
    return values


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _condition(name: str, values: list[str], prefixes: Mapping[str, str]) -> Condition:
    for pattern, read in READERS:
        found = pattern.fullmatch(name)
        if found:
            return read(Given(name, found, values, prefixes))
    raise NotAQuestion(name[:60], "unknown")


@dataclass(frozen=True, slots=True)
class Given:
    """One parameter as it was sent: its name taken apart, and its values."""

    name: str
    parts: re.Match[str]
    values: list[str]
    prefixes: Mapping[str, str]

    def number(self) -> Decimal:
        read = number(_one(self.name, self.values))
        if read is None:
            raise NotAQuestion(self.name, "number")
        return read

    def moment(self) -> datetime:
        """In an address, a + that was not escaped arrives as a space."""
        read = moment(_one(self.name, self.values).replace(" ", "+"))
        if read is None:
            raise NotAQuestion(self.name, "moment")
        return read

    def operator(self) -> str:
        return OPERATORS[self.parts["operator"]]

    def among(self, allowed: tuple[str, ...]) -> tuple[str, ...]:
        if set(self.values) - set(allowed):
            raise NotAQuestion(self.name, "choice", ", ".join(allowed))
        return tuple(self.values)


def _one(name: str, values: list[str]) -> str:
    if len(values) != 1:
        raise NotAQuestion(name, "once")
    return values[0]


def _words(fact: str, kind: str) -> Callable[[Given], Condition]:
    return lambda given: Among((fact,), tuple(bare(one, kind) for one in given.values))


def _named(*names: str) -> Callable[[Given], Condition]:
    """Identifiers, whole or as a pattern over all serials of a class."""

    def read(given: Given) -> Condition:
        patterns = [one for one in given.values if one.startswith("urn:epc:idpat:")]
        whole = tuple(canonical(one) for one in given.values if one not in patterns)
        below = tuple(f"{_class_of(given.name, one)}/" for one in patterns)
        return Among(names, whole, below)

    return read


def _class_of(name: str, pattern: str) -> str:
    found = canonical(pattern)
    if found == pattern:
        raise NotAQuestion(name, "pattern")
    return found


def _within(fact: str) -> Callable[[Given], Condition]:
    """A place, and what a GLN extension names inside it."""

    def read(given: Given) -> Condition:
        places = tuple(canonical(one) for one in given.values)
        return Among((fact,), places, tuple(f"{one}/254/" for one in places))

    return read


def _papers(given: Given) -> Condition:
    sort = given.parts["sort"]
    kind = bare(given.parts["kind"] or "", {"bizTransaction": "BTT"}.get(sort, "SDT"))
    return Among((f"{sort}_{kind}",), tuple(canonical(one) for one in given.values))


def _sensed(given: Given) -> Condition:
    name = given.parts["sensed"]
    values = tuple(bare(one, "measure") if name == "type" else one for one in given.values)
    return Among((f"sensor_{name}",), values)


def _sensed_time(given: Given) -> Condition:
    seconds = Decimal(str(given.moment().timestamp()))
    return Measured(f"sensor_{given.parts['time']}", given.operator(), seconds)


def _further(given: Given) -> Condition:
    sort = ILMD if given.parts["ilmd"] else FURTHER
    full = sort + expanded(given.parts["field"], given.prefixes)
    if given.parts["operator"] == "EXISTS":
        return Present(full)
    return Among((full,), tuple(given.values))


def _declared(given: Given) -> Condition:
    if _one(given.name, given.values) not in {"", "true", "1"}:
        raise NotAQuestion(given.name, "choice", "true")
    return Declared()


EPC = ("epc", "inputEPC", "outputEPC", "parentID")
CLASS = ("epcClass", "inputEPCClass", "outputEPCClass")
EVERYTHING = (*EPC, *CLASS)
MOMENTS = {"eventTime": "event", "recordTime": "record"}
MOMENTS |= {"errorDeclarationTime": "declaration", "errorDeclaration_Time": "declaration"}
READERS: list[tuple[re.Pattern[str], Callable[[Given], Condition]]] = [
    (re.compile(pattern), read)
    for pattern, read in (
        ("eventType", lambda given: Kinds(given.among(KINDS))),
        ("EQ_action", lambda given: Among(("action",), given.among(tuple(Action)))),
        ("EQ_bizStep", _words("bizStep", "BizStep")),
        ("EQ_disposition", _words("disposition", "Disp")),
        ("EQ_persistentDisposition_set", _words("persistentDisposition_set", "Disp")),
        ("EQ_persistentDisposition_unset", _words("persistentDisposition_unset", "Disp")),
        ("EQ_errorReason", _words("errorReason", "ER")),
        ("EQ_readPoint", _named("readPoint")),
        ("EQ_bizLocation", _named("bizLocation")),
        ("WD_readPoint", _within("readPoint")),
        ("WD_bizLocation", _within("bizLocation")),
        ("EQ_transformationID", _named("transformationID")),
        ("MATCH_epc", _named("epc")),
        ("MATCH_parentID", _named("parentID")),
        ("MATCH_inputEPC", _named("inputEPC")),
        ("MATCH_outputEPC", _named("outputEPC")),
        ("MATCH_anyEPC", _named(*EPC)),
        ("MATCH_epcClass", _named("epcClass")),
        ("MATCH_inputEPCClass", _named("inputEPCClass")),
        ("MATCH_outputEPCClass", _named("outputEPCClass")),
        ("MATCH_anyEPCClass", _named(*CLASS)),
        ("EQ_eventID", lambda given: Known(tuple(given.values))),
        (
            "EQ_correctiveEventID",
            lambda given: Among(("correctiveEventID",), tuple(given.values)),
        ),
        ("EXISTS_errorDeclaration", _declared),
        (
            f"(?P<operator>GE|LT)_(?P<time>{'|'.join(MOMENTS)})",
            lambda given: At(MOMENTS[given.parts["time"]], given.operator(), given.moment()),
        ),
        (
            "(?P<operator>EQ|GT|GE|LT|LE)_quantity",
            lambda given: Measured("quantity", given.operator(), given.number()),
        ),
        ("EQ_(?P<sort>bizTransaction|source|destination)_(?P<kind>[^|]{0,200})", _papers),
        (f"EQ_(?P<sensed>{'|'.join(SENSED)})", _sensed),
        (f"(?P<operator>GE|LT)_(?P<time>{'|'.join(SENSED_TIMES)})", _sensed_time),
        ("(?P<operator>EQ|EXISTS)_(?P<ilmd>ILMD_)?(?P<field>[^|:]{1,60}:[^|]{1,200})", _further),
    )
]
CONTROLS = ("orderBy", "orderDirection", "eventCountLimit", "maxEventCount")


def _controlled(conditions: tuple[Condition, ...], said: Mapping[str, str]) -> Question:
    if "eventCountLimit" in said and "maxEventCount" in said:
        raise NotAQuestion("maxEventCount", "exclusive", "eventCountLimit")
    order = said.get("orderBy", "")
    if order and order not in {"eventTime", "recordTime"}:
        raise NotAQuestion("orderBy", "choice", "eventTime, recordTime")
    direction = said.get("orderDirection", "DESC")
    if direction not in {"ASC", "DESC"}:
        raise NotAQuestion("orderDirection", "choice", "ASC, DESC")
    counts = dict(_counts(said))
    return Question(
        conditions,
        order=MOMENTS.get(order, ""),
        descending=direction == "DESC",
        first=counts.get("eventCountLimit"),
        most=counts.get("maxEventCount"),
    )


def _counts(said: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for name in ("eventCountLimit", "maxEventCount"):
        if name in said:
            text = said[name]
            if not re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII) or int(text) > MOST_EVENTS:
                raise NotAQuestion(name, "count", str(MOST_EVENTS))
            yield name, int(text)
