"""How little of a buyer readers learn: a given name, or where. No Django here."""

from __future__ import annotations

LONGEST = 40
KINDS_OF_PLACE = ("Phường ", "Xã ", "Đặc khu ", "Thị trấn ")


def given_name(full_name: str) -> str:
    """The last word of a Vietnamese name; nothing where that is no name (a number, a sign)."""
    words = full_name.split()
    last = words[-1] if words else ""
    return last[:LONGEST] if len(words) > 1 and last.isalpha() else ""


def place_name(commune: str) -> str:
    """``place_name("Phường Hạ Long")`` is ``"Hạ Long"``."""
    for kind in KINDS_OF_PLACE:
        if commune.startswith(kind):
            return commune.removeprefix(kind)
    return commune
