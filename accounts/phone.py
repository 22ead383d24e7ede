"""Phone numbers, as people type them and as we keep them (E.164). No Django here."""

import phonenumbers

HOME = "VN"
WITH_COUNTRY_CODE = 11  # digits of 84 and a mobile number


class NotAPhone(ValueError):
    """What was typed is no phone number that can exist."""


def to_e164(typed: str) -> str:
    """``to_e164("0912 345 678")`` is ``"+84912345678"``; also takes 84… and +84… forms."""
    text = typed.strip()
    if text.startswith("84") and len(text) >= WITH_COUNTRY_CODE:
        text = f"+{text}"
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException as failure:
        raise NotAPhone(typed) from failure
    if not phonenumbers.is_valid_number(number):
        raise NotAPhone(typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def to_national(e164: str) -> str:
    """``to_national("+84912345678")`` is ``"0912 345 678"``, the way Vietnamese people read it."""
    number = phonenumbers.parse(e164, HOME)
    is_home = number.country_code == phonenumbers.country_code_for_region(HOME)
    kind = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if is_home
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, kind)


def veil(e164: str) -> str:
    """``veil("+84912345678")`` is ``"09xx xxx 678"``: enough to recognise, not to call."""
    national = to_national(e164)
    digits = [place for place, letter in enumerate(national) if letter.isdigit()]
    hidden = set(digits[2:-3])
    return "".join("x" if place in hidden else letter for place, letter in enumerate(national))
