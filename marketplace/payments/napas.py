"""VietQR: the text inside the QR code that every Vietnamese bank app can read.

Source: NAPAS, "Tài liệu quy định về định dạng mã VietQR trong dịch vụ chuyển nhanh NAPAS247",
version 1.0 (2021-09), a profile of EMVCo's merchant-presented mode. Every field is an id of two
digits, a length of two digits and the value; field 38 carries the bank and the account, the last
field (63) a checksum of everything before it.
"""

import re
from dataclasses import dataclass
from typing import Literal

GUID = "A000000727"
DONG = "704"
TRANSFER_LIMIT = 500_000_000
"""One NAPAS247 transfer stays under this many đồng (section 8.1.1)."""

TO_ACCOUNT: Literal["QRIBFTTA"] = "QRIBFTTA"
TO_CARD: Literal["QRIBFTTC"] = "QRIBFTTC"


class Malformed(ValueError):
    """The text is not a VietQR payload, or the transfer cannot be written as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What a code asks a bank app to do; ``amount`` in đồng, ``None`` lets the payer say."""

    bank: str
    account: str
    amount: int | None = None
    memo: str = ""
    bill: str = ""
    service: str = TO_ACCOUNT


def encode(transfer: Transfer) -> str:
    """Write a transfer as payload, byte for byte as NAPAS prints it, or raise ``Malformed``."""
    _refuse_what_banks_refuse(transfer)
    receiver = _field("00", transfer.bank) + _field("01", transfer.account)
    fields = {
        "00": "01",
        "01": "11" if transfer.amount is None else "12",
        "38": _field("00", GUID) + _field("01", receiver) + _field("02", transfer.service),
        "53": DONG,
        "54": "" if transfer.amount is None else str(transfer.amount),
        "58": "VN",
        "62": _field("01", transfer.bill) + _field("08", transfer.memo),
    }
    payload = "".join(_field(*field) for field in fields.items()) + "6304"
    return payload + checksum(payload)


def decode(payload: str) -> Transfer:
    """Read a payload back; raise ``Malformed`` for anything a bank app would have to guess at.

    A right checksum alone proves nothing: codes with wrong lengths and right sums are in use.
    """
    if not (payload.isascii() and payload.isprintable()):
        raise Malformed("only printable ASCII is allowed")
    fields = _fields(payload)
    if list(fields)[:1] != ["00"] or list(fields)[-1:] != ["63"]:
        raise Malformed("the format comes first and the checksum last")
    if checksum(payload[:-4]) != fields["63"].upper():
        raise Malformed("wrong checksum")
    _expect(fields, {"00": "0[01]", "01": "1[12]", "53": DONG, "58": "VN"})
    return _transfer(fields)


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) as four upper-case hexadecimal digits."""
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _ in range(8):
            register = register << 1 ^ (0x1021 if register & 0x8000 else 0)
            register &= 0xFFFF
    return f"{register:04X}"


def _refuse_what_banks_refuse(transfer: Transfer) -> None:
    if not re.fullmatch(r"[0-9]{6}", transfer.bank):
        raise Malformed("a bank is six digits")
    if not re.fullmatch(r"[A-Za-z0-9]{1,19}", transfer.account):
        raise Malformed("an account is 1 to 19 letters and digits")
    if transfer.service not in {TO_ACCOUNT, TO_CARD}:
        raise Malformed("money goes to an account or to a card")
    if transfer.amount is not None and not 0 < transfer.amount < TRANSFER_LIMIT:
        raise Malformed("an amount is above nothing and under 500 million đồng")
    for words in (transfer.memo, transfer.bill):
        if not re.fullmatch(r"[A-Za-z0-9 ]{0,25}", words):
            raise Malformed("a memo is at most 25 letters, digits and spaces without marks")


def _transfer(fields: dict[str, str]) -> Transfer:
    merchant = _fields(fields.get("38", ""))
    _expect(merchant, {"00": GUID, "02": f"{TO_ACCOUNT}|{TO_CARD}"})
    receiver = _fields(merchant.get("01", ""))
    _expect(receiver, {"00": "[0-9]{6}", "01": "[!-~]{1,19}"})
    notes = _fields(fields.get("62", ""))
    return Transfer(
        bank=receiver["00"],
        account=receiver["01"],
        amount=_amount(fields["54"]) if "54" in fields else None,
        memo=notes.get("08", ""),
        bill=notes.get("01", ""),
        service=merchant["02"],
    )


def _amount(text: str) -> int:
    """Đồng have no decimals: "180000." and "180000.00" are whole, "0" and "1.5" are refused."""
    whole = re.fullmatch(r"([0-9]{1,13})(?:\.0{0,2})?", text)
    if not whole or len(text) > 13 or int(whole[1]) == 0:  # noqa: PLR2004 - field 54 holds 13
        raise Malformed("wrong amount")
    return int(whole[1])


def _field(key: str, value: str) -> str:
    return f"{key}{len(value):02d}{value}" if value else ""


def _fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    while text:
        head = re.match(r"([0-9]{2})([0-9]{2})", text)
        length = int(head[2]) if head else 0
        if not head or not 0 < length <= len(text) - 4 or head[1] in found:
            raise Malformed("a field is cut short, empty or given twice")
        found[head[1]], text = text[4 : 4 + length], text[4 + length :]
    return found


def _expect(fields: dict[str, str], patterns: dict[str, str]) -> None:
    for key, pattern in patterns.items():
        if not re.fullmatch(pattern, fields.get(key, "")):
            raise Malformed(f"field {key} is missing or wrong")
