"""One review an order's line, however often it is sent at once; and no point of a lot is lost."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import IntegrityError

from marketplace.voices.actions.writing import AlreadyReviewed
from marketplace.voices.models import Review
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.voices.stories import came, review
from tests.races.crowds import rush
from traceability.models import LotRating

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TIMES = 20


def test_twenty_reviews_of_one_line_at_once_are_one():
    line = came()

    answers = rush(range(TIMES), lambda n: review(line, 1 + n % 5) and "written")

    assert answers == {"written": 1, AlreadyReviewed: TIMES - 1}
    said = Review.objects.get()
    assert (LotRating.objects.get().count, LotRating.objects.get().total) == (1, said.score)


def test_twenty_buyers_of_one_lot_at_once_are_all_counted():
    lot = LotFactory()
    lines = [came(lot) for _ in range(TIMES)]

    assert rush(lines, lambda line: review(line, 4) and "written") == {"written": TIMES}

    assert (LotRating.objects.get().count, LotRating.objects.get().total) == (TIMES, 4 * TIMES)


def test_a_careless_writer_who_looks_first_and_writes_then_is_stopped_by_the_database():
    """The negative control: everybody has looked before anybody writes, and no lock is held."""
    line, looked, all_looked = came(), [], Event()
    lot = line.allocations.get().lot

    def write_carelessly(n):
        looked.append(Review.objects.filter(line=line).exists())
        if len(looked) == TIMES:
            all_looked.set()
        all_looked.wait(timeout=30)
        Review.objects.create(
            line=line, lot=lot, product=line.pack.product, score=1, text=str(n), byline="x",
            written_at=MIDDAY,
        )  # fmt: skip
        return "written"

    assert rush(range(TIMES), write_carelessly) == {"written": 1, IntegrityError: TIMES - 1}
    assert looked == [False] * TIMES
