"""What a browser said of a key it made: its public half, from Chromium's stand-in for a phone."""

from __future__ import annotations

KEY_ID = "yk5_xhTjK-QjOYXW-F1lEHdasC327izg0Ei0PLb-6U0"
CREDENTIAL = {
    "id": KEY_ID,
    "rawId": KEY_ID,
    "type": "public-key",
    "clientExtensionResults": {"credProps": {"rk": True}},
    "response": {
        "clientDataJSON": (
            "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoibGZ2RUZWemVTZ0JkaDYxamhyZWJY"
            "VkhkRVZCeWdPY2hJRFhOcXlrZ3drVSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODI0MCIsImNy"
            "b3NzT3JpZ2luIjpmYWxzZSwib3RoZXJfa2V5c19jYW5fYmVfYWRkZWRfaGVyZSI6ImRvIG5vdCBjb21w"
            "YXJlIGNsaWVudERhdGFKU09OIGFnYWluc3QgYSB0ZW1wbGF0ZS4gU2VlIGh0dHBzOi8vZ29vLmdsL3lh"
            "YlBleCJ9"
        ),
        "attestationObject": (
            "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMd"
            "l2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAIMpOf8YU4yvkIzmF1vhdZRB3WrAt9u4s4NBItDy2_ulNpQEC"
            "AyYgASFYIL5hVHUZRIUfSSAvUtm40JKeJYmgGkDngRWoNVyLp32aIlggJaqF10ef9TIvp-AtX-KFMbzJ"
            "73UzG9Qyr_2NfUzlMZ8"
        ),
    },
}
