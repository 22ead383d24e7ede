"""Vietnamese banks by the six digits (BIN) that VietQR knows them by."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHEET = Path(__file__).with_name("banks.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """``receives_vietqr`` says that transfers by VietQR are known to arrive there."""

    bin: str
    name: str
    full_name: str
    receives_vietqr: bool


DEMO = Bank(
    bin="999999", name="Ngân hàng Mẫu", full_name="Ngân hàng Mẫu (minh họa)", receives_vietqr=True
)
"""A bank that does not exist: no real app sends money to it."""


@cache
def known() -> dict[str, Bank]:
    """Every real bank of the sheet, by its BIN."""
    return {row["bin"]: Bank(**row) for row in json.loads(SHEET.read_text("utf-8"))["banks"]}


def name_of(number: str) -> str:
    """What people call the bank with this BIN; the BIN itself when we do not know it."""
    bank = DEMO if number == DEMO.bin else known().get(number)
    return bank.name if bank else number
