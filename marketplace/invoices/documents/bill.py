"""What stands on an invoice, as plain data: who sells what to whom, under which number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from marketplace.invoices.documents.taxes import Item, Row, Summary, rows, summaries
from marketplace.invoices.documents.words import in_words


class Form(StrEnum):
    """KHMSHDon: who pays VAT by deduction gives the first, who pays it on revenue the second."""

    VAT = "1"
    SALES = "2"


NAMES = {Form.VAT: "Hóa đơn giá trị gia tăng", Form.SALES: "Hóa đơn bán hàng"}
"""THDon, in the law's spelling."""
BY_TRANSFER = "Chuyển khoản"
"""HTTToan: the market takes no cash."""


class Relation(StrEnum):
    """TCHDon: what an invoice is to an earlier one."""

    REPLACES = "1"
    ADJUSTS = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A seller or a buyer as printed. A buyer who is no firm has a ``person`` and no ``name``."""

    name: str = ""
    tax_code: str = ""
    address: str = ""
    person: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The earlier invoice that this one adjusts or replaces, and why."""

    relation: Relation
    form: Form
    series: str
    number: int
    issued_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Bill:
    """One invoice. Without a ``number`` it is a draft; an adjusting one takes its items off."""

    form: Form
    series: str
    issued_on: date
    seller: Party
    buyer: Party
    items: Sequence[Item]
    number: int | None = None
    related: Related | None = None

    @property
    def title(self) -> str:
        return NAMES[self.form]

    @property
    def key(self) -> str:
        """The Id that is signed; XML wants it not to begin with a digit."""
        return f"HD-{self.form}{self.series}-{self.number or 0}"

    @property
    def is_taking_off(self) -> bool:
        return self.related is not None and self.related.relation == Relation.ADJUSTS

    @cached_property
    def rows(self) -> list[Row]:
        return rows(self.items)

    @cached_property
    def summaries(self) -> list[Summary]:
        """Net and tax of each rate, in the order in which the rates appear."""
        return summaries(self.rows)

    @property
    def net(self) -> int:
        return sum(row.amount for row in self.rows)

    @property
    def tax(self) -> int:
        return self.total - self.net

    @property
    def total(self) -> int:
        """Đồng, with tax."""
        return sum(item.gross for item in self.items)

    @property
    def words(self) -> str:
        return in_words(self.total)


def told(bill: Bill) -> dict[str, Any]:
    """A bill as JSON may hold it."""
    plain = {name: getattr(bill, name) for name in ("form", "series", "number")}
    related = bill.related
    return {
        **plain,
        "issued_on": bill.issued_on.isoformat(),
        "seller": asdict(bill.seller),
        "buyer": asdict(bill.buyer),
        "items": [asdict(item) for item in bill.items],
        "related": related and {**asdict(related), "issued_on": related.issued_on.isoformat()},
    }


def read(said: Mapping[str, Any]) -> Bill:
    """A bill out of what :func:`told` wrote."""
    related = said["related"]
    return Bill(
        form=Form(said["form"]),
        series=said["series"],
        number=said["number"],
        issued_on=date.fromisoformat(said["issued_on"]),
        seller=Party(**said["seller"]),
        buyer=Party(**said["buyer"]),
        items=tuple(Item(**item) for item in said["items"]),
        related=related and _related(related),
    )


def _related(said: Mapping[str, Any]) -> Related:
    return Related(
        **{
            **said,
            "relation": Relation(said["relation"]),
            "form": Form(said["form"]),
            "issued_on": date.fromisoformat(said["issued_on"]),
        }
    )
