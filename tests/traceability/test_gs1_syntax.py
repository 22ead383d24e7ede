"""The Application Identifiers as the dictionary has them, and the checks it names."""

import pytest

from traceability.gs1.content import CHECKS, codes
from traceability.gs1.syntax import DICTIONARY, RuleBroken, find, identifiers


def test_every_line_of_the_dictionary_is_read():
    lines = [line for line in DICTIONARY.read_text().splitlines() if line and line[0] != "#"]
    firsts = {line.split()[0].split("-")[0] for line in lines}

    assert len(lines) > 150
    assert firsts <= identifiers().keys()
    assert all(identifier.components for identifier in identifiers().values())


def test_every_check_the_dictionary_names_is_known():
    named = {c for i in identifiers().values() for part in i.components for c in part.checks}

    assert named == CHECKS.keys()


def test_the_trade_item_number_has_its_paths():
    gtin = find("01")

    assert gtin.title == "GTIN"
    assert gtin.fixed
    assert gtin.is_key
    assert ("10", "21") in gtin.paths
    assert ("235",) in gtin.paths
    assert ("21", "10") not in gtin.paths
    assert gtin.excludes == ("255", "37")


def test_a_range_stands_for_all_its_numbers():
    assert [ai for ai in identifiers() if ai.startswith("310")] == [
        "3100", "3101", "3102", "3103", "3104", "3105"
    ]  # fmt: skip


def test_a_serial_number_is_no_key_and_no_attribute():
    serial = find("21")

    assert not serial.is_key
    assert not serial.attribute
    assert not serial.fixed
    assert serial.requires == ((("01",), ("03",), ("8006",)),)


@pytest.mark.parametrize(
    ("ai", "value"),
    [
        ("00", "952012345678912345"),
        ("15", "240229"),
        ("15", "260200"),
        ("422", "704"),
        ("423", "704156"),
        ("4307", "VN"),
        ("4309", "01234567890123456789"),
        ("4326", "260228"),
        ("4331", "000020-"),
        ("7003", "2612312359"),
        ("7007", "261101261130"),
        ("7040", "1ABC"),
        ("7041", "PX"),
        ("7241", "01"),
        ("7250", "19801231"),
        ("7258", "1/2"),
        ("8001", "12341234512319"),
        ("8003", "09520123456788ABC"),
        ("8006", "095201234567880102"),
        ("8007", "GB82WEST12345698765432"),
        ("8011", "12"),
        ("8013", "1987654Ad4X4bL5ttr2310c2K"),
        ("8030", "AbC-_1"),
        ("8030", "AbC-_1x=="),
    ],
)
def test_a_right_value_passes(ai, value):
    find(ai).refuse(value)


@pytest.mark.parametrize(
    ("ai", "value", "rule"),
    [
        ("00", "952012345678912346", "csum"),
        ("10", "", "empty"),
        ("10", "A" * 21, "length"),
        ("10", "lô1", "characters"),
        ("15", "250229", "yymmd0"),
        ("15", "261300", "yymmd0"),
        ("17", "2612 1", "characters"),
        ("401", "95A2", "gcppos1"),
        ("422", "999", "iso3166"),
        ("4307", "XX", "iso3166alpha2"),
        ("4309", "18000000010000000000", "latitude"),
        ("4326", "260200", "yymmdd"),
        ("7003", "2612312460", "hhmi"),
        ("7040", "1AB'", "importeridx"),
        ("7258", "3/2", "posinseqslash"),
        ("8006", "095201234567880302", "pieceoftotal"),
        ("8007", "GB83WEST12345698765432", "iban"),
        ("8008", "2612312460", "hh"),
        ("8011", "012", "nozeroprefix"),
        ("8013", "1987654Ad4X4bL5ttr2310c2L", "csumalpha"),
        ("8030", "AbC=", "padding"),
        ("8030", "A=C-_1", "padding"),
        ("4300", "A%4", "pcenc"),
    ],
)
def test_a_wrong_value_is_refused_with_its_rule(ai, value, rule):
    with pytest.raises(RuleBroken) as refusal:
        find(ai).refuse(value)

    assert refusal.value.rule == rule


def test_what_is_no_identifier_is_not_found():
    with pytest.raises(RuleBroken) as refusal:
        find("89")

    assert refusal.value.rule == "unknown_ai"


def test_an_unknown_code_list_is_said_so():
    assert "704" in codes("iso3166")
    with pytest.raises(LookupError):
        codes("iso0")
