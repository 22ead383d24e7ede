"""How long an SMS is: GSM 03.38 packs 160 letters, anything beyond its alphabet only 70.

A text that does not fit one SMS is cut into segments of 153 or 67, for the header that joins them.
Neither an escaped letter nor a surrogate pair is cut in two (3GPP TS 23.038 and 23.040).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED = frozenset("^{}\\[~]|€\f")
ONE_GSM, PART_GSM = 160, 153
ONE_UCS, PART_UCS = 70, 67
MOST_SEGMENTS = 2
LAST_OF_ONE_UNIT = "\uffff"
PUNCTUATION = str.maketrans(
    {"«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "·": "-"}
    | {
        "–": "-",
        "—": "-",
        "…": "...",
        "₫": "d",
        "đ": "d",
        "Đ": "D",
        "\u00a0": " ",
    }
)
LINK = re.compile(r"https?://\S+[\w/=-]")


def segments(text: str) -> int:
    """How many SMS a text is sent and charged as; none for an empty one."""
    is_gsm = BASIC.issuperset(set(text) - ESCAPED)
    one, part = (ONE_GSM, PART_GSM) if is_gsm else (ONE_UCS, PART_UCS)
    if ESCAPED.isdisjoint(text) if is_gsm else max(text) <= LAST_OF_ONE_UNIT:
        return min(1, len(text)) if len(text) <= one else -(-len(text) // part)
    sizes = [_units(letter, is_gsm=is_gsm) for letter in text]
    if sum(sizes) <= one:
        return min(1, len(sizes))
    number, used = 1, 0
    for size in sizes:
        if used + size > part:
            number, used = number + 1, 0
        used += size
    return number


def fits(text: str) -> bool:
    return 0 < segments(text) <= MOST_SEGMENTS


def plain(text: str) -> str:
    """The same in letters of GSM 03.38, as Vietnamese is written where marks cost too much."""
    decomposed = unicodedata.normalize("NFD", text.translate(PUNCTUATION))
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if not _is_mark(c)))
    return "".join(c if c in BASIC or c in ESCAPED else "?" for c in bare)


def short_form(*, subject: str, body: str, short: str = "") -> str:
    """What is sent by SMS, in two segments at most.

    The first that fits of: the short words, the whole body, the subject with the body's link; with
    marks if they fit so, else without. Where nothing fits, the subject's beginning.
    """
    link = LINK.search(body)
    choices = (short, body, f"{subject}: {link[0]}" if link else subject)
    return next((one for one in _written(choices) if fits(one)), plain(subject)[:ONE_GSM])


def _written(choices: tuple[str, ...]) -> Iterator[str]:
    for choice in choices:
        yield choice
        yield plain(choice)


def _units(letter: str, *, is_gsm: bool) -> int:
    return 1 + (letter in ESCAPED if is_gsm else letter > LAST_OF_ONE_UNIT)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
