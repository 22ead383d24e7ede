"""Vietnamese text without its marks, so that «che hoa vang» finds «Chè hoa vàng». No Django."""

import re
import unicodedata

_BREAKS = re.compile(r"[^0-9a-z]+")


def tidy(text: str) -> str:
    """NFC, single spaces, no control or invisible letters: what we keep of what was typed."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Zs"} else letter
        for letter in composed
        if unicodedata.category(letter) != "Cf"
    )
    return " ".join(seen.split())


def fold(text: str) -> str:
    """``fold("Đặc sản Ba Chẽ")`` is ``"dac san ba che"``: lower case, no marks, đ → d."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _BREAKS.sub(" ", letters).strip()


def slug(text: str, *, most: int = 80) -> str:
    """``slug("Trà hoa vàng Ba Chẽ")`` is ``"tra-hoa-vang-ba-che"``."""
    return fold(text)[:most].strip().replace(" ", "-")
