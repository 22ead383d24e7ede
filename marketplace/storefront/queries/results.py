"""Search results: one cross table for all facets and the total, one query for the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, F, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.queries import matching
from marketplace.storefront.queries.cards import (
    Card,
    Measured,
    Products,
    cards,
    closest_first,
    with_facts,
    with_measures,
    with_ranks,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from marketplace.storefront.asking import Question

PAGE = 24
Combination = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    url: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet as ``components/_facets.html`` shows it."""

    label: str
    options: list[Option]
    open: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of cards, how many there are in all, and what one may choose next."""

    question: Question
    total: int
    page: Page[Card]
    facets: list[FacetGroup]

    @property
    def clear_url(self) -> str:
        return self.question.cleared().query() if self.question.chosen else ""


def find(products: Products, question: Question, *, on: date) -> Results:
    """What a question finds among these products on that day. Four queries, however many rows."""
    found = matching(products, question.text)
    table = _cross_table(found, question, on=on)
    total = sum(row["n"] for row in table if _fits(row, question))
    paginator = Paginator[Card](_Counted(total), PAGE)
    number = min(question.page, paginator.num_pages)
    chosen = _ordered(_chosen(with_facts(found, on=on), question), question)
    rows = cards(chosen[(number - 1) * PAGE : number * PAGE], on=on) if total else []
    return Results(
        question=question,
        total=total,
        page=Page(rows, number, paginator),
        facets=_facets(table, question),
    )


class _Counted(list[Card]):
    """A list of which only the length is known: the cross table has counted already."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total = total

    def __len__(self) -> int:
        return self.total


def _cross_table(products: Products, question: Question, *, on: date) -> list[Combination]:
    """How many products share each combination of choices; communes only of the chosen province."""
    province = (question.values("tinh") or [""])[0]
    is_here = When(commune__province=province, then=F("commune__code"))
    is_named = When(commune__province=province, then=F("commune__name"))
    group_name = "name_en" if get_language() == "en" else "name"
    counted = (
        with_measures(products, on=on)
        .order_by()
        .values(
            "stars_now",
            "price_band",
            "is_available",
            "province_id",
            group=F("criteria_set__group_id"),
            group_name=F(f"criteria_set__group__{group_name}"),
            province_name=F("province__short_name"),
            commune_code=Case(is_here, default=Value(""), output_field=CharField()),
            commune_name=Case(is_named, default=Value(""), output_field=CharField()),
        )
        .annotate(n=Count("pk"))
    )
    return list(counted)


VALUE: dict[str, Callable[[Combination], str]] = {
    "nhom": lambda row: str(row["group"]),
    "sao": lambda row: str(row["stars_now"] or ""),
    "gia": lambda row: row["price_band"] or "",
    "con": lambda row: "1" if row["is_available"] else "",
    "tinh": lambda row: row["province_id"] or "",
    "xa": lambda row: row["commune_code"],
}


def _fits(row: Combination, question: Question, *, apart_from: str = "") -> bool:
    """Whether a combination is among what was chosen, one facet left aside."""
    return all(
        VALUE[name](row) in chosen
        for name in VALUE
        if name != apart_from and (chosen := question.values(name))
    )


def _chosen(products: Measured, question: Question) -> Measured:
    fields = {
        "nhom": "criteria_set__group__in",
        "sao": "stars_now__in",
        "gia": "price_band__in",
        "tinh": "province__in",
        "xa": "commune__code__in",
    }
    for name, lookup in fields.items():
        if values := question.values(name):
            products = products.filter(**{lookup: values})
    return products.filter(is_available=True) if question.values("con") else products


def _ordered(products: Measured, question: Question) -> Measured:
    orders: dict[str, tuple[Any, ...]] = {
        "moi": ("-published_at", "-pk"),
        "re": (F("price_from").asc(nulls_last=True), "pk"),
        "dat": (F("price_from").desc(nulls_last=True), "pk"),
        "sao": ("-stars_rank", "-is_available", "pk"),
    }
    return with_ranks(products).order_by(*orders.get(question.sort, closest_first()))


def _facets(table: list[Combination], question: Question) -> list[FacetGroup]:
    """The facets that divide what was found; one that holds a single choice tells nothing."""
    names = _names(table)
    titles = {
        "con": _("Có hàng ngay"),
        "sao": _("Sao OCOP còn hiệu lực"),
        "nhom": _("Nhóm sản phẩm"),
        "gia": _("Giá"),
        "tinh": _("Tỉnh, thành phố"),
        "xa": _("Xã, phường"),
    }
    total = sum(row["n"] for row in table)
    return [
        FacetGroup(title, options, open=name not in {"nhom", "xa"} or bool(question.values(name)))
        for name, title in titles.items()
        if (options := _options(name, names[name], table, question))
        and not (len(options) == 1 and options[0].count == total and not options[0].chosen)
    ]


def _options(
    name: str, labels: dict[str, str], table: list[Combination], question: Question
) -> list[Option]:
    counts: Counter[str] = Counter()
    for row in table:
        if _fits(row, question, apart_from=name):
            counts[VALUE[name](row)] += row["n"]
    chosen = question.values(name)
    return [
        Option(label, question.toggled(name, value).query(), counts[value], value in chosen)
        for value, label in labels.items()
        if counts[value] or value in chosen
    ]


def _names(table: list[Combination]) -> dict[str, dict[str, str]]:
    """Words for every value of every facet, in the order they are listed."""

    def told(value: str, words: str) -> dict[str, str]:
        pairs = {str(row[value]): row[words] for row in table if row[value]}
        return dict(sorted(pairs.items(), key=lambda pair: pair[1]))

    groups = {str(row["group"]): row["group_name"] for row in table}
    return {
        "con": {"1": _("Còn hàng")},
        "sao": {"5": _("5 sao"), "4": _("4 sao"), "3": _("3 sao")},
        "nhom": dict(sorted(groups.items())),
        "gia": {
            "duoi-100": _("Dưới 100.000 ₫"),
            "100-300": _("100.000 – 300.000 ₫"),
            "300-1000": _("300.000 – 1.000.000 ₫"),
            "tren-1000": _("Từ 1.000.000 ₫"),
        },
        "tinh": told("province_id", "province_name"),
        "xa": told("commune_code", "commune_name"),
    }
