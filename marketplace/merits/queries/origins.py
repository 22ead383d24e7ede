"""How much of what goods are made of comes from their own commune and province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from traceability.models import MaterialLot, Use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.models import Product

DEEPEST = 3
"""So many times something may be made of something made."""
WHOLE = 100


class From(NamedTuple):
    """Shares of one lot, 0 to 1; what nobody wrote down is from nowhere near."""

    commune: float
    province: float


NOWHERE = From(0, 0)
Shares = Mapping[int, From]


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """Whole percent of the goods of so many lots, rounded down."""

    commune: int
    province: int
    lots: int


def local(product: Product, lots: Iterable[Mapping[str, Any]]) -> Local | None:
    """Of complete lots as :func:`marketplace.merits.queries.known.lots_of` reads them.

    Each lot weighs as many packs as came out of it. At most four queries.
    """
    rows = [row for row in lots if row["packed"]]
    packs = sum(row["packed"] for row in rows)
    if not packs:
        return None
    home = (product.producer.commune_id, product.producer.province_id)
    made = _of_materials([row["pk"] for row in rows], home)
    shares = [(row["packed"], made.get(row["pk"]) or _grown(row, home)) for row in rows]
    commune = sum(packed * share.commune for packed, share in shares)
    province = sum(packed * share.province for packed, share in shares)
    return Local(
        commune=int(WHOLE * commune / packs + 1e-9),
        province=int(WHOLE * province / packs + 1e-9),
        lots=len(rows),
    )


def _grown(row: Mapping[str, Any], home: tuple[Any, Any]) -> From:
    """A lot without raw lots comes from the place where it was harvested."""
    commune, province = row["origin__commune"], row["origin__commune__province"]
    return _at(commune, province, home)


def _at(commune: object, province: object, home: tuple[Any, Any]) -> From:
    return From(
        float(commune is not None and commune == home[0]),
        float(province is not None and province == home[1]),
    )


def _of_materials(lots: list[int], home: tuple[Any, Any]) -> Shares:
    uses = list(_uses(into_lot__in=lots))
    sources = _sources({use["source"] for use in uses}, home, DEEPEST)
    return _mixed(uses, "into_lot", sources)


def _sources(keys: set[int], home: tuple[Any, Any], deep: int) -> Shares:
    """Of raw lots: what was made of others is as those are."""
    read = MaterialLot.objects.filter(pk__in=keys).values(
        "pk",
        "source",
        *("place__commune", "place__commune__province"),
        *("bought_lot__origin__commune", "bought_lot__origin__commune__province"),
    )
    found: dict[int, From] = {}
    made: set[int] = set()
    for row in read if keys else ():
        if row["source"] == MaterialLot.Source.MADE:
            made.add(row["pk"])
        else:
            before = "place" if row["source"] == MaterialLot.Source.GROWN else "bought_lot__origin"
            commune = row[f"{before}__commune"]
            found[row["pk"]] = _at(commune, row[f"{before}__commune__province"], home)
    if made and deep:
        uses = list(_uses(into_material__in=made))
        below = _sources({use["source"] for use in uses}, home, deep - 1)
        found |= _mixed(uses, "into_material", below)
    return found


def _uses(**of: object) -> Any:  # noqa: ANN401 (rows of values)
    return Use.objects.standing().filter(**of).values("source", "amount", *of_names(of))


def of_names(of: Mapping[str, object]) -> list[str]:
    """The columns that were asked by."""
    return [name.removesuffix("__in") for name in of]


def _mixed(uses: list[dict[str, Any]], into: str, sources: Shares) -> dict[int, From]:
    """By how much was taken of each; what is taken in different units is weighed alike."""
    sums: dict[int, tuple[float, float, float]] = {}
    for use in uses:
        whole, commune, province = sums.get(use[into], (0, 0, 0))
        amount, share = use["amount"], sources.get(use["source"], NOWHERE)
        sums[use[into]] = (
            whole + amount,
            commune + amount * share.commune,
            province + amount * share.province,
        )
    return {key: From(c / whole, p / whole) for key, (whole, c, p) in sums.items()}
