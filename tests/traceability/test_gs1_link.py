"""GS1 Digital Link: GS1's own vectors, and the addresses our labels carry."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.gs1 import elements, link
from traceability.gs1.check import CSET_82
from traceability.gs1.syntax import RuleBroken

VECTORS = json.loads(
    (Path(__file__).parents[1] / "standards/gs1/digital-link-vectors.json").read_text()
)
PARSED = [case for case in VECTORS["parse"] if not case["flags"]]
ACCEPTED = [case for case in PARSED if case["ok"]]
REFUSED = [case for case in PARSED if not case["ok"]]
BUILT = [case for case in VECTORS["generate"] if case["ok"]]
NOT_BUILT = [case for case in VECTORS["generate"] if not case["ok"]]

GTIN = "09520123456788"
ORIGIN = "https://ocop.example"


def uri(case):
    return case["uri"]


def given_elements(case):
    return case["elements"]


@pytest.mark.parametrize("case", ACCEPTED, ids=uri)
def test_an_accepted_address_says_what_gs1_says_it_says(case):
    read = link.parse(case["uri"]).elements

    assert elements.write_raw(read).replace(elements.FNC1, "^") == case["elements"]


@pytest.mark.parametrize("case", REFUSED, ids=uri)
def test_a_refused_address_is_refused_with_its_rule(case):
    with pytest.raises(link.NotALink) as refusal:
        link.parse(case["uri"])

    assert refusal.value.rule
    assert str(refusal.value)


@pytest.mark.parametrize("case", BUILT, ids=given_elements)
def test_elements_are_written_as_gs1_writes_them(case):
    pairs = elements.read_bracketed(case["elements"])

    assert link.build(pairs, case["stem"] or link.CANONICAL) == case["uri"]


@pytest.mark.parametrize("case", NOT_BUILT, ids=given_elements)
def test_elements_that_make_no_address_are_refused(case):
    with pytest.raises(RuleBroken):
        link.build(elements.read_bracketed(case["elements"]))


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        (f"{ORIGIN}/01/9520123456788", "length"),
        (f"{ORIGIN}/01/09520123456789", "csum"),
        (f"{ORIGIN}/01/{GTIN}/10/A%00B", "characters"),
        (f"{ORIGIN}/01/{GTIN}/21/X/10/Y", "order"),
        (f"{ORIGIN}/01/{GTIN}/21/X/235/Y", "order"),
        (f"{ORIGIN}/01/{GTIN}/10//21/X", "empty"),
        (f"{ORIGIN}/01/{GTIN}/21/" + "A" * 21, "length"),
        (f"{ORIGIN}/01/{GTIN}/10/Mẻ1", "uri_characters"),
        (f"{ORIGIN}/01/{GTIN}/10/M%E1%BA%BB", "characters"),
        (f"{ORIGIN}/01/{GTIN}?10=ABC", "qualifier_in_query"),
        (f"{ORIGIN}/01/{GTIN}?8019=1", "attribute"),
        (f"{ORIGIN}/01/{GTIN}?15=261301", "yymmd0"),
        (f"{ORIGIN}/01/{GTIN}?15=261201&15=261201", "repeated"),
        (f"{ORIGIN}/01/{GTIN}?99=", "empty"),
        (f"{ORIGIN}/01/{GTIN}?1234=5", "unknown_ai"),
        (f"{ORIGIN}/01/{GTIN}?=5", "unknown_ai"),
        (f"{ORIGIN}/gtin/{GTIN}", "key"),
        (f"HtTp://a/01/{GTIN}", "address"),
        (f"https://me@a/01/{GTIN}", "host"),
        (f"{ORIGIN}/01/０9520123456788", "uri_characters"),
    ],
)
def test_a_refusal_names_the_rule(address, rule):
    with pytest.raises(link.NotALink) as refusal:
        link.parse(address)

    assert refusal.value.rule == rule


def test_one_trailing_slash_is_tolerated_and_only_one():
    bare = link.parse(f"{ORIGIN}/01/{GTIN}/21/AB")

    assert link.parse(f"{ORIGIN}/01/{GTIN}/21/AB/") == bare
    assert link.parse(f"{ORIGIN}/01/{GTIN}/21/AB/?utm=x") == bare
    with pytest.raises(link.NotALink):
        link.parse(f"{ORIGIN}/01/{GTIN}/21/AB//")


def test_a_target_is_read_without_its_host():
    read = link.parse_target(f"/01/{GTIN}/10/L%2F1/21/AB?15=261201&nguon=zalo")

    assert read.value("01") == GTIN
    assert read.value("10") == "L/1"
    assert read.value("21") == "AB"
    assert read.value("15") == "261201"
    assert read.value("17") is None


def test_levels_climb_from_the_item_to_the_trade_item():
    read = link.parse(f"{ORIGIN}/01/{GTIN}/10/L1/21/AB?15=261201")

    assert [level.path for level in read.levels()] == [
        f"/01/{GTIN}/10/L1/21/AB",
        f"/01/{GTIN}/10/L1",
        f"/01/{GTIN}",
    ]


def test_labels_carry_the_short_forms():
    assert link.for_item(ORIGIN, "9520123456788", "K7M2") == f"{ORIGIN}/01/{GTIN}/21/K7M2"
    assert link.for_lot(ORIGIN + "/", GTIN, "L/1") == f"{ORIGIN}/01/{GTIN}/10/L%2F1"
    assert link.for_code(ORIGIN, "K7M2/9") == f"{ORIGIN}/t/K7M2%2F9"


def test_no_label_is_written_for_a_gtin_that_is_none():
    with pytest.raises(link.NotALink) as refusal:
        link.for_item(ORIGIN, "9520123456789", "K7M2")

    assert refusal.value.rule == "gtin"


def test_a_code_address_needs_a_code():
    with pytest.raises(ValueError, match="needs a code"):
        link.for_code(ORIGIN, "")


@given(
    lot=st.text(CSET_82, min_size=1, max_size=20), serial=st.text(CSET_82, min_size=1, max_size=20)
)
def test_whatever_a_lot_and_a_serial_may_hold_survives_the_address(lot, serial):
    written = link.build([("21", serial), ("01", GTIN), ("10", lot)], ORIGIN)

    assert link.parse(written).elements == (("01", GTIN), ("10", lot), ("21", serial))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_never_breaks(text):
    try:
        link.parse_target("/" + text)
    except link.NotALink as refusal:
        assert refusal.rule  # noqa: PT017 - either outcome is right, an unnamed refusal is not


@pytest.mark.parametrize(
    "path",
    [
        "/00/095200012345678916",
        "/414/9520001900013",
        "/414/9520001900013/254/KHO-2",
        "/414/9520001900013/7040/1ABC",
        "/8003/09520123456788",
        "/8003/09520123456788SOT-1",
        "/8004/9520001A1",
    ],
)
def test_places_units_and_assets_are_read_and_written_alike(path):
    assert link.parse_target(path).path == path
    assert link.parse_target(f"{path}/").path == path


@pytest.mark.parametrize(
    ("path", "ai", "rule"),
    [
        ("/00/095200012345678917", "00", "csum"),
        ("/414/9520001900014", "414", "csum"),
        ("/414/952000190001", "414", "length"),
        ("/414/9520001900013/10/L1", "", "order"),
        ("/8003/19520123456785", "8003", "zero"),
        ("/8003/09520123456789", "8003", "csum"),
        ("/8003/09520123456788" + "S" * 17, "8003", "length"),
        ("/8004/A9520001", "8004", "gcppos1"),
        ("/8004/9520001" + "A" * 24, "8004", "length"),
    ],
)
def test_a_refusal_names_the_rule_and_the_part_at_fault(path, ai, rule):
    with pytest.raises(link.NotALink) as refusal:
        link.parse_target(path)

    assert (refusal.value.ai, refusal.value.rule) == (ai, rule)
