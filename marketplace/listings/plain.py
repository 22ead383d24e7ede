"""What a plain question finds: words or none, anywhere, on one shelf or in one commune.

Nearly all questions are such, so they are compiled once (:mod:`accounts.prepared`). Whatever else
may be chosen is asked for by :class:`ListingQuerySet`, with the same answers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import Count, F, Value

from accounts.prepared import Prepared
from catalog.search.indexes import DIALECTS, Holding, expression
from marketplace.listings.models import (
    WORDS,
    Listing,
    ListingQuerySet,
    Spelling,
    Together,
    points,
    spelling,
    stands_first,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from catalog.search.readings import Reading

PAGE = 24
"""No more are told at once."""
MOST_OTHERS = 6
"""Of more words that mean the same the database is asked otherwise."""
WALKED = 2_000
"""Of the best listings so many are looked through for names that begin with what was typed."""
STANDING = ("-standing", "-published_at", "pk")


class Among(NamedTuple):
    """Where is looked: everywhere, on a shelf or in a commune."""

    shelf: str | None = None
    commune: str | None = None

    def listings(self) -> ListingQuerySet:
        return _among(**self._asdict())


EVERYWHERE = Among()


def shared(reading: Reading, among: Among) -> list[tuple[str, int]]:
    """How many listings that hold the words share each traits."""
    if reading.is_hopeless:
        return []
    if not reading.units:
        return _kinds(**among._asdict())
    told = _together(words=_words(reading), **among._asdict())[0][0]
    return list(Counter(told.split(" ")).items()) if told else []


def closest(
    reading: Reading, among: Among, *, limited: Sequence[int], most: int, is_broad: bool
) -> list[int] | None:
    """The keys of the first listings that hold the words, of no ``limited`` criteria set.

    ``is_broad``: so many hold them that the best names are looked for among the best listings
    first. None where words mean too many others.
    """
    asked: dict[str, Any] = {**among._asdict(), "limited": limited or None}
    if not reading.units:
        return _first(_standing(**asked), most)
    spelt = spelling(reading)
    if len(spelt.others) > MOST_OTHERS:
        return None
    if is_broad and not among.commune:
        best = walked(reading, among, limited=limited)[:most]
        if len(best) == most:
            return best
    return _first(_closest(**asked, words=_words(reading), **_parts(spelt)), most)


def walked(
    reading: Reading, among: Among = EVERYWHERE, *, limited: Sequence[int] = ()
) -> list[int]:
    """Those of the best listings whose names have the most points there are, in their order.

    All others stand behind them, so a page full of them is the page.
    """
    spelt = spelling(reading)
    top = {"whole": None if spelt.begins_so else spelt.whole, "begins_so": spelt.begins_so}
    asked = {**among._asdict(), "limited": list(limited) or None, **top}
    return _first(_walked(**asked), PAGE)


def faces(keys: Iterable[int]) -> list[str]:
    """In the order of the keys."""
    order = list(keys)
    told = dict(_faces(keys=order))
    return [told[key] for key in order if key in told]


def _words(reading: Reading) -> str:
    return expression(reading, DIALECTS[connection.vendor])


def _first(rows: Sequence[tuple[int]], most: int) -> list[int]:
    return [key for (key,) in rows[:most]]


def _parts(spelt: Spelling) -> dict[str, str | None]:
    """As values of a prepared query: so many others, whether they are there or not."""
    others = dict(enumerate(spelt.others))
    parts = spelt._asdict() | {f"other_{n}": others.get(n) for n in range(MOST_OTHERS)}
    parts.pop("others")
    return parts


def _among(shelf: str | None, commune: str | None) -> ListingQuerySet:
    chosen = {"shelf": shelf, "commune": commune}
    return Listing.objects.filter(**{name: value for name, value in chosen.items() if value})


def _suitable(shelf: str | None, commune: str | None, limited: list[int] | None) -> ListingQuerySet:
    among = _among(shelf, commune)
    return among.exclude(criteria_set__in=limited) if limited else among


@Prepared
def _together(
    words: str, shelf: str | None, commune: str | None
) -> QuerySet[Any, tuple[str | None]]:
    """All traits as one text, which is half as dear as a database's own GROUP BY."""
    found = _among(shelf, commune).led_by_words(words).order_by()
    whole = found.annotate(all=Value(1)).values("all").annotate(told=Together("traits"))
    return whole.values_list("told")


@Prepared
def _kinds(shelf: str | None, commune: str | None) -> QuerySet[Any, tuple[str, int]]:
    counted = _among(shelf, commune).order_by().values("traits").annotate(n=Count("*"))
    return counted.values_list("traits", "n")


@Prepared
def _standing(
    shelf: str | None, commune: str | None, limited: list[int] | None
) -> QuerySet[Any, tuple[int]]:
    return _suitable(shelf, commune, limited).order_by(*STANDING).values_list("pk")[:PAGE]


@Prepared
def _walked(
    shelf: str | None,
    commune: str | None,
    limited: list[int] | None,
    whole: str | None,
    begins_so: str | None,
) -> QuerySet[Any, tuple[int]]:
    best = _among(shelf, commune).order_by(*STANDING).values("pk")[:WALKED]
    first = stands_first(Spelling(whole or "", "", None, begins_so))
    named = _suitable(shelf, commune, limited).filter(first, pk__in=best)
    return named.order_by(*STANDING).values_list("pk")[:PAGE]


@Prepared
def _closest(words: str, **parts: Any) -> QuerySet[Any, tuple[int]]:  # noqa: ANN401 - as told by _parts
    others = [parts.pop(f"other_{n}") for n in range(MOST_OTHERS)]
    spelt = Spelling(
        whole=parts.pop("whole"),
        begun=parts.pop("begun"),
        so=parts.pop("so"),
        begins_so=parts.pop("begins_so"),
        others=tuple(filter(None, others)),
    )
    found = _suitable(**parts).filter(Holding(WORDS, words))
    pointed = found.annotate(points=F("standing") + points(spelt))
    return pointed.order_by("-points", *STANDING[1:]).values_list("pk")[:PAGE]


@Prepared
def _faces(keys: list[int]) -> QuerySet[Listing, tuple[int, str]]:
    return Listing.objects.filter(pk__in=keys).values_list("pk", "face")
