"""Order codes and the secrets in links: what people read out, and what only the buyer has."""

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ379"
"""Letters and digits that are not taken for one another when read aloud or written by hand."""

LENGTH = 8


def mint_code() -> str:
    """A code of eight characters, one of 2³⁸; it says nothing of how many orders there are."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def mint_token() -> str:
    """A secret of 256 bits for a link that opens an order without signing in."""
    return secrets.token_urlsafe(32)
