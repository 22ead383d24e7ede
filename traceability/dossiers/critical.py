"""The sortable spreadsheet of the FDA's Food Traceability Rule (FSMA section 204).

21 CFR part 1, subpart S: a sheet for each critical tracking event (1.1325 to 1.1350), a column for
each key data element. Headings are the rule's own words, for the rule is read in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from traceability.dossiers.table import Cell
from traceability.dossiers.workbook import Book


class Tracking(StrEnum):
    """The kinds of critical tracking events, as sheets are named."""

    HARVESTING = "Harvesting"
    COOLING = "Cooling"
    INITIAL_PACKING = "Initial packing"
    FIRST_RECEIVING = "First land-based receiving"
    SHIPPING = "Shipping"
    RECEIVING = "Receiving"
    TRANSFORMATION = "Transformation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One thing that happened to one lot. Amounts are in ``unit``; times are of Việt Nam."""

    kind: Tracking
    code: str
    source: str
    product: str
    quantity: Decimal | None
    unit: str
    where: str
    happened_at: datetime
    recorded_at: datetime
    paper: str
    origin: str = ""
    before: str = ""
    after: str = ""
    used_code: str = ""
    used_quantity: Decimal | None = None
    used_unit: str = ""


CODE, SOURCE = "Traceability lot code", "Traceability lot code source"
PRODUCT, COMMODITY = "Product description", "Commodity and variety"
QUANTITY, UNIT = "Quantity", "Unit of measure"
RECORD = "Reference document type and number"
RECORDED = "Recorded at (UTC+7)"
Columns = Mapping[str, str]
WHO: Columns = {CODE: "code", SOURCE: "source"}
HOW_MUCH: Columns = {QUANTITY: "quantity", UNIT: "unit"}
LAST: Columns = {RECORD: "paper", RECORDED: "recorded_at"}
WHAT: Columns = {PRODUCT: "product", **HOW_MUCH}

COLUMNS: dict[Tracking, Columns] = {
    Tracking.HARVESTING: {
        "Date of harvesting (UTC+7)": "happened_at",
        COMMODITY: "product",
        **HOW_MUCH,
        "Farm and growing area (or pond) of harvest": "where",
        "Immediate subsequent recipient": "after",
        CODE: "code",
        **LAST,
    },
    Tracking.COOLING: {
        "Date of cooling (UTC+7)": "happened_at",
        COMMODITY: "product",
        **HOW_MUCH,
        "Where cooled": "where",
        "Farm of harvest": "origin",
        "Immediate subsequent recipient": "after",
        **LAST,
    },
    Tracking.INITIAL_PACKING: {
        "Date of initial packing (UTC+7)": "happened_at",
        **WHO,
        **WHAT,
        "Where initially packed": "where",
        "Farm and growing area of harvest": "origin",
        **LAST,
    },
    Tracking.FIRST_RECEIVING: {
        "Date landed (UTC+7)": "happened_at",
        **WHO,
        **WHAT,
        "Harvest area": "origin",
        "First land-based receiver": "where",
        **LAST,
    },
    Tracking.SHIPPING: {
        "Date shipped (UTC+7)": "happened_at",
        **WHO,
        **WHAT,
        "Shipped from": "where",
        "Immediate subsequent recipient": "after",
        **LAST,
    },
    Tracking.RECEIVING: {
        "Date received (UTC+7)": "happened_at",
        **WHO,
        **WHAT,
        "Where received": "where",
        "Immediate previous source": "before",
        **LAST,
    },
    Tracking.TRANSFORMATION: {
        "Date completed (UTC+7)": "happened_at",
        "Traceability lot code used": "used_code",
        "Quantity used": "used_quantity",
        "Unit used": "used_unit",
        "New traceability lot code": "code",
        SOURCE: "source",
        "New product description": "product",
        "New quantity": "quantity",
        UNIT: "unit",
        "Where transformed": "where",
        **LAST,
    },
}
OVERVIEW = "Overview"


@dataclass(slots=True)
class Request:
    """What the overview says: whose records, of which days or lot, made when."""

    firm: str
    address: str
    span: str
    made_at: datetime
    notes: list[str] = field(default_factory=list)


def workbook(request: Request, occurrences: Iterable[Occurrence]) -> Book:
    """The workbook in pieces; occurrences are written as they come and not kept."""
    headings: dict[str, list[str]] = {OVERVIEW: ["Food traceability records (FSMA 204)", ""]}
    headings |= {str(kind): list(columns) for kind, columns in COLUMNS.items()}
    book = Book(headings)
    counts = dict.fromkeys(COLUMNS, 0)
    for one in occurrences:
        counts[one.kind] += 1
        columns = COLUMNS[one.kind]
        book.add(str(one.kind), [getattr(one, name) for name in columns.values()])
    for row in _overview(request, counts):
        book.add(OVERVIEW, row)
    return book


def _overview(request: Request, counts: Mapping[Tracking, int]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        ["Firm", request.firm],
        ["Address", request.address],
        ["Records of", request.span],
        ["Made at (UTC+7)", request.made_at],
        ["Rule", "21 CFR part 1, subpart S"],
    ]
    rows += [[str(kind), count] for kind, count in counts.items()]
    return rows + [["Note", note] for note in request.notes]
