"""Accounts at a bank that does not exist, for stalls that are made up."""

ACCOUNTS = {
    "na-lang": ("9990000001", "HTX MAU NA LANG"),
    "ba-sau": ("9990000002", "CO SO MAU BA SAU"),
    "ong-chiu": ("9990000003", "HO MAU ONG CHIU"),
}
"""By stall; the others have told none yet."""

STRAIGHT = ACCOUNTS | {
    "co-to": ("9990000004", "HTX MAU CO TO"),
    "dong-trieu": ("9990000005", "HTX MAU DONG TRIEU"),
}
"""Where buyers pay straight nobody sells without one."""

CHANGED = ("dong-trieu", ("9990000015", "HTX MAU DONG TRIEU"))
"""A stall whose new account nobody has looked at yet: meanwhile it is paid as before."""

REFUNDED = {
    "recalled-later": ("9990000021", "NGUYEN VAN MAU KHACH"),
    "gift-long-ago": ("9990000022", "TRAN THI MAU HOA"),
}
"""Where buyers, by purchase, want back what their producers owe them."""

SENT = ("recalled-later",)
"""Of these, what the producer has sent."""
