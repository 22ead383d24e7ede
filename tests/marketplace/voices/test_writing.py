"""A review is of a purchase and of a lot: once, from outside, changeable for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry
from catalog.pictures import read_photo
from marketplace.orders.models import Allocation, Order
from marketplace.photos.drawing import draw
from marketplace.voices.actions import writing
from marketplace.voices.models import Contact, Review
from tests.factories import MIDDAY, LotFactory, MembershipFactory, UserFactory
from tests.marketplace.voices.stories import LATER, PHONE, came, hidden, picture, review, words
from traceability.models import LotRating

pytestmark = pytest.mark.django_db
OTHER = "+84987000111"


def ratings():
    return list(LotRating.objects.values_list("lot", "count", "total"))


def test_a_buyer_says_what_came_and_the_lot_is_rated():
    line = came()
    lot = line.allocations.get().lot

    said = review(line, 4)

    assert (said.lot, said.product, said.score) == (lot, lot.pack.product, 4)
    assert list(Review.objects.public()) == [said]
    assert ratings() == [(lot.pk, 1, 4)]
    assert Entry.objects.get(verb="reviewed").detail == {"score": 4}


def test_a_line_is_reviewed_once():
    said = review()

    with pytest.raises(writing.AlreadyReviewed):
        review(said.line, 1)

    assert ratings() == [(said.lot_id, 1, 5)]


def test_the_database_itself_takes_no_second_review_of_a_line():
    said = review()
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            line=said.line, lot=said.lot, product=said.product, score=1, text="x", byline="x",
            written_at=MIDDAY,
        )  # fmt: skip


def test_what_was_taken_back_may_be_written_anew():
    first = review(score=1)
    writing.withdraw_review(review=first, by=None, at=LATER)
    assert (list(Review.objects.public()), ratings()) == ([], [])

    again = review(first.line, 5)

    assert ratings() == [(again.lot_id, 1, 5)]


def test_nobody_speaks_of_goods_that_have_not_left():
    line = came()
    Order.objects.update(shipped_at=None, state=Order.State.AWAITING_PICKUP)
    with pytest.raises(writing.NotHandedOver):
        review(line)


def test_a_line_whose_packs_were_let_go_is_not_reviewed():
    line = came()
    lot = line.allocations.get().lot
    Allocation.objects.update(state=Allocation.State.RELEASED)
    with pytest.raises(writing.NotHandedOver):
        review(line, lot=lot)


def test_a_lot_that_the_buyer_did_not_get_is_not_held_to_account():
    line = came()
    with pytest.raises(writing.NotFromThisLot):
        review(line, 1, lot=LotFactory(pack=line.pack))


def test_of_two_lots_in_one_line_the_buyer_names_one():
    line = came()
    other = LotFactory(pack=line.pack)
    Allocation.objects.create(line=line, lot=other, quantity=1, state="shipped")

    assert review(line, 2, lot=other).lot == other
    assert ratings() == [(other.pk, 1, 2)]


@pytest.mark.parametrize("role", ["owner", "staff", "supporter"])
def test_members_of_the_stall_do_not_praise_it_by_account(role):
    lot = LotFactory()
    member = MembershipFactory(producer=lot.producer, role=role).user
    with pytest.raises(writing.OwnGoods):
        review(came(lot, user=member, buyer_phone=OTHER))


def test_nor_by_a_members_telephone_without_signing_in():
    lot = LotFactory()
    member = MembershipFactory(producer=lot.producer).user
    with pytest.raises(writing.OwnGoods):
        review(came(lot, buyer_phone=member.phone))


def test_nor_signed_in_with_the_link_of_a_friends_order():
    lot = LotFactory()
    member = MembershipFactory(producer=lot.producer).user
    with pytest.raises(writing.OwnGoods):
        review(came(lot, buyer_phone=OTHER), by=member)


def test_nor_from_the_number_the_stall_shows():
    lot = LotFactory()
    Contact.objects.create(producer=lot.producer, phone=PHONE)
    with pytest.raises(writing.OwnGoods):
        review(came(lot))


def test_nor_once_they_left_after_the_order_was_placed():
    lot = LotFactory()
    member = MembershipFactory(producer=lot.producer, revoked_at=MIDDAY + timedelta(days=1)).user
    with pytest.raises(writing.OwnGoods):
        review(came(lot, user=member))


def test_members_of_another_stall_and_those_long_gone_are_buyers_like_all():
    lot, long_ago = LotFactory(), MIDDAY - timedelta(days=9)
    MembershipFactory(user=UserFactory(phone=PHONE))
    MembershipFactory(producer=lot.producer, user__phone=OTHER, revoked_at=long_ago)
    assert review(came(lot)).score == 5
    assert review(came(lot, buyer_phone=OTHER)).score == 5


@pytest.mark.parametrize(
    ("name", "shown_as", "seen"),
    [
        ("Trần Thị Mua", "given", "Mua"),
        ("Trần Thị Mua", "place", "Người mua ở Ba Chẽ"),
        ("Mua", "given", "Người mua ở Ba Chẽ"),
        ("Chị Mua 0912345678", "given", "Người mua ở Ba Chẽ"),
    ],
)
def test_readers_learn_a_given_name_or_a_place_and_never_a_number(name, shown_as, seen):
    assert review(came(buyer_name=name), shown_as=shown_as).signature == seen


def test_it_is_changed_within_thirty_days_and_the_older_words_are_kept():
    said = review(score=1, text="Nhạt.")

    changed = writing.change_review(
        review=said, words=words(4, "Pha lại thì ngon."), by=None, at=LATER
    )

    assert (changed.score, changed.text, changed.written_at) == (4, "Pha lại thì ngon.", LATER)
    assert list(said.wordings.values_list("score", "text")) == [(1, "Nhạt.")]
    assert ratings() == [(said.lot_id, 1, 4)]


def test_after_that_it_stays():
    said = review()
    late = LATER + writing.CHANGEABLE_FOR
    with pytest.raises(writing.TooLate):
        writing.change_review(review=said, words=words(1), by=None, at=late)
    assert said.wordings.count() == 0


def test_what_is_hidden_is_neither_changed_nor_taken_back_to_be_written_anew():
    said = review()
    hidden(said)
    with pytest.raises(writing.TooLate):
        writing.change_review(review=said, words=words(1), by=None, at=LATER)
    with pytest.raises(writing.TooLate):
        writing.withdraw_review(review=said, by=None, at=LATER)
    with pytest.raises(writing.AlreadyReviewed):
        review(said.line)


def test_photos_are_drawn_anew_and_five_are_the_most(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    [drawn] = draw([read_photo(picture(), name="a.jpg")])
    said = review(photos=[drawn] * 4)
    first = said.photos.first()
    with first.small.open("rb") as kept:
        assert (kept.read(4), first.width, first.height) == (b"RIFF", 40, 30)

    with pytest.raises(writing.TooManyPhotos):
        writing.change_review(review=said, words=words(), photos=[drawn] * 2, by=None, at=LATER)
    writing.change_review(
        review=said, words=words(), photos=[drawn] * 2, without=[first.pk], by=None, at=LATER
    )

    assert said.photos.count() == 5


def test_what_is_taken_back_leaves_no_photo_behind(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    said = review(photos=draw([read_photo(picture(), name="a.jpg")]))
    assert len(list((tmp_path / "reviews").iterdir())) == 2

    with django_capture_on_commit_callbacks(execute=True):
        writing.withdraw_review(review=said, by=None, at=LATER)

    assert list((tmp_path / "reviews").iterdir()) == []
