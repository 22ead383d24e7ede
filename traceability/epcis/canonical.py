"""The one form of a GS1 identifier that event hashes are made of (CBV 2.0, event hash id).

An EPC URN or a Digital Link on any host becomes the Digital Link on id.gs1.org with only its finest
qualifier. Check digits are not judged here: what was recorded is what is hashed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from traceability.gs1.check import check_digit, is_digits

CANONICAL = "https://id.gs1.org"
URN = re.compile(r"urn:epc:(?:id|class|idpat):(?P<scheme>[a-z]+):(?P<rest>.+)")
LINK = re.compile(r"https?://[^/?#]+(?P<path>/[^?#]*)")
RESERVED = {character: f"%{ord(character):02X}" for character in "!()*+,:"}

_X = r"(?:%[0-9A-Fa-f]{2}|[^/%])"  # a character, percent-encoded or not
SHAPES = {
    "00": r"\d{18}",
    "01": r"\d{14}",
    "253": rf"\d{{13}}{_X}{{0,17}}",
    "255": r"\d{13,25}",
    "401": rf"\d{{4}}{_X}{{1,26}}",
    "402": r"\d{17}",
    "414": r"\d{13}",
    "417": r"\d{13}",
    "8003": rf"\d{{14}}{_X}{{0,16}}",
    "8004": rf"\d{{4}}{_X}{{1,26}}",
    "8006": r"\d{18}",
    "8010": rf"\d{{4}}{_X}{{1,26}}",
    "8017": r"\d{18}",
    "8018": r"\d{18}",
}
FINEST_FIRST = {"01": ("21", "235", "10"), "8006": ("21", "10"), "414": ("254",), "8010": ("8011",)}
SHORT_NAMES = {
    "gtin": "01", "itip": "8006", "cpid": "8010", "gln": "414", "party": "417", "gsrnp": "8017",
    "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401", "gsin": "402",
    "grai": "8003", "giai": "8004", "cpv": "22", "lot": "10", "ser": "21", "cpsn": "8011",
    "glnx": "254",
}  # fmt: skip


def canonical(uri: str) -> str:
    """The canonical form of a GS1 identifier, or the text as it is when it is none."""
    return _from_urn(uri) or _from_link(uri) or uri


def _with_digit(body: str, length: int) -> str:
    """A key with its check digit; LookupError where the parts do not add up to one."""
    if len(body) != length - 1 or not is_digits(body):
        raise LookupError(body)
    return body + check_digit(body)


def _gtin(company: str, item: str) -> str:
    return _with_digit(item[:1] + company + item[1:], 14)


def _sscc(company: str, reference: str) -> str:
    return _with_digit(reference[:1] + company + reference[1:], 18)


def _key(length: int) -> Callable[[str, str], str]:
    return lambda company, reference: _with_digit(company + reference, length)


_gln, _gsin, _gsrn = _key(13), _key(17), _key(18)

# scheme: how many parts the rest has, and the path they make. A pattern's last part is empty here.
Path = Callable[..., str]
SCHEMES: dict[str, tuple[int, Path]] = {
    "sgtin": (3, lambda c, i, s: f"/01/{_gtin(c, i)}/21/{s}"),
    "lgtin": (3, lambda c, i, lot: f"/01/{_gtin(c, i)}/10/{lot}"),
    "upui": (3, lambda c, i, s: f"/01/{_gtin(c, i)}/235/{s}"),
    "itip": (5, lambda c, i, piece, of, s: f"/8006/{_gtin(c, i)}{piece}{of}/21/{s}"),
    "sscc": (2, lambda c, r: f"/00/{_sscc(c, r)}"),
    "sgln": (3, lambda c, r, e: f"/414/{_gln(c, r)}" + (f"/254/{e}" if e != "0" else "")),
    "pgln": (2, lambda c, r: f"/417/{_gln(c, r)}"),
    "grai": (3, lambda c, r, s: f"/8003/0{_gln(c, r)}{s}"),
    "giai": (2, lambda c, r: f"/8004/{c}{r}"),
    "gsrn": (2, lambda c, r: f"/8018/{_gsrn(c, r)}"),
    "gsrnp": (2, lambda c, r: f"/8017/{_gsrn(c, r)}"),
    "gdti": (3, lambda c, r, s: f"/253/{_gln(c, r)}{s}"),
    "sgcn": (3, lambda c, r, s: f"/255/{_gln(c, r)}{s}"),
    "cpi": (3, lambda c, r, s: f"/8010/{c}{r}/8011/{s}"),
    "ginc": (2, lambda c, r: f"/401/{c}{r}"),
    "gsin": (2, lambda c, r: f"/402/{_gsin(c, r)}"),
}


def _from_urn(uri: str) -> str:
    """The link of an EPC URN; "" when it is none, or a pattern over more than serials."""
    found = URN.fullmatch(uri)
    if not found or found["scheme"] not in SCHEMES:
        return ""
    count, path = SCHEMES[found["scheme"]]
    parts = found["rest"].removesuffix("*").split(".", count - 1)
    if len(parts) != count or "*" in parts[:-1]:
        return ""
    escaped = ["".join(RESERVED.get(character, character) for character in part) for part in parts]
    try:
        return CANONICAL + re.sub(r"/\d+/$", "", path(*escaped))
    except LookupError:
        return ""


def _from_link(uri: str) -> str:
    """The constrained canonical form of a Digital Link; "" when the text is none."""
    found = LINK.match(uri)
    segments = found["path"].removesuffix("/").split("/")[1:] if found else []
    for start in range(len(segments) - 2, -1, -2):
        ai = SHORT_NAMES.get(segments[start], segments[start])
        value = _padded(ai, segments[start + 1])
        if ai in SHAPES and re.fullmatch(SHAPES[ai], value, re.ASCII):
            return CANONICAL + f"/{ai}/{value}" + _finest(ai, segments[start + 2 :])
    return ""


def _padded(ai: str, value: str) -> str:
    short = ai == "01" and is_digits(value) and len(value) in (8, 12, 13)
    return value.zfill(14) if short else value


def _finest(key: str, segments: list[str]) -> str:
    """The one qualifier that says most, serial before lot."""
    names = [SHORT_NAMES.get(name, name) for name in segments[::2]]
    held = dict(zip(names, segments[1::2], strict=False))
    return next((f"/{ai}/{held[ai]}" for ai in FINEST_FIRST.get(key, ()) if held.get(ai)), "")


# An expression for all keys of one company: {c} is its number, {n} how many digits are left.
OF_COMPANY = {
    "sgtin": (r"/01/\d{c}\d{n}/21/.+", 13),
    "upui": (r"/01/\d{c}\d{n}/235/.+", 13),
    "itip": (r"/8006/\d{c}\d{n}\d{{4}}/21/.+", 13),
    "sscc": (r"/00/\d{c}\d{n}", 17),
    "sgln": (r"/414/{c}\d{n}(/254/.+)?", 13),
    "pgln": (r"/417/{c}\d{n}", 13),
    "grai": (r"/8003/0{c}\d{n}.+", 13),
    "giai": (r"/8004/{c}.+", 0),
    "gsrn": (r"/8018/{c}\d{n}", 18),
    "gsrnp": (r"/8017/{c}\d{n}", 18),
    "gdti": (r"/253/{c}\d{n}.+", 13),
    "sgcn": (r"/255/{c}\d{n}.+", 13),
}
COMPANY = re.compile(r"urn:epc:idpat:(?P<scheme>[a-z]+):(?P<company>\d{6,12}|\*)(\.\*)+", re.ASCII)


def expression(pattern: str) -> str:
    """A pattern URN over all keys of a company, or of all companies, as a regular expression.

    "" when the text is no such pattern.
    """
    found = COMPANY.fullmatch(pattern)
    if not found or found["scheme"] not in OF_COMPANY:
        return ""
    layout, length = OF_COMPANY[found["scheme"]]
    company = found["company"].removesuffix("*")
    left = f"{{{length - len(company)}}}"
    return f"^{re.escape(CANONICAL)}{layout.format(c=company, n=left)}$"


def start_of_serials(of: str) -> str:
    """What the names of all members of a class begin with; assets and papers run on unparted."""
    runs_on = re.match(r"https://id\.gs1\.org/(8003|253|255)/", of)
    return of if runs_on else f"{of}/"
