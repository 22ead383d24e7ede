"""Element strings: GS1's own vectors, both notations, both ways."""

import json
from pathlib import Path

import pytest

from traceability.gs1 import elements

VECTORS = json.loads(
    (Path(__file__).parents[1] / "standards/gs1/ai-syntax-vectors.json").read_text()
)
C_VARIABLES = {"buf", "inbuf"}  # cases whose text lives in the C program, not in the file
UNKNOWN = ("(89)", "(3338)")  # permitted there by an option we do not have
CASES = [case for case in VECTORS["cases"] if not C_VARIABLES & set(case["args"])]
BRACKETED = [case["args"] for case in CASES if case["fn"] == "parseAIdata"]
RAW = [case["args"] for case in CASES if case["fn"] == "processAIdata"]
TOGETHER = [
    case["args"]
    for case in CASES
    if case["fn"] == "validateAIs" and not any(ai in case["args"][2] for ai in UNKNOWN)
]
FIRST, SECOND = "09520123456788", "ABC(1)"


def from_scanner(text):
    return text.replace("^", elements.FNC1)


@pytest.mark.parametrize(("good", "text", "raw"), BRACKETED)
def test_the_bracketed_form_is_read_as_gs1_reads_it(good, text, raw):
    if good == "true":
        read = elements.read_bracketed(text)
        assert elements.write_raw(read) == from_scanner(raw)
        assert elements.write_bracketed(read) == text
    else:
        with pytest.raises(elements.NotElements):
            elements.read_bracketed(text)


@pytest.mark.parametrize(("good", "text"), [case for case in RAW if case[1].startswith("^")])
def test_the_scanned_form_is_read_as_gs1_reads_it(good, text):
    if good == "true":
        read = elements.read_raw(from_scanner(text))
        assert elements.write_raw(read) == from_scanner(text.removesuffix("^"))
    else:
        with pytest.raises(elements.NotElements):
            elements.read_raw(from_scanner(text))


@pytest.mark.parametrize(("good", "check", "text"), TOGETHER)
def test_elements_stand_together_or_not_as_gs1_says(good, check, text):
    rules = {
        "validateAIrepeats": {"repeated"},
        "validateAImutex": {"excluded"},
        "validateAIrequisites": {"required"},
        "validateDigSigRequiresSerialisedKey": {"serial"},
    }[check]
    broken = set()
    try:
        elements.refuse_company(elements.read_bracketed(text))
    except elements.NotElements as refusal:
        broken = {refusal.rule}

    assert (good == "true") == (not broken & rules)


def test_a_bracket_inside_a_value_survives_both_ways():
    given = (elements.Element("01", FIRST), elements.Element("10", SECOND))

    assert elements.read_bracketed(elements.write_bracketed(given)) == given
    assert elements.read_raw(elements.write_raw(given)) == given


def test_nothing_is_not_an_element_string():
    for text in ("", elements.FNC1):
        with pytest.raises(elements.NotElements):
            elements.read_raw(text)
