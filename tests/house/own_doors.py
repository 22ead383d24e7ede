"""The doors to what is a person's own: how they sign in, what they keep, what is kept of them."""

from __future__ import annotations

from tests.house.door import BUYER, OWNER, SIGN_IN, SIGNED_IN, behind_sign_in, everybody

AGAIN = (
    *("personal:exports", "personal:download", "personal:erasure", "mfa_add_webauthn"),
    *("mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes"),
)
"""Whoever is signed in shows once more who they are, before anything else."""

OWN_DOORS = {
    "accounts:sessions": behind_sign_in(SIGNED_IN),
    "accounts:session_end": behind_sign_in(BUYER, 405, 302),
    "accounts:other_sessions_end": behind_sign_in(SIGNED_IN, 405, 302),
    "accounts:agreed": behind_sign_in(SIGNED_IN, post=302),
    "mfa_list_webauthn": behind_sign_in(SIGNED_IN),
    "mfa_login_webauthn": everybody(200, SIGN_IN),
    "mfa_authenticate": behind_sign_in(SIGNED_IN, 302, 302),
    **dict.fromkeys(AGAIN, behind_sign_in(SIGNED_IN, 302, 302)),
    "workspace:succession": behind_sign_in(OWNER, 302, 302),
    "workspace:succession_end": behind_sign_in(OWNER, 405, 302),
    "workspace:taking": behind_sign_in(BUYER, post=302),
    "workspace:refusal": behind_sign_in(BUYER, 405, 302),
    "personal:staying": behind_sign_in(SIGNED_IN, 405, 302),
    "addresses:book": behind_sign_in(SIGNED_IN),
    "addresses:communes": behind_sign_in(SIGNED_IN),
    "addresses:new": behind_sign_in(SIGNED_IN, post=422),
    "addresses:address": behind_sign_in(BUYER, post=422),
    "addresses:removal": behind_sign_in(BUYER, 405, 302),
    "addresses:default": behind_sign_in(BUYER, 405, 302),
    "favourites:favourites": everybody(),
    "favourites:own": everybody(),
    "favourites:heart": everybody(post=302),
    "scanned:scans": everybody(),
    "scanned:choice": everybody(405, 302),
    "scanned:removal": everybody(405, 302),
}
