"""An append-only Merkle tree (RFC 6962) and the C2SP formats in which it is shown. No Django."""
