"""The parameters of the SimpleEventQuery (EPCIS 2.0, 8.2.7.1), each read into a condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from traceability.epcis.canonical import canonical, expression, start_of_serials
from traceability.epcis.conditions import (
    Among,
    At,
    Condition,
    Declared,
    Kinds,
    Known,
    Measured,
    Never,
    NotAQuestion,
    Present,
)
from traceability.epcis.facts import (
    SCOPES,
    SENSED,
    SENSED_AMOUNTS,
    SENSED_TIMES,
    amount_of,
    expanded,
    further_name,
    inner,
)
from traceability.epcis.moments import moment, number, seconds
from traceability.epcis.units import alike
from traceability.epcis.validity import KINDS
from traceability.epcis.vocabulary import Action, bare

OPERATORS = {"EQ": "exact", "GT": "gt", "GE": "gte", "LT": "lt", "LE": "lte"}
COMPARED = "(?P<operator>EQ|GT|GE|LT|LE)"
FIELD = r"(?P<field>[^|:]{1,60}:[^|]{1,200})"
SCOPE = f"(?P<inner>INNER_)?(?:(?P<scope>{'|'.join(SCOPES)})_)?"
YES, NO = ("", "true", "1"), ("false", "0")


@dataclass(frozen=True, slots=True)
class Given:
    """One parameter as it was sent: its name taken apart, and its values."""

    name: str
    parts: re.Match[str]
    values: list[str]
    prefixes: Mapping[str, str]

    def numbers(self) -> list[Decimal]:
        """Several for EQ, one for what compares."""
        values = self.values if self.parts["operator"] == "EQ" else [one_of(self.name, self.values)]
        read = [amount for one in values if (amount := number(one)) is not None]
        if len(read) != len(values):
            raise NotAQuestion(self.name, "number")
        return read

    def moment(self) -> datetime:
        read = moment(_unspaced(one_of(self.name, self.values)))
        if read is None:
            raise NotAQuestion(self.name, "moment")
        return read

    def operator(self) -> str:
        return OPERATORS[self.parts["operator"]]

    def among(self, allowed: tuple[str, ...]) -> tuple[str, ...]:
        if set(self.values) - set(allowed):
            raise NotAQuestion(self.name, "choice", ", ".join(allowed))
        return tuple(self.values)


def one_of(name: str, values: list[str]) -> str:
    if len(values) != 1:
        raise NotAQuestion(name, "once")
    return values[0]


def _words(fact: str, kind: str) -> Callable[[Given], Condition]:
    return lambda given: Among((fact,), tuple(bare(one, kind) for one in given.values))


def _named(*names: str) -> Callable[[Given], Condition]:
    """Identifiers: whole, as a class with all its serials (…*), as all of a company (….*.*)."""

    def read(given: Given) -> Condition:
        whole: list[str] = []
        below: list[str] = []
        like: list[str] = []
        for one in given.values:
            found = canonical(one)
            if one.startswith("urn:epc:idpat:") and found == one:
                like.append(_like(given.name, one))
            elif one.endswith("*"):
                whole.append(found.removesuffix("/*"))
                below.append(start_of_serials(found.removesuffix("/*")))
            else:
                whole.append(found)
        return Among(names, tuple(whole), tuple(below), tuple(like))

    return read


def _like(name: str, pattern: str) -> str:
    found = expression(pattern)
    if not found:
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
    name = f"sensor_{given.parts['time']}"
    return Measured(given.operator(), ((name, seconds(given.moment())),))


def _amount(given: Given) -> Condition:
    """An amount in its unit or in another of the same kind."""
    name, unit = given.parts["amount"], given.parts["unit"]
    is_span = name == "sDev"
    start = name if name == "quantity" else f"sensor_{name}"
    told = [pair for one in given.numbers() for pair in alike(one, unit, is_span=is_span)]
    return Measured(given.operator(), tuple((f"{start}_{other}", bound) for other, bound in told))


def _plain_amount(given: Given) -> Condition:
    name = {"percRank": "sensor_percRank"}.get(given.parts["amount"], "quantity")
    return Measured(given.operator(), tuple((name, bound) for bound in given.numbers()))


def _further(given: Given) -> Condition:
    """A field that is not the standard's."""
    names = field_names(given.parts["field"], given.prefixes, scope=_scope(given))
    operator = given.parts["operator"]
    if operator == "EXISTS":
        return Present(names)
    if operator == "EQ":
        amounts = (amount_of(_unspaced(one)) for one in given.values)
        numbers = tuple(amount for amount in amounts if amount is not None)
        return Among(names, tuple(given.values), numbers=numbers)
    amount = amount_of(_unspaced(one_of(given.name, given.values)))
    if amount is None:
        raise NotAQuestion(given.name, "number")
    return Measured(given.operator(), tuple((name, amount) for name in names))


def _scope(given: Given) -> str:
    scope = given.parts["scope"] or ""
    return inner(scope) if given.parts["inner"] else scope


def field_names(field: str, prefixes: Mapping[str, str], *, scope: str = "") -> tuple[str, ...]:
    """Under which a further field may be kept; its namespace may be parted from it by a #."""
    full = expanded(field, prefixes)
    return tuple(dict.fromkeys(further_name(scope, one) for one in (full, full.replace("#", ""))))


def _unspaced(text: str) -> str:
    """A time as it was sent: in an address, a + that was not escaped arrives as a space."""
    return text.replace(" ", "+") if moment(text.replace(" ", "+")) else text


def _declared(given: Given) -> Condition | None:
    return Declared() if _is_wished(given) else None


def _sensors(given: Given) -> Condition | None:
    return Present(("sensorElementList",)) if _is_wished(given) else None


def _is_wished(given: Given) -> bool:
    """Whether it is to be there: "false" asks for nothing at all."""
    said = one_of(given.name, given.values)
    if said not in YES + NO:
        raise NotAQuestion(given.name, "choice", "true, false")
    return said in YES


EPC = ("epc", "inputEPC", "outputEPC", "parentID")
CLASS = ("epcClass", "inputEPCClass", "outputEPCClass")
EVERYTHING = (*EPC, *CLASS)
ORDERS = {"eventTime": "event", "recordTime": "record"}
DECLARED = ("errorDeclarationTime", "errorDeclaration_Time")
MOMENTS = ORDERS | dict.fromkeys(DECLARED, "declaration")
Reader = Callable[[Given], Condition | None]
READERS: list[tuple[re.Pattern[str], Reader]] = [
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
        ("EXISTS_sensorElementList", _sensors),
        (f"{COMPARED}_(?P<amount>quantity|percRank)", _plain_amount),
        (
            f"{COMPARED}_(?P<amount>quantity|{'|'.join(SENSED_AMOUNTS)})_(?P<unit>[A-Z0-9]{{2,4}})",
            _amount,
        ),
        ("EQ_(?P<sort>bizTransaction|source|destination)_(?P<kind>[^|]{0,200})", _papers),
        (f"EQ_(?P<sensed>{'|'.join(SENSED)})", _sensed),
        (f"(?P<operator>GE|LT)_(?P<time>{'|'.join(SENSED_TIMES)})", _sensed_time),
        ("HASATTR_[^|]{1,260}|EQ_?ATTR_[^|]{1,260}", lambda _given: Never()),
        (f"(?P<operator>EXISTS|EQ|GT|GE|LT|LE)_{SCOPE}{FIELD}", _further),
    )
]
