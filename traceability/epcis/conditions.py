"""What a question asks of an event: conditions, of which all must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


class NotAQuestion(ValueError):
    """A parameter that cannot be answered: its name and the rule it breaks."""

    def __init__(self, name: str, rule: str, wanted: str = "") -> None:
        super().__init__(f"{name}: {rule}")
        self.name, self.rule, self.wanted = name, rule, wanted


@dataclass(frozen=True, slots=True)
class Among:
    """A fact of one of these names is one of these values or numbers.

    Or it begins with one of `below`, or fits one of the expressions `like`.
    """

    names: tuple[str, ...]
    values: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    numbers: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """There is a fact of one of these names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One of these number facts compares so with its bound."""

    operator: str
    bounds: tuple[tuple[str, Decimal], ...]


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


@dataclass(frozen=True, slots=True)
class Never:
    """About what is not kept here, such as master data: no event answers."""


Condition = Never | Among | Present | Measured | At | Kinds | Known | Declared
