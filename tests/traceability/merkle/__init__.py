"""The Merkle tree and its formats, against vectors of others."""
