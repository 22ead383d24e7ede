"""Telling Vietnamese from other languages by its spelling, which is very regular."""

from __future__ import annotations

import re
import unicodedata

NAMES = {  # not Vietnamese words, yet what one says in Vietnamese
    *("csv", "demo", "e-mail", "email", "internet", "online", "pdf", "video", "web", "website"),
    *("visa", "mastercard", "stripe", "vietqr", "zalo", "excel", "epcis", "token", "api", "admin"),
    *("vnpay", "momo", "zalopay", "viettel", "money"),
    *("byte", "cookie", "http", "https", "s", "utf", "json", "accept", "authorization"),
    *("html", "javascript", "atom"),
    *("dpi", "parentid", "vd", "xprinter", "zebra"),
    *("svg", "png", "jpeg", "webp", "xlsx", "gram", "kg", "ml", "km", "cm", "mm", "px", "mb", "kb"),
}
NOT_PROSE = re.compile(
    r"%\(\w+\)[\d.]*[a-z]|%[a-z](?![a-z])|\{\w*\}|&\w+;|<[^>]+>"  # holes and markup
    r"|https?://\S+|/\S+/\w*|\?\w+=|\w+/[\w+]+|\w+_\w+"  # addresses, media types, names in code
    r"|[A-Z][a-z]+(?:-[A-Z][a-z]+)+"  # Retry-After
)
LAST_LATIN = "\u1eff"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"[aeiouy]{1,3}"
    r"(?:ng|nh|ch|[cmnpt])?"
)


def has_letters_of_its_own(text: str, *, but: str = "") -> bool:
    """``đ``, ``ư``, any tone: letters that English does without; ``but``: a language has these."""
    latin = (one for one in text if one.isalpha() and one <= LAST_LATIN and one.lower() not in but)
    return any(_plain(letter) != letter for letter in latin)


def foreign_words(text: str) -> list[str]:
    """The words of ``text`` that Vietnamese cannot spell; none for one that could be either."""
    return [word for word in _WORD.findall(NOT_PROSE.sub(" ", text)) if not _may_be(word)]


def _may_be(word: str) -> bool:
    if word.casefold() in NAMES or word.isupper():
        return True
    return all(_SYLLABLE.fullmatch(_plain(part.casefold())) for part in word.split("-"))


def _plain(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))
