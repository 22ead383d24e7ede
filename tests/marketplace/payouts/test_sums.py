"""What of an order is the producer's: however much goes back, the parts add up to the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from marketplace.ledger.chart import part
from marketplace.payouts.sums import Freight, Sold, earned, kept


@some.composite
def lines(draw):
    """A line as placing writes it, of which something may be owed back."""
    total = draw(some.integers(1_000, 10**9))
    discount = draw(some.integers(0, total))
    own = draw(some.integers(0, discount))
    base = total - own
    rates = [draw(some.integers(0, base // 4)) for _ in range(3)]
    back = draw(some.integers(0, total - discount))
    return Sold(
        total=total,
        discount=discount,
        own_discount=own,
        commission=rates[0],
        vat=rates[1],
        pit=rates[2],
        back=back,
    )


@some.composite
def freights(draw):
    fee = draw(some.integers(0, 10**6))
    discount = draw(some.integers(0, fee))
    back = draw(some.sampled_from([0, fee - discount]))
    return Freight(fee=fee, discount=discount, is_own=draw(some.booleans()), back=back)


@given(some.lists(lines(), min_size=1, max_size=5), freights())
def test_what_buyers_and_others_paid_is_all_that_is_shared_out(sold, freight):
    whole = earned(sold, freight).all

    came = sum(one.paid - one.back for one in sold) + freight.fee - freight.discount - freight.back
    assert whole.paid == came
    assert whole.amount + whole.commission + whole.vat + whole.pit == came + whole.promotion
    assert min(whole.amount, whole.commission, whole.vat, whole.pit, whole.promotion) >= 0


@given(lines())
def test_of_what_goes_back_whole_nothing_stays_anywhere(sold):
    gone = kept(Sold(**{**_told(sold), "back": sold.paid}))

    if sold.paid:
        assert (gone.goods, gone.taken, gone.promotion, gone.amount) == (0, 0, 0, 0)


@given(lines(), some.data())
def test_what_is_left_and_what_the_ledger_takes_back_later_are_the_whole(sold, data):
    """``orders.actions.booking`` takes parts by the same rule, after what went before."""
    more = data.draw(some.integers(0, sold.paid - sold.back))
    before, after = kept(sold), kept(Sold(**{**_told(sold), "back": sold.back + more}))

    taken_back = part(sold.commission, of=sold.paid, after=sold.back, more=more)
    assert before.commission - taken_back == after.commission


def test_the_parts_of_a_sale_by_hand():
    """200.000 ₫ less 10.000 ₫ of its own and 20.000 ₫ of the market's; a half goes back."""
    sold = Sold(
        total=200_000,
        discount=30_000,
        own_discount=10_000,
        commission=9_500,
        vat=1_900,
        pit=950,
        back=85_000,
    )
    whole = earned([sold], Freight(fee=30_000, discount=30_000))

    assert whole.all.goods == 100_000
    assert (whole.all.own_discount, whole.all.promotion) == (5_000, 10_000 + 30_000)
    assert (whole.all.commission, whole.all.vat, whole.all.pit) == (4_750, 950, 475)
    assert whole.all.delivery == 30_000
    assert whole.all.amount == 100_000 - 5_000 - 4_750 - 950 - 475 + 30_000


def test_a_delivery_the_producer_gave_away_is_paid_by_nobody_else():
    whole = earned([], Freight(fee=30_000, discount=12_000, is_own=True))

    assert (whole.all.delivery, whole.all.promotion) == (18_000, 0)


def _told(sold):
    return {name: getattr(sold, name) for name in Sold.__slots__}
