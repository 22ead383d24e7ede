"""Finding products: by words with or without marks, and only those a person may be shown."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from catalog.folding import fold, tidy
from catalog.models import Policy, Product

if TYPE_CHECKING:
    from datetime import date

MOST_LETTERS = 100
MOST_WORDS = 8
# North and South say it differently; each stands for the other when it is a whole word.
SAME = {"che": "tra", "tra": "che", "lon": "heo", "heo": "lon", "ngo": "bap", "bap": "ngo"}
AS_WRITTEN, NAME_BEGINS, SOMEWHERE = range(3)


def suitable(
    products: QuerySet[Product, Product], *, on: date, of_age: bool
) -> QuerySet[Product, Product]:
    """Less what the law keeps from the young, unless the visitor has said to be of age."""
    if of_age:
        return products
    kept_away = Policy.objects.in_force(on=on).filter(minimum_age__gt=0)
    return products.exclude(criteria_set__in=kept_away.values("criteria_set"))


def matching(products: QuerySet[Product, Product], text: str) -> QuerySet[Product, Product]:
    """Products in which every typed word begins some word, with ``closeness``, least first.

    A name holding the words with their marks as typed comes first, then a name that begins with
    them when marks are left out, then all others. No text: everything, equally close.
    """
    words = fold(text[:MOST_LETTERS]).split()[:MOST_WORDS]
    if not words:
        found = products.none() if tidy(text) else products
        return found.annotate(closeness=Value(SOMEWHERE, output_field=IntegerField()))
    found = products.filter(reduce(and_, map(_begins_a_word, words)))
    return found.annotate(closeness=_closeness(text, " ".join(words)))


def _begins_a_word(word: str) -> Q:
    wanted = Q(searchable__contains=f" {word}")
    if word in SAME:
        wanted |= Q(searchable__contains=f" {SAME[word]} ")
    return wanted


def _closeness(text: str, folded: str) -> Case:
    begins = When(searchable__startswith=f" {folded}", then=Value(NAME_BEGINS))
    written = tidy(text[:MOST_LETTERS]).casefold()
    cases = [begins]
    if written != folded:
        cases.insert(0, When(searchable__contains=f" {written}", then=Value(AS_WRITTEN)))
    return Case(*cases, default=Value(SOMEWHERE), output_field=IntegerField())
