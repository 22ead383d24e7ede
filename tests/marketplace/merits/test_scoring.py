"""Points of a sheet: within their limits, whole from their parts, and the way to the next star."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.tables import rows
from marketplace.merits.facts import FACTS, ROOMS
from marketplace.merits.scoring import (
    Effort,
    Item,
    Option,
    Sheet,
    score,
    stars_for,
    way_on,
)
from tests.marketplace.merits.sheets import STARTS, shipped

PARTS = {"A": 40, "B": 25, "C": 35}
GAPS = {7: 1, 11: 3, 12: 3, 13: 2}
"""Points that the copy does not know: data/README.md says which."""


@st.composite
def answered(draw):
    """A shipped sheet, some items of which are answered."""
    sheet = shipped()[draw(st.integers(1, 26))]
    picks = draw(st.lists(st.integers(-1, 9), min_size=len(sheet.items), max_size=len(sheet.items)))
    return sheet, {
        item.key: item.options[pick % len(item.options)]
        for item, pick in zip(sheet.items, picks, strict=True)
        if pick >= 0
    }


def test_all_26_sheets_ship_and_each_is_a_hundred():
    sheets = shipped()

    assert sorted(sheets) == list(range(1, 27))
    assert {n: sheet.most + sheet.unknown for n, sheet in sheets.items()} == dict.fromkeys(
        range(1, 27), 100
    )
    assert {n: sheet.unknown for n, sheet in sheets.items() if sheet.unknown} == GAPS
    parts = {n: dict(sheet.parts) for n, sheet in sheets.items()}
    whole = {n: part | {"C": part["C"] + GAPS.get(n, 0)} for n, part in parts.items()}
    assert whole == dict.fromkeys(range(1, 27), PARTS)


def test_every_item_can_be_answered_and_every_fact_is_looked_for():
    items = [item for sheet in shipped().values() for item in sheet.items]
    options = [option for item in items for option in item.options]

    assert (len(items), len(options)) == (798, 2632)
    assert all(len(item.options) > 1 and item.most > 0 for item in items)
    assert all(len({o.points for o in item.options}) == len(item.options) for item in items)
    assert {option.fact for option in options} - {""} == set(FACTS) == set(ROOMS)
    assert {o.required_for for o in options} == {None, 3, 4, 5}


def test_one_edition_ships_with_its_basis_and_says_that_nobody_checked_it():
    (edition,) = rows("ocop/editions.csv")

    assert edition["legal_basis"].startswith("Quyết định 148/QĐ-TTg")
    assert (edition["valid_from"], edition["verified_by"]) == ("2023-02-24", "")
    assert [int(edition[f"{n}_from"]) for n in ("two", "three", "four", "five")] == [30, 50, 70, 90]


@given(answered())
def test_points_stay_within_the_sheet_and_are_the_sum_of_its_parts(told):
    sheet, chosen = told
    found = score(sheet, chosen)

    assert 0 <= found.points <= sheet.most <= 100
    assert found.points == sum(found.parts.values())
    assert all(found.parts[part] <= sheet.parts[part] for part in found.parts)
    assert STARTS[found.stars] <= found.points
    assert found.stars == 5 or found.points < STARTS[found.stars + 1]
    assert found.reached <= found.stars


@given(answered(), st.data())
def test_a_better_answer_never_takes_points_or_stars_away(told, data):
    sheet, chosen = told
    item = data.draw(st.sampled_from(sheet.items))
    best = max(item.options, key=lambda option: option.points)

    before, after = score(sheet, chosen), score(sheet, {**chosen, item.key: best})

    assert after.points >= before.points
    assert after.reached >= before.reached or item.case


@given(answered())
def test_who_takes_the_steps_that_are_enough_gets_the_star(told):
    sheet, chosen = told
    way = way_on(sheet, chosen, {})
    if way is None:
        assert score(sheet, chosen).reached == 5
        return

    gains = [step.gain for step in way.steps if not step.is_mandatory]
    must = [step.is_mandatory for step in way.steps]
    assert gains == sorted(gains, reverse=True)
    assert must == sorted(must, reverse=True)
    if way.enough is not None:
        taken = {step.item.key: step.option for step in way.steps[: way.enough]}
        assert score(sheet, {**chosen, **taken}).reached >= way.stars


def test_classes_begin_where_the_decision_says():
    edges = [0, 29, 30, 49, 50, 69, 70, 89, 90, 100]

    assert [stars_for(points, STARTS) for points in edges] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def item(key, *points, case="", needs=None, **required):
    options = tuple(
        Option(key=10 * key + n, points=n, required_for=required.get(f"at_{n}")) for n in points
    )
    told = {"part": "A", "criterion": "1", "case": case, "required_for": needs}
    return Item(key=key, number=key, options=options, **told)


def sheet_of(*items):
    return Sheet(items, {1: 0, 2: 2, 3: 4, 4: 6, 5: 8})


def take(sheet, **points):
    by_key = {one.key: {o.points: o for o in one.options} for one in sheet.items}
    return {int(key[1:]): by_key[int(key[1:])][n] for key, n in points.items()}


def test_what_is_mandatory_bars_a_star_whatever_the_sum():
    sheet = sheet_of(item(1, 0, 1, 2, at_2=3), item(2, 0, 5))

    found = score(sheet, take(sheet, i1=1, i2=5))
    way = way_on(sheet, take(sheet, i1=1, i2=5), {})

    assert (found.points, found.stars, found.reached) == (6, 4, 2)
    assert [one.key for one in found.barring[3]] == [1]
    assert (way.stars, way.short, way.enough) == (3, 0, 1)
    assert [(step.option.points, step.gain, step.is_mandatory) for step in way.steps] == [
        (2, 1, True)
    ]
    assert score(sheet, take(sheet, i1=2, i2=5)).reached == 4


def test_an_item_that_must_give_something_takes_its_least():
    sheet = sheet_of(item(1, 0, 1, 2, needs=4), item(2, 0, 6))

    assert score(sheet, take(sheet, i2=6)).reached == 3
    assert score(sheet, take(sheet, i1=1, i2=6)).reached == 4


def test_of_two_cases_only_the_better_counts():
    sheet = sheet_of(item(1, 0, 3, case="1"), item(2, 0, 2, case="2"), item(3, 0, 2, case="2"))

    assert sheet.most == 4
    assert score(sheet, take(sheet, i1=3)).points == 3
    assert score(sheet, take(sheet, i1=3, i2=2, i3=2)).points == 4


def test_what_records_point_to_is_the_easier_of_like_steps():
    sheet = sheet_of(item(1, 0, 2), item(2, 0, 2), item(3, 0, 1))
    hint = take(sheet, i2=2)

    way = way_on(sheet, {}, hint)

    assert [(step.item.key, step.gain) for step in way.steps] == [(2, 2), (1, 2), (3, 1)]
    assert way.steps[0].effort is Effort.CONFIRM
    assert way.enough == 2
