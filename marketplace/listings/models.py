"""What shelves and search look through, and which of it is to be worked out again."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

from django.db import connection, models
from django.db.models import Aggregate, Case, F, IntegerField, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import Exact, GreaterThan

from catalog.folding import fold
from catalog.models import Product
from catalog.search.indexes import Holding, WordIndex
from marketplace.listings import ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from catalog.search.readings import Reading

WORDS = WordIndex("marketplace_listing", "words", key="product_id")


class Together(Aggregate):
    """Words of all rows as one text, a space between."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = models.TextField()

    def as_postgresql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        **context: Any,  # noqa: ANN401 (Django's own signature)
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


class ListingQuerySet(models.QuerySet["Listing"]):
    def holding(self, reading: Reading) -> Self:
        """Those with all the words of a reading."""
        if reading.is_hopeless:
            return self.none()
        return self.filter(Holding(WORDS, reading)) if reading.units else self

    def led_by_words(self, words: str) -> Self:
        """Those that hold words told as the database's index wants them (``WORDS.told``).

        On SQLite the index leads and rows are looked up as it names them: half as dear as a list
        of keys. For a query of its own only, not inside another one.
        """
        if connection.vendor != "sqlite":
            return self.filter(Holding(WORDS, words))
        index = f"{WORDS.table}_words"
        side_by_side = f"{index}.rowid = {WORDS.table}.{WORDS.key}"
        match = [f"{index} MATCH %s", side_by_side]
        led: Any = self.extra(tables=[index], where=match, params=[words])  # noqa: S610 - own names
        return cast("Self", led)

    def closest_first(self, reading: Reading) -> Self:
        """By points: how near the name is to what was typed, and how the product stands."""
        if not reading.units:  # the same order, and an index has it
            return self.order_by("-standing", "-published_at", "pk")
        points = F("standing") + closeness(reading)
        return self.annotate(points=points).order_by("-points", "-published_at", "pk")

    def sharing(self) -> Counter[str]:
        """How many share the same traits; a database's own GROUP BY takes twice as long for it."""
        told: str | None = self.order_by().aggregate(told=Together("traits"))["told"]
        return Counter(told.split(" ") if told else ())

    def faces(
        self, arranged: Callable[[ListingQuerySet], ListingQuerySet], *, at: int = 0, most: int
    ) -> models.QuerySet[Listing, str]:
        """A few in an order: all are put in it by an index, only these few are read whole."""
        few = arranged(self).values("pk")[at : at + most]
        return arranged(Listing.objects.filter(pk__in=few)).values_list("face", flat=True)


class Listing(models.Model):
    """A product that everyone may see, as it stood when it was last marked and worked out.

    ``words`` are folded; ``name`` holds the folded name and, after a line's end, the name in small
    letters with its marks, a space around each. What is not there is an empty word or 0.
    ``traits`` say once more, in one word, what facets count (:mod:`marketplace.listings.traits`).
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True)
    producer = models.PositiveBigIntegerField(db_index=True)
    words = models.TextField()
    name = models.CharField(max_length=400)
    criteria_set = models.PositiveSmallIntegerField()
    group = models.PositiveSmallIntegerField()
    shelf = models.CharField(max_length=60)
    province = models.CharField(max_length=2)
    commune = models.CharField(max_length=5)
    stars = models.PositiveSmallIntegerField()
    price = models.PositiveBigIntegerField(null=True)
    band = models.CharField(max_length=10)
    is_available = models.BooleanField()
    is_cold = models.BooleanField()
    most_hours = models.PositiveSmallIntegerField(null=True)
    traits = models.CharField(max_length=120)
    standing = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    changes_on = models.DateField(null=True, db_index=True)
    face = models.TextField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["commune"], name="listing_by_commune"),
            models.Index(fields=["-standing", "-published_at"], name="listing_by_standing"),
            models.Index(
                fields=["shelf", "-standing", "-published_at"], name="listing_by_shelf_standing"
            ),
            models.Index(fields=["traits"], name="listing_by_traits"),
            models.Index(fields=["shelf", "traits"], name="listing_by_shelf_traits"),
            models.Index(fields=["product", "traits"], name="listing_traits_of"),
            models.Index(
                fields=["product", "criteria_set", "standing", "published_at", "name"],
                name="listing_order_of",
            ),
        ]

    def __str__(self) -> str:
        return self.name.partition("\n")[2].strip()


class ListingMark(models.Model):
    """Something about this product has changed; written by triggers with the change itself."""

    product = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.product)


class Spelling(NamedTuple):
    """What is looked for in a name, with the spaces around it; None where there is nothing such.

    ``begun`` need not end where a word does; ``so`` and ``begins_so`` are spelt marks and all;
    ``others`` mean the same.
    """

    whole: str
    begun: str
    so: str | None
    begins_so: str | None
    others: tuple[str, ...] = ()


def spelling(reading: Reading) -> Spelling:
    written = reading.text.casefold()
    has_marks = fold(written) != written and not reading.is_guess
    return Spelling(
        whole=f" {reading.phrase} ",
        begun=f" {reading.phrase}",
        so=f" {written}" if has_marks else None,
        begins_so=f"\n {written}" if has_marks else None,
        others=tuple(f" {words} " for words in reading.others),
    )


def closeness(reading: Reading, name: str = "name") -> Case | Value:
    """The points of :mod:`ranks` for a name, by the column (``along__name``) that holds it."""
    if not reading.units:
        return Value(ranks.ELSEWHERE, output_field=IntegerField())
    return points(spelling(reading), name)


def points(spelt: Spelling, name: str = "name") -> Case:
    """As :func:`closeness`."""
    meant = [_stands(name, words) for words in spelt.others]
    cases = [
        When(_stands(name, spelt.whole, first=True), then=Value(ranks.NAME_BEGINS)),
        When(reduce(or_, meant, _stands(name, spelt.whole)), then=Value(ranks.IN_NAME)),
        When(_stands(name, spelt.begun, first=True), then=Value(ranks.BEGUN)),
    ]
    if spelt.so and spelt.begins_so:
        begins_so = When(_stands(name, spelt.begins_so), then=Value(ranks.BEGINS_AS_WRITTEN))
        cases[:0] = [begins_so, When(_stands(name, spelt.so), then=Value(ranks.AS_WRITTEN))]
    return Case(*cases, default=Value(ranks.ELSEWHERE), output_field=IntegerField())


def stands_first(spelt: Spelling) -> Q:
    """The names with the most points there are for what was typed."""
    if spelt.begins_so:
        return _stands("name", spelt.begins_so)
    return _stands("name", spelt.whole, first=True)


def _stands(name: str, words: str, *, first: bool = False) -> Q:
    """Whether just these letters are in the name; INSTR and STRPOS know no wildcards."""
    at = StrIndex(F(name), Value(words))
    return Q(Exact(at, 1) if first else GreaterThan(at, 0))
