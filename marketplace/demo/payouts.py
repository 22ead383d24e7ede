"""Accounts at a bank that does not exist, for stalls that are made up."""

ACCOUNTS = {
    "na-lang": ("9990000001", "HTX MAU NA LANG"),
    "ba-sau": ("9990000002", "CO SO MAU BA SAU"),
    "ong-chiu": ("9990000003", "HO MAU ONG CHIU"),
}
"""By stall; the others have told none yet."""
