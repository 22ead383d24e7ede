"""VietQR payloads against NAPAS' own examples, public codes, and a QR reader that is not ours."""

import json
from pathlib import Path

import pytest
import qrcode
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from marketplace.payments import banks, napas
from marketplace.payments.napas import Malformed, Transfer

SHEET = Path(__file__).parents[2] / "standards" / "payments" / "vietqr_vectors.json"
VECTORS = json.loads(SHEET.read_text("utf-8"))["vectors"]
VALID = [vector for vector in VECTORS if vector["valid"]]
INVALID = [vector for vector in VECTORS if not vector["valid"]]
GENERATED = [vector for vector in VALID if "input" in vector]

WORDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
transfers = st.builds(
    Transfer,
    bank=st.text("0123456789", min_size=6, max_size=6),
    account=st.text(WORDS, min_size=1, max_size=19),
    amount=st.none() | st.integers(1, napas.TRANSFER_LIMIT - 1),
    memo=st.text(WORDS + " ", max_size=25),
    bill=st.text(WORDS, max_size=25),
    service=st.sampled_from([napas.TO_ACCOUNT, napas.TO_CARD]),
)
GOOD = napas.encode(Transfer(bank="970436", account="0011001932418", amount=185_000, memo="CG1"))


def sealed(text):
    """A payload whose checksum is right whatever else is wrong."""
    return text + napas.checksum(text)


def changed(old, new):
    """The good payload with one thing changed and its checksum put right again."""
    assert old in GOOD
    return sealed(GOOD[:-4].replace(old, new))


def test_the_checksum_is_crc_16_ccitt_false():
    assert napas.checksum("123456789") == "29B1"


@pytest.mark.parametrize("vector", VALID, ids=lambda vector: vector["payload"][-8:])
def test_a_real_payload_is_read(vector):
    told, read = vector["decoded"], napas.decode(vector["payload"])

    assert read == Transfer(
        bank=told["bin"],
        account=told["account"],
        amount=told["amount"],
        memo=told["purpose"] or "",
        bill=told["bill"] or "",
        service=told["service"],
    )


@pytest.mark.parametrize("vector", INVALID, ids=lambda vector: vector["payload"][-8:])
def test_a_broken_payload_is_refused(vector):
    with pytest.raises(Malformed):
        napas.decode(vector["payload"])


@pytest.mark.parametrize("vector", GENERATED, ids=lambda vector: vector["payload"][-8:])
def test_a_payload_is_written_byte_for_byte(vector):
    asked = vector["input"]
    transfer = Transfer(
        bank=asked["bin"],
        account=asked["account"],
        amount=asked["amount"],
        memo=asked["memo"] or "",
        service=asked["service"],
    )

    assert napas.encode(transfer) == vector["payload"]


def test_the_misprint_on_page_29_is_refused_and_its_correction_read():
    body = "38{}0010A0000007270127000697040301{}00110123456780208QRIBFTTA53037045802VN6304{}"

    with pytest.raises(Malformed):
        napas.decode("000201010211" + body.format("57", "12", "F4E5"))
    assert napas.decode("000201010211" + body.format("57", "13", "9E6F")).account == "0011012345678"


@given(transfers)
def test_what_is_written_is_read_back(transfer):
    assert napas.decode(napas.encode(transfer)) == transfer


@given(transfers, st.data())
def test_one_changed_character_is_noticed(transfer, data):
    payload = napas.encode(transfer)
    place = data.draw(st.integers(0, len(payload) - 1))
    other = data.draw(st.sampled_from([c for c in WORDS if c.upper() != payload[place].upper()]))

    with pytest.raises(Malformed):
        napas.decode(payload[:place] + other + payload[place + 1 :])


@given(st.text())
def test_any_text_is_read_or_refused_and_nothing_else(text):
    with pytest.raises(Malformed):
        napas.decode(text)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "6304",
        sealed("6304"),
        GOOD[:-1],
        GOOD + "0",
        GOOD + "\n",
        GOOD.replace("CG1", "CGé"),
        changed("5303704", "5303840"),
        changed("5802VN", "5802US"),
        changed("5802VN", ""),
        changed("A000000727", "A000000728"),
        changed("QRIBFTTA", "QRPUSHPM"),
        changed("0006970436", "000697043X"),
        changed("5406185000", "5406-85000"),
        changed("5406185000", "5406000000"),
        changed("5406185000", "5405185.5"),
        changed("5406185000", "5406١٨٥٠٠٠"),
        changed("5802VN", "5802VN5802VN"),
        changed("5802VN", "5800"),
        changed("5802VN", "5802VN6400"),
        sealed(GOOD[:-8] + "6308"),
        changed("000201", "000202"),
        sealed(GOOD[6:-4]),
        sealed(GOOD[6:-8] + "0002016304"),
    ],
)
def test_what_a_bank_app_would_guess_at_is_refused(payload):
    with pytest.raises(Malformed):
        napas.decode(payload)


@pytest.mark.parametrize("written", ["5407185000.", "5409185000.00", "5406185000"])
def test_whole_dong_may_be_written_with_empty_decimals(written):
    assert napas.decode(changed("5406185000", written)).amount == 185_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"amount": -1},
        {"amount": 500_000_000},
        {"bank": "97043"},
        {"bank": "٩٧٠٤٣٦"},
        {"account": ""},
        {"account": "1" * 20},
        {"account": "0011-0019"},
        {"memo": "x" * 26},
        {"memo": "trà hoa vàng"},
        {"memo": "a\n"},
        {"service": "QRPUSHPM"},
    ],
)
def test_what_banks_refuse_is_not_written(wrong):
    right = {"bank": "970436", "account": "0011001932418", "amount": 499_999_999, "memo": "CG1"}
    assert napas.encode(Transfer(**right))

    with pytest.raises(Malformed):
        napas.encode(Transfer(**(right | wrong)))


@pytest.mark.parametrize("payload", [VALID[0]["payload"], VALID[1]["payload"], GOOD])
def test_another_reader_sees_the_same_payload_in_the_picture(payload):
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(payload)

    (seen,) = zxingcpp.read_barcodes(code.make_image().get_image())

    assert seen.text == payload


def test_banks_are_known_by_their_number():
    assert banks.name_of("970436") == "Vietcombank"
    assert banks.name_of("999999") == "Ngân hàng Mẫu"
    assert banks.name_of("000000") == "000000"


def test_the_sheet_of_banks_is_whole():
    assert len(banks.known()) == 70
    assert all(number.isdecimal() and len(number) == 6 for number in banks.known())
    assert banks.DEMO.bin not in banks.known()
