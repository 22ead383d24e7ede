"""What officers lay out: opened, filled, put in order, shown on its days, journalled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from accounts.models import Entry
from marketplace.collections import actions
from marketplace.collections.access import collection_to_keep
from marketplace.collections.forms import CollectionForm
from marketplace.collections.models import Collection
from tests.factories import CommuneFactory, OfficerFactory, PackFactory, ProductFactory
from tests.marketplace.collections.factories import CollectionFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def post():
    return OfficerFactory()


@pytest.fixture
def collection(post):
    return CollectionFactory(made_by=post.user, published_at=None)


def collect(collection, *products):
    for product in products:
        actions.collect(collection=collection, product=product, by=collection.made_by, at=now())


def test_an_office_opens_one_that_nobody_sees_yet(post):
    told = {"title": "Giỏ quà Tết", "words": "Biếu ông bà.", "valid_from": localdate()}
    told["valid_until"] = localdate() + DAY

    made = actions.open_collection(post=post, by=post.user, at=now(), told=told)

    assert (made.slug, made.office, made.province) == ("gio-qua-tet", post.office, post.province)
    assert list(Collection.objects.running(on=localdate())) == []
    assert Entry.objects.get().verb == "opened a collection"


def test_it_is_shown_once_published_with_something_in_it(collection):
    by = {"by": collection.made_by, "at": now()}
    with pytest.raises(actions.NothingInIt):
        actions.publish(collection=collection, **by)
    collect(collection, ProductFactory())

    actions.publish(collection=collection, **by)
    actions.publish(collection=collection, **by)

    assert list(Collection.objects.running(on=localdate())) == [collection]
    assert [entry.verb for entry in Entry.objects.all()] == ["published a collection"]

    actions.take_down(collection=collection, **by)

    assert list(Collection.objects.running(on=localdate())) == []


def test_a_set_of_one_kind_is_no_set(collection):
    by = {"by": collection.made_by, "at": now()}
    made = actions.open_set(collection=collection, title="Một món", **by)
    actions.set_piece(gift_set=made, pack=PackFactory(), quantity=3, **by)

    with pytest.raises(actions.NotASet):
        actions.publish(collection=collection, **by)


@pytest.mark.parametrize(("days", "is_shown"), [(-1, False), (0, True), (29, True), (30, False)])
def test_it_runs_from_its_first_day_to_its_last(days, is_shown):
    begins = localdate()
    made = CollectionFactory(valid_from=begins)
    on = begins + days * DAY

    assert made.is_running(on=on) is is_shown
    assert Collection.objects.running(on=on).exists() is is_shown


def test_products_stand_in_the_order_they_are_put_in(collection):
    first, second, third = (ProductFactory() for _ in range(3))
    collect(collection, first, second, third, first)

    actions.lift(collection=collection, product=third)
    actions.lift(collection=collection, product=first)
    actions.drop(collection=collection, product=second, by=collection.made_by, at=now())

    assert [row.product for row in collection.collected.all()] == [first, third]


def test_a_piece_is_counted_anew_and_none_takes_it_out(collection):
    by = {"by": collection.made_by, "at": now()}
    made, pack = actions.open_set(collection=collection, title="Giỏ", **by), PackFactory()
    for quantity in (2, 5):
        actions.set_piece(gift_set=made, pack=pack, quantity=quantity, **by)
    assert [piece.quantity for piece in made.pieces.all()] == [5]

    actions.set_piece(gift_set=made, pack=pack, quantity=0, **by)

    assert made.pieces.count() == 0


def test_what_changes_before_everybody_is_journalled(collection):
    collection.published_at = now()
    collection.save()
    product = ProductFactory()

    collect(collection, product)
    actions.drop(collection=collection, product=product, by=collection.made_by, at=now())
    told = {"title": collection.title, "words": "Lời mới."}
    actions.change_collection(collection=collection, by=collection.made_by, at=now(), told=told)

    said = ["collected a product", "dropped a product", "changed a collection"]
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == said
    assert Entry.objects.latest("pk").detail == {"what": "words"}


def test_an_office_keeps_its_own_and_nobody_elses(post, collection):
    other = CollectionFactory(commune=CommuneFactory())
    assert collection_to_keep(post.user, collection.pk) == collection

    assert list(Collection.objects.kept_by(post)) == [collection]
    assert other not in Collection.objects.kept_by(post)


@pytest.mark.parametrize(
    ("begins", "until", "is_right"),
    [
        ("2026-12-01", "2026-12-01", True),
        ("2026-12-02", "2026-12-01", False),
        ("2026-12-01", "2028-12-01", False),
        ("hôm nay", "2026-12-01", False),
    ],
)
def test_the_last_day_is_no_earlier_than_the_first(begins, until, is_right):
    form = CollectionForm({"title": "Tết", "words": "Quà", "begins": begins, "until": until})

    assert form.is_valid() is is_right
