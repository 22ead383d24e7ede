"""What facets count of a listing, as one word."""

from __future__ import annotations

from marketplace.listings.traits import taken_apart, traits


def test_what_is_none_leaves_its_place_empty():
    told = traits(
        is_available=True,
        stars=0,
        shelf="mat-ong",
        group=1,
        band="",
        is_cold=False,
        criteria_set=9,
        province="22",
    )

    assert told == "1||mat-ong|1|||9|22"
    assert taken_apart(told) == ("1||mat-ong|1||", "9", "22")


def test_a_listing_that_nobody_has_worked_out_yet_has_no_traits():
    assert taken_apart("|||||||") == ("|||||", "", "")
